//! A request as a `curl` command that a shell can run.

use super::{Request, form};

impl Request {
    /// The command that sends this request again. Headers that curl would add by itself are taken away, so that
    /// the same bytes are sent.
    #[must_use]
    pub fn to_curl(&self) -> String {
        let mut command = vec!["curl -sS -i --path-as-is -g".to_owned()];
        match (self.method.as_str(), &self.body) {
            ("GET", None) => {}
            ("HEAD", _) => command.push("--head".to_owned()),
            (method, _) => command.push(format!("-X {}", quoted(method))),
        }
        command.push(quoted(&self.url));
        for (name, value) in &self.headers {
            let header = if value.is_empty() {
                format!("{name};")
            } else {
                format!("{name}: {value}")
            };
            command.push(format!("-H {}", quoted(&header)));
        }
        let added: &[&str] = if self.body.is_some() {
            &["Accept", "User-Agent", "Content-Type"]
        } else {
            &["Accept", "User-Agent"]
        };
        for name in added {
            if !self
                .headers
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(name))
            {
                command.push(format!("-H '{name}:'"));
            }
        }
        let Some(body) = &self.body else {
            return command.join(" ");
        };
        if let Some(byte) = form::repeated(body) {
            // No shell takes an argument as long as that.
            let (times, command) = (body.len(), command.join(" "));
            return format!(
                "head -c {times} /dev/zero | tr '\\0' '\\{byte:03o}' | {command} --data-binary @-"
            );
        }
        match std::str::from_utf8(body) {
            Ok(text) if !text.contains('\0') => {
                command.push(format!("--data-raw {}", quoted(text)));
                command.join(" ")
            }
            _ => {
                let octal: String = body.iter().map(|byte| format!("\\{byte:03o}")).collect();
                format!("printf '{octal}' | {} --data-binary @-", command.join(" "))
            }
        }
    }
}

/// A word that a POSIX shell reads as this text.
fn quoted(text: &str) -> String {
    let plain = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '@' | '%' | '+' | ',')
    };
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use bytes::Bytes;

    use super::*;

    fn request(method: &str, headers: &[(&str, &str)], body: Option<&'static [u8]>) -> Request {
        Request {
            method: method.to_owned(),
            url: "http://127.0.0.1:1/a/../b?c=[1]&d='".to_owned(),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: body.map(Bytes::from_static),
        }
    }

    #[test]
    fn a_get_is_short() {
        let plain = Request {
            url: "http://127.0.0.1:1/a".to_owned(),
            ..request("GET", &[("accept", "*/*")], None)
        };
        assert_eq!(
            plain.to_curl(),
            "curl -sS -i --path-as-is -g http://127.0.0.1:1/a -H 'accept: */*' -H 'User-Agent:'"
        );
    }

    /// Lets a shell read the command and tell what curl would have got.
    #[test]
    fn a_shell_reads_what_was_meant() {
        let got = |command: &str| {
            let script = format!("curl() {{ for word; do printf '%s\\n' \"[$word]\"; done; }}\n{command}");
            let output = Command::new("sh")
                .arg("-c")
                .arg(script)
                .output()
                .expect("a shell");
            String::from_utf8(output.stdout).expect("text")
        };
        let text = request(
            "PUT",
            &[("x", "a'b $HOME `id`"), ("Empty", "")],
            Some(b"@it's\n\"$x\" \\"),
        );
        assert_eq!(
            got(&text.to_curl()),
            "[-sS]\n[-i]\n[--path-as-is]\n[-g]\n[-X]\n[PUT]\n[http://127.0.0.1:1/a/../b?c=[1]&d=']\n\
             [-H]\n[x: a'b $HOME `id`]\n[-H]\n[Empty;]\n[-H]\n[Accept:]\n[-H]\n[User-Agent:]\n[-H]\n[Content-Type:]\n\
             [--data-raw]\n[@it's\n\"$x\" \\]\n"
        );
        let binary = request("POST", &[], Some(&[0, 255, b'a'])).to_curl();
        assert!(binary.starts_with(r"printf '\000\377\141' | curl "), "{binary}");
        assert!(binary.ends_with(" --data-binary @-"), "{binary}");
        let long = request("POST", &[], Some(&[b'x'; 65536])).to_curl();
        assert!(
            long.starts_with(r"head -c 65536 /dev/zero | tr '\0' '\170' | curl "),
            "{long}"
        );
        assert!(request("HEAD", &[], None).to_curl().contains(" --head "));
    }
}
