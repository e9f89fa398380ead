//! How close two words are, to say what was probably meant.

/// The up to three candidates that are close to `word`, the closest first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let limit = (word.chars().count() / 2).max(1);
    let mut near: Vec<_> = candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    near.sort();
    near.dedup();
    near.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

/// The number of letters inserted, left out, replaced or swapped with their neighbour.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<_>, Vec<_>) = (a.chars().collect(), b.chars().collect());
    // Rows of the table of distances between prefixes: the one being filled and the two before it.
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_single_slips() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("Given", "Given", 0),
            ("Givn", "Given", 1),
            ("Thne", "Then", 1),
            ("SYNC-020", "SYNC-002", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
            assert_eq!(distance(b, a), expected, "{b} {a}");
        }
    }

    #[test]
    fn nearest_puts_the_closest_first_and_leaves_out_the_far() {
        let ids = ["SYNC-001", "SYNC-002", "ASL-900", "SYNC-022", "SYNC-012"];
        assert_eq!(nearest("SYNC-02", ids), ["SYNC-002", "SYNC-012", "SYNC-022"]);
        assert!(nearest("PERM-777", ids).is_empty());
    }
}
