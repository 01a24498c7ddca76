//! Which door for whom: where a young person, a bystander or a professional can go. No trace, no state, no clock.
//!
//! The rules are data (`signpost.toml`): questions, doors, rules and the reporting code (*meldcode*). [`Guide::read`]
//! refuses rules in which a path ends nowhere, an urgent door comes after a calmer one, or a name is unknown;
//! [`Guide::check_on`] refuses doors past their date. Who examines traces at which age is a dated table in `domain`.
//!
//! ```
//! use signpost::{Guide, Place, Situation, When, Who};
//! let guide = Guide::national();
//! let asked = Situation { who: Who::Oneself, age: Some(15), when: When::days_ago(7), place: Place::Home };
//! let doors: Vec<&str> = guide.doors(asked).iter().map(|door| door.id.as_str()).collect();
//! assert_eq!(doors, ["csg", "veilig-thuis", "kindertelefoon"]);
//! ```

mod check;
mod door;
mod guide;
mod meldcode;
mod situation;
mod wire;

pub use check::Fault;
pub use door::{Ages, Door, Urgency};
pub use guide::{Answer, Guide, GuideError, Question};
pub use meldcode::{Meldcode, Right, SectorFramework, Step, TraceAge, trace_ages};
pub use situation::{Place, Situation, When, Who};

/// A text in both languages.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Dutch, in plain words.
    pub nl: String,
    /// English.
    pub en: String,
}
