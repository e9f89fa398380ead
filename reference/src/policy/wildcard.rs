//! `*` and `?` in actions, resources and conditions.

/// Whether a pattern covers the whole text: `*` stands for any characters, `?` for exactly one.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    // Where to go on after the last `*`: trying only that one keeps the work at |pattern| × |text|.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p + 1, t));
                p += 1;
            }
            Some(&c) if c == b'?' || c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((after, taken)) => {
                    star = Some((after, taken + 1));
                    p = after;
                    t = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&c| c == b'*')
}

/// ArnLike and ArnEquals: each of the six parts matches by itself (IAM guide, "Amazon Resource Name condition
/// operators").
pub(super) fn arn_matches(pattern: &str, arn: &str) -> bool {
    let (mut wanted, mut found) = (pattern.splitn(6, ':'), arn.splitn(6, ':'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(wanted), Some(found)) if matches(wanted, found) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_cover_the_whole_text() {
        for (pattern, text) in [
            ("*", ""),
            ("*", "a"),
            ("a*", "a"),
            ("states:Start*", "states:StartExecution"),
            ("*Sync*", "StartSyncExecution"),
            ("a*b*c", "aXbXbYc"),
            ("a?c", "abc"),
            (
                "arn:aws:states:*:*:stateMachine:m-*",
                "arn:aws:states:us-east-1:000000000000:stateMachine:m-1",
            ),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("", "a"),
            ("a", ""),
            ("a?", "a"),
            ("a*b", "abc"),
            ("ab", "aB"),
            ("*a", "b"),
        ] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn arns_match_part_by_part() {
        let arn = "arn:aws:execute-api:us-east-1:000000000000:api/live/GET/a";
        assert!(arn_matches("arn:aws:execute-api:*:*:api/*", arn));
        assert!(!arn_matches("arn:aws:*:api/*", arn));
        assert!(!arn_matches("arn:aws:execute-api:*:*:api/live/POST/*", arn));
    }

    #[test]
    fn many_stars_take_no_exponential_time() {
        assert!(!matches(&"*a".repeat(1000), &"a".repeat(999)));
    }
}
