//! Takes secrets and account ids out of whatever is shown or written.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use regex::{Captures, Regex};
use serde_json::Value;

use super::{Exchange, Request, Response, form};

/// What the value of every API key of a run begins with; 32 hexadecimal digits follow. So it is known wherever it
/// shows.
pub const API_KEY_PREFIX: &str = "apigwconformance";

const ACCOUNT: &str = "<account>";
const SECRET: &str = "<secret>";

/// Knows what must not appear in any output.
#[derive(Debug, Clone)]
pub struct Redactor {
    accounts: Vec<String>,
    secrets: Vec<String>,
    twelve_digits: Regex,
    account_in_arn: Regex,
    access_key: Regex,
    signature: Regex,
    query: Regex,
    api_key: Regex,
    token: Regex,
}

impl Default for Redactor {
    fn default() -> Self {
        let regex = |pattern: &str| Regex::new(pattern).expect("a pattern that compiles");
        Self {
            accounts: Vec::new(),
            secrets: Vec::new(),
            twelve_digits: regex(r"\b[0-9]{12}\b"),
            account_in_arn: regex(r"\b(arn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:)([0-9]{12})\b"),
            // Ids of keys, roles and users; LocalStack's begin with L.
            access_key: regex(r"\b[AL](?:KIA|SIA|ROA|IDA)[A-Z0-9]{12,}\b"),
            signature: regex(r#"AWS4-HMAC-SHA256[^"\n]*"#),
            api_key: regex(&format!(r"{API_KEY_PREFIX}[0-9a-f]{{32}}")),
            query: regex(r#"(?i)(X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s"']+"#),
            // The header of a JSON Web Token begins with `{"`.
            token: regex(r"\beyJ[A-Za-z0-9_-]*\.(eyJ[A-Za-z0-9_-]*)\.[A-Za-z0-9_-]*"),
        }
    }
}

impl Redactor {
    /// Adds the id of the account in use. Without one, ids are known by their place in ARNs only.
    #[must_use]
    pub fn account(mut self, id: impl Into<String>) -> Self {
        self.accounts.push(id.into());
        self
    }

    /// Adds a secret, such as a session token or an auth token. Texts of fewer than eight characters, such as
    /// the `test` of emulators, are no secrets.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        let secret = secret.into();
        if secret.len() >= 8 {
            self.secrets.push(secret);
        }
        self
    }

    /// The text without secrets and account ids.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in &self.secrets {
            text = text.replace(secret, SECRET);
        }
        let text = self.token.replace_all(&text, |found: &Captures<'_>| told(found));
        let text = self.signature.replace_all(&text, SECRET);
        let text = self
            .query
            .replace_all(&text, |found: &Captures<'_>| format!("{}{SECRET}", &found[1]));
        let text = self.api_key.replace_all(&text, "<API key>");
        let text = self.access_key.replace_all(&text, "<access key>");
        let text = self.account_in_arn.replace_all(&text, |found: &Captures<'_>| {
            let known = self.accounts.is_empty() || self.accounts.iter().any(|id| *id == found[2]);
            format!(
                "{}{}",
                &found[1],
                if known { ACCOUNT } else { "<another account>" }
            )
        });
        let text = self.twelve_digits.replace_all(&text, |found: &Captures<'_>| {
            if self.accounts.iter().any(|id| *id == found[0]) {
                ACCOUNT.to_owned()
            } else {
                found[0].to_owned()
            }
        });
        text.into_owned()
    }

    /// The JSON without secrets and account ids, in names, strings and numbers.
    #[must_use]
    pub fn json(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Number(number) if self.accounts.contains(&number.to_string()) => Value::from(ACCOUNT),
            Value::Array(elements) => elements.into_iter().map(|value| self.json(value)).collect(),
            Value::Object(members) => members
                .into_iter()
                .map(|(name, value)| (self.text(&name), self.json(value)))
                .collect(),
            other => other,
        }
    }

    /// The exchange without secrets and account ids; bodies that are no text stay.
    #[must_use]
    pub fn exchange(&self, exchange: &Exchange) -> Exchange {
        let Exchange {
            request,
            response,
            sent,
            took,
        } = exchange;
        let body = |body: &bytes::Bytes| match std::str::from_utf8(body) {
            // A long run of one byte hides nothing, and takes long to look through.
            Ok(text) if form::repeated(body).is_none() => self.text(text).into(),
            _ => body.clone(),
        };
        Exchange {
            request: Request {
                method: request.method.clone(),
                url: self.text(&request.url),
                headers: self.headers(&request.headers),
                body: request.body.as_ref().map(body),
            },
            response: Response {
                status: response.status,
                headers: self.headers(&response.headers),
                body: body(&response.body),
            },
            sent: *sent,
            took: *took,
        }
    }

    /// An `Authorization` header is a signature, or the fiction of a feature, which anybody may read.
    fn headers(&self, headers: &[(String, String)]) -> Vec<(String, String)> {
        let is_secret = |name: &str| name.eq_ignore_ascii_case("x-amz-security-token");
        headers
            .iter()
            .map(|(name, value)| {
                (
                    name.clone(),
                    if is_secret(name) {
                        SECRET.to_owned()
                    } else {
                        self.text(value)
                    },
                )
            })
            .collect()
    }
}

