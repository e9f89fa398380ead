//! Amazon States Language: definitions, interpreter, executions.
