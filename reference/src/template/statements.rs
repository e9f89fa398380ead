//! Rendering: text, references and directives.

use std::{cell::Cell, rc::Rc, sync::Arc};

use super::{
    RenderError,
    ast::{Access, Block, Expression, Node, Reference},
    evaluator::Evaluator,
    key::Key,
    methods, parser,
    value::{ListKind, Loop, Value},
};

/// `#foreach` stops after this many rounds (TMPL-025); Velocity's own limit, `directive.foreach.maxloops`,
/// leaves the rest out without an error.
const MAX_ROUNDS: usize = 1000;

/// Loops inside each other. A template can give a loop a parent by `#set($foreach = …)`, so that the depth of its
/// text says nothing.
const MAX_LOOPS: usize = 100;

/// What follows a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    Next,
    Break,
    Stop,
}

impl Evaluator<'_> {
    /// Renders a block into `out`.
    pub(super) fn render(&mut self, block: &Block, out: &mut String) -> Result<Flow, RenderError> {
        self.enter()?;
        for node in block {
            match self.node(node, out)? {
                Flow::Next => {}
                flow => {
                    self.leave();
                    return Ok(flow);
                }
            }
        }
        self.leave();
        Ok(Flow::Next)
    }

    fn node(&mut self, node: &Node, out: &mut String) -> Result<Flow, RenderError> {
        self.step()?;
        match node {
            Node::Text(text) => {
                self.made_text(text.len())?;
                out.push_str(text);
            }
            Node::Reference {
                reference,
                backslashes,
                escaped,
            } => {
                out.extend(std::iter::repeat_n('\\', *backslashes));
                if let Some(spelling) = escaped {
                    out.push_str(spelling);
                } else {
                    let value = self.reference(reference)?;
                    self.print(&value, out)?;
                }
            }
            Node::Set { line, target, value } => {
                self.line = *line;
                let value = self.value(value)?;
                self.assign(target, value)?;
            }
            Node::If { branches, otherwise } => {
                for (condition, body) in branches {
                    if self.holds(condition)? {
                        return self.render(body, out);
                    }
                }
                return self.render(otherwise, out);
            }
            Node::Foreach {
                line,
                variable,
                items,
                body,
            } => {
                self.line = *line;
                return self.foreach(variable, items, body, out);
            }
            Node::Define { name, body } => {
                self.set_variable(name, Value::Block(Arc::clone(body)));
            }
            Node::Call {
                line,
                name,
                arguments,
                body,
                source,
            } => {
                self.line = *line;
                return self.call(name, arguments, body.as_ref(), source, out);
            }
            Node::Evaluate { line, source } => {
                self.line = *line;
                let source = self.value(source)?;
                let source = self.text_of(&source)?;
                let (block, _) = parser::parse(&source).map_err(|e| self.error(e.to_string()))?;
                return self.render(&block, out);
            }
            Node::Break => return Ok(Flow::Break),
            Node::Stop => return Ok(Flow::Stop),
        }
        Ok(Flow::Next)
    }

    fn foreach(
        &mut self,
        variable: &str,
        items: &Expression,
        body: &Block,
        out: &mut String,
    ) -> Result<Flow, RenderError> {
        let (length, items): (usize, Vec<Value>) = match self.value(items)? {
            Value::List(list) => {
                let items = list.items.borrow();
                (items.len(), items.iter().take(MAX_ROUNDS).cloned().collect())
            }
            Value::Iterator(walk) => {
                let items = walk.list.items.borrow();
                let rest = &items[walk.next.get().min(items.len())..];
                walk.next.set(items.len());
                (rest.len(), rest.iter().take(MAX_ROUNDS).cloned().collect())
            }
            Value::Map(map) => {
                let entries = map.entries.borrow();
                (
                    entries.len(),
                    entries.values().take(MAX_ROUNDS).cloned().collect(),
                )
            }
            _ => return Ok(Flow::Next),
        };
        if items.is_empty() {
            return Ok(Flow::Next);
        }
        let names = [variable, "foreach"];
        let before = names.map(|name| self.variables.remove(name));
        let parent = match &before[1] {
            Some(Value::Loop(parent)) => Some(Rc::clone(parent)),
            _ => None,
        };
        let depth = parent.as_ref().map_or(0, |parent| parent.depth) + 1;
        if depth > MAX_LOOPS {
            return Err(self.error("loops nest too deeply"));
        }
        let state = Rc::new(Loop {
            index: Cell::new(0),
            length,
            depth,
            parent,
        });
        self.set_variable("foreach", Value::Loop(Rc::clone(&state)));
        let mut flow = Flow::Next;
        for (index, item) in items.into_iter().enumerate() {
            state.index.set(index);
            self.set_variable(variable, item);
            flow = self.render(body, out)?;
            if flow != Flow::Next {
                break;
            }
        }
        self.restore(names, before);
        Ok(if flow == Flow::Stop {
            Flow::Stop
        } else {
            Flow::Next
        })
    }

    fn set_variable(&mut self, name: &str, value: Value) {
        match self.variables.get_mut(name) {
            Some(variable) => *variable = value,
            None => {
                self.variables.insert(name.into(), value);
            }
        }
    }

    /// Recorded on AWS 2023: the variable of a loop is what it was before, once the loop is over.
    fn restore<'n>(
        &mut self,
        names: impl IntoIterator<Item = &'n str>,
        before: impl IntoIterator<Item = Option<Value>>,
    ) {
        for (name, value) in names.into_iter().zip(before) {
            match value {
                Some(value) => self.variables.insert(name.into(), value),
                None => self.variables.remove(name),
            };
        }
    }

    fn call(
        &mut self,
        name: &str,
        arguments: &[Expression],
        body: Option<&Arc<Block>>,
        source: &str,
        out: &mut String,
    ) -> Result<Flow, RenderError> {
        let Some(called) = self.macros.get(name).map(Arc::clone) else {
            self.made_text(source.len())?;
            out.push_str(source);
            return Ok(Flow::Next);
        };
        let mut bound = Vec::with_capacity(called.parameters.len() + 1);
        // A parameter without an argument is whatever the name means outside.
        for (parameter, argument) in called.parameters.iter().zip(arguments) {
            bound.push((&**parameter, self.value(argument)?));
        }
        if let Some(body) = body {
            bound.push(("bodyContent", Value::Block(Arc::clone(body))));
        }
        let mut names = Vec::with_capacity(bound.len());
        let mut before = Vec::with_capacity(bound.len());
        for (name, value) in bound {
            before.push(self.variables.insert(name.into(), value));
            names.push(name);
        }
        let flow = self.render(&called.body, out)?;
        self.restore(names, before);
        Ok(if flow == Flow::Stop {
            Flow::Stop
        } else {
            Flow::Next
        })
    }

    /// `#set`. What has no value leaves its target as it is, and so does a target that cannot be set.
    fn assign(&mut self, target: &Reference, value: Value) -> Result<(), RenderError> {
        if matches!(value, Value::Null) {
            return Ok(());
        }
        let Some((last, before)) = target.accesses.split_last() else {
            self.set_variable(&target.name, value);
            return Ok(());
        };
        let holder = self.prefix(target, before.len())?;
        self.line = target.line;
        match last {
            Access::Property(name) => match &holder {
                Value::Map(map) => methods::map::put(map, Key::from(&**name), value, self).map(|_| ()),
                _ => Ok(()),
            },
            Access::Index(index) => {
                let index = self.value(index)?;
                match (&holder, &index) {
                    (Value::Map(map), key) => {
                        let key = self.key_of(key)?;
                        methods::map::put(map, key, value, self).map(|_| ())
                    }
                    (Value::List(list), Value::Integer(index)) if list.kind != ListKind::View => {
                        let length = list.items.borrow().len();
                        let index = methods::from_start(*index, length);
                        methods::list::set(list, index, value, self).map(|_| ())
                    }
                    _ => Ok(()),
                }
            }
            Access::Method(..) => Err(self.error("a method call cannot be assigned to")),
        }
    }
}
