//! What must hold for every chart, whatever it is handed: hidden values leave no trace, and bytes do not vary.

use charts::{
    Bar, Bars, Caption, Curve, CurveLine, CurvePoint, Drawing, Faces, Hexagon, HexagonMap, Language, Panel, Ranked, RankedRow,
    SmallMultiples, Sparkline, Standing, Tile, TileMap, Trend, TrendLine, TrendPoint, Unit,
};
use domain::{Atlas, Cell, Estimate, Interval, Status, When};
use proptest::prelude::*;

/// A value as it was before disclosure control, and whether it may be read.
#[derive(Clone, Copy, Debug)]
struct Secret {
    value: f64,
    shown: bool,
}

fn cell(secret: &Secret) -> Cell<Estimate> {
    let interval = Interval::ninety_five(secret.value * 0.9, secret.value * 1.1);
    if secret.shown { Cell::Shown(Estimate { value: secret.value, interval }) } else { Cell::Hidden }
}

fn caption() -> Caption {
    Caption { id: "c".to_owned(), title: "T".to_owned(), description: "D".to_owned() }
}

/// Every chart of the room with these cells, most of them with a fixed name per cell.
fn all(secrets: &[Secret], atlas: &Atlas) -> Vec<String> {
    let cells: Vec<Cell<Estimate>> = secrets.iter().map(cell).collect();
    let mut out: Vec<String> =
        [bars(&cells), curve(&cells), ranked(&cells), trend(&cells), multiples(&cells), tiles(&cells, atlas), hexagons(&cells, atlas)]
            .into_iter()
            .flat_map(|drawing| [drawing.wide, drawing.narrow])
            .collect();
    out.push(Sparkline { caption: caption(), values: cells, cuts: Vec::new() }.draw());
    out
}

fn bars(cells: &[Cell<Estimate>]) -> Drawing {
    let bars = cells.iter().enumerate().map(|(place, value)| Bar { name: letters(place), value: *value }).collect();
    let comparison = cells.first().map(|cell| ("all".to_owned(), *cell));
    Bars { caption: caption(), language: Language::English, unit: Unit::Count, bars, comparison }.draw()
}

fn curve(cells: &[Cell<Estimate>]) -> Drawing {
    let share = |cell: &Cell<Estimate>| {
        cell.map(|e| Estimate { value: e.value / 1e6, interval: Interval::ninety_five(e.interval.lower / 1e6, e.interval.upper / 1e6) })
    };
    let point = |(place, cell): (usize, &Cell<Estimate>)| CurvePoint {
        day: 10 * place as u16,
        at_risk: cell.map(|estimate| estimate.value as u64),
        censored: cell.map(|estimate| estimate.value as u64 % 3),
        reached: share(cell),
    };
    let points = cells.iter().enumerate().map(point).collect();
    let lines = vec![CurveLine { name: "this".to_owned(), points }];
    Curve { caption: caption(), language: Language::Dutch, horizon: 100, axis: "Days".to_owned(), due: None, lines }.draw()
}

fn ranked(cells: &[Cell<Estimate>]) -> Drawing {
    let row =
        |(place, value): (usize, &Cell<Estimate>)| RankedRow { name: letters(place), value: *value, standing: Standing::Other, link: None };
    let rows = cells.iter().enumerate().map(row).collect();
    Ranked { caption: caption(), language: Language::Dutch, unit: Unit::Days, rows, country: None }.draw()
}

fn trend(cells: &[Cell<Estimate>]) -> Drawing {
    let points =
        (2018i16..).zip(cells).map(|(year, value)| TrendPoint { when: When::Year(year), value: *value, status: Status::Final }).collect();
    let lines = vec![TrendLine { name: "this".to_owned(), points, cuts: Vec::new() }];
    Trend { caption: caption(), language: Language::Dutch, unit: Unit::Days, lines, breaks: Vec::new() }.draw()
}

fn multiples(cells: &[Cell<Estimate>]) -> Drawing {
    let periods = (0..cells.len()).map(letters).collect();
    let panels = vec![Panel { name: "one".to_owned(), values: cells.to_vec(), cuts: Vec::new() }];
    SmallMultiples {
        caption: caption(),
        language: Language::Dutch,
        unit: Unit::Days,
        periods,
        panels,
        comparison: None,
        comparison_cuts: Vec::new(),
    }
    .draw()
}

fn tiles(cells: &[Cell<Estimate>], atlas: &Atlas) -> Drawing {
    let regions = atlas.veilig_thuis_regions(2025).zip(cells);
    let tiles = regions.map(|(entry, value)| Tile { region: entry.code, value: *value, link: None }).collect();
    TileMap { caption: caption(), language: Language::Dutch, unit: Unit::Days, tiles, chosen: None, faces: Faces::Limits }.draw(atlas)
}

fn hexagons(cells: &[Cell<Estimate>], atlas: &Atlas) -> Drawing {
    let places = atlas.municipalities().iter().zip(cells);
    let hexagons = places.map(|(entry, value)| Hexagon { municipality: entry.code, value: *value }).collect();
    HexagonMap { caption: caption(), language: Language::Dutch, unit: Unit::Days, hexagons, chosen: None }.draw(atlas)
}

