//! Counts or samples → estimates with their uncertainty; one file per method.

mod figure;

pub use figure::{Curve, CurvePoint, Figure, Statistic};
