//! How a table is written: what the columns are called, how dates and numbers look. Each is decided from the beginning
//! of a file, only where every value there says one thing, and told.

mod dates;
mod form;
mod header;
mod sample;

pub(crate) use dates::{DateForm, DateForms, Decision, is_day_in_another_form};
pub(crate) use form::{DayForm, Form};
pub(crate) use header::{Heading, normal};
pub(crate) use sample::{Mark, Sample};
