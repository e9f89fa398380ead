//! The context object, `$$`, and the variables.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use serde_json::{Map, Value, json};

use crate::states::{data::Data, timestamp, trial::Trial};

/// What of the context stays the same for a whole execution.
#[derive(Debug, Clone)]
pub struct ExecutionContext {
    /// The ARN of the execution.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The state machine's role.
    pub role_arn: String,
    /// When it started, in milliseconds since the epoch.
    pub start: i64,
    /// Its input.
    pub input: Data,
    /// The ARN of the state machine.
    pub machine_id: String,
    /// The name of the state machine.
    pub machine_name: String,
    /// Whether it is an Express execution, where the members stand in another order.
    pub express: bool,
    /// Whether `RedriveCount` is shown: not in synchronous executions (recorded on AWS 2024).
    pub redrivable: bool,
    /// How often it was redriven.
    pub redrives: u64,
    /// When it was redriven last, in milliseconds since the epoch.
    pub redriven: Option<i64>,
}

/// The context object of a state, built when an expression first asks for it.
#[derive(Debug, Clone)]
pub struct Context {
    execution: Arc<ExecutionContext>,
    state: Option<(String, i64, Option<u64>)>,
    map_item: Option<Arc<(usize, Value)>>,
    task_token: Option<String>,
    variables: Arc<BTreeMap<String, Data>>,
    trial: Option<Arc<Trial>>,
    built: OnceLock<Value>,
}

impl Context {
    /// The context outside of any state.
    #[must_use]
    pub fn new(execution: Arc<ExecutionContext>) -> Self {
        Self {
            execution,
            state: None,
            map_item: None,
            task_token: None,
            variables: Arc::default(),
            trial: None,
            built: OnceLock::new(),
        }
    }

    /// The context within a state entered at `entered`; `retries` is for states that can be retried.
    #[must_use]
    pub fn in_state(&self, name: &str, entered: i64, retries: Option<u64>) -> Self {
        self.changed(|context| context.state = Some((name.to_owned(), entered, retries)))
    }

    /// The context of a Map's item.
    #[must_use]
    pub fn with_item(&self, index: usize, value: Value) -> Self {
        self.changed(|context| context.map_item = Some(Arc::new((index, value))))
    }

    /// The context of a task that waits for its token.
    #[must_use]
    pub fn with_task_token(&self, token: &str) -> Self {
        self.changed(|context| context.task_token = Some(token.to_owned()))
    }

    /// The variables; an inner workflow sees those of the outer one as they were when it began.
    #[must_use]
    pub fn variables(&self) -> &BTreeMap<String, Data> {
        &self.variables
    }

    /// The variables, to come back to.
    pub(in crate::states) fn shared_variables(&self) -> Arc<BTreeMap<String, Data>> {
        Arc::clone(&self.variables)
    }

    /// The context with these variables and no others.
    pub(in crate::states) fn with_variables(&self, variables: &Arc<BTreeMap<String, Data>>) -> Self {
        self.changed(|context| context.variables = Arc::clone(variables))
    }

    /// The context after variables got values.
    #[must_use]
    pub fn assigned(&self, variables: impl IntoIterator<Item = (String, Data)>) -> Self {
        self.changed(|context| Arc::make_mut(&mut context.variables).extend(variables))
    }

    /// The context of a state that is tried by itself.
    #[must_use]
    pub fn on_trial(&self, trial: Arc<Trial>) -> Self {
        self.changed(|context| context.trial = Some(trial))
    }

    /// The trial, if it is one.
    #[must_use]
    pub fn trial(&self) -> Option<&Arc<Trial>> {
        self.trial.as_ref()
    }

    /// Notes data that passes by, if it is a trial.
    pub(in crate::states) fn note(&self, name: &str, data: &Data) {
        if let Some(trial) = &self.trial {
            trial.note_data(name, data);
        }
    }

    /// What is the same for the whole execution.
    #[must_use]
    pub fn execution(&self) -> &ExecutionContext {
        &self.execution
    }

