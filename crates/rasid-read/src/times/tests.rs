//! Cases for the rules of time.
