//! The drawings: every mark's words, the title and the description, against the cells of the release.

use std::collections::BTreeSet;

use charts::{Language, Unit};
use domain::{Atlas, Breakdown, Cell, Estimate, Measure, RegionCode, RegionKind, Site, Span};
use estimates::Statistic;
use publication::IndicatorData;

use resvg::tiny_skia::Pixmap;

use super::{between, bytes, drawing, is_made, plain, release, text};

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

/// Whether any of the cells is shown.
fn any_shown(cells: impl IntoIterator<Item = Cell<Estimate>>) -> bool {
    cells.into_iter().any(|cell| cell.shown().is_some())
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
        let spans = indicator.spans(RegionCode::COUNTRY);
        for span in [Span::Year(2024), Span::Years(2023, 2025)].into_iter().filter(|span| spans.contains(span)) {
            let is_shown =
                any_shown(regions(indicator).into_iter().map(|(_, region)| value(indicator, Site::all(region, span), statistic)));
            let said = |(name, region): (String, RegionCode)| {
                format!("{name}: {}", unit.describe(value(indicator, Site::all(region, span), statistic), Language::Dutch))
            };
            let expected: BTreeSet<String> = regions(indicator).into_iter().map(said).collect();
            for word in ["rang", "kaart"] {
                let address = format!("/indicatoren/{}.svg?periode={span}&tekening={word}", indicator.definition.slug);
                let Some(svg) = drawing(&address, is_shown).await else { continue };
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
            let is_shown = any_shown(classes.iter().map(|class| cell(*class)));
            let expected: BTreeSet<String> = classes.into_iter().map(said).collect();
            let address = format!("/indicatoren/{}.svg?periode=2024&tekening={}", indicator.definition.slug, breakdown.word());
            if let Some(svg) = drawing(&address, is_shown).await {
                assert_eq!(tips(&svg), expected, "{address}");
            }
        }
    }
}

