//! Evaluation of expressions and references.

use std::{cell::OnceCell, collections::HashMap, rc::Rc, sync::Arc};

use super::{
    Input, Overrides, RenderError, arithmetic,
    ast::{Access, Block, Expression, Operator, Reference},
    key::Key,
    limits::{Limits, MAX_TEXT},
    methods, overrides,
    parser::Macros,
    print,
    value::{Entries, ListKind, MapKind, Value},
};
use crate::jsonpath::Pattern;

/// Compiled patterns that are kept during one rendering.
const MAX_PATTERNS: usize = 64;

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
    pub(super) limits: Limits,
    patterns: HashMap<Arc<str>, Pattern>,
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
            limits: Limits::default(),
            patterns: HashMap::new(),
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

    /// A compiled Java pattern; loops use the same one again and again.
    pub(super) fn pattern(&mut self, source: &Arc<str>) -> Result<Pattern, RenderError> {
        if let Some(pattern) = self.patterns.get(source) {
            return Ok(pattern.clone());
        }
        let pattern = Pattern::new(source).map_err(|reason| self.error(reason))?;
        if self.patterns.len() < MAX_PATTERNS {
            self.patterns.insert(Arc::clone(source), pattern.clone());
        }
        Ok(pattern)
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
                    let key = self.key_of(&key)?;
                    map.insert(key, self.value(value)?);
                }
                Ok(Value::map(map, MapKind::Plain))
            }
            Expression::Range(start, end) => self.range(start, end),
            Expression::Not(operand) => Ok(Value::Bool(!self.holds(operand)?)),
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
        if let [(Operator::Or | Operator::And, _), ..] = rest {
            return self.combined(first, rest).map(Value::Bool);
        }
        let mut left = self.value(first)?;
        for (operator, operand) in rest {
            self.step()?;
            let right = self.value(operand)?;
            left = self.operation(&left, *operator, &right)?;
        }
        Ok(left)
    }

    /// `a && b && c` or `a || b || c`; what does not matter any more is not evaluated.
    fn combined(&mut self, first: &Expression, rest: &[(Operator, Expression)]) -> Result<bool, RenderError> {
        let mut left = self.holds(first)?;
        for (operator, operand) in rest {
            self.step()?;
            left = match operator {
                Operator::Or => left || self.holds(operand)?,
                _ => left && self.holds(operand)?,
            };
        }
        Ok(left)
    }

    /// Whether a condition holds: as a reference it does unless it leads to the boolean false (recorded on AWS
    /// 2023). A text, a number, a list, a map or a sum written into the condition never does: in Velocity 1.7 only
    /// references, `true`, comparisons and their combinations can be true.
    pub(super) fn holds(&mut self, condition: &Expression) -> Result<bool, RenderError> {
        match condition {
            Expression::Text(_) | Expression::Integer(_) | Expression::Float(_) => Ok(false),
            Expression::Interpolated(_)
            | Expression::List(_)
            | Expression::Map(_)
            | Expression::Range(..) => Ok(false),
            Expression::Chain(_, rest) if rest.iter().all(|(operator, _)| operator.calculates()) => Ok(false),
            other => self.value(other).map(|value| value.is_true()),
        }
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

    /// The value as a key of a map; lists, maps and fractions as their text.
    pub(super) fn key_of(&mut self, value: &Value) -> Result<Key, RenderError> {
        Ok(match value {
            Value::Integer(integer) => Key::Integer(*integer),
            Value::Bool(b) => Key::Bool(*b),
            other => Key::Text(self.text_of(other)?),
        })
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
            "velocityCount" => self.loop_property("count"),
            "velocityHasNext" => self.loop_property("hasNext"),
            "input" => Value::Input,
            "util" => Value::Util,
            "context" => self
                .context
                .get_or_init(|| overrides::context(self.input.context, self.given))
                .clone(),
            "stageVariables" => {
                let entry = |(k, v): (&String, &String)| (Key::from(k.as_str()), Value::text(v.as_str()));
                let variables = self.input.stage_variables;
                let map = || Value::map(variables.iter().map(entry).collect(), MapKind::Plain);
                self.stage_variables.get_or_init(map).clone()
            }
            _ => Value::Null,
        }
    }

    /// A property of the innermost loop, under one of the names Velocity had for it before 1.7.
    fn loop_property(&self, name: &str) -> Value {
        self.variables
            .get("foreach")
            .map_or(Value::Null, |state| methods::property(state, name, self))
    }

    fn element(&mut self, value: &Value, index: &Value) -> Result<Value, RenderError> {
        match (value, index) {
            (Value::List(list), Value::Integer(index)) if list.kind != ListKind::View => {
                let items = list.items.borrow();
                methods::position(*index, items.len())
                    .map(|i| items[i].clone())
                    .ok_or_else(|| self.error(format!("index {index} is outside a list of {}", items.len())))
            }
            (Value::Map(map), key) => {
                let key = self.key_of(key)?;
                Ok(map.entries.borrow().get(&key).cloned().unwrap_or(Value::Null))
            }
            _ => Ok(Value::Null),
        }
    }
}
