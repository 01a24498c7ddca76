//! JSON: `{"records": […]}` or an array; lists may be arrays or text with `|`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{ExchangeError, Row, stem};
use crate::{Record, record_value};

pub(super) fn rows(name: &str, bytes: &[u8]) -> Result<Vec<Row>, ExchangeError> {
    let unreadable = |why: &str| ExchangeError::Unreadable { name: name.to_owned(), why: why.to_owned() };
    let document: Value = serde_json::from_slice(bytes).map_err(|error| unreadable(&error.to_string()))?;
    let list = document.get("records").unwrap_or(&document).as_array().ok_or_else(|| unreadable("there is no list of records"))?;
    let row = |(place, value): (usize, &Value)| {
        let object = value.as_object().ok_or_else(|| unreadable("a record is no object"))?;
        let mut cells: BTreeMap<String, String> = object.iter().map(|(name, value)| (name.clone(), text(value))).collect();
        let kind = cells.remove("kind").unwrap_or_else(|| stem(name).to_owned());
        Ok(Row { row: place + 1, kind, cells })
    };
    list.iter().enumerate().map(row).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join("|"),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

pub(super) fn bytes(records: &[&Record]) -> Result<Vec<u8>, ExchangeError> {
    let values: Vec<Value> = records.iter().map(|record| record_value(record)).collect();
    serde_json::to_vec_pretty(&json!({ "records": values })).map_err(|error| ExchangeError::Unwritable(error.to_string()))
}
