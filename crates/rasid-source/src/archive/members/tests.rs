//! Archives of our own, whole and broken.

use super::write::archive;
use super::*;

fn members(bytes: Vec<u8>) -> Result<Members, Problem> {
    Members::of(Store::Bytes(bytes.into()))
}

#[test]
fn members_are_found_and_read() {
    for deflate in [false, true] {
        let bytes =
            archive(&[("a/خبر.txt", "قال ".repeat(500)), ("b.txt", "x".into()), ("c/", String::new())], deflate);
        let members = members(bytes).unwrap();
        let names: Vec<&str> = members.entries().iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["a/خبر.txt", "b.txt", "c/"]);
        assert!(members.entries()[2].is_folder);
        assert_eq!(members.whole("a/خبر.txt", 1 << 20).unwrap().unwrap(), "قال ".repeat(500).into_bytes());
        assert_eq!(members.whole("none", 9).unwrap(), None);
        assert_eq!(members.whole("a/خبر.txt", 3499), Err(Problem::Bomb));
        assert!(members.whole("a/خبر.txt", 3500).unwrap().is_some());
    }
}

#[test]
fn names_in_the_charset_of_arabic_windows_are_read() {
    let name = encoding_rs::WINDOWS_1256.encode("بيان عن فتح المعابر.txt").0;
    assert_eq!(members(archive(&[(name, "x")], true)).unwrap().entries()[0].name, "بيان عن فتح المعابر.txt");
}

#[test]
fn members_that_lie_over_one_another_are_refused() {
    let mut bytes = archive(&[("a", "x".repeat(100)), ("b", "y".repeat(100))], false);
    // The second is said to begin where the first does.
    let list = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    bytes[list + 42..list + 46].copy_from_slice(&[0; 4]);
    assert_eq!(members(bytes).err(), Some(damaged("its members lie over one another")));
}

#[test]
fn damage_is_found_when_a_member_is_read() {
    let mut bytes = archive(&[("a", "x".repeat(100))], false);
    bytes[40] ^= 1;
    assert_eq!(members(bytes).unwrap().whole("a", 1000), Err(damaged("a member of the archive is damaged")));
}

#[test]
fn no_bytes_whatever_make_it_panic() {
    let whole = archive(&[("a.txt", "xyz".repeat(50)), ("b.txt", "y".into())], true);
    for at in 0..whole.len() {
        for value in [0, 1, 0x7F, 0xFF] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            if let Ok(members) = members(bytes) {
                for entry in members.entries().to_vec() {
                    let _ = members.whole(&entry.name, 1 << 16);
                }
            }
        }
        let _ = members(whole[..at].to_vec());
    }
}
