//! Serves a small invented record, or readings from JSON Lines files, to look at the pages:
//! `cargo run -p rasid-desk --example desk -- 127.0.0.1:8080 [READINGS.jsonl…]`.

extern crate rasid_desk as rasid_desk_under_test;

#[path = "../tests/sample/mod.rs"]
mod sample;

use rasid_record::Reading;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:8080".into()).parse()?;
    let mut readings = Vec::new();
    for file in arguments {
        for line in std::fs::read_to_string(&file)?.lines().filter(|line| !line.trim().is_empty()) {
            let mut reading: Reading = serde_json::from_str(line)?;
            reading.report = reading.report.complete();
            readings.push(reading);
        }
    }
    if readings.is_empty() {
        readings = vec![sample::agreement(), sample::accusation(), sample::looked::retold(), sample::hostile()];
    }
    let record = std::env::temp_dir().join(format!("desk-example-{}.rasid", std::process::id()));
    let served = rasid_desk::serve(sample::services(&record, &readings), rasid_desk::Config::new(address), |address| {
        println!("http://{address}/")
    });
    std::fs::remove_file(&record)?;
    Ok(served?)
}
