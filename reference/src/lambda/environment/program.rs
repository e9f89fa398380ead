//! What an execution environment runs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

/// Where the deployment package is unpacked.
pub(super) const TASK_ROOT: &str = "/var/task/";

/// The files of a deployment package by their path in the archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Bytes>);

impl<N: Into<String>, B: Into<Bytes>> FromIterator<(N, B)> for Files {
    fn from_iter<I: IntoIterator<Item = (N, B)>>(files: I) -> Self {
        Self(files.into_iter().map(|(n, b)| (n.into(), b.into())).collect())
    }
}

impl Files {
    /// The content of `path`, an absolute path below `/var/task/`.
    pub(super) fn read(&self, path: &str) -> Option<&Bytes> {
        self.0.get(path.strip_prefix(TASK_ROOT)?)
    }

    /// Resolves a relative or absolute module name as `import` does: exactly, no extensions tried.
    pub(super) fn resolve_exact(&self, from: &str, name: &str) -> Option<String> {
        let path = absolute(from, name)?;
        self.read(&path).is_some().then_some(path)
    }

    /// Resolves a relative or absolute module name as `require` does.
    pub(super) fn resolve_required(&self, from: &str, name: &str) -> Option<String> {
        let path = absolute(from, name)?;
        let endings = ["", ".js", ".cjs", ".json", "/index.js", "/index.cjs"];
        endings
            .iter()
            .map(|ending| format!("{path}{ending}"))
            .find(|candidate| self.read(candidate).is_some())
    }

    /// Whether the package's own `package.json` says that `.js` files are ES modules.
    fn declares_modules(&self) -> bool {
        self.read("/var/task/package.json")
            .and_then(|text| serde_json::from_slice::<serde_json::Value>(text).ok())
            .is_some_and(|package| package["type"] == "module")
    }

    /// Finds the file of a handler as Lambda's Node.js runtime does: as named, then `.js`, `.mjs`, `.cjs`.
    fn handler(&self, module: &str) -> Option<(String, Format)> {
        let path = absolute(TASK_ROOT, &format!("./{module}"))?;
        let found = ["", ".js", ".mjs", ".cjs"]
            .iter()
            .map(|ending| format!("{path}{ending}"))
            .find(|candidate| self.read(candidate).is_some())?;
        let format = match found.rsplit('.').next() {
            Some("mjs") => Format::Module,
            Some("cjs") => Format::CommonJs,
            _ if self.declares_modules() => Format::Module,
            _ => Format::Unsaid,
        };
        Some((found, format))
    }
}

/// How a file is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// An ES module.
    Module,
    /// A CommonJS file.
    CommonJs,
    /// CommonJS unless only an ES module makes sense of it, as Node.js 22 decides.
    Unsaid,
}

/// What a Handler setting means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Handler {
    /// A file of the package and the names to follow from its exports.
    Found {
        /// Absolute path.
        path: String,
        /// How to read the file.
        format: Format,
        /// `["handler"]`; nested exports give more than one.
        exports: Vec<String>,
    },
    /// No such file.
    Missing {
        /// The module as the error names it.
        module: String,
    },
    /// Not of the form `file.export`.
    Malformed,
}

/// A version of a function as an execution environment needs it.
#[derive(Debug)]
pub struct Program {
    /// The function's name.
    pub function: String,
    /// `$LATEST` or a number.
    pub version: String,
    /// The region it is in, for `AWS_REGION`.
    pub region: String,
    /// The Handler setting, for example `index.handler`.
    pub handler: String,
    /// The Runtime setting, for example `nodejs20.x`.
    pub runtime: String,
    /// The deployment package.
    pub files: Arc<Files>,
    /// How long an invocation may take.
    pub timeout: Duration,
    /// Memory in MB.
    pub memory: u32,
    /// The function's own environment variables.
    pub variables: Vec<(String, String)>,
    /// The log group, for example `/aws/lambda/name`.
    pub log_group: String,
}

impl Program {
    /// The Node.js version in the Runtime setting; 0 if there is none.
    pub(super) fn node_version(&self) -> u32 {
        let digits = self.runtime.trim_start_matches("nodejs");
        digits.split('.').next().and_then(|n| n.parse().ok()).unwrap_or(0)
    }

    /// Where the Handler setting leads.
    pub(super) fn find_handler(&self) -> Handler {
        let (folder, base) = match self.handler.rfind('/') {
            Some(at) => self.handler.split_at(at + 1),
            None => ("", self.handler.as_str()),
        };
        let Some((file, exports)) = base.split_once('.') else {
            return Handler::Malformed;
        };
        if self.handler.contains("..") {
            return Handler::Malformed;
        }
        let module = format!("{folder}{file}");
        match self.files.handler(&module) {
            Some((path, format)) => Handler::Found {
                path,
                format,
                exports: exports.split('.').map(str::to_owned).collect(),
            },
            None => Handler::Missing {
                module: file.to_owned(),
            },
        }
    }

