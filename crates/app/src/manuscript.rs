//! From the house's own words to a manuscript: definitions, questions of disclosure, method pages, completeness.

use disclosure::{AlmostAll, Alone, Policy, Question, QuestionKind, Thresholds, Within};
use domain::{Atlas, Coverage, DayUnit, EventKind, HandOver, OrganisationKind, Period, RegionCode, Stage};
use indicators::{Crosstabbed, Fraction, Indicator, Plan, Text, Unit, What, Words, Written};
use publication::{Bilingual, Completeness, Counted, Definition, Explained, MethodPage, Norm};

use crate::config::Config;
use crate::rests;

/// Repair steps in one search for a witness; a step count, not seconds, so that a release can be made again.
const WITNESS_STEPS: u32 = 400;

/// Step edges of curves in calendar days: weeks at first, months later.
const CALENDAR_GRID: [u16; 18] = [0, 7, 14, 21, 30, 42, 61, 91, 122, 152, 183, 213, 244, 274, 304, 335, 350, 365];

/// The policy of disclosure as configured.
pub fn policy(config: &Config) -> Policy {
    let agreed = &config.disclosure;
    Policy {
        thresholds: Thresholds { country: agreed.country, veilig_thuis: agreed.veilig_thuis, municipality: agreed.municipality },
        base: agreed.base,
        width: agreed.width,
        almost_all: AlmostAll::Hide,
        alone: Alone::KeepOut,
        pools: config.pools.clone(),
        years: config.years,
        steps: WITNESS_STEPS,
    }
}

/// What is asked of the counts of each indicator.
pub fn questions(catalogue: &[Indicator], norms: &[HandOver]) -> Vec<Question> {
    catalogue.iter().map(|indicator| question(indicator, norms)).collect()
}

fn question(indicator: &Indicator, norms: &[HandOver]) -> Question {
    let What::HandOver { id, horizon } = &indicator.plan.what else { return Question::count(indicator.id) };
    let Some(hand_over) = norms.iter().find(|hand_over| hand_over.id == *id) else { return Question::count(indicator.id) };
    let own = u16::try_from(hand_over.due.days).unwrap_or(u16::MAX);
    let edges: Vec<u16> = match hand_over.due.unit {
        DayUnit::Calendar => CALENDAR_GRID.to_vec(),
        DayUnit::Working => (0..=*horizon).collect(),
    };
    // The due alone is a table of its own; other days are read from the curve, which has a step at each that is to be told. Each further due would cost shown cells.
    let due = vec![own.min(*horizon)];
    let told_at = hand_over.told_at().into_iter().filter_map(|day| u16::try_from(day).ok());
    let mut grid: Vec<u16> = edges.into_iter().chain(told_at).chain(due.iter().copied()).filter(|day| day <= horizon).collect();
    grid.sort_unstable();
    grid.dedup();
    Question { indicator: indicator.id.to_owned(), kind: QuestionKind::HandOver { unit: hand_over.due.unit, due, horizon: *horizon, grid } }
}

/// Which indicators count part of what another counts: children and cases of starts that are counted one by one too.
///
/// A child counts at its first start of a year, and so does a case; both with the forms of all their starts of that year. So each is one of these starts, in the
/// same place and class. Of children and cases neither bounds the other: a case may hold several children, and a child be of several cases.
pub fn within(catalogue: &[Indicator]) -> Vec<Within> {
    let starts = |indicator: &Indicator| match &indicator.plan.what {
        What::Starts { of, unit, scope } => Some((of.clone(), scope.clone(), *unit)),
        What::HandOver { .. } => None,
    };
    let pair = |smaller: &Indicator, larger: &Indicator| {
        let ((of, scope, unit), (its_of, its_scope, its_unit)) = (starts(smaller)?, starts(larger)?);
        let is_part = unit != Unit::Records && its_unit == Unit::Records && of == its_of && scope == its_scope;
        is_part.then(|| Within { smaller: smaller.id.to_owned(), larger: larger.id.to_owned() })
    };
    catalogue.iter().flat_map(|smaller| catalogue.iter().filter_map(move |larger| pair(smaller, larger))).collect()
}

/// The definitions of the catalogue, as they travel inside the release.
pub fn definitions(catalogue: &[Indicator], norms: &[HandOver], first_year: i16) -> Vec<Definition> {
    catalogue.iter().map(|indicator| definition(indicator, norms, first_year)).collect()
}

