//! Who is lost from view after a first contact, corrected for errors of linkage: from safe counts and the trials of the linkage.

use disclosure::SafeTable;
use domain::{Estimate, HandOver, Interval, Measure, RegionCode, Site, Span};
use estimates::lost_from_view::{LostFromView, Share, lost_from_view};
use indicators::Whole;
use intake::DeliveryKind;
use publication::Bilingual;
use store::{LinkError, LinkShare, Trial};

use crate::how_linked::LEAST_TRIED;

/// Starts that must be expected before a share of them is told.
const LEAST_EXPECTED: u64 = 100;
const LEVEL: f64 = 0.95;

/// A hand-over that tells whether a child is in view elsewhere. `{years}`, `{days}` and `{share}` stand for what was found.
struct InView {
    id: &'static str,
    dutch: &'static str,
    english: &'static str,
}

const IN_VIEW: [InView; 2] = [
    InView {
        id: "csg-in-view",
        dutch: "We keken naar de keren dat een kind contact had met een Centrum Seksueel Geweld ({years}). Bij {share} van die keren kwam er \
                daarna binnen {days} dagen geen melding bij Veilig Thuis, geen informatief gesprek bij de politie en geen jeugdhulp. Was het \
                geweld niet in het gezin en niet in een afhankelijke relatie, dan letten we alleen op jeugdhulp en op behandeling bij het \
                centrum.",
        english: "We looked at the times a child had contact with a Centre for Sexual Violence ({years}). After {share} of them there was, within \
                  {days} days, no report to Veilig Thuis, no intake talk at the police and no youth help. Where the violence was not in the \
                  family and not in a relation of dependency, we only look for youth help and treatment at the centre.",
    },
    InView {
        id: "police-in-view",
        dutch: "We keken naar de keren dat de politie een melding of aangifte kreeg van geweld in het gezin of in een afhankelijke relatie \
                ({years}). Bij {share} van die keren kwam er daarna binnen {days} dagen geen melding bij Veilig Thuis.",
        english: "We looked at the times the police received a report or complaint of violence in the family or in a relation of dependency \
                  ({years}). After {share} of them no report came to Veilig Thuis within {days} days.",
    },
];

/// What is counted, and over which years it can be added up.
pub struct Counted<'a> {
    /// Protected counts.
    pub tables: &'a [SafeTable],
    /// The hand-overs that were counted.
    pub whole: &'a Whole,
    /// For an indicator the first year after its last known break.
    pub unbroken_from: &'a dyn Fn(&str) -> i16,
}

/// The starts of one hand-over over the years that can be told.
#[derive(PartialEq, Debug)]
struct Seen {
    years: Vec<i16>,
    by: u16,
    seen: u64,
    expected: u64,
    /// By how much rounding may have moved both those who were seen and those who were not.
    slack: u64,
}

/// A line for each hand-over of which the country's counts are shown; none where too few records were tried of a kind of delivery that it
/// starts or ends in.
pub fn in_words(counted: &Counted<'_>, trials: &[(String, Trial)]) -> Vec<Bilingual> {
    let line = |told: &InView| {
        let hand_over = counted.whole.hand_overs.iter().find(|own| own.id == told.id)?;
        let table = counted.tables.iter().find(|table| table.indicator() == told.id)?;
        let error = link_error(hand_over, trials)?;
        let of = |year: i16, measure: Measure| table.cell(Site::all(RegionCode::COUNTRY, Span::Year(year)), measure).shown();
        let seen = seen(&waits(table, (counted.unbroken_from)(told.id)), table.base(), of)?;
        Some(words(&seen, &corrected(&seen, &error)?, told))
    };
    IN_VIEW.iter().filter_map(line).collect()
}

/// The error of a link from what starts this hand-over to what reaches it, by the kinds of delivery that tell of either.
fn link_error(hand_over: &HandOver, trials: &[(String, Trial)]) -> Option<LinkError> {
    let (from, to) = intake::told_by(hand_over);
    let places = |kinds: Vec<DeliveryKind>| -> Vec<usize> {
        let told_by = |word: &str| kinds.iter().any(|kind| kind.word() == word);
        trials.iter().enumerate().filter(|(_, (word, _))| told_by(word)).map(|(place, _)| place).collect()
    };
    let all: Vec<Trial> = trials.iter().map(|(_, trial)| *trial).collect();
    LinkError::between(&all, &places(from), &places(to)).filter(|error| error.tried >= LEAST_TRIED)
}

/// Years from this one on and the waits that the country's counts of each have.
fn waits(table: &SafeTable, from: i16) -> Vec<(i16, u16)> {
    let own = table.cells().filter(|(site, _, _)| *site == Site::all(RegionCode::COUNTRY, site.span));
    let waits = own.filter_map(|(site, measure, _)| match (site.span, measure) {
        (Span::Year(year), Measure::Reached { by }) => Some((year, by)),
        (Span::Year(_) | Span::Years(..), _) => None,
    });
    waits.filter(|(year, _)| *year >= from).collect()
}

