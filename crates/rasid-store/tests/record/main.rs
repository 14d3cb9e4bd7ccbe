//! What must hold for a record, seen from outside.

mod sample;
