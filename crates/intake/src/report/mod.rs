//! Findings for people and for programs.

mod csv;
mod html;
mod json;
mod lists;
mod overview;
mod text;
mod texts;
mod together;
mod xlsx;

pub use csv::csv;
pub use html::{html, index_html};
pub use json::json;
pub use overview::{hint, overview, row_note};
pub use text::text;
pub use together::together;
pub use xlsx::xlsx;
