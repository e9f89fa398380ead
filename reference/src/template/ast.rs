//! What a template is made of.

use std::sync::Arc;

/// A piece of a template, rendered from left to right.
pub(super) type Block = Vec<Node>;

#[derive(Debug, Clone)]
pub(super) enum Node {
    Text(Box<str>),
    /// A reference in text. An `escaped` one prints its own spelling; `backslashes` come before either.
    Reference {
        reference: Reference,
        backslashes: usize,
        escaped: Option<Box<str>>,
    },
    Set {
        line: usize,
        target: Reference,
        value: Expression,
    },
    /// `#if` and `#elseif` in order, then `#else`.
    If {
        branches: Vec<(Expression, Block)>,
        otherwise: Block,
    },
    Foreach {
        line: usize,
        variable: Box<str>,
        items: Expression,
        body: Block,
    },
    Define {
        name: Box<str>,
        body: Arc<Block>,
    },
    /// A macro's call; `source` is printed if there is no such macro.
    Call {
        line: usize,
        name: Box<str>,
        arguments: Vec<Expression>,
        body: Option<Arc<Block>>,
        source: Box<str>,
    },
    Evaluate {
        line: usize,
        source: Expression,
    },
    Break,
    Stop,
}

/// `#macro`.
#[derive(Debug)]
pub(super) struct Macro {
    pub(super) parameters: Vec<Box<str>>,
    pub(super) body: Block,
}

#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) line: usize,
    pub(super) name: Box<str>,
    pub(super) accesses: Vec<Access>,
}

#[derive(Debug, Clone)]
pub(super) enum Access {
    Property(Box<str>),
    Index(Expression),
    Method(Box<str>, Vec<Expression>),
}

#[derive(Debug, Clone)]
pub(super) enum Expression {
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(Arc<str>),
    /// Text in double quotes with references or directives inside.
    Interpolated(Block),
    Reference(Reference),
    List(Vec<Expression>),
    Range(Box<Expression>, Box<Expression>),
    Map(Vec<(Expression, Expression)>),
    Not(Box<Expression>),
    /// Operators of one precedence, from left to right. A flat list, so that long chains need no stack.
    Chain(Box<Expression>, Vec<(Operator, Expression)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Operator {
    /// Whether the operator gives a number or a text, and no truth.
    pub(super) fn calculates(self) -> bool {
        matches!(
            self,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Modulo
        )
    }
}
