//! The only source of chance of the program.

/// Fills `bytes` with what nobody can guess.
///
/// # Panics
/// Where the system has no chance to give: going on with bytes that can be guessed would be worse.
pub fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system gives random bytes");
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_two_calls_give_the_same() {
        let (mut first, mut second) = ([0; 32], [0; 32]);
        super::fill(&mut first);
        super::fill(&mut second);
        assert_ne!(first, second);
    }
}
