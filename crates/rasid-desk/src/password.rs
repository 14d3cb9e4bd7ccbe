//! Passwords: kept as Argon2id hashes with a salt each, never as they are.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

/// The shortest password, in letters.
pub const SHORTEST: usize = 10;
/// The longest, in bytes: more would only keep the computer busy.
pub const LONGEST: usize = 256;

/// What hashing costs: 19 MiB and two passes, as OWASP advises.
fn argon() -> Option<Argon2<'static>> {
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).ok()?))
}

/// Whether a password may be taken.
pub fn is_fit(password: &str) -> bool {
    password.chars().count() >= SHORTEST && password.len() <= LONGEST && !password.chars().any(char::is_control)
}

/// The hash of a password, in the PHC form; nothing where it is not fit or the salt (at least 16 bytes that nobody can
/// guess) is of no use.
pub fn hash(password: &str, salt: &[u8; 16]) -> Option<String> {
    let salt = SaltString::encode_b64(salt).ok()?;
    is_fit(password).then_some(())?;
    Some(argon()?.hash_password(password.as_bytes(), &salt).ok()?.to_string())
}

/// Whether a password is the one behind a hash. Without a hash it takes as long and is false, so that nobody can find
/// out by time who has an account.
pub(crate) fn is_right(password: &str, hash: Option<&str>) -> bool {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    if password.len() > LONGEST {
        return false;
    }
    let (Some(argon), Ok(parsed)) = (argon(), PasswordHash::new(hash.unwrap_or(NOBODY))) else { return false };
    argon.verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_is_right() {
        let kept = hash("correct horse", &[7; 16]).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !kept.contains("horse"));
        assert!(is_right("correct horse", Some(&kept)));
        assert!(
            !is_right("correct horsf", Some(&kept)) && !is_right("", Some(&kept)) && !is_right("correct horse", None)
        );
        assert_ne!(hash("correct horse", &[8; 16]).unwrap(), kept);
        assert!(!is_right("x", Some("no hash at all")));
    }

    #[test]
    fn short_long_and_strange_passwords_are_not_taken() {
        assert!(!is_fit("123456789") && is_fit("1234567890") && is_fit("كلمة سر طويلة"));
        assert!(!is_fit(&"x".repeat(300)) && !is_fit("1234567890\n"));
        assert!(hash("short", &[7; 16]).is_none());
    }
}
