//! The drawings: every mark's words, the title and the description, against the cells of the release.

use std::collections::BTreeSet;

use charts::{Language, Unit};
use domain::{Atlas, Breakdown, Cell, Estimate, Measure, RegionCode, RegionKind, Site, Span};
use estimates::Statistic;
use publication::IndicatorData;

use super::{between, bytes, plain, release, text};

/// The words of every mark of a drawing: what a reader is told who stops at it.
fn tips(svg: &str) -> BTreeSet<String> {
    between(svg, "<title>", "</title>").map(plain).collect()
}

fn headline(indicator: &IndicatorData) -> (Statistic, Unit) {
    match &indicator.definition.norm {
        Some(norm) => (Statistic::Share(Measure::Waiting { by: norm.due_days }), Unit::Share),
        None => (Statistic::PerTenThousand, Unit::PerTenThousand),
    }
}

fn value(indicator: &IndicatorData, site: Site, statistic: Statistic) -> Cell<Estimate> {
    indicator.figure(site, statistic).map_or(Cell::Impossible, |figure| figure.value)
}

fn regions(indicator: &IndicatorData) -> Vec<(String, RegionCode)> {
    let atlas = Atlas::netherlands();
    let named = |region: RegionCode| (atlas.name(region).expect("a name").to_owned(), region);
    indicator.regions(RegionKind::VeiligThuis).into_iter().map(named).collect()
}

#[tokio::test]
async fn the_ranking_and_the_map_say_the_cell_of_every_region() {
    for indicator in release().indicators() {
        let (statistic, unit) = headline(indicator);
        for span in [Span::Year(2024), Span::Years(2023, 2025)] {
            let said = |(name, region): (String, RegionCode)| {
                format!("{name}: {}", unit.describe(value(indicator, Site::all(region, span), statistic), Language::Dutch))
            };
            let expected: BTreeSet<String> = regions(indicator).into_iter().map(said).collect();
            for word in ["rang", "kaart"] {
                let svg = text(&format!("/indicatoren/{}.svg?periode={span}&tekening={word}", indicator.definition.slug)).await;
                let tips = tips(&svg);
                assert!(expected.is_subset(&tips), "{word}, {span}: {:?}", expected.difference(&tips).collect::<Vec<_>>());
                let others: Vec<_> = tips.difference(&expected).collect();
                assert!(others.iter().all(|tip| tip.starts_with("Nederland")), "{word}: {others:?}");
            }
        }
    }
}

#[tokio::test]
async fn bars_say_the_cell_of_every_class() {
    for indicator in release().indicators() {
        let (statistic, unit) = match headline(indicator) {
            (Statistic::PerTenThousand, _) => (Statistic::Count, Unit::Count),
            other => other,
        };
        for breakdown in [Breakdown::Form, Breakdown::Sex, Breakdown::Age] {
            let classes = indicator.classes(RegionCode::COUNTRY, Span::Year(2024), breakdown);
            if classes.is_empty() {
                continue;
            }
            let cell =
                |class: u8| value(indicator, Site { region: RegionCode::COUNTRY, span: Span::Year(2024), breakdown, class }, statistic);
            let said = |class: u8| {
                let name = screens::words::class(breakdown, class, Language::Dutch);
                format!("{name}: {}", unit.describe(cell(class), Language::Dutch))
            };
            let expected: BTreeSet<String> = classes.into_iter().map(said).collect();
            let address = format!("/indicatoren/{}.svg?periode=2024&tekening={}", indicator.definition.slug, breakdown.word());
            assert_eq!(tips(&text(&address).await), expected, "{address}");
        }
    }
}

#[tokio::test]
async fn small_multiples_and_the_funnel_say_the_last_year_and_every_placed_region() {
    for indicator in release().indicators() {
        let (statistic, unit) = headline(indicator);
        let last = |(name, region): (String, RegionCode)| {
            format!("{name}: {}", unit.describe(value(indicator, Site::all(region, Span::Year(2025)), statistic), Language::Dutch))
        };
        let expected: BTreeSet<String> = regions(indicator).into_iter().map(last).collect();
        assert_eq!(tips(&text(&format!("/indicatoren/{}.svg?tekening=panelen", indicator.definition.slug)).await), expected);
        if indicator.definition.norm.is_none() {
            continue;
        }
        let svg = text(&format!("/indicatoren/{}.svg?periode=2024&tekening=trechter", indicator.definition.slug)).await;
        let placed = |(name, region): &(String, RegionCode)| {
            let figure = indicator.figure(Site::all(*region, Span::Year(2024)), statistic)?;
            let (n, said) = (figure.n.shown()?, unit.describe(figure.value, Language::Dutch));
            figure.value.shown().map(|_| format!("{name}: {said} (n = {})", Language::Dutch.number(n as f64, 0)))
        };
        let all = regions(indicator);
        let expected: BTreeSet<String> = all.iter().filter_map(placed).collect();
        assert_eq!(tips(&svg), expected);
        assert!(svg.contains(&format!("x {} niet te plaatsen", all.len() - expected.len())), "those without a place are counted");
    }
}

#[tokio::test]
async fn a_description_says_the_cell_of_its_place_and_a_hidden_one_no_number() {
    let indicator = release().by_id("report-children").expect("an indicator");
    for (region, span) in [("VT02", "2024"), ("VT05", "2024"), ("VT09", "2025")] {
        let svg = text(&format!("/indicatoren/report-children.svg?regio={region}&periode={span}&vergelijk=NL&tekening=jaren")).await;
        let said = plain(between(&svg, "<desc id=", "</desc>").next().expect("a description"));
        let site = Site::all(region.parse().expect("a region"), span.parse().expect("a period"));
        match value(indicator, site, Statistic::PerTenThousand) {
            Cell::Shown(own) => {
                let [value, lower, upper] =
                    [own.value, own.interval.lower, own.interval.upper].map(|number| Language::Dutch.number(number, 1));
                assert!(said.contains(&format!("{value} ({lower}\u{a0}–\u{a0}{upper})")), "{said}");
            }
            Cell::Hidden => assert!(said.ends_with(": afgeschermd."), "{said}"),
            other => panic!("{region} is {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_picture_is_its_drawing_at_twice_the_size() {
    for word in ["verloop", "jaren", "kaart", "rang", "form", "panelen", "trechter"] {
        let at = |ending: &str| format!("/indicatoren/help-after-order.{ending}?periode=2024&tekening={word}");
        let (svg, png) = (text(&at("svg")).await, bytes(&at("png")).await);
        let attribute =
            |name: &str| -> f64 { between(&svg, &format!(" {name}=\""), "\"").next().and_then(|size| size.parse().ok()).expect("a size") };
        let side = |at: usize| f64::from(u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes")));
        assert!(png.starts_with(b"\x89PNG"), "{word}");
        assert!((side(16) - 2.0 * attribute("width")).abs() <= 2.0 && (side(20) - 2.0 * attribute("height")).abs() <= 2.0, "{word}");
    }
}
