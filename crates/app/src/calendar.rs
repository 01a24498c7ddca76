//! What should have been delivered for a figure, and how much of it was: the coverage calendar read per region and span.

use domain::{Atlas, Coverage, Day, Municipality, OrganisationKind, Period, RegionCode, RegionKind, Selector, Site, Span, Stage};
use indicators::{Crosstabbed, Indicator, What, Whole};

/// Below this share of a region's minors with complete deliveries nothing is said.
pub const LEAST_SHARE: f64 = 0.5;

/// The kinds of organisation a figure needs.
pub struct Needed {
    /// Those that deliver the starts.
    starts: Vec<OrganisationKind>,
    /// Those that deliver the next step; none for plain counts.
    next: Vec<OrganisationKind>,
}

impl Needed {
    /// What the indicator with this id needs; nothing for one that the catalogue does not hold.
    pub fn of(id: &str, whole: &Whole) -> Needed {
        let found = whole.indicators.iter().find(|indicator| indicator.id == id);
        found.map_or(Needed { starts: Vec::new(), next: Vec::new() }, |indicator| Needed::of_indicator(indicator, whole))
    }

    fn of_indicator(indicator: &Indicator, whole: &Whole) -> Needed {
        match &indicator.plan.what {
            What::Starts { of, .. } => Needed::of_starts(of, Vec::new()),
            What::HandOver { id, .. } => match whole.hand_overs.iter().find(|hand_over| hand_over.id == *id) {
                Some(hand_over) => Needed::of_starts(&hand_over.from, hand_over.suppliers.clone()),
                None => Needed::of_starts(&[], Vec::new()),
            },
        }
    }

    /// What a cross table needs.
    pub fn of_crosstab(counted: &Crosstabbed) -> Needed {
        match counted {
            Crosstabbed::Starts { of, .. } => Needed::of_starts(of, Vec::new()),
            Crosstabbed::HandOver(hand_over) | Crosstabbed::Waiting(hand_over) => {
                Needed::of_starts(&hand_over.from, hand_over.suppliers.clone())
            }
            Crosstabbed::Around { of, suppliers, scope, .. } => {
                let mut needed = Needed::of_starts(of, suppliers.clone());
                // Who had help before is told by whoever delivers help.
                needed.starts.extend(scope.helped_before.and_then(|_| supplier(Stage::Help)));
                needed
            }
        }
    }

    fn of_starts(selectors: &[Selector], next: Vec<OrganisationKind>) -> Needed {
        Needed { starts: selectors.iter().filter_map(|selector| supplier(selector.kind.stage())).collect(), next }
    }
}

/// Who delivers the starts of a stage.
pub fn supplier(stage: Stage) -> Option<OrganisationKind> {
    match stage {
        Stage::Advice | Stage::Report | Stage::Assessment | Stage::Investigation | Stage::Service | Stage::Transfer | Stage::Monitoring => {
            Some(OrganisationKind::VeiligThuis)
        }
        Stage::Csg => Some(OrganisationKind::Csg),
        Stage::Police => Some(OrganisationKind::Police),
        Stage::Board => Some(OrganisationKind::Board),
        Stage::Court => Some(OrganisationKind::Court),
        Stage::Order | Stage::Gi => Some(OrganisationKind::Gi),
        Stage::Help => Some(OrganisationKind::Provider),
        Stage::Adult => Some(OrganisationKind::AdultCare),
        Stage::Life => None,
    }
}

/// The share (0–1) of a region's minors who live where everything needed was delivered for the whole span.
pub fn share_delivered(coverage: &Coverage, atlas: &Atlas, needed: &Needed, site: Site) -> f64 {
    share_of_minors(atlas, site.region, |municipality| is_delivered(coverage, needed, municipality, site.span))
}

/// The share (0–1) of a region's minors who live where everything needed was delivered from the first day through the last without a gap, by everyone who ever
/// delivered.
pub fn share_without_gap(coverage: &Coverage, atlas: &Atlas, needed: &Needed, region: RegionCode, (first, last): (Day, Day)) -> f64 {
    share_of_minors(atlas, region, |municipality| is_without_gap(coverage, needed, municipality, (first, last)))
}

/// Whether everything needed was delivered for a municipality from the first day through the last without a gap, by everyone of whom something is expected there.
pub fn is_without_gap(coverage: &Coverage, needed: &Needed, municipality: Municipality, (first, last): (Day, Day)) -> bool {
    let covers = |kind: &OrganisationKind| coverage.covers(*kind, municipality, first, last);
    let mut next = needed.next.iter().filter(|kind| coverage.expects(**kind, municipality)).peekable();
    needed.starts.iter().all(covers) && (needed.next.is_empty() || next.peek().is_some()) && next.all(covers)
}

fn share_of_minors(atlas: &Atlas, region: RegionCode, is_delivered: impl Fn(Municipality) -> bool) -> f64 {
    let inside = atlas.municipalities().iter().filter(|entry| match region.kind() {
        RegionKind::Country => true,
        RegionKind::VeiligThuis => entry.veilig_thuis == region,
        RegionKind::Youth => entry.youth == region,
        RegionKind::Municipality => entry.code.region() == region,
    });
    let (mut delivered, mut all) = (0u64, 0u64);
    for entry in inside {
        all += u64::from(entry.minors);
        delivered += if is_delivered(entry.code) { u64::from(entry.minors) } else { 0 };
    }
    if all == 0 { 1.0 } else { delivered as f64 / all as f64 }
}

fn is_delivered(coverage: &Coverage, needed: &Needed, municipality: Municipality, span: Span) -> bool {
    let (first, last) = days(span);
    let covers =
        |kind: &OrganisationKind| coverage.span(*kind, municipality).is_some_and(|(from, through)| from <= first && through >= last);
    let next = needed.next.is_empty() || coverage.observed_through(&needed.next, municipality).is_some_and(|through| through >= last);
    needed.starts.iter().all(covers) && next
}

fn days(span: Span) -> (Day, Day) {
    let (first, last) = match span {
        Span::Year(year) => (year, year),
        Span::Years(first, last) => (first, last),
    };
    (Period::Year(first).first_day(), Period::Year(last).last_day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::RegionCode;

    /// Reports need Veilig Thuis alone; help after an order needs the institution and the provider.
    #[test]
    fn a_region_without_deliveries_is_not_a_region_of_zeros() {
        let atlas = Atlas::netherlands();
        let site = Site::all(RegionCode::veilig_thuis(4), Span::Year(2023));
        let mut coverage = Coverage::default();
        let (from, through) = days(Span::Years(2022, 2024));
        let stopped = Period::Half(2023, 1).last_day();
        for entry in atlas.municipalities() {
            coverage.set(OrganisationKind::VeiligThuis, entry.code, from, through);
            coverage.set(OrganisationKind::Gi, entry.code, from, through);
            let last = if entry.veilig_thuis == site.region { stopped } else { through };
            coverage.set(OrganisationKind::Provider, entry.code, from, last);
        }
        let whole = indicators::whole();
        let share = |id: &str, site| share_delivered(&coverage, &atlas, &Needed::of(id, &whole), site);
        assert_eq!(share("report-children", site), 1.0);
        assert_eq!(share("order-children", site), 1.0);
        assert_eq!(share("help-after-order", site), 0.0);
        assert_eq!(share("help-children", site), 0.0);
        let country = share("help-after-order", Site::all(RegionCode::COUNTRY, Span::Year(2023)));
        assert!(country > 0.9 && country < 1.0);
        assert_eq!(share_delivered(&Coverage::default(), &atlas, &Needed::of("report-children", &whole), site), 0.0);
    }
}
