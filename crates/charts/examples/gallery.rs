//! Writes every chart with its edge cases to one HTML page, to be looked at:
//! `cargo run -p charts --example gallery -- out/gallery.html [style sheet to link]`.
//!
//! All numbers are made with a fixed formula; they are about nothing.

use std::path::PathBuf;

use charts::{
    Bar, Bars, Caption, Curve, CurveLine, CurvePoint, Drawing, DueDay, Faces, Hexagon, HexagonMap, Language, Panel, Ranked, RankedRow,
    SmallMultiples, Sparkline, Standing, Tile, TileMap, Trend, TrendBreak, TrendLine, TrendPoint, Unit,
};
use domain::{Atlas, Cell, Estimate, Interval, RegionCode, Status, When};

#[expect(clippy::disallowed_methods, reason = "an example writes its page")]
fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let path = arguments.next().unwrap_or_else(|| PathBuf::from("gallery.html"));
    let sheet = arguments.next().map_or_else(|| "inbeeld.css".to_owned(), |sheet| sheet.display().to_string());
    std::fs::write(path, page(&sheet))
}

fn page(sheet: &str) -> String {
    let figures: String = drawings().into_iter().map(|(name, html)| figure(name, &html)).collect();
    format!(
        "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Charts</title>\
         <link rel=\"stylesheet\" href=\"{sheet}\"></head><body class=\"ib-body\"><main class=\"ib-main\"><h1 class=\"nl-heading nl-heading--level-1\">Charts</h1>\
         {figures}</main></body></html>"
    )
}

fn figure(name: &str, html: &str) -> String {
    format!("<figure class=\"ib-figure\"><h2 class=\"nl-heading nl-heading--level-3\">{name}</h2>{html}</figure>")
}

fn drawings() -> Vec<(&'static str, String)> {
    let atlas = Atlas::netherlands();
    let boxed = |drawing: Drawing| drawing.html();
    vec![
        ("Curve, two lines", boxed(curve("k1", [hand_over(0.66, 0.004), hand_over(0.58, 0.003)].into(), None))),
        ("Curve, two identical", boxed(curve("k2", [hand_over(0.6, 0.004), hand_over(0.6, 0.004)].into(), None))),
        ("Curve, hidden end", boxed(curve("k3", [hidden_from(4), hand_over(0.58, 0.003)].into(), None))),
        ("Curve, hidden middle and unknown end", boxed(curve("k4", [hidden_middle(), unknown_end()].into(), None))),
        ("Curve, all hidden", boxed(curve("k5", [hidden_from(0)].into(), None))),
        ("Curve, working days", boxed(working_days())),
        ("Curve, one point", boxed(curve("k7", [hand_over(0.6, 0.004)[..1].to_vec()].into(), None))),
        ("Trend with comparison", boxed(trend("t1", rising(), Some(steady())))),
        ("Trend, hidden years", boxed(trend("t2", with_gap(), Some(steady())))),
        ("Trend, all hidden", boxed(trend("t3", vec![Cell::Hidden; 8], None))),
        ("Trend, zeros", boxed(trend("t4", vec![shown(0.0, 0.0); 8], None))),
        ("Trend, one year", boxed(trend("t5", vec![shown(12.0, 3.0)], None))),
        ("Bars", boxed(bars("b1", &ages()))),
        ("Bars, all hidden", boxed(bars("b2", &ages().map(|(name, _)| (name, Cell::Hidden))))),
        ("Small multiples", boxed(multiples(&atlas))),
        ("Sparklines", sparklines()),
        (
            "Tile map",
            boxed(tiles("m1", &atlas, |place| {
                if place % 8 == 3 {
                    Cell::Hidden
                } else if place == 12 {
                    Cell::Unknown
                } else {
                    spread(place)
                }
            })),
        ),
        ("Tile map, all hidden", boxed(tiles("m2", &atlas, |_| Cell::Hidden))),
        ("Ranked", boxed(ranked("r1", &atlas))),
        ("Hexagon map", boxed(hexagons(&atlas))),
    ]
}

fn caption(id: &str, title: &str) -> Caption {
    Caption { id: id.to_owned(), title: title.to_owned(), description: "Verzonnen getallen om naar te kijken.".to_owned() }
}

fn shown(value: f64, half: f64) -> Cell<Estimate> {
    Cell::Shown(Estimate { value, interval: Interval::ninety_five((value - half).max(0.0), value + half) })
}

fn spread(place: usize) -> Cell<Estimate> {
    let value = 0.45 + 0.3 * ((place * 37 % 101) as f64 / 101.0);
    shown(value, 0.04 + (place % 4) as f64 * 0.015)
}