/// Sums the years of which everything is shown, at the longest wait.
fn seen(waits: &[(i16, u16)], base: u64, of: impl Fn(i16, Measure) -> Option<u64>) -> Option<Seen> {
    let by = waits.iter().map(|(_, by)| *by).max()?;
    let mut found = Seen { years: Vec::new(), by, seen: 0, expected: 0, slack: 0 };
    for (year, _) in waits.iter().filter(|own| own.1 == by) {
        let (Some(reached), Some(waiting)) = (of(*year, Measure::Reached { by }), of(*year, Measure::Waiting { by })) else { continue };
        found.years.push(*year);
        found.seen += reached;
        found.expected += reached + waiting;
        found.slack += base / 2;
    }
    found.years.sort_unstable();
    (found.expected >= LEAST_EXPECTED).then_some(found)
}

/// The share lost, with precision and recall of a link as the trials give them. Limits hold whatever rounding took or gave: as many more
/// seen and fewer not, and the other way round.
fn corrected(seen: &Seen, error: &LinkError) -> Option<LostFromView> {
    let share = |share: LinkShare| Share { value: share.value, error: share.error };
    let lost = |count: u64| lost_from_view(count, seen.expected, share(error.precision), share(error.recall), LEVEL);
    let found = lost(seen.seen)?;
    let lower = lost((seen.seen + seen.slack).min(seen.expected))?.corrected.interval.lower;
    let upper = lost(seen.seen.saturating_sub(seen.slack)).map_or(1.0, |lost| lost.corrected.interval.upper);
    Some(LostFromView { corrected: Estimate { interval: Interval { lower, upper, level: LEVEL }, ..found.corrected }, ..found })
}

fn words(seen: &Seen, lost: &LostFromView, told: &InView) -> Bilingual {
    let percent = |share: f64| (100.0 * share).round();
    let Estimate { value, interval } = lost.corrected;
    let (value, low, high) = (percent(value), percent(interval.lower), percent(interval.upper));
    let filled = |text: &str, share: String, and: &str| {
        text.replace("{years}", &years(&seen.years, and)).replace("{days}", &seen.by.to_string()).replace("{share}", &share)
    };
    let observed = percent(lost.observed.value);
    Bilingual::new(
        format!(
            "{} Dat is volgens onze koppeling. Houden we rekening met fouten in het koppelen, dan is het {value} % (tussen {low} en {high} %).",
            filled(told.dutch, format!("{observed} %"), "en")
        ),
        format!(
            "{} That is by our linkage. Allowing for errors in linking it is {value}% (between {low} and {high}%).",
            filled(told.english, format!("{observed}%"), "and")
        ),
    )
}

