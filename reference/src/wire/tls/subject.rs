//! The subject of a certificate, as Java prints it.

/// The names of attributes by their object identifiers (RFC 4514, section 3).
const NAMES: [(&[u8], &str); 6] = [
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
];

/// A name's DER without the outer sequence, as `CN=…, O=…`: the last part comes first, as in RFC 2253. Attributes
/// without a short name are left out, and so is whatever is no DER.
pub(super) fn text(mut name: &[u8]) -> String {
    let mut parts = Vec::new();
    while let Some((set, rest)) = element(name) {
        name = rest;
        let attribute = element(set).and_then(|(attribute, _)| {
            let (kind, value) = element(attribute)?;
            let (_, name) = NAMES.iter().find(|(id, _)| *id == kind)?;
            let (value, _) = element(value)?;
            Some(format!("{name}={}", String::from_utf8_lossy(value)))
        });
        parts.extend(attribute);
    }
    parts.reverse();
    parts.join(", ")
}

/// The contents of the first DER element, and what comes after it. Lengths of up to two bytes are enough here.
fn element(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, contents) = match der {
        [_, short @ 0..=0x7f, contents @ ..] => (usize::from(*short), contents),
        [_, 0x81, length, contents @ ..] => (usize::from(*length), contents),
        [_, 0x82, high, low, contents @ ..] => (usize::from(*high) << 8 | usize::from(*low), contents),
        _ => return None,
    };
    contents.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_most_specific_part_comes_first() {
        let part = |kind: u8, value: &str| {
            let length = u8::try_from(value.len()).unwrap();
            let mut der = vec![
                0x31,
                length + 9,
                0x30,
                length + 7,
                6,
                3,
                0x55,
                4,
                kind,
                0x0c,
                length,
            ];
            der.extend(value.as_bytes());
            der
        };
        let name = [
            part(6, "DE"),
            part(65, "unnamed"),
            part(10, "Kitchen"),
            part(3, "*.a.example"),
        ]
        .concat();
        assert_eq!(text(&name), "CN=*.a.example, O=Kitchen, C=DE");
        assert_eq!(text(&name[..name.len() - 1]), "O=Kitchen, C=DE");
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            text(&bytes);
        }
    }
}
