//! A record as JSON: lists as arrays, everything else as text; what is empty is left out.

use serde_json::{Map, Value};

use crate::Record;

/// One record as a JSON object with `kind`, `id` and its values.
///
/// ```
/// let register = register::Register::of_texts();
/// let pilots = register.get(register::Kind::Commitment, "C-09").unwrap();
/// assert_eq!(register::record_value(pilots)["questions"][0], "Q-F3");
/// ```
pub fn record_value(record: &Record) -> Value {
    let mut object = Map::new();
    object.insert("kind".to_owned(), record.kind().word().into());
    object.insert("id".to_owned(), record.id().into());
    for (name, value) in record.values() {
        let is_list = record.kind().field(name).is_some_and(crate::Field::is_list);
        object.insert(name.to_owned(), if is_list { record.list(name).into() } else { value.into() });
    }
    Value::Object(object)
}
