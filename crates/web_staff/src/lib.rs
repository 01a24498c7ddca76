//! The pages of those who keep the register: log in with a second factor, change, check, approve, bring in and report.
//! Nothing here shows a child, and nothing is answered without an account.
//!
//! Everything reads and every form works without a script. Reading order: [`Site`] (what the pages work with) → [`router`]
//! (the door: headers, size, origin) → `address` (the table of addresses) → `visit` (who asks, with which form) → `pages`.
//! Who may do what: [`account`]. What they know: [`password`], [`code`].

pub mod account;
mod address;
pub mod code;
mod door;
mod form;
mod frame;
mod pages;
pub mod password;
mod places;
mod session;
mod site;
mod trouble;
mod visit;
mod words;

pub use door::router;
pub use site::{Beside, Clock, Figures, Indicator, OfRecord, OfScope, Site};
pub use trouble::Trouble;
