#![allow(missing_docs)]
#[path = "../tests/record/sample.rs"]
#[allow(dead_code)]
mod sample;
use rasid_store::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    match Store::open(a[1].as_ref()) {
        Err(e) => println!("{:?}: {e}", e.kind()),
        Ok(mut s) => {
            println!("opened {}", s.overview().map(|o| o.reports.to_string()).unwrap_or_else(|e| e.to_string()));
            for i in 0..a[2].parse::<usize>().unwrap() {
                let (r, t) = sample::large(i);
                match s.add_batch(
                    &[Entry { reading: &r, search_terms: &t }],
                    &Stamp { rules_version: "0.1", at: "2018-03-01T00:00:00Z" },
                ) {
                    Ok(_) => {}
                    Err(e) => {
                        println!("{i} {:?}: {e}", e.kind());
                        break;
                    }
                }
            }
            println!("has {}", s.overview().map(|o| o.reports.to_string()).unwrap_or_else(|e| e.to_string()));
            for f in Format::ALL {
                println!(
                    "{:?}",
                    export(&s, *f, std::path::Path::new(&format!("{}.{}", a[1], f.as_str())), true)
                        .map_err(|e| e.to_string())
                );
            }
        }
    }
}
