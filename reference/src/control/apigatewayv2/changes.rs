//! Updates of maps: what is given is set, what is given as an empty text is removed, the rest stays.

use indexmap::IndexMap;

/// Takes over changes of parameters or stage variables.
pub fn merge(known: &mut IndexMap<String, String>, changes: IndexMap<String, String>) {
    for (name, value) in changes {
        if value.is_empty() {
            known.shift_remove(&name);
        } else {
            known.insert(name, value);
        }
    }
}

/// The same for response parameters: those of a status code whose map is empty are removed.
pub fn merge_by_status(
    known: &mut IndexMap<String, IndexMap<String, String>>,
    changes: IndexMap<String, IndexMap<String, String>>,
) {
    for (status, changes) in changes {
        if changes.is_empty() {
            known.shift_remove(&status);
        } else {
            let parameters = known.entry(status.clone()).or_default();
            merge(parameters, changes);
            if parameters.is_empty() {
                known.shift_remove(&status);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> IndexMap<String, String> {
        pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect()
    }

    #[test]
    fn an_empty_text_removes() {
        let mut known = map(&[("a", "1"), ("b", "2"), ("c", "3")]);
        merge(&mut known, map(&[("a", ""), ("b", "4"), ("d", "5")]));
        assert_eq!(known, map(&[("b", "4"), ("c", "3"), ("d", "5")]));
    }

    #[test]
    fn an_empty_map_removes_a_status() {
        let mut known = IndexMap::from([
            ("200".to_owned(), map(&[("a", "1")])),
            ("500".to_owned(), map(&[("b", "2")])),
        ]);
        let changes = IndexMap::from([
            ("200".to_owned(), IndexMap::new()),
            ("500".to_owned(), map(&[("b", "")])),
            ("404".to_owned(), map(&[("c", "3")])),
        ]);
        merge_by_status(&mut known, changes);
        assert_eq!(known, IndexMap::from([("404".to_owned(), map(&[("c", "3")]))]));
    }
}
