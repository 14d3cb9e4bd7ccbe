//! The binary as people and programs meet it: arguments, files, streams and exit codes.

mod account;
mod bad_input;
mod bench;
mod import;
mod lexicon;
mod link;
mod read;
mod record;
mod reviewed;
mod score;
mod served;
mod sources;
mod words;
mod workbench;
