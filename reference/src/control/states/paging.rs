//! Pages of lists.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{constraints::Input, errors};
use crate::wire::AwsError;

/// The size of a page that is not asked for, and the largest.
const DEFAULT: usize = 100;
const LARGEST: i64 = 1_000;

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) skip: usize,
    pub(super) take: usize,
}

impl Page {
    /// Reads `maxResults` and `nextToken`; 0 results mean the default. The token is read in
    /// [`Page::resume`], once the constraints are checked.
    pub(super) fn read<'a>(
        input: &mut Input<'a>,
        longest_token: usize,
    ) -> Result<(Self, Option<&'a str>), AwsError> {
        let take = input.integer("maxResults", 0, LARGEST)?.unwrap_or(0);
        let take = usize::try_from(take).ok().filter(|&n| n > 0).unwrap_or(DEFAULT);
        let token = input.string("nextToken", (1, longest_token))?;
        Ok((Self { skip: 0, take }, token))
    }

    /// Goes on where the token says.
    ///
    /// # Errors
    /// `InvalidToken` if it is none of ours.
    pub(super) fn resume(self, token: Option<&str>) -> Result<Self, AwsError> {
        let Some(token) = token else {
            return Ok(self);
        };
        let skip = URL_SAFE_NO_PAD
            .decode(token)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok()?.strip_prefix("skip:")?.parse().ok())
            // The words are recorded on AWS 2025.
            .ok_or_else(|| errors::invalid_task_token("Invalid token"))?;
        Ok(Self { skip, ..self })
    }

    /// The token for the next page, if there is more in a list of this length.
    pub(super) fn next_token(self, length: usize) -> Option<String> {
        let end = self.skip.saturating_add(self.take);
        (end < length).then(|| URL_SAFE_NO_PAD.encode(format!("skip:{end}")))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;

    #[test]
    fn a_token_leads_to_the_next_page() {
        let members = Map::from_iter([("maxResults".to_owned(), json!(2))]);
        let (page, _) = Page::read(&mut Input::new(&members), 1024).unwrap();
        let token = page.next_token(3).unwrap();
        let second = page.resume(Some(&token)).unwrap();
        assert_eq!(second, Page { skip: 2, take: 2 });
        assert_eq!(second.next_token(3), None);
        assert_eq!(page.resume(Some("x")).unwrap_err().code, "InvalidToken");
    }
}