fn letters(place: usize) -> String {
    char::from(b'a' + (place % 26) as u8).to_string()
}

fn secret() -> impl Strategy<Value = Secret> {
    (1.0f64..900_000.0, proptest::bool::ANY).prop_map(|(value, shown)| Secret { value, shown })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// The strongest form of *not in the drawing in any form*: with other hidden values, the same bytes. `Cell::Hidden`
    /// holds no value, so this also proves that no chart is handed one; what could still tell is a scale, a class or an order.
    #[test]
    fn hidden_values_leave_no_trace(secrets in proptest::collection::vec(secret(), 0..10), other in 1.0f64..1e7) {
        let atlas = Atlas::netherlands();
        let changed: Vec<Secret> = secrets.iter().map(|secret| if secret.shown { *secret } else { Secret { value: other, ..*secret } }).collect();
        prop_assert_eq!(all(&secrets, &atlas), all(&changed, &atlas));
    }

    /// Hiding one more cell may only take numbers away: no text appears that was not there, save the symbols.
    #[test]
    fn the_number_of_a_hidden_cell_is_not_written(value in 100_000u32..999_999, place in 0usize..6) {
        let atlas = Atlas::netherlands();
        let mut secrets: Vec<Secret> = (0..6).map(|at| Secret { value: 10.0 + f64::from(at), shown: true }).collect();
        secrets[place] = Secret { value: f64::from(value), shown: false };
        let written = [Language::Dutch.number(f64::from(value), 0), value.to_string()];
        for svg in all(&secrets, &atlas) {
            prop_assert!(written.iter().all(|number| !svg.contains(number.as_str())));
        }
    }

    #[test]
    fn names_are_text_and_nothing_else(name in "\\PC{0,30}[<&\"']\\PC{0,10}") {
        let bars = vec![Bar { name: name.clone(), value: Cell::Hidden }];
        let drawing = Bars { caption: Caption { title: name.clone(), ..caption() }, language: Language::Dutch, unit: Unit::Count, bars, comparison: None }.draw();
        let mut reader = quick_xml::Reader::from_str(&drawing.wide);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => return Err(TestCaseError::fail(format!("{error} in {}", drawing.wide))),
            }
        }
    }
}

/// First and last x of every line and band of a drawing.
fn stretches_drawn(svg: &str) -> Vec<(f64, f64)> {
    let series = |rest: &&str| {
        ["\"ib-c-this\"", "\"ib-c-this-band\""].iter().any(|class| rest.split('>').next().is_some_and(|tag| tag.contains(class)))
    };
    let range = |rest: &str| {
        let path = rest.split('"').next().unwrap_or_default();
        let xs = path.split(['M', 'L', 'Z']).filter_map(|point| point.split(' ').next()?.parse::<f64>().ok());
        xs.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), x| (least.min(x), most.max(x)))
    };
    svg.split("<path d=\"").skip(1).filter(series).map(range).collect()
}

/// Where a year stands under the axis.
fn year_at(svg: &str, year: i16) -> Option<f64> {
    let before = svg.split(&format!(">{year}</text>")).next()?;
    before.rsplit("<text x=\"").next()?.split('"').next()?.parse().ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_line_or_band_runs_over_a_hidden_year(shown in proptest::collection::vec(proptest::bool::ANY, 3..9)) {
        let cells: Vec<_> = shown.iter().map(|shown| cell(&Secret { value: 50.0, shown: *shown })).collect();
        let svg = trend(&cells).wide;
        for (year, _) in (2018i16..).zip(&shown).filter(|(_, shown)| !**shown) {
            let x = year_at(&svg, year).expect("every year stands on the wide drawing");
            for (from, to) in stretches_drawn(&svg).into_iter().filter(|(from, _)| *from > 60.0) {
                prop_assert!(to < x || from > x, "{from}–{to} runs over {year} at {x}");
            }
        }
    }

    #[test]
    fn no_curve_runs_over_a_hidden_step(shown in proptest::collection::vec(proptest::bool::ANY, 3..11)) {
        let cells: Vec<_> = shown.iter().map(|shown| cell(&Secret { value: 400_000.0, shown: *shown })).collect();
        let svg = curve(&cells).wide;
        let x = |day: usize| 54.0 + (720.0 - 54.0 - 64.0) * day as f64 / 100.0;
        for place in shown.iter().enumerate().filter(|(_, shown)| !**shown).map(|(place, _)| place) {
            for (from, to) in stretches_drawn(&svg).into_iter().filter(|(from, _)| *from > 52.0) {
                prop_assert!(to < x(place * 10) + 1e-6 || from > x(place * 10), "{from}–{to} runs over day {}", place * 10);
            }
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let atlas = Atlas::netherlands();
    let secrets: Vec<Secret> = (0..10).map(|place| Secret { value: f64::from(place) * 7.3, shown: place % 4 != 1 }).collect();
    assert_eq!(all(&secrets, &atlas), all(&secrets, &Atlas::netherlands()));
}