fn hand_over(limit: f64, rate: f64) -> Vec<CurvePoint> {
    const DAYS: [u16; 19] = [0, 7, 14, 21, 30, 45, 60, 75, 90, 105, 120, 150, 183, 210, 240, 270, 300, 330, 365];
    let point = |day: u16| {
        let value = limit * (1.0 - (-rate * 3.0 * f64::from(day)).exp());
        let waiting = (1400.0 * (1.0 - value)).round() as u64 / 5 * 5;
        CurvePoint {
            day,
            at_risk: Cell::Shown(waiting),
            censored: Cell::Shown(u64::from(day > 100) * 10),
            reached: shown(value, 0.01 + value * 0.07),
        }
    };
    DAYS.into_iter().map(point).collect()
}

fn hidden_from(place: usize) -> Vec<CurvePoint> {
    let hide = |point: CurvePoint| CurvePoint { at_risk: Cell::Hidden, censored: Cell::Hidden, reached: Cell::Hidden, ..point };
    hand_over(0.4, 0.002).into_iter().enumerate().map(|(at, point)| if at >= place { hide(point) } else { point }).collect()
}

fn hidden_middle() -> Vec<CurvePoint> {
    let mut points = hand_over(0.66, 0.004);
    for point in &mut points[7..11] {
        (point.reached, point.at_risk) = (Cell::Hidden, Cell::Hidden);
    }
    points
}

fn unknown_end() -> Vec<CurvePoint> {
    let mut points = hand_over(0.58, 0.003);
    for point in &mut points[15..] {
        (point.reached, point.at_risk) = (Cell::Unknown, Cell::Unknown);
    }
    points
}

fn curve(id: &str, lines: Vec<Vec<CurvePoint>>, due: Option<DueDay>) -> Drawing {
    let due = due.or(Some(DueDay { day: 183, label: "Eigen maat: een half jaar".to_owned() }));
    let names = ["Noord- en Oost-Gelderland", "Nederland"];
    let lines = lines.into_iter().zip(names).map(|(points, name)| CurveLine { name: name.to_owned(), points }).collect();
    let axis = "Dagen na de maatregel van de rechter".to_owned();
    Curve { caption: caption(id, "Hoe snel start hulp?"), language: Language::Dutch, horizon: 365, axis, due, lines }.draw()
}

fn working_days() -> Drawing {
    let point = |day: u16| {
        let value = 0.92 * (1.0 - (-0.22 * f64::from(day)).exp());
        CurvePoint { day, at_risk: Cell::Shown(12_340 - u64::from(day) * 310), censored: Cell::Shown(0), reached: shown(value, 0.03) }
    };
    let lines = vec![CurveLine { name: "The Netherlands".to_owned(), points: (0..=30).map(point).collect() }];
    let due = Some(DueDay { day: 5, label: "Statutory: 5 working days".to_owned() });
    let axis = "Working days after the report".to_owned();
    Curve { caption: caption("k6", "Assessment in time"), language: Language::English, horizon: 30, axis, due, lines }.draw()
}

fn rising() -> Vec<Cell<Estimate>> {
    (0..8).map(|place| shown(14.0 + f64::from(place) * 1.7 - f64::from(place % 3), 2.0)).collect()
}

fn steady() -> Vec<Cell<Estimate>> {
    (0..8).map(|place| shown(18.0 + f64::from(place) * 0.6, 0.7)).collect()
}

fn with_gap() -> Vec<Cell<Estimate>> {
    let mut cells = rising();
    (cells[1], cells[4], cells[5]) = (Cell::Unknown, Cell::Hidden, Cell::Hidden);
    cells
}

fn trend(id: &str, this: Vec<Cell<Estimate>>, other: Option<Vec<Cell<Estimate>>>) -> Drawing {
    let status = |place: usize| if place == 7 { Status::Provisional } else { Status::Final };
    let line = |name: &str, cells: Vec<Cell<Estimate>>| {
        let years = (2018i16..).zip(cells).enumerate();
        let points = years.map(|(place, (year, value))| TrendPoint { when: When::Year(year), value, status: status(place) }).collect();
        TrendLine { name: name.to_owned(), points, cuts: vec![When::Year(2019)] }
    };
    let lines = std::iter::once(line("Twente", this)).chain(other.map(|cells| line("Nederland", cells))).collect();
    let tip = "1 januari 2019: nieuw protocol".to_owned();
    let breaks = vec![TrendBreak { year: 2019, through: 0.0, label: "breuk 1-1-2019".to_owned(), tip }];
    Trend { caption: caption(id, "Meldingen"), language: Language::Dutch, unit: Unit::PerTenThousand, lines, breaks }.draw()
}

