//! The inputs of a Map Run's executions: items by themselves, or in batches.

use serde_json::{Map as Object, Value};

use super::run::Step;
use crate::states::{
    data::{Data, MAX_WORKING_BYTES},
    definition::{Batcher, Distribution, Map},
    query::Fault,
};

/// The input of a child execution, and how many items are in it.
pub(super) struct Share {
    pub(super) input: Data,
    pub(super) items: usize,
}

impl Step<'_> {
    pub(super) fn shares(
        &self,
        map: &Map,
        distribution: &Distribution,
        selected: &Data,
        items: Vec<Value>,
    ) -> Result<Vec<Share>, Fault> {
        let mut inputs = Vec::new();
        let mut bytes = 0;
        for (index, item) in items.into_iter().enumerate() {
            let context = self.context.with_item(index, item.clone());
            let input = Data::from(self.item_input(map, item, selected, &context)?);
            bytes += input.text().len();
            if bytes > MAX_WORKING_BYTES {
                return Err(Fault::runtime("The inputs of the iterations are too large."));
            }
            inputs.push(input);
        }
        match &distribution.batcher {
            None => Ok(inputs
                .into_iter()
                .map(|input| Share { input, items: 1 })
                .collect()),
            Some(batcher) => self.batches(batcher, selected, inputs),
        }
    }

    fn batches(&self, batcher: &Batcher, selected: &Data, inputs: Vec<Data>) -> Result<Vec<Share>, Fault> {
        let most = |field: &str, number: &Option<_>| match number {
            None => Ok(usize::MAX),
            Some(number) => {
                let most = self.integer(field, number, selected)?;
                Ok(usize::try_from(most).unwrap_or(usize::MAX).max(1))
            }
        };
        let max_items = most("MaxItemsPerBatch", &batcher.max_items)?;
        let max_bytes = most("MaxInputBytesPerBatch", &batcher.max_bytes)?;
        let mut head = Object::new();
        if let Some(selector) = &batcher.input {
            let input = self.selected("ItemBatcher/BatchInput", selector, selected, &self.context)?;
            head.insert("BatchInput".into(), input);
        }
        let batch = |items: &[Data]| {
            let mut members = head.clone();
            members.insert(
                "Items".into(),
                items.iter().map(|item| item.value().clone()).collect(),
            );
            Share {
                input: Value::Object(members).into(),
                items: items.len(),
            }
        };
        let around = batch(&[]).input.text().len();
        let mut batches = Vec::new();
        let mut rest = &inputs[..];
        while !rest.is_empty() {
            let mut bytes = around;
            let fitting = rest.iter().take(max_items).take_while(|item| {
                bytes += item.text().len() + 1;
                bytes <= max_bytes.saturating_add(1)
            });
            // One item is a batch, however large it is.
            let (items, after) = rest.split_at(fitting.count().max(1));
            batches.push(batch(items));
            rest = after;
        }
        Ok(batches)
    }
}
