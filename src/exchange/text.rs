//! An exchange as text.

use std::fmt::Write;

use super::{Exchange, Request, Response};

/// Bytes of a body that are shown; the evidence holds all.
const SHOWN: usize = 4096;

impl Exchange {
    /// Request and response as they crossed the wire, `> ` before each line sent and `< ` before each received.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Self {
            request, response, ..
        } = self;
        let sent = message(
            &request_head(request),
            request.body.as_deref().unwrap_or_default(),
        );
        let received = message(&response_head(response), &response.body);
        let prefix = |mark: &str, text: &str| -> String {
            text.lines()
                .map(|line| format!("{mark} {line}").trim_end().to_owned() + "\n")
                .collect()
        };
        format!("{}{}", prefix(">", &sent), prefix("<", &received))
    }
}

fn request_head(request: &Request) -> String {
    let (authority, target) = request.target();
    let mut head = format!("{} {target} HTTP/1.1\n", request.method);
    let has = |name: &str| {
        request
            .headers
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(name))
    };
    if !has("host") {
        let _ = writeln!(head, "host: {authority}");
    }
    headers(&mut head, &request.headers);
    if let Some(body) = request.body.as_ref().filter(|_| !has("content-length")) {
        let _ = writeln!(head, "content-length: {}", body.len());
    }
    head
}

impl Request {
    /// Host with port, and path with query.
    pub(super) fn target(&self) -> (&str, &str) {
        let rest = self
            .url
            .split_once("://")
            .map_or(self.url.as_str(), |(_, rest)| rest);
        let (authority, target) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        (authority, if target.is_empty() { "/" } else { target })
    }
}

fn response_head(response: &Response) -> String {
    let mut head = format!("HTTP/1.1 {}\n", response.status);
    headers(&mut head, &response.headers);
    head
}

fn headers(head: &mut String, headers: &[(String, String)]) {
    for (name, value) in headers {
        let value: String = value
            .chars()
            .flat_map(|c| {
                if c.is_control() {
                    c.escape_default().collect()
                } else {
                    vec![c]
                }
            })
            .collect();
        let _ = writeln!(head, "{}: {value}", name.to_lowercase());
    }
}

fn message(head: &str, body: &[u8]) -> String {
    if body.is_empty() {
        head.to_owned()
    } else {
        format!("{head}\n{}\n", body_text(body))
    }
}

/// The body, cut; as hexadecimal where it is no text that a terminal may show.
fn body_text(body: &[u8]) -> String {
    let is_text = |text: &&str| {
        !text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    };
    let (mut text, shown) = match std::str::from_utf8(body).ok().filter(is_text) {
        Some(text) => {
            let shown = text.floor_char_boundary(SHOWN);
            (text[..shown].trim_end_matches('\n').to_owned(), shown)
        }
        None => {
            let shown = &body[..body.len().min(SHOWN / 4)];
            let rows: Vec<String> = shown
                .chunks(16)
                .map(|row| {
                    row.iter()
                        .map(|byte| format!("{byte:02x}"))
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect();
            (rows.join("\n"), shown.len())
        }
    };
    if body.len() > shown {
        let _ = write!(text, "\n… {} more bytes", body.len() - shown);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use bytes::Bytes;

    use super::*;

    fn exchange(body: &[u8]) -> Exchange {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Exchange {
            request: Request {
                method: "POST".to_owned(),
                url: "http://127.0.0.1:4566/go?a=%2B".to_owned(),
                headers: vec![header("Content-Type", "text/plain")],
                body: Some(Bytes::from_static(b"one\ntwo\n")),
            },
            response: Response {
                status: 302,
                headers: vec![header("location", "/a\u{1b}[31m")],
                body: Bytes::copy_from_slice(body),
            },
            sent: UNIX_EPOCH,
            took: Duration::ZERO,
        }
    }

    #[test]
    fn an_exchange_reads_like_the_wire() {
        assert_eq!(
            exchange(b"").to_text(),
            "> POST /go?a=%2B HTTP/1.1\n> host: 127.0.0.1:4566\n> content-type: text/plain\n> content-length: 8\n>\n\
             > one\n> two\n< HTTP/1.1 302\n< location: /a\\u{1b}[31m\n"
        );
    }

    #[test]
    fn long_and_binary_bodies_are_cut() {
        let long = "é".repeat(3000);
        let text = exchange(long.as_bytes()).to_text();
        assert!(text.ends_with("é\n< … 1904 more bytes\n"), "{text}");
        let text = exchange(&[0, 255, 16]).to_text();
        assert!(text.ends_with("<\n< 00 ff 10\n"), "{text}");
        let text = exchange(&[0; 2000]).to_text();
        assert!(text.ends_with(" 00\n< … 976 more bytes\n"), "{text}");
        let text = exchange("a\u{1b}[2J".as_bytes()).to_text();
        assert!(text.ends_with("<\n< 61 1b 5b 32 4a\n"), "{text}");
    }
}
