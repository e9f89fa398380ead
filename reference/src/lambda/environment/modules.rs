//! How `import` finds files of the deployment package.

use std::sync::Arc;

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Error, Exception, Module, Result};

use super::prelude::ROOT;
use super::program::Files;

/// Resolves and loads modules of one deployment package.
#[derive(Debug, Clone)]
pub(super) struct Modules(pub(super) Arc<Files>);

impl Resolver for Modules {
    fn resolve<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        base: &str,
        name: &str,
        _: Option<ImportAttributes<'js>>,
    ) -> Result<String> {
        if let Some(path) = self.0.resolve_exact(base, name) {
            return Ok(path);
        }
        // Texts of Node.js 20.
        let (code, message) = if name.starts_with("node:") {
            (
                "ERR_UNKNOWN_BUILTIN_MODULE",
                format!("No such built-in module: {name}"),
            )
        } else if name.starts_with(['.', '/']) {
            let from = if base.starts_with(ROOT) {
                "/var/runtime/index.mjs"
            } else {
                base
            };
            (
                "ERR_MODULE_NOT_FOUND",
                format!("Cannot find module '{name}' imported from {from}"),
            )
        } else {
            (
                "ERR_MODULE_NOT_FOUND",
                format!("Cannot find package '{name}' imported from {base}"),
            )
        };
        Err(throw(ctx, code, &message))
    }
}

impl Loader for Modules {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        name: &str,
        attributes: Option<ImportAttributes<'js>>,
    ) -> Result<Module<'js, Declared>> {
        let source = self.0.read(name).cloned().unwrap_or_default();
        let is_json = match attributes {
            Some(attributes) => attributes.get("type")?.as_deref() == Some("json"),
            None => false,
        };
        if !name.ends_with(".json") {
            return Module::declare(ctx.clone(), name, source);
        }
        if !is_json {
            let message = format!("Module \"file://{name}\" needs an import attribute of \"type: json\"");
            return Err(throw(ctx, "ERR_IMPORT_ATTRIBUTE_MISSING", &message));
        }
        let Ok(value) = serde_json::from_slice::<serde_json::Value>(&source) else {
            return Err(Exception::throw_syntax(ctx, &format!("{name}: not valid JSON")));
        };
        let text = serde_json::Value::String(value.to_string());
        Module::declare(ctx.clone(), name, format!("export default JSON.parse({text});"))
    }
}

fn throw(ctx: &Ctx<'_>, code: &str, message: &str) -> Error {
    let exception = match Exception::from_message(ctx.clone(), message) {
        Ok(exception) => exception,
        Err(error) => return error,
    };
    match exception.set("code", code) {
        Ok(()) => exception.throw(),
        Err(error) => error,
    }
}