#[tokio::test]
async fn small_multiples_and_the_funnel_say_the_last_year_and_every_placed_region() {
    for indicator in release().indicators() {
        let (statistic, unit) = headline(indicator);
        let years = indicator.spans(RegionCode::COUNTRY).into_iter().filter(|span| matches!(span, Span::Year(_)));
        let years: BTreeSet<Span> = years.collect();
        let Some(newest) = years.last().copied() else { continue };
        let cell = |region, span| value(indicator, Site::all(region, span), statistic);
        let last = |(name, region): (String, RegionCode)| format!("{name}: {}", unit.describe(cell(region, newest), Language::Dutch));
        let is_shown =
            years.len() > 1 && regions(indicator).iter().any(|(_, region)| any_shown(years.iter().map(|span| cell(*region, *span))));
        let expected: BTreeSet<String> = regions(indicator).into_iter().map(last).collect();
        if let Some(svg) = drawing(&format!("/indicatoren/{}.svg?tekening=panelen", indicator.definition.slug), is_shown).await {
            assert_eq!(tips(&svg), expected);
        }
        if indicator.definition.norm.is_none() {
            continue;
        }
        let placed = |(name, region): &(String, RegionCode)| {
            let figure = indicator.figure(Site::all(*region, Span::Year(2024)), statistic)?;
            let (n, said) = (figure.n.shown()?, unit.describe(figure.value, Language::Dutch));
            figure.value.shown().map(|_| format!("{name}: {said} (n = {})", Language::Dutch.number(n as f64, 0)))
        };
        let all = regions(indicator);
        let expected: BTreeSet<String> = all.iter().filter_map(placed).collect();
        // A funnel needs three places.
        let address = format!("/indicatoren/{}.svg?periode=2024&tekening=trechter", indicator.definition.slug);
        let Some(svg) = drawing(&address, expected.len() > 2).await else { continue };
        assert_eq!(tips(&svg), expected);
        let left = all.len() - expected.len();
        let is_counted = svg.contains(&format!("x {left} niet te plaatsen"));
        assert!(is_counted || left == 0, "those without a place are counted");
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
        // Another release need not show every drawing.
        if !is_made() && super::found(&at("svg")).await.is_none() {
            continue;
        }
        let (svg, png) = (text(&at("svg")).await, bytes(&at("png")).await);
        let attribute =
            |name: &str| -> f64 { between(&svg, &format!(" {name}=\""), "\"").next().and_then(|size| size.parse().ok()).expect("a size") };
        let side = |at: usize| f64::from(u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes")));
        assert!(png.starts_with(b"\x89PNG"), "{word}");
        assert!((side(16) - 2.0 * attribute("width")).abs() <= 2.0 && (side(20) - 2.0 * attribute("height")).abs() <= 2.0, "{word}");
    }
}

/// The bars are measured in the picture, pixel by pixel: they are as long as their cells are large.
#[tokio::test]
async fn the_bars_of_a_picture_are_as_long_as_their_cells_are_large() {
    let indicator = release().by_id("report-children").expect("an indicator");
    for breakdown in [Breakdown::Form, Breakdown::Sex, Breakdown::Age] {
        let (country, span) = (RegionCode::COUNTRY, Span::Year(2024));
        let cell = |class: u8| value(indicator, Site { region: country, span, breakdown, class }, Statistic::Count).shown();
        let classes = indicator.classes(country, span, breakdown);
        let mut values: Vec<f64> = classes.into_iter().filter_map(cell).map(|own| own.value).filter(|value| *value > 0.0).collect();
        let at = |ending: &str| format!("/indicatoren/report-children.{ending}?periode=2024&tekening={}", breakdown.word());
        let Some(svg) = drawing(&at("svg"), !values.is_empty()).await else { continue };
        let picture = Pixmap::decode_png(&bytes(&at("png")).await).expect("a picture");
        let bars = svg.split("<rect ").skip(1).filter_map(|rest| rest.split("/>").next()).filter(|rect| rect.contains("\"ib-c-bar\""));
        let mut lengths: Vec<f64> = bars.map(|rect| length(&picture, rect)).filter(|length| *length > 0.0).collect();
        assert_eq!(lengths.len(), values.len(), "{breakdown:?}: a bar for every cell with a value");
        // Classes have an order of their own on the page.
        values.sort_by(f64::total_cmp);
        lengths.sort_by(f64::total_cmp);
        let longest = (lengths.iter().copied().fold(0.0, f64::max), values.iter().copied().fold(0.0, f64::max));
        for (length, value) in lengths.iter().zip(&values) {
            let expected = longest.0 * value / longest.1;
            assert!((length - expected).abs() <= 2.0, "{breakdown:?}: {value} is {length} pixels long, not {expected:.1}");
        }
    }
}

/// Pixels in the colour of a bar, from where it begins, near its upper edge: whiskers and words do not cross it there.
fn length(picture: &Pixmap, rect: &str) -> f64 {
    let attribute = |name: &str| {
        let begin = format!("{name}=\"");
        let own = between(rect, &begin, "\"").next();
        own.unwrap_or_else(|| panic!("a bar without {name}: {rect}")).to_owned()
    };
    let place = |name: &str| (attribute(name).parse::<f64>().expect("a place") * 2.0).round() as u32;
    let fill = u32::from_str_radix(attribute("fill").trim_start_matches('#'), 16).expect("a colour");
    let is_bar = |x: u32| {
        let pixel = picture.pixel(x, place("y") + 3).expect("a pixel");
        [pixel.red(), pixel.green(), pixel.blue()] == [(fill >> 16) as u8, (fill >> 8) as u8, fill as u8]
    };
    // The axis lies over the first pixels.
    let begin = place("x") + 3;
    let count = (begin..picture.width()).take_while(|x| is_bar(*x)).count();
    if count == 0 { 0.0 } else { count as f64 + 3.0 }
}
