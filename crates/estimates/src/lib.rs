//! Counts or samples → estimates with their uncertainty; one file per method.
//!
//! Reading order: [`rates`] (shares and rates) → [`survival`] (waits that are not all over yet) → [`mse`] (children on no
//! list) → [`survey`] (a sample of everyone) → [`area`] (regions with few respondents) → [`lost_from_view`] (links that are missed) →
//! [`decomposition`] (why groups differ) → [`crosstab`] (shares and differences of a table by several things) → [`funnel`] (which regions differ) → [`series_break`] (where a
//! series goes on at another level) → [`triangulation`] (several sources of one number) →
//! figures and curves from safe counts, with limits for what was never linked (`linked`) → drafts from exact counts. No unseeded chance and no number without its interval; every
//! method page stands in `docs/methods`.

pub mod rates;

pub mod survival;

pub mod mse;

pub mod area;

pub mod lost_from_view;

pub mod decomposition;

pub mod crosstab;

pub mod funnel;

pub mod series_break;

pub mod survey;

pub mod triangulation;

mod draft;
mod figure;
mod figures;
mod linked;
mod normal;

pub use draft::{at_site, draft_share};
pub use figure::{Curve, CurvePoint, Figure, Statistic};
pub use figures::{curve_of, curves, figures};
pub use linked::Linked;