/// What may be said of a JSON Web Token: what it claims, without the signature that makes it worth something.
fn told(token: &Captures<'_>) -> String {
    let part = |part: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
        serde_json::from_slice::<Value>(&bytes).ok()
    };
    let header = token[0].split('.').next().and_then(part);
    match (header, part(&token[1])) {
        (Some(header), Some(claims)) => format!("<token {header} {claims}>"),
        _ => SECRET.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use serde_json::json;

    use super::*;

    fn redactor() -> Redactor {
        Redactor::default()
            .account("111122223333")
            .secret("a-session-token")
            .secret("test")
    }

    #[test]
    fn accounts_and_secrets_are_taken_out() {
        for (text, expected) in [
            (
                "arn:aws:states:eu-west-1:111122223333:stateMachine:a",
                "arn:aws:states:eu-west-1:<account>:stateMachine:a",
            ),
            (
                "arn:aws:iam::444455556666:role/a",
                "arn:aws:iam::<another account>:role/a",
            ),
            (
                "id 111122223333, not 444455556666 nor 1111222233334",
                "id <account>, not 444455556666 nor 1111222233334",
            ),
            ("key AKIAIOSFODNN7EXAMPLE!", "key <access key>!"),
            ("token a-session-token, test", "token <secret>, test"),
            (
                "x-api-key: apigwconformance0123456789abcdef0123456789abcdef",
                "x-api-key: <API key>",
            ),
            (
                "authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/2024, Signature=0f\nnext",
                "authorization: <secret>\nnext",
            ),
            (
                "/?X-Amz-Signature=0f&x-amz-security-token=b%3D&c=d",
                "/?X-Amz-Signature=<secret>&x-amz-security-token=<secret>&c=d",
            ),
        ] {
            assert_eq!(redactor().text(text), expected);
            assert_eq!(redactor().text(expected), expected);
        }
        assert_eq!(
            Redactor::default().text("arn:aws:iam::444455556666:role/a"),
            "arn:aws:iam::<account>:role/a"
        );
    }

    #[test]
    fn a_token_is_told_by_what_it_claims_and_cannot_be_used() {
        let token = |claims: &str| {
            let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
            format!("{}.{}.c2lnbmF0dXJl", part(r#"{"alg":"RS256"}"#), part(claims))
        };
        let good = token(r#"{"sub":"111122223333"}"#);
        let shown = r#"<token {"alg":"RS256"} {"sub":"<account>"}>"#;
        assert_eq!(
            redactor().text(&format!("?t={good}&b=c")),
            format!("?t={shown}&b=c")
        );
        assert_eq!(redactor().text(&token(r#"{"sub":"#)), "<secret>");
        let headers = redactor().headers(&[("authorization".to_owned(), format!("Bearer {good}"))]);
        assert_eq!(headers, [("authorization".to_owned(), format!("Bearer {shown}"))]);
    }

    #[test]
    fn json_stays_json() {
        let value = json!({"accountId": 111_122_223_333_u64, "111122223333": ["arn:aws:iam::111122223333:root", 1, null]});
        assert_eq!(
            redactor().json(value),
            json!({"accountId": "<account>", "<account>": ["arn:aws:iam::<account>:root", 1, null]})
        );
    }

    #[test]
    fn exchanges_lose_them_everywhere() {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let exchange = Exchange {
            request: Request {
                method: "GET".to_owned(),
                url: "http://a/111122223333".to_owned(),
                headers: vec![
                    header("Authorization", "AWS4-HMAC-SHA256 Credential=a, Signature=0f"),
                    header("X-Amz-Security-Token", "x"),
                    header("a", "111122223333"),
                    header("authorization", "allow n-1"),
                ],
                body: Some("a-session-token".into()),
            },
            response: Response {
                status: 200,
                headers: vec![header("b", "111122223333")],
                body: "111122223333".into(),
            },
            sent: UNIX_EPOCH,
            took: Duration::ZERO,
        };
        let redacted = redactor().exchange(&exchange);
        assert_eq!(
            redacted.to_text(),
            "> GET /<account> HTTP/1.1\n> host: a\n> authorization: <secret>\n\
             > x-amz-security-token: <secret>\n> a: <account>\n> authorization: allow n-1\n> content-length: 8\n>\n\
             > <secret>\n< HTTP/1.1 200\n< b: <account>\n<\n< <account>\n"
        );
    }
}
