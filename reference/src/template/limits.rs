//! What one rendering may take: no template may hang, or grow without bound.

use super::{RenderError, evaluator::Evaluator, methods, value::Value};

/// Nodes and expressions one rendering may evaluate.
const MAX_STEPS: usize = 5_000_000;
/// Bytes of text and values one rendering may make.
const MAX_BYTES: usize = 256 << 20;
/// The largest text: API Gateway's payload limit of 10 MB.
pub(super) const MAX_TEXT: usize = 10 << 20;
/// Blocks, macros and expressions inside each other. A stack of 2 MB holds several times as many.
const MAX_DEPTH: usize = 100;
/// What a value in a list counts against [`MAX_BYTES`].
const VALUE_BYTES: usize = 64;

/// What is left of the limits.
#[derive(Debug)]
pub(super) struct Limits {
    steps_left: usize,
    bytes_left: usize,
    depth: usize,
    changed: Vec<Value>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps_left: MAX_STEPS,
            bytes_left: MAX_BYTES,
            depth: 0,
            changed: Vec::new(),
        }
    }
}

impl Drop for Limits {
    /// Lists and maps that hold themselves would never be freed.
    fn drop(&mut self) {
        for container in self.changed.drain(..) {
            match container {
                Value::List(list) => drop(list.items.take()),
                Value::Map(map) => drop(map.entries.take()),
                _ => {}
            }
        }
    }
}

impl Evaluator<'_> {
    /// Counts one step, and one level until `leave`.
    pub(super) fn enter(&mut self) -> Result<(), RenderError> {
        self.step()?;
        if self.limits.depth == MAX_DEPTH {
            return Err(self.error("the template nests or calls itself too deeply"));
        }
        self.limits.depth += 1;
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.limits.depth -= 1;
    }

    pub(super) fn step(&mut self) -> Result<(), RenderError> {
        self.limits.steps_left = self
            .limits
            .steps_left
            .checked_sub(1)
            .ok_or_else(|| self.error("the template takes too many steps"))?;
        Ok(())
    }

    /// Counts made text against the limits.
    pub(super) fn made_text(&mut self, bytes: usize) -> Result<(), RenderError> {
        if bytes > MAX_TEXT {
            return Err(self.error(format!("a text is longer than {MAX_TEXT} bytes")));
        }
        let left = self.limits.bytes_left.checked_sub(bytes);
        self.limits.bytes_left = left.ok_or_else(|| self.error("the template makes too many values"))?;
        Ok(())
    }

    /// Counts made list elements against the limits.
    pub(super) fn made_values(&mut self, values: usize) -> Result<(), RenderError> {
        let left = values
            .checked_mul(VALUE_BYTES)
            .and_then(|bytes| self.limits.bytes_left.checked_sub(bytes));
        self.limits.bytes_left = left.ok_or_else(|| self.error("the template makes too many values"))?;
        Ok(())
    }

    /// Counts what a value prints, before it is printed or compared: a list can hold one value so often that
    /// neither would ever end.
    pub(super) fn measure(&mut self, value: &Value) -> Result<(), RenderError> {
        self.made_text(methods::size(value, MAX_TEXT))
    }

    /// Remembers a list or map that a template put something into: it may hold itself now.
    pub(super) fn changed(&mut self, container: Value) -> Result<(), RenderError> {
        self.made_values(1)?;
        self.limits.changed.push(container);
        Ok(())
    }
}
