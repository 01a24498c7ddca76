//! Room `synthetic`: a made country with known truth.
//!
//! Nobody in it exists. A [`Country`] is drawn from a seed, at any scale and over any years, and delivers what its
//! suppliers would: files of providers, certified institutions, the Board, Veilig Thuis, courts, Centres for Sexual
//! Violence, police and municipalities, iJw messages, and totals and samples that name nobody. Beside them stand two truths:
//! what happened (`truth/realised`, equal to what a perfect monitor counts when no [`Fault`] is on) and what it was drawn
//! from (`truth/parameters`, for the coverage of intervals). Reading order: [`config`] → households → life →
//! deliveries → totals → truth → country.

mod advice;
pub mod config;
mod country;
mod deliveries;
pub mod faults;
mod history;
mod households;
mod life;
mod names;
mod organisations;
pub mod parameters;
mod places;
mod random;
mod sink;
mod totals;
mod truth;
mod window;

pub use config::{Config, SyntheticError};
pub use country::{Country, Progress, Summary};
pub use faults::{Fault, Faults};
pub use random::Law;
pub use sink::{Folder, Memory, Sink};
pub use truth::Met;
