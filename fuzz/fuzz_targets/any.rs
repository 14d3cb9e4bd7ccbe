//! The target of `rasid-fuzz` that is called like the program that this becomes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static TARGET: LazyLock<rasid_fuzz::Target> =
    LazyLock::new(|| rasid_fuzz::target(env!("CARGO_BIN_NAME")).expect("the manifest names targets that there are"));

fuzz_target!(|bytes: &[u8]| (TARGET.run)(bytes));
