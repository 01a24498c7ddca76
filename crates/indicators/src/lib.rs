//! Room `indicators`: what is counted, and the norms it is held against.
//!
//! An [`Indicator`] is a definition in plain words and a [`CountPlan`] in the words of the code, side by side in one
//! file of [`mod@catalogue`]. The expectations ([`domain::HandOver`]) are data: `norms.toml`, read by [`parse_norms`];
//! so are the known breaks in series: `series-breaks.toml`, read by [`parse_breaks`].
//! No rate, no rounding and no hiding happens here.

mod breaks;
pub mod catalogue;
mod crosstab;
mod explain;
mod fraction;
mod indicator;
mod norms;
mod own;
mod plan;
mod shelf;
mod steps;
mod values;
mod waiting;
mod whole;
mod words;
mod written;

pub use breaks::{KnownBreak, known_breaks, parse_breaks};
pub use catalogue::catalogue;
pub use crosstab::{Contrast, Crosstabbed, crosstabs};
pub use explain::{Words, explain, explain_plan};
pub use fraction::{Fraction, fraction};
pub use indicator::{Indicator, Text};
pub use norms::{NormError, Norms, norms, norms_version, parse_norms};
pub use own::{Own, OwnError};
pub use plan::{CountPlan, Unit, What};
pub use shelf::written;
pub use steps::{selector_in_words, step_in_words};
pub use values::{dimension_in_words, value_in_words};
pub use waiting::{REGION, WAITED, fraction_of_list, waiting_lists};
pub use whole::{Whole, footnotes, whole, whole_with};
pub use words::DIMENSIONS;
pub use written::{Plan, Written, parse_indicator};