/// Years in words: one, the first and the last where none between is missing, else all.
fn years(years: &[i16], and: &str) -> String {
    let all: Vec<String> = years.iter().map(i16::to_string).collect();
    let is_whole = years.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    match all.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, .., last] if is_whole => format!("{first}–{last}"),
        [rest @ .., last] => format!("{} {and} {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::EventKind;

    fn trial(kind: DeliveryKind, without_number: u64, right: u64, apart: u64) -> (String, Trial) {
        (kind.word().to_owned(), Trial { with_number: 10_000 - without_number, without_number, right, apart, ..Trial::default() })
    }

    fn hand_over(id: &str) -> HandOver {
        indicators::norms().into_iter().find(|norm| norm.id == id).expect("a norm")
    }

    /// Of police records half lack a number and half of those are found; of those of Veilig Thuis one in ten, and nine in ten are found.
    /// By hand: (1 - 0.5 x 0.5) x (1 - 0.1 x 0.1) = 0.7425. What youth help misses has no part in it.
    #[test]
    fn each_hand_over_has_the_error_of_its_own_kinds_of_delivery() {
        let (police, vt) = (trial(DeliveryKind::Police, 5_000, 100, 100), trial(DeliveryKind::VeiligThuis, 1_000, 180, 20));
        let help = trial(DeliveryKind::YouthPolicy, 9_000, 1, 999);
        let all = [police.clone(), vt.clone(), help];
        let error = link_error(&hand_over("police-in-view"), &all).expect("an error");
        assert!((error.recall.value - 0.7425).abs() < 1e-12, "{error:?}");
        assert_eq!(link_error(&hand_over("csg-in-view"), &all), None, "the centre delivered nothing");
        let with_csg = [police.clone(), vt.clone(), trial(DeliveryKind::Csg, 100, 3, 1)];
        assert_eq!(link_error(&hand_over("csg-in-view"), &with_csg), None, "of the centre too few were tried");
        let with_csg = [police.clone(), vt.clone(), trial(DeliveryKind::Csg, 0, 3, 1)];
        assert!(link_error(&hand_over("csg-in-view"), &with_csg).is_some(), "what lacks no number needs no trial");
        assert_eq!(link_error(&hand_over("police-in-view"), &[trial(DeliveryKind::Police, 5_000, 0, 0), vt]), None);
    }

    /// The words say what is looked for: who changes a norm changes them too.
    #[test]
    fn the_words_are_those_of_the_norms() {
        let of = |id: &str| {
            let own = hand_over(id);
            let words = |kinds: Vec<EventKind>| kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" ");
            let from = words(own.from.iter().map(|selector| selector.kind).collect());
            let elsewhere = own.elsewhere.map_or(Vec::new(), |own| own.to.iter().map(|selector| selector.kind).collect());
            (from, words(own.to.iter().map(|selector| selector.kind).collect()), words(elsewhere))
        };
        let csg = of("csg-in-view");
        assert_eq!(
            (csg.0.as_str(), csg.1.as_str(), csg.2.as_str()),
            ("csg.contact", "report.received police.intake-talk help.started", "help.started csg.treatment")
        );
        let police = of("police-in-view");
        assert_eq!((police.0.as_str(), police.1.as_str(), police.2.as_str()), ("police.report police.complaint", "report.received", ""));
    }

    /// A tenth of the records at either end lacks a number and half of those are found: of 812 times seen again of 1,000, as many more as links missed.
    #[test]
    fn the_correction_follows_from_the_trials_and_the_limits_hold_what_rounding_left_out() {
        let trials = [trial(DeliveryKind::Police, 1_000, 500, 500), trial(DeliveryKind::VeiligThuis, 1_000, 500, 500)];
        let error = link_error(&hand_over("police-in-view"), &trials).expect("records were tried");
        let of = |seen: u64, slack: u64| {
            let seen = Seen { years: vec![2024, 2025], by: 91, seen, expected: 1_000, slack };
            corrected(&seen, &error).expect("an estimate")
        };
        let lost = of(812, 4);
        assert!((lost.observed.value - 0.188).abs() < 1e-12);
        assert!((lost.corrected.value - (1.0 - 0.812 / 0.95f64.powi(2))).abs() < 1e-12, "{lost:?}");
        for exact in [808, 812, 816] {
            let own = of(exact, 0).corrected.interval;
            assert!(lost.corrected.interval.lower <= own.lower && own.upper <= lost.corrected.interval.upper, "{exact}");
        }
        assert!(lost.corrected.interval.width() > of(812, 0).corrected.interval.width());
        assert_eq!(of(3, 4).corrected.interval.upper, 1.0);
    }

    #[test]
    fn years_of_which_everything_is_shown_are_added_up_at_the_longest_wait() {
        let shown = |year: i16, measure: Measure| match (year, measure) {
            (2023 | 2025, Measure::Reached { by: 91 }) => Some(300),
            (_, Measure::Waiting { by: 91 }) => Some(100),
            (_, _) => None,
        };
        let waits = [(2025, 91), (2023, 91), (2024, 91), (2022, 14)];
        let expected = Seen { years: vec![2023, 2025], by: 91, seen: 600, expected: 800, slack: 4 };
        assert_eq!(seen(&waits, 5, shown), Some(expected));
        assert_eq!(seen(&[(2024, 91)], 5, shown), None);
        let few = |_: i16, measure: Measure| Some(if matches!(measure, Measure::Waiting { .. }) { 9 } else { 90 });
        assert_eq!(seen(&[(2024, 91)], 5, few), None);
    }

    #[test]
    fn a_line_tells_the_years_it_used_the_share_and_its_limits() {
        let told = |of: &[i16]| years(of, "and");
        assert_eq!([told(&[2025]), told(&[2023, 2024, 2025]), told(&[2019, 2023, 2025])], ["2025", "2023–2025", "2019, 2023 and 2025"]);
        let share = |value, lower, upper| Estimate { value, interval: Interval { lower, upper, level: LEVEL } };
        let lost = LostFromView { observed: share(0.304, 0.0, 1.0), corrected: share(0.25, 0.208, 0.291) };
        let seen = Seen { years: vec![2025], by: 91, seen: 696, expected: 1_000, slack: 2 };
        for own in &IN_VIEW {
            let told = words(&seen, &lost, own);
            assert!(!told.nl.contains('{') && !told.en.contains('{'), "{}", told.nl);
            assert!(told.nl.contains("(2025)") && told.nl.contains("Bij 30 % van die keren") && told.nl.contains("binnen 91 dagen"));
            assert!(told.nl.ends_with("25 % (tussen 21 en 29 %).") && told.en.ends_with("25% (between 21 and 29%)."), "{}", told.en);
        }
    }
}
