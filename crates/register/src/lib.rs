//! The register: who promised what to whom, by when, and what is done for which children where. Nothing about any person.
//!
//! Reading order: [`Kind`] and its [`fields`](Kind::fields) (what is kept) → [`Record`] (one entry, checked at the door) →
//! [`Register`] (all of them, in memory) → [`standing`], [`faults`], [`matrix`] (what it shows) → [`Book`] (kept, with
//! history) → [`exchange`] (CSV, XLSX, JSON in and out) → [`merge`] and [`progress`].
//!
//! ```
//! use register::{Kind, Register, Standing};
//! let register = Register::of_texts();
//! let day = domain::Day::parse_iso("2021-01-01").unwrap();
//! let pilots = register.get(Kind::Commitment, "C-09").unwrap();
//! assert_eq!(register::standing(pilots, day), Standing::WasDue);
//! ```

mod book;
mod care;
mod compared;
mod docx;
pub mod exchange;
mod fault;
mod field;
mod finding;
mod gap;
mod html;
mod json;
mod kind;
mod kinds;
mod language;
mod matrix;
mod merge;
mod place;
mod progress;
mod record;
mod register;
mod search;
mod source;
mod spoken;
mod standing;
mod word;

pub use book::{Book, BookError, Outcome, Version, closes};
pub use care::{CarePart, care, care_within};
pub use compared::{RegionLine, compared};
pub use docx::docx;
pub use fault::{Fault, faults};
pub use field::{Field, Shape};
pub use finding::{Finding, Problem, Severity};
pub use gap::{Closed, Gap, Live, Step, Target, Yardstick};
pub use html::{html, html_parts};
pub use json::record_value;
pub use kind::Kind;
pub use language::Language;
pub use matrix::{Matrix, MatrixCell, matrix, overlaps};
pub use merge::{Merged, merge};
pub use place::{Areas, Place, is_area};
pub use progress::{Followed, Line, Moved, Progress, Scope, Section, progress, stretch};
pub use record::Record;
pub use records::{Author, Moment, Records};
pub use register::{Admitted, Register};
pub use search::{Index, Wanted, search};
pub use source::source_name;
pub use spoken::{spoken, spoken_day};
pub use standing::{Standing, due_between, standing};
pub use word::Document;
