//! Where a walk is, so that an execution that did not succeed can go on from there.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::states::{
    data::Data,
    query::{Context, ExecutionContext},
};

/// Where a walk through a workflow is, and where the walks within its present state are. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Trail(Arc<Mutex<Spot>>);

#[derive(Debug, Default)]
struct Spot {
    stand: Option<Stand>,
    /// What the workflow gave, if it came to a good end.
    output: Option<Data>,
    /// Branches of the present state's Parallel, iterations of its Map.
    inner: BTreeMap<usize, Trail>,
    map_run: Option<String>,
    child: Option<Arc<ExecutionContext>>,
}

/// A state that was entered and not left.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    pub(super) name: String,
    pub(super) input: Data,
    pub(super) variables: Arc<BTreeMap<String, Data>>,
    /// The event that says so, and the one before it.
    pub(super) entered: usize,
    pub(super) before: usize,
}

impl Trail {
    pub(super) fn enter(&self, name: &str, input: &Data, context: &Context, entered: usize, before: usize) {
        let mut spot = self.spot();
        spot.stand = Some(Stand {
            name: name.to_owned(),
            input: input.clone(),
            variables: context.shared_variables(),
            entered,
            before,
        });
        spot.inner.clear();
        spot.map_run = None;
    }

    pub(super) fn stand(&self) -> Option<Stand> {
        self.spot().stand.clone()
    }

    pub(super) fn finish(&self, output: &Data) {
        let mut spot = self.spot();
        spot.output = Some(output.clone());
        // Nobody comes back to what is done.
        spot.stand = None;
        spot.inner.clear();
    }

    pub(super) fn output(&self) -> Option<Data> {
        self.spot().output.clone()
    }

    /// The trail of a branch or an iteration.
    pub(super) fn inner(&self, index: usize) -> Self {
        self.spot().inner.entry(index).or_default().clone()
    }

    /// Whether the work of the present state had begun.
    pub(super) fn has_begun(&self) -> bool {
        !self.spot().inner.is_empty()
    }

    /// Forgets the work of the present state, which is tried again from its beginning.
    pub(super) fn start_over(&self) {
        let mut spot = self.spot();
        spot.inner.clear();
        spot.map_run = None;
    }

    /// The Map Run of the present state.
    pub(super) fn map_run(&self) -> Option<String> {
        self.spot().map_run.clone()
    }

    pub(super) fn set_map_run(&self, arn: &str) {
        self.spot().map_run = Some(arn.to_owned());
    }

    /// The execution of its own that walks here.
    pub(super) fn child(&self) -> Option<Arc<ExecutionContext>> {
        self.spot().child.clone()
    }

    pub(super) fn set_child(&self, execution: &Arc<ExecutionContext>) {
        self.spot().child = Some(Arc::clone(execution));
    }

    fn spot(&self) -> MutexGuard<'_, Spot> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
