//! Who is lost from view after a first contact, corrected for errors of linkage: from safe counts and the trials of the linkage.

use disclosure::SafeTable;
use domain::{Estimate, Measure, RegionCode, Site, Span};
use estimates::lost_from_view::{LostFromView, Review, lost_from_view};
use publication::Bilingual;
use store::LinkError;

/// The hand-overs that tell whether a child is in view elsewhere, with the words for who saw it first.
const IN_VIEW: [(&str, &str, &str); 2] =
    [("csg-in-view", "het Centrum Seksueel Geweld", "a Centre for Sexual Violence"), ("police-in-view", "de politie", "the police")];
/// Records to be tried before anything is said of them outside the house, as of every estimate.
const LEAST_TRIED: u64 = 100;
const LEVEL: f64 = 0.95;

/// One hand-over over the years that can be told.
struct Seen {
    years: (i16, i16),
    by: u16,
    seen: u64,
    expected: u64,
}

/// A line for each hand-over of which the country's counts are shown; none where too few records were tried.
pub fn in_words(tables: &[SafeTable], error: Option<LinkError>) -> Vec<Bilingual> {
    let Some(error) = error.filter(|error| error.tried >= LEAST_TRIED) else { return Vec::new() };
    let line = |(id, dutch, english): (&str, &str, &str)| {
        let table = tables.iter().find(|table| table.indicator() == id)?;
        let seen = seen(table)?;
        let lost = corrected(seen.seen, seen.expected, &error)?;
        Some(words(&seen, &lost, dutch, english))
    };
    IN_VIEW.into_iter().filter_map(line).collect()
}

/// The share lost, with precision and recall of a link as the trials give them, each as a review of the size that has its error.
fn corrected(seen: u64, expected: u64, error: &LinkError) -> Option<LostFromView> {
    lost_from_view(seen, expected, review(error.precision)?, review(error.recall)?, LEVEL)
}

/// A sample that would give this share with this error.
fn review(share: store::LinkShare) -> Option<Review> {
    const LARGEST: f64 = 1e9;
    let spread = share.value * (1.0 - share.value);
    let size = if share.error > 0.0 { (spread / share.error.powi(2)).clamp(1.0, LARGEST) } else { LARGEST };
    // So many that rounding to whole records changes neither; a share of one keeps its error by half a record (Jeffreys).
    let of = size.max(if spread > 0.0 { 1.0 } else { 0.5 / share.error.max(1e-9) }).min(LARGEST).round();
    let right = (share.value * of).round();
    (right >= 1.0).then_some(Review { right: right as u64, of: of as u64 })
}

/// Sums the country's years of which everything is shown, at the longest wait.
fn seen(table: &SafeTable) -> Option<Seen> {
    let of = |span: Span, measure: Measure| table.cell(Site::all(RegionCode::COUNTRY, span), measure).shown();
    let own = table.cells().filter(|(site, _, _)| *site == Site::all(RegionCode::COUNTRY, site.span));
    let waits: Vec<(i16, u16)> = own
        .filter_map(|(site, measure, _)| match (site.span, measure) {
            (Span::Year(year), Measure::Reached { by }) => Some((year, by)),
            (Span::Year(_) | Span::Years(..), _) => None,
        })
        .collect();
    let by = waits.iter().map(|(_, by)| *by).max()?;
    let mut found: Option<Seen> = None;
    for (year, _) in waits.into_iter().filter(|own| own.1 == by) {
        let span = Span::Year(year);
        let (Some(reached), Some(waiting)) = (of(span, Measure::Reached { by }), of(span, Measure::Waiting { by })) else { continue };
        let sum = found.get_or_insert(Seen { years: (year, year), by, seen: 0, expected: 0 });
        sum.years = (sum.years.0.min(year), sum.years.1.max(year));
        sum.seen += reached;
        sum.expected += reached + waiting;
    }
    found.filter(|seen| seen.expected >= LEAST_TRIED)
}

fn words(seen: &Seen, lost: &LostFromView, dutch: &str, english: &str) -> Bilingual {
    let Seen { years: (first, last), by, .. } = seen;
    let percent = |share: f64| (100.0 * share).round();
    let limits = |estimate: &Estimate| (percent(estimate.interval.lower), percent(estimate.interval.upper));
    let ((low, high), value) = (limits(&lost.corrected), percent(lost.corrected.value));
    let observed = percent(lost.observed.value);
    Bilingual::new(
        format!(
            "Van de kinderen die {dutch} zag ({first}–{last}) is {observed} % na {by} dagen nergens anders in beeld, zoals gekoppeld; \
             gecorrigeerd voor gemiste en onterechte koppelingen {value} % ({low}–{high} %)"
        ),
        format!(
            "Of the children seen by {english} ({first}–{last}) {observed}% are in view nowhere else after {by} days, as linked; \
             {value}% ({low}–{high}%) corrected for links missed and links made wrongly"
        ),
    )
}

#[cfg(test)]
mod tests {
    use linkage::Share;
    use store::Trial;

    use super::*;

    #[test]
    fn a_review_has_the_share_and_the_error_it_stands_for() {
        for (value, error) in [(0.98, 0.002), (0.75, 0.03), (0.999, 0.0004)] {
            let Review { right, of } = review(Share { value, error }).expect("a review");
            let share = right as f64 / of as f64;
            assert!((share - value).abs() < 0.005, "{share} {value}");
            assert!(((share * (1.0 - share) / of as f64).sqrt() / error - 1.0).abs() < 0.2, "{right} of {of}");
        }
        assert!(review(Share { value: 0.0, error: 0.1 }).is_none());
    }

    /// A tenth of the records has no number and half of those are found: of 900 children seen again of 1,000, as many more as links missed.
    #[test]
    fn the_correction_follows_from_the_trials() {
        let trial = Trial { with_number: 9_000, without_number: 1_000, right: 500, apart: 500, ..Trial::default() };
        let error = LinkError::of(&[trial]).expect("records were tried");
        let lost = corrected(812, 1_000, &error).expect("an estimate");
        assert!((lost.observed.value - 0.188).abs() < 1e-12);
        assert!((lost.corrected.value - (1.0 - 0.812 / 0.95f64.powi(2))).abs() < 0.002, "{lost:?}");
        assert!(lost.corrected.interval.lower < lost.corrected.value && lost.corrected.value < lost.corrected.interval.upper);
    }
}
