//! Lists in pages.

use super::parameters::validation;
use crate::wire::AwsError;
use crate::wire::query::{Query, Xml};

/// Writes a page of a list: at most `MaxItems` items (100 unless given) after the one that `Marker` names,
/// then `IsTruncated` and, if there is more, the next `Marker`. Items come sorted by key.
pub(super) fn write<T>(
    query: &Query,
    list: &str,
    items: impl IntoIterator<Item = (String, T)>,
    write_item: impl Fn(&mut Xml, T),
) -> Result<Xml, AwsError> {
    let most = match query.get("MaxItems").map(str::parse) {
        None => 100,
        Some(Ok(most @ 1..=1000)) => most,
        Some(_) => {
            return Err(validation(
                "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: \
                 Member must have value between 1 and 1000"
                    .to_owned(),
            ));
        }
    };
    let marker = query.get("Marker");
    let mut rest = items
        .into_iter()
        .filter(|(key, _)| marker.is_none_or(|marker| key.as_str() > marker));
    let mut last = None;
    let page = rest.by_ref().take(most).map(|(key, item)| {
        last = Some(key);
        item
    });
    let mut xml = Xml::default();
    xml.element(list, |xml| page.for_each(|item| write_item(xml, item)));
    let next = if rest.next().is_some() { last } else { None };
    xml.text("IsTruncated", if next.is_some() { "true" } else { "false" });
    if let Some(next) = next {
        xml.text("Marker", &next);
    }
    Ok(xml)
}
