//! HTML parts the webs share: page frame, figure, table with symbols, filter form, error summary, running text;
//! and every word of the screens, in both languages, in one file.
//!
//! Nothing here asks or decides: it writes down what it is handed. No part holds an inline style or script.

pub mod assets;
pub mod figure;
pub mod form;
pub mod frame;
pub mod numbers;
pub mod prose;
pub mod table;
#[macro_use]
pub mod texts;
pub mod staff;
pub mod words;

pub use frame::{Assets, Frame, Menu};
pub use staff::StaffText;
pub use texts::{Language, Text};