fn definition(indicator: &Indicator, norms: &[HandOver], first_year: i16) -> Definition {
    let (counted, followed) = match &indicator.plan.what {
        What::Starts { unit: Unit::Records, .. } => (Counted::Records, None),
        What::Starts { unit: Unit::Cases, .. } => (Counted::Cases, None),
        What::Starts { unit: Unit::Children, .. } => (Counted::Children, None),
        What::HandOver { id, .. } => (Counted::Starts, norms.iter().find(|hand_over| hand_over.id == *id)),
    };
    let held_later = followed.and_then(|hand_over| held_since(hand_over, first_year));
    Definition {
        id: indicator.id.to_owned(),
        slug: indicator.id.to_owned(),
        title: words(indicator.title),
        question: words(indicator.question),
        definition: words(indicator.definition),
        footnotes: indicator.footnotes.iter().copied().chain([indicator.unreliable_when]).map(words).chain(held_later).collect(),
        source: source(indicator, norms),
        counted,
        norm: followed.map(norm_of),
        method: method_slug(indicator).to_owned(),
        explained: Explained {
            plan: said(&indicators::explain(&indicator.plan, norms)),
            counts: words(indicator.counts),
            unreliable_when: words(indicator.unreliable_when),
            rows: indicator.rows.iter().map(|row| (*row).to_owned()).collect(),
            ..explained(&indicator.plan.complete(norms), &[])
        },
    }
}

/// What follows from a plan alone.
fn explained(plan: &Plan, by: &[String]) -> Explained {
    let Fraction { numerator, denominator } = indicators::fraction(plan, by);
    Explained {
        plan: said(&indicators::explain_plan(plan)),
        numerator: said(&numerator),
        denominator: said(&denominator),
        findings: rests::findings(plan),
        ..Explained::default()
    }
}

/// The same of a cross table; a waiting list is no share of starts.
fn explained_table(written: &Written, counted: &Crosstabbed) -> Explained {
    let explained = explained(&written.plan, &written.by);
    let Crosstabbed::Waiting(_) = counted else { return explained };
    let Fraction { numerator, denominator } = indicators::fraction_of_list(written);
    Explained { numerator: said(&numerator), denominator: said(&denominator), ..explained }
}

fn said(words: &Words) -> Bilingual {
    Bilingual::new(&words.nl, &words.en)
}

/// The definition of a cross table of a release that begins in a year.
pub fn crosstab_definition(written: &Written, counted: &Crosstabbed, first_year: i16) -> Definition {
    let (unit, norm) = match counted {
        Crosstabbed::Starts { unit: Unit::Records, .. } => (Counted::Records, None),
        Crosstabbed::Starts { unit: Unit::Cases, .. } => (Counted::Cases, None),
        Crosstabbed::Starts { unit: Unit::Children, .. } => (Counted::Children, None),
        Crosstabbed::HandOver(hand_over) | Crosstabbed::Waiting(hand_over) => (Counted::Starts, Some(norm_of(hand_over))),
        // Everyone turns 18 once.
        Crosstabbed::Around { of, .. } if of.iter().all(|own| own.kind == EventKind::Turned18) => (Counted::Children, None),
        Crosstabbed::Around { .. } => (Counted::Starts, None),
    };
    let told_by = match counted {
        Crosstabbed::Starts { of, .. } => of,
        Crosstabbed::HandOver(hand_over) => &hand_over.from,
        Crosstabbed::Waiting(hand_over) => &[hand_over.from.as_slice(), &hand_over.to].concat(),
        // Who turned 18 is known from what ran.
        Crosstabbed::Around { running, .. } => running,
    };
    let kinds = told_by.iter().map(|selector| selector.kind).collect();
    let held_later = match counted {
        Crosstabbed::HandOver(hand_over) | Crosstabbed::Waiting(hand_over) => held_since(hand_over, first_year),
        Crosstabbed::Starts { .. } | Crosstabbed::Around { .. } => None,
    };
    Definition {
        id: written.id.clone(),
        slug: written.id.clone(),
        title: said(&written.title),
        question: said(&written.question),
        definition: said(&written.definition),
        footnotes: indicators::footnotes(written)
            .into_iter()
            .map(words)
            .chain([said(&written.unreliable_when)])
            .chain(held_later)
            .collect(),
        source: source_of(kinds),
        counted: unit,
        norm,
        method: if matches!(counted, Crosstabbed::Waiting(_)) { "waiting-lists" } else { "crosstabs" }.to_owned(),
        explained: Explained {
            counts: said(&written.counts),
            unreliable_when: said(&written.unreliable_when),
            rows: written.rows.clone(),
            ..explained_table(written, counted)
        },
    }
}

/// The page's name in addresses: the catalogue names the file.
fn method_slug(indicator: &Indicator) -> &'static str {
    indicator.method.trim_start_matches("docs/methods/").trim_end_matches(".md")
}

