//! The protocol Query, which iam and sts speak: a form comes in, XML goes out.

use std::collections::HashMap;

use uuid::Uuid;

use super::{AwsError, Request, Response};

/// How many parameters are read; no operation has use for more.
const MOST_PARAMETERS: usize = 10_000;

/// The parameters of a call. Lists arrive flattened: `Tags.member.1.Key`.
#[derive(Debug, Clone)]
pub struct Query(HashMap<String, String>);

impl Query {
    /// Reads the form in a request's body and, as AWS does, the parameters in its URL.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        let url = request.query.as_deref().unwrap_or_default().as_bytes();
        let parameters = form_urlencoded::parse(url).chain(form_urlencoded::parse(&request.body));
        Self(
            parameters
                .take(MOST_PARAMETERS)
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// The operation: the parameter `Action`.
    #[must_use]
    pub fn action(&self) -> &str {
        self.get("Action").unwrap_or_default()
    }

    /// A parameter, if it was given.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A parameter that the operation needs.
    ///
    /// # Errors
    /// `ValidationError` if it was not given.
    pub fn required(&self, name: &str) -> Result<&str, AwsError> {
        self.get(name).ok_or_else(|| {
            let member = lower_first(name);
            let message = format!(
                "1 validation error detected: Value null at '{member}' failed to satisfy constraint: \
                 Member must not be null"
            );
            AwsError::new(400, "ValidationError", message)
        })
    }

    /// A list of plain values: `{name}.member.1`, `{name}.member.2` and so on.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        (1..).map_while(move |i| self.get(&format!("{name}.member.{i}")))
    }

    /// A list of tags: `{name}.member.1.Key` with `{name}.member.1.Value` and so on.
    pub fn tags<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        (1..).map_while(move |i| {
            let key = self.get(&format!("{name}.member.{i}.Key"))?;
            Some((
                key,
                self.get(&format!("{name}.member.{i}.Value")).unwrap_or_default(),
            ))
        })
    }
}

/// `RoleName` as validation messages write it: `roleName`.
fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_ascii_lowercase())
        .into_iter()
        .chain(letters)
        .collect()
}

/// XML under construction; text is escaped.
#[derive(Debug, Clone, Default)]
pub struct Xml(String);

impl Xml {
    /// `<name>text</name>`
    pub fn text(&mut self, name: &str, text: &str) {
        self.open(name);
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                // A bare carriage return would be read as a line feed.
                '\r' => self.0.push_str("&#xD;"),
                // Characters that XML 1.0 cannot hold, escaped or not.
                c if c.is_ascii_control() && !matches!(c, '\n' | '\t') => self.0.push('\u{fffd}'),
                '\u{fffe}' | '\u{ffff}' => self.0.push('\u{fffd}'),
                c => self.0.push(c),
            }
        }
        self.close(name);
    }

    /// `<name>…</name>` around what `fill` writes.
    pub fn element(&mut self, name: &str, fill: impl FnOnce(&mut Self)) {
        self.open(name);
        fill(self);
        self.close(name);
    }

    /// `<name><member>…</member>…</name>`, a member for each item.
    pub fn members<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        fill: impl Fn(&mut Self, T),
    ) {
        self.element(name, |list| {
            for item in items {
                list.element("member", |member| fill(member, item));
            }
        });
    }

    fn open(&mut self, name: &str) {
        self.0.extend(["<", name, ">"]);
    }

    fn close(&mut self, name: &str) {
        self.0.extend(["</", name, ">"]);
    }
}

/// The answer to a call, whatever became of it.
///
/// `result` is what stands in `{Action}Result`; `None` is for operations that answer nothing.
#[must_use]
pub fn response(namespace: &str, action: &str, result: Result<Option<Xml>, AwsError>) -> Response {
    let request_id = Uuid::new_v4().to_string();
    let mut xml = Xml::default();
    let (status, root) = match result {
        Ok(result) => {
            if let Some(result) = result {
                xml.element(&format!("{action}Result"), |xml| xml.0.push_str(&result.0));
            }
            xml.element("ResponseMetadata", |xml| xml.text("RequestId", &request_id));
            (200, format!("{action}Response"))
        }
        Err(error) => {
            xml.element("Error", |xml| {
                xml.text("Type", if error.status < 500 { "Sender" } else { "Receiver" });
                xml.text("Code", &error.code);
                xml.text("Message", &error.message);
            });
            xml.text("RequestId", &request_id);
            (error.status, "ErrorResponse".to_owned())
        }
    };
    let body = format!("<{root} xmlns=\"{namespace}\">{}</{root}>\n", xml.0);
    let mut response = Response::new(status, "text/xml", body);
    response.headers.push("x-amzn-RequestId", request_id);
    response
}

/// The refusal of an operation that the service does not have here.
#[must_use]
pub fn unknown_action(query: &Query) -> AwsError {
    let version = query.get("Version").unwrap_or_default();
    let message = format!(
        "Could not find operation {} for version {version}",
        query.action()
    );
    AwsError::new(400, "InvalidAction", message)
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn query(body: &str) -> Query {
        Query::of(&Request {
            method: "POST".to_owned(),
            path: "/".to_owned(),
            query: Some("Version=1".to_owned()),
            headers: [("Content-Type", "application/x-www-form-urlencoded")]
                .into_iter()
                .collect(),
            body: body.to_owned().into(),
            peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
        })
    }

    #[test]
    fn lists_are_read_until_a_number_is_missing() {
        let query = query(
            "Action=TagRole&Tags.member.1.Key=a&Tags.member.1.Value=%261&Tags.member.2.Key=b&Tags.member.4.Key=d\
             &TagKeys.member.1=x&TagKeys.member.2=y+z",
        );
        assert_eq!((query.action(), query.get("Version")), ("TagRole", Some("1")));
        assert_eq!(query.tags("Tags").collect::<Vec<_>>(), [("a", "&1"), ("b", "")]);
        assert_eq!(query.values("TagKeys").collect::<Vec<_>>(), ["x", "y z"]);
    }

    #[test]
    fn a_missing_parameter_is_named_as_aws_names_it() {
        let error = query("").required("RoleName").unwrap_err();
        assert_eq!(
            error.to_string(),
            "ValidationError: 1 validation error detected: Value null at 'roleName' failed to satisfy \
             constraint: Member must not be null"
        );
    }

    #[test]
    fn answers_and_errors_take_the_form_of_the_protocol() {
        let mut xml = Xml::default();
        xml.members("Names", ["<a>&\r\u{1}"], |xml, name| xml.text("Name", name));
        let strip = |response: Response| {
            let id = response.headers.get("x-amzn-RequestId").unwrap().to_owned();
            String::from_utf8(response.body.to_vec())
                .unwrap()
                .replace(&id, "ID")
        };
        assert_eq!(
            strip(response("urn:x", "Do", Ok(Some(xml)))),
            "<DoResponse xmlns=\"urn:x\"><DoResult><Names><member><Name>&lt;a&gt;&amp;&#xD;\u{fffd}</Name></member></Names>\
             </DoResult><ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></DoResponse>\n"
        );
        assert_eq!(
            strip(response("urn:x", "Do", Err(unknown_action(&query("Action=Do"))))),
            "<ErrorResponse xmlns=\"urn:x\"><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>Could not \
             find operation Do for version 1</Message></Error><RequestId>ID</RequestId></ErrorResponse>\n"
        );
    }
}
