//! Evaluation of expressions and references.

use std::{cell::OnceCell, collections::HashMap, rc::Rc, sync::Arc};

use super::{
    Input, Overrides, RenderError, arithmetic,
    ast::{Access, Block, Expression, Operator, Reference},
    methods, overrides,
    parser::Macros,
    print,
    value::{Entries, MapKind, Value},
};

/// Nodes and expressions one rendering may evaluate.
const MAX_STEPS: usize = 5_000_000;
/// Bytes of text and values one rendering may make.
const MAX_BYTES: usize = 256 << 20;
/// The largest text: API Gateway's payload limit of 10 MB.
const MAX_TEXT: usize = 10 << 20;
/// Blocks, macros and expressions inside each other. A stack of 2 MB holds several times as many.
const MAX_DEPTH: usize = 100;
/// What a value in a list counts against [`MAX_BYTES`].
const VALUE_BYTES: usize = 64;

/// One rendering of a template.
#[derive(Debug)]
pub(super) struct Evaluator<'r> {
    pub(super) input: &'r Input<'r>,
    pub(super) macros: &'r Macros,
    pub(super) variables: HashMap<Box<str>, Value>,
    /// The line that an error is reported for.
    pub(super) line: usize,
    pub(super) body: OnceCell<Option<serde_json::Value>>,
    pub(super) paths: HashMap<Arc<str>, Value>,
    given: &'r Overrides,
    context: OnceCell<Value>,
    stage_variables: OnceCell<Value>,
    changed: Vec<Value>,
    steps_left: usize,
    bytes_left: usize,
    depth: usize,
}

impl<'r> Evaluator<'r> {
    pub(super) fn new(input: &'r Input<'r>, macros: &'r Macros, given: &'r Overrides) -> Self {
        Self {
            input,
            macros,
            variables: HashMap::new(),
            line: 1,
            body: OnceCell::new(),
            paths: HashMap::new(),
            given,
            context: OnceCell::new(),
            stage_variables: OnceCell::new(),
            changed: Vec::new(),
            steps_left: MAX_STEPS,
            bytes_left: MAX_BYTES,
            depth: 0,
        }
    }

    /// The text of the template, and the overrides if they may have changed.
    pub(super) fn run(mut self, block: &Block) -> Result<(String, Option<Overrides>), RenderError> {
        let mut out = String::new();
        self.render(block, &mut out)?;
        let overrides = self.overrides()?;
        Ok((out, overrides))
    }

    /// The overrides as the template left them; none if it never looked at `$context`.
    fn overrides(&mut self) -> Result<Option<Overrides>, RenderError> {
        match self.context.get().cloned() {
            Some(Value::Map(context)) => {
                self.measure(&Value::Map(Rc::clone(&context)))?;
                overrides::read(&context)
                    .map(Some)
                    .ok_or_else(|| self.error("an override nests too deeply"))
            }
            _ => Ok(None),
        }
    }

    pub(super) fn error(&self, reason: impl Into<String>) -> RenderError {
        RenderError {
            line: self.line,
            reason: reason.into(),
        }
    }