fn ages() -> [(&'static str, Cell<Estimate>); 7] {
    [
        ("0–3 jaar", Cell::Hidden),
        ("4–7 jaar", shown(64.0, 7.0)),
        ("8–11 jaar", shown(72.0, 6.0)),
        ("12–15 jaar", shown(88.0, 8.0)),
        ("16–17 jaar", shown(103.0, 15.0)),
        ("Leeftijd onbekend of niet goed doorgekomen", Cell::Unknown),
        ("18 jaar en ouder", shown(0.0, 0.0)),
    ]
}

fn bars(id: &str, rows: &[(&str, Cell<Estimate>)]) -> Drawing {
    let bars = rows.iter().map(|(name, value)| Bar { name: (*name).to_owned(), value: *value }).collect();
    let comparison = Some(("Alle leeftijden".to_owned(), shown(80.0, 2.0)));
    Bars { caption: caption(id, "Naar leeftijd"), language: Language::Dutch, unit: Unit::Days, bars, comparison }.draw()
}

fn multiples(atlas: &Atlas) -> Drawing {
    let panel = |(place, entry): (usize, &domain::region::RegionEntry)| {
        let value = |year: usize| {
            if place == 5 && year == 2 || place == 6 { Cell::Hidden } else { shown(70.0 + ((place * 31 + year * 13) % 40) as f64, 9.0) }
        };
        Panel { name: entry.name.clone(), values: (0..5).map(value).collect(), cuts: Vec::new() }
    };
    SmallMultiples {
        caption: caption("s1", "Regio's naast elkaar"),
        language: Language::Dutch,
        unit: Unit::Days,
        periods: (2021..=2025).map(|year| year.to_string()).collect(),
        panels: atlas.veilig_thuis_regions(2025).take(14).enumerate().map(panel).collect(),
        comparison: Some(("Nederland".to_owned(), (0..5).map(|year| shown(90.0 - f64::from(year), 2.0)).collect())),
        comparison_cuts: Vec::new(),
    }
    .draw()
}

fn sparklines() -> String {
    let rows = [rising(), with_gap(), vec![Cell::Hidden; 5], vec![shown(3.0, 1.0)], vec![shown(0.0, 0.0); 5]];
    let drawn = rows.into_iter().enumerate().map(|(place, values)| {
        let spark = Sparkline { caption: caption(&format!("sp{place}"), "Verloop"), values, cuts: Vec::new() }.draw();
        format!("<span class=\"ib-spark\">{spark}</span> ")
    });
    drawn.collect()
}

fn tiles(id: &str, atlas: &Atlas, value: impl Fn(usize) -> Cell<Estimate>) -> Drawing {
    let tile = |(place, entry): (usize, &domain::region::RegionEntry)| Tile {
        region: entry.code,
        value: value(place),
        link: Some(format!("/regios/{}", entry.code)),
    };
    let tiles = atlas.veilig_thuis_regions(2025).enumerate().map(tile).collect();
    let chosen = Some(RegionCode::veilig_thuis(19));
    TileMap { caption: caption(id, "Kaart"), language: Language::Dutch, unit: Unit::Share, tiles, chosen, faces: Faces::Values }.draw(atlas)
}

fn ranked(id: &str, atlas: &Atlas) -> Drawing {
    let row = |(place, entry): (usize, &domain::region::RegionEntry)| RankedRow {
        name: entry.name.clone(),
        value: if place % 11 == 3 {
            Cell::Hidden
        } else if place == 12 {
            Cell::Unknown
        } else {
            spread(place)
        },
        standing: if entry.code.number() == 19 { Standing::This } else { Standing::Other },
        link: Some(format!("/regios/{}", entry.code)),
    };
    let rows = atlas.veilig_thuis_regions(2025).enumerate().map(row).collect();
    let country = Some(("Nederland".to_owned(), shown(0.61, 0.01)));
    Ranked { caption: caption(id, "Alle regio's"), language: Language::Dutch, unit: Unit::Share, rows, country }.draw()
}

fn hexagons(atlas: &Atlas) -> Drawing {
    let value = |place: usize| match place % 13 {
        4 => Cell::Hidden,
        9 => Cell::Unknown,
        _ => shown(20.0 + (place * 61 % 97) as f64, 5.0),
    };
    let hexagons =
        atlas.municipalities().iter().enumerate().map(|(place, entry)| Hexagon { municipality: entry.code, value: value(place) });
    let chosen = Some(RegionCode::veilig_thuis(19));
    HexagonMap {
        caption: caption("h1", "Gemeenten"),
        language: Language::Dutch,
        unit: Unit::PerTenThousand,
        hexagons: hexagons.collect(),
        chosen,
    }
    .draw(atlas)
}
