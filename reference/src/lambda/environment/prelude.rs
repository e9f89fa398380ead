//! The JavaScript that surrounds a handler: globals of Node.js and the work of Lambda's runtime.

use rquickjs::context::EvalOptions;
use rquickjs::{Ctx, Function, Object, Result};

/// Each file is one function `(host, kit) => …` that adds to the globals and to `kit`; the order matters.
const FILES: [(&str, &str); 7] = [
    ("format.js", include_str!("prelude/format.js")),
    ("console.js", include_str!("prelude/console.js")),
    ("timers.js", include_str!("prelude/timers.js")),
    ("bytes.js", include_str!("prelude/bytes.js")),
    ("globals.js", include_str!("prelude/globals.js")),
    ("require.js", include_str!("prelude/require.js")),
    ("runtime.js", include_str!("prelude/runtime.js")),
];

/// Where the runtime's own files seem to be: `import()` of the handler is resolved from here.
pub(super) const ROOT: &str = "/var/runtime/";

/// Evaluates the prelude and gives its `kit`, the functions that the session calls.
pub(super) fn install<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<Object<'js>> {
    let kit = Object::new(ctx.clone())?;
    for (name, source) in FILES {
        let mut options = EvalOptions::default();
        options.filename = Some(format!("{ROOT}{name}"));
        let part: Function = ctx.eval_with_options(source, options)?;
        part.call::<_, ()>((host.clone(), kit.clone()))?;
    }
    Ok(kit)
}