    /// The object.
    #[must_use]
    pub fn value(&self) -> &Value {
        let mocked = self.trial.as_ref().and_then(|trial| trial.context.as_ref());
        mocked.unwrap_or_else(|| self.built.get_or_init(|| self.build()))
    }

    fn changed(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut context = Self {
            built: OnceLock::new(),
            ..self.clone()
        };
        change(&mut context);
        context
    }

    fn build(&self) -> Value {
        let of = &*self.execution;
        let start: Value = timestamp::iso(of.start).into();
        let mut execution = Map::new();
        execution.insert("Id".into(), of.id.as_str().into());
        execution.insert("Input".into(), of.input.value().clone());
        if !of.express {
            execution.insert("StartTime".into(), start.clone());
        }
        execution.insert("Name".into(), of.name.as_str().into());
        execution.insert("RoleArn".into(), of.role_arn.as_str().into());
        if of.express {
            execution.insert("StartTime".into(), start);
        }
        if of.redrivable {
            execution.insert("RedriveCount".into(), of.redrives.into());
        }
        if let Some(at) = of.redriven {
            execution.insert("RedriveTime".into(), timestamp::iso(at).into());
        }
        let mut object = Map::new();
        object.insert("Execution".into(), Value::Object(execution));
        object.insert(
            "StateMachine".into(),
            json!({"Id": of.machine_id, "Name": of.machine_name}),
        );
        if let Some((name, entered, retries)) = &self.state {
            let mut state = Map::new();
            state.insert("Name".into(), name.as_str().into());
            state.insert("EnteredTime".into(), timestamp::iso(*entered).into());
            if let Some(retries) = retries {
                state.insert("RetryCount".into(), (*retries).into());
            }
            object.insert("State".into(), Value::Object(state));
        }
        if let Some(item) = &self.map_item {
            object.insert("Map".into(), json!({"Item": {"Index": item.0, "Value": item.1}}));
        }
        if let Some(token) = &self.task_token {
            object.insert("Task".into(), json!({"Token": token}));
        }
        Value::Object(object)
    }

    /// The context of an execution that stands for any.
    #[cfg(test)]
    pub(crate) fn for_tests() -> Self {
        Self::new(Arc::new(ExecutionContext {
            id: "arn:aws:states:us-east-1:000000000000:execution:m:e".to_owned(),
            name: "e".to_owned(),
            role_arn: "arn:aws:iam::000000000000:role/r".to_owned(),
            start: 0,
            input: Data::empty(),
            machine_id: "arn:aws:states:us-east-1:000000000000:stateMachine:m".to_owned(),
            machine_name: "m".to_owned(),
            express: false,
            redrivable: true,
            redrives: 0,
            redriven: None,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_in_the_recorded_order() {
        let context = Context::for_tests().in_state("S", 1, Some(0));
        assert_eq!(
            context.value().to_string(),
            "{\"Execution\":{\"Id\":\"arn:aws:states:us-east-1:000000000000:execution:m:e\",\"Input\":{},\
             \"StartTime\":\"1970-01-01T00:00:00.000Z\",\"Name\":\"e\",\
             \"RoleArn\":\"arn:aws:iam::000000000000:role/r\",\"RedriveCount\":0},\
             \"StateMachine\":{\"Id\":\"arn:aws:states:us-east-1:000000000000:stateMachine:m\",\"Name\":\"m\"},\
             \"State\":{\"Name\":\"S\",\"EnteredTime\":\"1970-01-01T00:00:00.001Z\",\"RetryCount\":0}}"
        );
    }

    #[test]
    fn an_item_is_seen_below_its_map_only() {
        let outer = Context::for_tests();
        let inner = outer.with_item(2, json!("x"));
        assert_eq!(inner.value()["Map"]["Item"], json!({"Index": 2, "Value": "x"}));
        assert!(outer.value().get("Map").is_none());
    }
}
