//! How much of what a figure rests on was delivered: the start's side of the completeness printed beside it.

use domain::{Atlas, Coverage, Day, Municipality, OrganisationKind, Period, RegionKind};
use indicators::Plan;

use super::by::Dimension;

/// The coverage calendar asked about the starts of one plan.
pub struct Delivered<'a> {
    coverage: &'a Coverage,
    atlas: &'a Atlas,
    kinds: Vec<OrganisationKind>,
    /// First and last day on which any of these kinds delivered anywhere.
    window: Option<(Day, Day)>,
}

impl<'a> Delivered<'a> {
    /// What the plan's starts rest on: the kinds of organisation that tell of them.
    pub fn of(plan: &Plan, coverage: &'a Coverage, atlas: &'a Atlas) -> Delivered<'a> {
        let from = match plan {
            Plan::Starts { of, .. } | Plan::Around { of, .. } => of,
            Plan::HandOver(hand_over) => &hand_over.from,
        };
        let mut kinds: Vec<OrganisationKind> = from.iter().flat_map(|selector| selector.kind.suppliers()).copied().collect();
        kinds.sort_unstable();
        kinds.dedup();
        let own = || coverage.iter().filter(|(kind, _, _, _)| kinds.contains(kind));
        let window = own().map(|stretch| stretch.2).min().zip(own().map(|stretch| stretch.3).max());
        Delivered { coverage, atlas, kinds, window }
    }

    /// The share (0–1) of the days of a group's period on which these kinds delivered, over the municipalities of its region for which
    /// they ever did. `None` where they never did, or the period lies outside all deliveries.
    pub fn share(&self, dimensions: &[Dimension], values: &[String]) -> Option<f64> {
        let (mut first, mut last) = self.window?;
        if let Some((from, through)) = named(dimensions, values, |dimension| matches!(dimension, Dimension::Period(_))).and_then(days) {
            (first, last) = (first.max(from), last.min(through));
        }
        let region = dimensions.iter().zip(values).find_map(|(dimension, value)| {
            let Dimension::Region(kind) = dimension else { return None };
            Some((*kind, value.as_str()))
        });
        let (mut delivered, mut all) = (0i64, 0i64);
        for (kind, municipality) in self.pairs().filter(|(_, municipality)| self.is_in(*municipality, region)) {
            all += i64::from(last - first + 1).max(0);
            let stretches = self.coverage.iter().filter(|(own, place, _, _)| (*own, *place) == (kind, municipality));
            delivered += stretches.map(|(_, _, from, through)| i64::from(through.min(last) - from.max(first) + 1).max(0)).sum::<i64>();
        }
        (all > 0).then(|| delivered as f64 / all as f64)
    }

    /// Each kind with each municipality it ever delivered for.
    fn pairs(&self) -> impl Iterator<Item = (OrganisationKind, Municipality)> + '_ {
        let mut known = None;
        let own = self.coverage.iter().filter(|(kind, _, _, _)| self.kinds.contains(kind)).map(|(kind, place, _, _)| (kind, place));
        own.filter(move |pair| known.replace(*pair) != Some(*pair))
    }

    fn is_in(&self, municipality: Municipality, region: Option<(RegionKind, &str)>) -> bool {
        let Some((kind, name)) = region else { return true };
        let entry = || self.atlas.municipality(municipality);
        match kind {
            RegionKind::Country => true,
            RegionKind::Municipality => municipality.region().to_string() == name,
            RegionKind::VeiligThuis => entry().is_some_and(|entry| entry.veilig_thuis.to_string() == name),
            RegionKind::Youth => entry().is_some_and(|entry| entry.youth.to_string() == name),
        }
    }
}

fn named<'v>(dimensions: &[Dimension], values: &'v [String], is_meant: impl Fn(&Dimension) -> bool) -> Option<&'v str> {
    dimensions.iter().zip(values).find(|(dimension, _)| is_meant(dimension)).map(|(_, value)| value.as_str())
}

/// First and last day of `2023`, `2023HJ01`, `2023KW01` or `2023MM01`.
fn days(period: &str) -> Option<(Day, Day)> {
    let period: Period = period.parse().ok().or_else(|| period.parse().ok().map(Period::Year))?;
    Some((period.first_day(), period.last_day()))
}

#[cfg(test)]
mod tests {
    use super::super::by;
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    /// Two municipalities, of which one misses the first half of 2023.
    fn shares(by: &[&str], values: &[&str]) -> Option<f64> {
        let (atlas, mut coverage) = (Atlas::netherlands(), Coverage::default());
        for municipality in [Municipality(363), Municipality(14)] {
            coverage.add(OrganisationKind::VeiligThuis, municipality, day("2022-01-01"), day("2022-12-31"));
            coverage.add(OrganisationKind::VeiligThuis, municipality, day("2023-07-01"), day("2023-12-31"));
        }
        coverage.add(OrganisationKind::VeiligThuis, Municipality(14), day("2023-01-01"), day("2023-06-30"));
        let plan = indicators::parse_indicator("start = \"report.received\"", "mine", &[]).expect("an indicator").plan;
        let dimensions = by::parse(&by.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).expect("dimensions");
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        Delivered::of(&plan, &coverage, &atlas).share(&dimensions, &values)
    }

    #[test]
    fn a_missing_half_year_marks_its_own_period_and_region_and_no_other() {
        assert_eq!(shares(&["region:GM", "period"], &["GM0363", "2022"]), Some(1.0));
        assert_eq!(shares(&["region:GM", "period:half"], &["GM0363", "2023HJ01"]), Some(0.0));
        assert_eq!(shares(&["region:GM", "period:half"], &["GM0014", "2023HJ01"]), Some(1.0));
        assert_eq!(shares(&["period:half", "sex"], &["2023HJ01", "V"]), Some(0.5));
        let year = shares(&["region:GM", "period"], &["GM0363", "2023"]).expect("a share");
        assert!((year - 184.0 / 365.0).abs() < 1e-12);
        assert_eq!(shares(&["period"], &["2030"]), None);
    }
}
