//! Values handed to it become drawings: SVG as text, in a wide and a narrow form of the same cells.
//!
//! Rules every chart keeps:
//! - a hidden value is not in the drawing in any form, and no line runs across the place where it would be;
//! - hidden is a 45° hatch with `x`, unknown is light grey with `.`, impossible is left blank;
//! - scales, classes and orders are computed from shown values only, so nothing about the others can be read from them;
//! - every drawing has a title and a description, its own ids, and no text that lies on other text;
//! - colours are classes with a literal fallback, so that a page can recolour a drawing and a file still has colours;
//! - the same values give the same bytes.
//!
//! Reading order: words and numbers → paper → what charts share → the charts.

pub mod language;
pub mod unit;

mod ink;
mod sheet;

mod label;
mod scale;

pub mod frame;

mod classes;
mod ends;
mod series;
mod track;

mod bars;
mod chain;
mod curve;
mod funnel_plot;
mod hexagon_map;
mod ranked;
mod small_multiples;
mod sparkline;
mod tile_map;
mod timeline;
mod trend;
mod waterfall;

#[cfg(test)]
mod reading;

pub use bars::{Bar, Bars};
pub use chain::{Chain, HandOver};
pub use curve::{Curve, CurveLine, CurvePoint, DueDay};
pub use frame::{Caption, Drawing};
pub use funnel_plot::{FunnelLimits, FunnelPlace, FunnelPlot};
pub use hexagon_map::{Hexagon, HexagonMap};
pub use language::Language;
pub use ranked::{Ranked, RankedRow, Standing};
pub use small_multiples::{Panel, SmallMultiples};
pub use sparkline::Sparkline;
pub use tile_map::{Faces, Tile, TileMap};
pub use timeline::{Pace, Timeline, TimelineRow};
pub use trend::{Trend, TrendBreak, TrendLine, TrendPoint};
pub use unit::Unit;
pub use waterfall::{Waterfall, WaterfallStep};
