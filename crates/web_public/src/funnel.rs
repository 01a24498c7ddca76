//! The regions of a page against the funnel of Spiegelhalter: plot and table are both made from these lines.

use charts::FunnelLimits;
use domain::{Cell, Estimate, Interval, Site};
use estimates::Statistic;
use estimates::funnel::{Funnel as Limits, funnel};

use crate::view::{View, figure};

/// Steps between the smallest and the largest region at which limits are drawn.
const STEPS: u64 = 40;

/// All regions of a page.
pub(crate) struct Funnel {
    pub all: Limits,
    pub lines: Vec<FunnelLine>,
}

/// One region: its cells, and where it stands when they are shown.
pub(crate) struct FunnelLine {
    pub site: Site,
    pub n: Cell<u64>,
    pub value: Cell<Estimate>,
    /// Where 95 % of regions of its size lie.
    pub near: Option<Interval>,
    pub standing: Option<Beside>,
}

/// Where a region lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Beside {
    /// Within the limits: like the others, as far as this can tell.
    Inside,
    /// Above the near or the far limits.
    Above,
    /// Below them.
    Below,
}

impl Funnel {
    /// The funnel of the page's headline, where that is a share and three regions at least are shown. Events are the published
    /// share times the published number, so that nothing but safe cells goes in.
    pub(crate) fn of(view: &View<'_>) -> Option<Funnel> {
        let headline = view.headline();
        matches!(headline, Statistic::Share(_)).then_some(())?;
        let cells: Vec<_> = view.regions().into_iter().map(|site| figure(view.indicator, site, headline)).collect();
        let counted = |figure: &estimates::Figure| {
            let (n, value) = (figure.n.shown().filter(|n| *n > 0)?, figure.value.shown()?.value);
            Some(((value * n as f64).round().clamp(0.0, n as f64) as u64, n))
        };
        let all = funnel(&cells.iter().filter_map(counted).collect::<Vec<_>>())?;
        let line = |figure: &estimates::Figure| {
            let near = counted(figure).map(|(_, n)| all.limits(n).0);
            let standing = near.zip(figure.value.shown()).map(|(near, estimate)| beside(near, estimate.value));
            FunnelLine { site: figure.site, n: figure.n, value: figure.value, near, standing }
        };
        let lines = cells.iter().map(line).collect();
        Some(Funnel { all, lines })
    }

    /// The limits from the smallest to the largest region shown.
    pub(crate) fn limits(&self) -> Vec<FunnelLimits> {
        let sizes = || self.lines.iter().filter(|line| line.near.is_some()).filter_map(|line| line.n.shown());
        let (Some(least), Some(most)) = (sizes().min(), sizes().max()) else { return Vec::new() };
        let size = |step: u64| least + (most - least) * step / STEPS;
        let mut all: Vec<u64> = (0..=STEPS).map(size).collect();
        all.dedup();
        let at = |size: u64| {
            let (near, far) = self.all.limits(size);
            FunnelLimits { size, near, far }
        };
        all.into_iter().map(at).collect()
    }
}

fn beside(near: Interval, value: f64) -> Beside {
    match (value > near.upper, value < near.lower) {
        (true, _) => Beside::Above,
        (false, true) => Beside::Below,
        (false, false) => Beside::Inside,
    }
}