/// Says of a term that it holds from a later day than the first that is told; nothing where it held all along.
fn held_since(hand_over: &HandOver, first_year: i16) -> Option<Bilingual> {
    let since = hand_over.since.filter(|since| since.ymd() > (first_year, 1, 1))?;
    let (year, month, day) = since.ymd();
    Some(Bilingual::new(
        format!("De termijn geldt sinds {day}-{month}-{year}. Wat eerder begon, staat er ter vergelijking met dezelfde termijn bij."),
        format!("The term holds since {since}. What began before is told by the same term, to compare."),
    ))
}

fn norm_of(hand_over: &HandOver) -> Norm {
    Norm {
        due_days: u16::try_from(hand_over.due.days).unwrap_or(u16::MAX),
        unit: hand_over.due.unit,
        kind: hand_over.norm,
        source: hand_over.source.clone(),
    }
}

fn words(text: Text) -> Bilingual {
    Bilingual::new(text.nl, text.en)
}

/// Whose deliveries a figure rests on, by the stages it names.
fn source(indicator: &Indicator, norms: &[HandOver]) -> Bilingual {
    let kinds: Vec<_> = match &indicator.plan.what {
        What::Starts { of, .. } => of.iter().map(|selector| selector.kind).collect(),
        What::HandOver { id, .. } => {
            let hand_overs = norms.iter().filter(|hand_over| hand_over.id == *id);
            hand_overs.flat_map(|hand_over| hand_over.from.iter().chain(&hand_over.to)).map(|selector| selector.kind).collect()
        }
    };
    source_of(kinds)
}

fn source_of(kinds: Vec<EventKind>) -> Bilingual {
    let mut parts: Vec<_> = kinds.iter().map(|kind| supplier_words(kind.stage())).collect();
    parts.dedup();
    // Not municipalities beside providers and municipalities.
    let all = parts.clone();
    parts.retain(|part| all.iter().all(|other| other == part || !other.0.contains(part.0)));
    let join = |pick: fn(&(&'static str, &'static str)) -> &'static str, and: &str| parts.iter().map(pick).collect::<Vec<_>>().join(and);
    Bilingual::new(format!("aanleveringen van {}", join(|part| part.0, " en ")), format!("deliveries of {}", join(|part| part.1, " and ")))
}

fn supplier_words(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Advice | Stage::Report | Stage::Assessment | Stage::Investigation | Stage::Service | Stage::Transfer | Stage::Monitoring => {
            ("Veilig Thuis", "Veilig Thuis")
        }
        Stage::Csg => ("Centra Seksueel Geweld", "Centres for Sexual Violence"),
        Stage::Police => ("de politie", "the police"),
        Stage::Board => ("de Raad voor de Kinderbescherming", "the Child Protection Board"),
        Stage::Court => ("de rechtspraak", "the courts"),
        Stage::Order | Stage::Gi => ("gecertificeerde instellingen", "certified institutions"),
        Stage::Help => ("jeugdhulpaanbieders en gemeenten", "youth-care providers and municipalities"),
        Stage::Adult | Stage::Life => ("gemeenten", "municipalities"),
    }
}

/// For every region and year: how many half-years of how many kinds of supplier are in, over its municipalities.
/// Expected are the kinds that ever delivered for the municipality.
pub fn completeness(coverage: &Coverage, atlas: &Atlas, years: (i16, i16)) -> Vec<Completeness> {
    const KINDS: [OrganisationKind; 7] = [
        OrganisationKind::VeiligThuis,
        OrganisationKind::Board,
        OrganisationKind::Court,
        OrganisationKind::Gi,
        OrganisationKind::Provider,
        OrganisationKind::Csg,
        OrganisationKind::Police,
    ];
    let mut found = Vec::new();
    for year in years.0..=years.1 {
        let regions = std::iter::once(RegionCode::COUNTRY).chain(atlas.veilig_thuis_regions(i16::MAX).map(|region| region.code));
        found.extend(regions.map(|region| Completeness { region, year, delivered: 0, expected: 0 }));
        for entry in atlas.municipalities() {
            for kind in KINDS {
                let Some((from, through)) = coverage.span(kind, entry.code) else { continue };
                let halves = [1, 2].map(|half| Period::Half(year, half));
                let delivered = halves.iter().filter(|half| from <= half.last_day() && through >= half.last_day()).count() as u32;
                for part in found
                    .iter_mut()
                    .filter(|part| part.year == year && (part.region == RegionCode::COUNTRY || part.region == entry.veilig_thuis))
                {
                    part.delivered += delivered;
                    part.expected += 2;
                }
            }
        }
    }
    found
}

