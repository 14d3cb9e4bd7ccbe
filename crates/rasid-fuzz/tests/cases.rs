//! Every kept case is given to its target again.

use std::path::Path;

#[test]
fn inputs_that_once_broke_something_break_nothing() {
    let folder = rasid_fuzz::seeds::root().join("fuzz/cases");
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("there are cases").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !entry.path().is_dir() {
            continue;
        }
        let Some(target) = rasid_fuzz::target(&name) else {
            wrong.push(format!("fuzz/cases/{name} is called after no target"));
            continue;
        };
        for case in std::fs::read_dir(entry.path()).expect("it can be read").flatten() {
            wrong.extend(run(target, &case.path()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn run(target: rasid_fuzz::Target, case: &Path) -> Option<String> {
    let bytes = std::fs::read(case).expect("it can be read");
    std::panic::catch_unwind(|| (target.run)(&bytes))
        .err()
        .map(|_| format!("{} breaks {}", case.display(), target.name))
}

#[test]
fn every_seed_is_read() {
    for target in rasid_fuzz::targets() {
        let seeds = (target.seeds)();
        assert!(!seeds.is_empty(), "{} has no seeds", target.name);
        for seed in seeds.iter().take(6) {
            (target.run)(seed);
        }
    }
}