    /// The variables that `process.env` shows, as recorded on AWS 2026-01-12 for nodejs22.x; what names hosts,
    /// credentials or files that do not exist here is left out.
    pub(super) fn environment(&self, stream: &str) -> serde_json::Map<String, serde_json::Value> {
        let memory = self.memory.to_string();
        let execution = format!("AWS_Lambda_{}", self.runtime);
        let own = [
            ("AWS_DEFAULT_REGION", self.region.as_str()),
            ("AWS_EXECUTION_ENV", &execution),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", &memory),
            ("AWS_LAMBDA_FUNCTION_NAME", &self.function),
            ("AWS_LAMBDA_FUNCTION_VERSION", &self.version),
            ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
            ("AWS_LAMBDA_LOG_GROUP_NAME", &self.log_group),
            ("AWS_LAMBDA_LOG_STREAM_NAME", stream),
            ("AWS_REGION", &self.region),
            ("LAMBDA_RUNTIME_DIR", "/var/runtime"),
            ("LAMBDA_TASK_ROOT", "/var/task"),
            ("LANG", "en_US.UTF-8"),
            ("TZ", ":UTC"),
            ("_HANDLER", &self.handler),
        ];
        let function = self.variables.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        function
            .chain(own)
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect()
    }
}

/// Joins a module name to the folder of the file that names it; `None` if the name is a package's
/// or the path leaves the root.
fn absolute(from: &str, name: &str) -> Option<String> {
    let joined = if name.starts_with("./") || name.starts_with("../") || name == "." || name == ".." {
        format!("{}/{name}", &from[..from.rfind('/')?])
    } else if name.starts_with('/') {
        name.to_owned()
    } else {
        return None;
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(handler: &str, files: &[&str]) -> Program {
        Program {
            function: "f".into(),
            version: "$LATEST".into(),
            region: "us-east-1".into(),
            handler: handler.into(),
            runtime: "nodejs20.x".into(),
            files: Arc::new(files.iter().map(|name| (*name, "")).collect()),
            timeout: Duration::from_secs(3),
            memory: 128,
            variables: vec![("TZ".into(), "mine".into()), ("OWN".into(), "1".into())],
            log_group: "/aws/lambda/f".into(),
        }
    }

    #[test]
    fn a_handler_setting_names_a_file_and_an_export() {
        let found = program("src/app.handlers.get", &["src/app.mjs"]).find_handler();
        let expected = Handler::Found {
            path: "/var/task/src/app.mjs".into(),
            format: Format::Module,
            exports: vec!["handlers".into(), "get".into()],
        };
        assert_eq!(found, expected);
        let missing = Handler::Missing {
            module: "index".into(),
        };
        assert_eq!(program("index.handler", &["app.mjs"]).find_handler(), missing);
        assert_eq!(
            program("index", &["index.mjs"]).find_handler(),
            Handler::Malformed
        );
        assert_eq!(
            program("../index.handler", &["index.mjs"]).find_handler(),
            Handler::Malformed
        );
    }

    #[test]
    fn relative_names_stay_below_the_root() {
        let files: Files = [("a/b.mjs", ""), ("c.js", ""), ("d/index.js", "")]
            .into_iter()
            .collect();
        let from = "/var/task/a/b.mjs";
        assert_eq!(
            files.resolve_exact(from, "./b.mjs").as_deref(),
            Some("/var/task/a/b.mjs")
        );
        assert_eq!(
            files.resolve_exact(from, "../c.js").as_deref(),
            Some("/var/task/c.js")
        );
        assert_eq!(files.resolve_exact(from, "../c"), None);
        assert_eq!(
            files.resolve_required(from, "../c").as_deref(),
            Some("/var/task/c.js")
        );
        assert_eq!(
            files.resolve_required(from, "../d").as_deref(),
            Some("/var/task/d/index.js")
        );
        assert_eq!(files.resolve_required(from, "../../../../etc/passwd"), None);
        assert_eq!(files.resolve_required(from, "lodash"), None);
    }

    #[test]
    fn lambdas_own_variables_win() {
        let environment = program("index.handler", &[]).environment("stream");
        assert_eq!(environment["TZ"], ":UTC");
        assert_eq!(environment["OWN"], "1");
        assert_eq!(environment["AWS_LAMBDA_LOG_STREAM_NAME"], "stream");
    }
}
