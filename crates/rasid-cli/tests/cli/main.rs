//! The binary as people and programs meet it: arguments, files, streams and exit codes.

mod bad_input;
mod read;
mod record;
mod workbench;