/// The pages of `docs/methods`, in reading order: Dutch for everyone, English for the reviewer.
pub fn method_pages() -> Vec<MethodPage> {
    METHODS.iter().map(|(slug, nl, en)| method_page(slug, nl, en)).collect()
}

macro_rules! methods {
    ($($slug:literal),+ $(,)?) => {
        &[$((
            $slug,
            include_str!(concat!("../../../docs/methods/nl/", $slug, ".md")),
            include_str!(concat!("../../../docs/methods/", $slug, ".md")),
        )),+]
    };
}

const METHODS: &[(&str, &str, &str)] = methods![
    "hand-overs",
    "trajectories",
    "corv",
    "wilson",
    "aalen-johansen",
    "kaplan-meier",
    "restricted-mean",
    "log-rank",
    "gray",
    "cox",
    "fine-gray",
    "disclosure",
    "pseudonyms",
    "pseudonymisation",
    "linkage-tokens",
    "deterministic-linkage",
    "linkage",
    "multiple-systems-independence",
    "multiple-systems-models",
    "multiple-systems-heterogeneity",
    "multiple-systems-bayes",
    "multiple-systems-checks",
    "triangulation",
    "survey-linearisation",
    "survey-intervals",
    "calibration",
    "replicate-weights",
    "rao-scott",
    "school-study",
    "sentinel-informants",
    "small-areas",
    "lost-from-view",
    "linkage-error",
    "decomposition",
    "crosstabs",
    "waiting-lists",
    "funnel",
    "series-breaks",
    "synthetic-country",
    "maturity",
];

fn method_page(slug: &str, nl: &str, en: &str) -> MethodPage {
    let (nl_title, nl_text) = title_and_text(nl);
    let (en_title, en_text) = title_and_text(en);
    MethodPage { slug: slug.to_owned(), title: Bilingual::new(nl_title, en_title), text: Bilingual::new(nl_text, en_text) }
}

/// The first line is the title, `# …`; the rest is the text.
fn title_and_text(page: &str) -> (String, String) {
    let (title, text) = page.split_once('\n').unwrap_or((page, ""));
    (title.trim_start_matches('#').trim().to_owned(), text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hand_over_is_asked_at_its_own_due() {
        let whole = indicators::whole();
        for question in questions(&whole.indicators, &whole.hand_overs) {
            if let QuestionKind::HandOver { due, grid, horizon, .. } = &question.kind {
                let hand_over = whole.hand_overs.iter().find(|hand_over| hand_over.id == question.indicator).expect("a norm");
                let own = hand_over.due.days as u16;
                assert!(hand_over.told_at().iter().all(|day| grid.contains(&(*day as u16))), "{}", question.indicator);
                assert!(due.contains(&own) && due.iter().all(|day| grid.contains(day) && day <= horizon), "{}", question.indicator);
            }
        }
    }

    #[test]
    fn children_and_cases_are_part_of_the_records_of_the_same_starts() {
        let pairs: Vec<(String, String)> =
            within(&indicators::whole().indicators).into_iter().map(|own| (own.smaller, own.larger)).collect();
        let named = |smaller: &str, larger: &str| (smaller.to_owned(), larger.to_owned());
        let expected = [
            ("report-cases", "report-records"),
            ("report-children", "report-records"),
            ("investigation-children", "investigation-records"),
            ("board-children", "board-records"),
            ("order-children", "order-records"),
            ("help-children", "help-records"),
        ];
        assert_eq!(pairs, expected.map(|(smaller, larger)| named(smaller, larger)));
    }

    #[test]
    fn a_release_that_begins_before_a_term_held_says_since_when_it_does() {
        let whole = indicators::whole();
        let notes = |first_year: i16| -> Vec<String> {
            let all = definitions(&whole.indicators, &whole.hand_overs, first_year);
            let own = all.into_iter().find(|own| own.id == "assessment").expect("an indicator");
            own.footnotes.into_iter().map(|note| note.nl).filter(|note| note.contains("De termijn geldt sinds")).collect()
        };
        assert_eq!(notes(2018).len(), 1);
        assert!(notes(2018)[0].starts_with("De termijn geldt sinds 1-1-2019."), "{:?}", notes(2018));
        assert!(notes(2019).is_empty());
    }

    #[test]
    fn every_indicator_leads_to_a_method_page_in_both_languages() {
        let pages = method_pages();
        assert!(pages.iter().all(|page| !page.text.nl.is_empty() && !page.text.en.is_empty() && !page.title.nl.is_empty()));
        for indicator in indicators::whole().indicators {
            assert!(
                pages.iter().any(|page| page.slug == method_slug(&indicator)),
                "{} has no method page {}",
                indicator.id,
                indicator.method
            );
        }
    }
}