    /// Counts one step, and one level until `leave`.
    pub(super) fn enter(&mut self) -> Result<(), RenderError> {
        self.step()?;
        if self.depth == MAX_DEPTH {
            return Err(self.error("the template nests or calls itself too deeply"));
        }
        self.depth += 1;
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn step(&mut self) -> Result<(), RenderError> {
        self.steps_left = self
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
        let left = self.bytes_left.checked_sub(bytes);
        self.bytes_left = left.ok_or_else(|| self.error("the template makes too many values"))?;
        Ok(())
    }

    /// Counts made list elements against the limits.
    pub(super) fn made_values(&mut self, values: usize) -> Result<(), RenderError> {
        let left = values
            .checked_mul(VALUE_BYTES)
            .and_then(|bytes| self.bytes_left.checked_sub(bytes));
        self.bytes_left = left.ok_or_else(|| self.error("the template makes too many values"))?;
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
        self.changed.push(container);
        Ok(())
    }

    /// Evaluates an expression.
    pub(super) fn value(&mut self, expression: &Expression) -> Result<Value, RenderError> {
        match expression {
            Expression::Bool(b) => Ok(Value::Bool(*b)),
            Expression::Integer(integer) => Ok(Value::Integer((*integer).into())),
            Expression::Float(float) => Ok(Value::Float(*float)),
            Expression::Text(text) => Ok(Value::Text(Arc::clone(text))),
            Expression::Reference(reference) => self.reference(reference),
            nested => {
                self.enter()?;
                let value = self.composed(nested);
                self.leave();
                value
            }
        }
    }

    fn composed(&mut self, expression: &Expression) -> Result<Value, RenderError> {
        match expression {
            Expression::Interpolated(block) => {
                let mut text = String::new();
                self.render(block, &mut text)?;
                Ok(Value::text(text))
            }
            Expression::List(items) => {
                self.made_values(items.len())?;
                let values = items
                    .iter()
                    .map(|item| self.value(item))
                    .collect::<Result<_, _>>()?;
                Ok(Value::list(values))
            }
            Expression::Map(entries) => {
                self.made_values(entries.len())?;
                let mut map = Entries::new();
                for (key, value) in entries {
                    let key = self.value(key)?;
                    let key = self.text_of(&key)?;
                    map.insert(key, self.value(value)?);
                }
                Ok(Value::map(map, MapKind::Plain))
            }
            Expression::Range(start, end) => self.range(start, end),
            Expression::Not(operand) => Ok(Value::Bool(!self.value(operand)?.is_true())),
            Expression::Chain(first, rest) => self.chain(first, rest),
            other => self.value(other),
        }
    }

    /// Recorded on AWS 2023: ranges run both ways.
    fn range(&mut self, start: &Expression, end: &Expression) -> Result<Value, RenderError> {
        let (Value::Integer(start), Value::Integer(end)) = (self.value(start)?, self.value(end)?) else {
            return Ok(Value::Null);
        };
        let length = start
            .abs_diff(end)
            .checked_add(1)
            .and_then(|l| usize::try_from(l).ok());
        self.made_values(length.unwrap_or(usize::MAX))?;
        let items: Vec<_> = if start <= end {
            (start..=end).map(Value::Integer).collect()
        } else {
            (end..=start).rev().map(Value::Integer).collect()
        };
        Ok(Value::list(items))
    }

    fn chain(&mut self, first: &Expression, rest: &[(Operator, Expression)]) -> Result<Value, RenderError> {
        let mut left = self.value(first)?;
        for (operator, operand) in rest {
            self.step()?;
            left = match operator {
                Operator::Or => Value::Bool(left.is_true() || self.value(operand)?.is_true()),
                Operator::And => Value::Bool(left.is_true() && self.value(operand)?.is_true()),
                _ => {
                    let right = self.value(operand)?;
                    self.operation(&left, *operator, &right)?
                }
            };
        }
        Ok(left)
    }

    fn operation(&mut self, left: &Value, operator: Operator, right: &Value) -> Result<Value, RenderError> {
        let is_text = matches!(left, Value::Text(_)) || matches!(right, Value::Text(_));
        match operator {
            Operator::Equal => self.equal(left, right).map(Value::Bool),
            Operator::NotEqual => self.equal(left, right).map(|equal| Value::Bool(!equal)),
            Operator::Add if is_text => {
                let (left, right) = (self.text_of(left)?, self.text_of(right)?);
                self.made_text(left.len() + right.len())?;
                Ok(Value::text([left, right].concat()))
            }
            _ => Ok(arithmetic::operation(left, operator, right)),
        }
    }

    /// Velocity's `==`: numbers by value, equal types by `equals`, anything else by its text.
    fn equal(&mut self, left: &Value, right: &Value) -> Result<bool, RenderError> {
        if let Some(order) = arithmetic::compare(left, right) {
            return Ok(order.is_eq());
        }
        if matches!(left, Value::Null) || matches!(right, Value::Null) {
            return Ok(left.equals(right, 0));
        }
        if std::mem::discriminant(left) == std::mem::discriminant(right) {
            self.measure(left)?;
            return Ok(left.equals(right, 0));
        }
        Ok(self.text_of(left)? == self.text_of(right)?)
    }

    /// What the value prints.
    pub(super) fn text_of(&mut self, value: &Value) -> Result<Arc<str>, RenderError> {
        if let Value::Text(text) = value {
            return Ok(Arc::clone(text));
        }
        let mut text = String::new();
        self.print(value, &mut text)?;
        Ok(text.into())
    }

    /// Appends what the value prints.
    pub(super) fn print(&mut self, value: &Value, out: &mut String) -> Result<(), RenderError> {
        let before = out.len();
        match value {
            Value::Block(block) => return self.render(block, out).map(|_| ()),
            Value::List(_) | Value::Map(_) => {
                self.measure(value)?;
                print::java(value, 0, out);
            }
            other => print::java(other, 0, out),
        }
        self.made_text(out.len() - before)?;
        if out.len() > MAX_TEXT {
            return Err(self.error(format!("the text is longer than {MAX_TEXT} bytes")));
        }
        Ok(())
    }

    /// Where a reference leads; the empty text if nowhere.
    ///
    /// Recorded on AWS 2023 to 2025: an undefined reference and a JSON null render empty, are true in `#if`,
    /// and equal `""` and each other.
    pub(super) fn reference(&mut self, reference: &Reference) -> Result<Value, RenderError> {
        self.line = reference.line;
        let value = self.prefix(reference, reference.accesses.len())?;
        Ok(match value {
            Value::Null => Value::text(""),
            value => value,
        })
    }

    /// The value after the first `count` accesses of a reference.
    pub(super) fn prefix(&mut self, reference: &Reference, count: usize) -> Result<Value, RenderError> {
        self.enter()?;
        let mut value = self.variable(&reference.name);
        for access in reference.accesses.iter().take(count) {
            self.step()?;
            value = match access {
                Access::Property(name) => methods::property(&value, name, self),
                Access::Index(index) => {
                    let index = self.value(index)?;
                    self.element(&value, &index)?
                }
                Access::Method(name, arguments) => {
                    let arguments = arguments
                        .iter()
                        .map(|a| self.value(a))
                        .collect::<Result<Vec<_>, _>>()?;
                    methods::call(&value, name, &arguments, self)?
                }
            };
        }
        self.leave();
        Ok(value)
    }

    fn variable(&mut self, name: &str) -> Value {
        if let Some(value) = self.variables.get(name) {
            return value.clone();
        }
        match name {
            "input" => Value::Input,
            "util" => Value::Util,
            "context" => self
                .context
                .get_or_init(|| overrides::context(self.input.context, self.given))
                .clone(),
            "stageVariables" => {
                let entry = |(k, v): (&String, &String)| (Arc::from(k.as_str()), Value::text(v.as_str()));
                let variables = self.input.stage_variables;
                let map = || Value::map(variables.iter().map(entry).collect(), MapKind::Plain);
                self.stage_variables.get_or_init(map).clone()
            }
            _ => Value::Null,
        }
    }

    fn element(&mut self, value: &Value, index: &Value) -> Result<Value, RenderError> {
        match (value, index) {
            (Value::List(list), Value::Integer(index)) => {
                let items = list.items.borrow();
                methods::position(*index, items.len())
                    .map(|i| items[i].clone())
                    .ok_or_else(|| self.error(format!("index {index} is outside a list of {}", items.len())))
            }
            (Value::Map(map), key) => {
                let key = self.text_of(key)?;
                Ok(map.entries.borrow().get(&*key).cloned().unwrap_or(Value::Null))
            }
            _ => Ok(Value::Null),
        }
    }
}

impl Drop for Evaluator<'_> {
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
