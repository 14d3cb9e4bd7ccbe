//! Cases for the rules of figures.
