//! A small made release, written by hand in the form of the wire: counts nobody protected, because there is nobody in them.

mod crosstab;
mod waiting;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use domain::{Atlas, RegionCode, RegionKind};

const YEARS: std::ops::RangeInclusive<i16> = 2021..=2025;
const CURVE_DAYS: [u16; 9] = [0, 14, 30, 60, 91, 120, 183, 270, 365];

/// Regions whose figures are hidden in every single year; pooled years can be shown for the first.
#[allow(dead_code)]
pub const HIDDEN: [RegionCode; 2] = [RegionCode::veilig_thuis(5), RegionCode::veilig_thuis(9)];

/// Writes the release to a folder.
pub fn write(dir: &Path) {
    let mut files = BTreeMap::new();
    files.insert("release.json".to_owned(), RELEASE.to_owned());
    files.insert("definitions.json".to_owned(), definitions());
    files.insert("completeness.csv".to_owned(), completeness());
    files.insert("breaks.json".to_owned(), BREAKS.to_owned());
    files.insert("extent.json".to_owned(), EXTENT.to_owned());
    files.insert("overlap.json".to_owned(), OVERLAP.to_owned());
    files.insert("overlap.csv".to_owned(), OVERLAP_CELLS.to_owned());
    crosstab::write(&mut files);
    for (slug, due) in [("help-after-order", 183), ("assessment", 5)] {
        wait(&mut files, slug, due);
    }
    for (slug, size) in [("report-children", 90.0), ("advice-records", 140.0)] {
        count(&mut files, slug, size);
    }
    let entries: Vec<_> = files
        .iter()
        .map(|(path, text)| {
            let hash = blake3::hash(text.as_bytes()).to_hex();
            format!(r#"{{"path": "{path}", "bytes": {}, "blake3": "{hash}"}}"#, text.len())
        })
        .collect();
    files.insert("manifest.json".to_owned(), format!(r#"{{"files": [{}]}}"#, entries.join(", ")));
    for (name, text) in &files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, text).expect("a file is written");
    }
}

const RELEASE: &str = r#"{
  "shape": 1, "id": "made", "version": "2026-1", "as_of": "2026-07-21", "first_year": 2021, "last_year": 2025,
  "status": "unapproved", "synthetic": true, "snapshot": "5e1f", "configuration": "c0de", "program": "0.1.0", "seed": 7,
  "cells_shown": 920, "cells": 1000, "linkage": [{"nl": "99% van de gebeurtenissen is gekoppeld.", "en": "99% of events are linked."}]
}"#;

const BREAKS: &str = r#"{"breaks": [
  {"indicator": "advice-records", "kind": "known", "region": null, "from": "2023-01-01", "title": {"nl": "Nieuw protocol", "en": "New protocol"},
   "text": {"nl": "Anders geteld.", "en": "Counted otherwise."}, "source": {"nl": "Protocol 3", "en": "Protocol 3"}, "ratio": null},
  {"indicator": "advice-records", "kind": "found", "region": "VT01", "from": "2024-01-01", "title": {"nl": "Sprong", "en": "Step"},
   "text": {"nl": "Vanaf 2024 hoger.", "en": "Higher from 2024."}, "source": {"nl": "Deze uitgave.", "en": "This release."},
   "ratio": {"value": 1.5, "lower": 1.3, "upper": 1.8, "level": 0.95}}
]}"#;

const EXTENT: &str = r#"{
  "rule": {"nl": "Afgerond.", "en": "Rounded."}, "cannot_see": {"nl": "kinderen op geen lijst", "en": "children on no list"},
  "parts": [
    {"year": 2024, "age": "0-17", "lists": ["csg", "police"], "estimates": [], "withheld": {"nl": "Te weinig kinderen.", "en": "Too few children."}, "notices": []},
    {"year": 2025, "age": "0-11", "lists": ["csg", "police"], "estimates": [
      {"method": "bic", "reading": "recorded", "value": 900, "lower": 700, "upper": 1300, "level": 0.95}], "withheld": null, "notices": []},
    {"year": 2025, "age": "0-17", "lists": ["csg", "police"], "estimates": [
      {"method": "independence", "reading": "recorded", "value": 1900, "lower": 1600, "upper": 2300, "level": 0.95},
      {"method": "bic", "reading": "unreferred", "value": 4300, "lower": 2800, "upper": 7100, "level": 0.95}],
     "withheld": null, "notices": [
      {"code": "lists-refer-on-record", "text": {"nl": "De lijsten verwijzen naar elkaar.", "en": "The lists refer to one another."}},
      {"code": "closed", "text": {"nl": "Niemand komt erbij.", "en": "Nobody joins."}}]}],
  "beside": [{"label": {"nl": "Professionals (2020)", "en": "Professionals (2020)"}, "value": 2500, "age": "0-17", "date": "2020-07-20",
    "source": {"nl": "Brief, 20 juli 2020", "en": "Letter, 20 July 2020"}, "definition": {"nl": "gezien", "en": "seen"},
    "cannot_see": {"nl": "wie niemand kent", "en": "those nobody knows"}}]
}"#;

const OVERLAP: &str = r#"{"years": [
  {"year": 2024, "base": null, "lists": [], "withheld": {"nl": "Te berekenen zou zijn wie er staat.", "en": "Who stands there could be worked out."}},
  {"year": 2025, "base": 5, "lists": ["csg", "police"], "withheld": null}
]}"#;

const OVERLAP_CELLS: &str = "year,age,scope,lists,children,status
2025,0-11,any,,1205,shown
2025,0-11,this,csg,805,shown
2025,0-11,exactly,csg,800,shown
2025,0-11,exactly,police,0,shown
2025,0-11,exactly,csg|police,,hidden
2025,0-17,any,,2400,shown
2025,0-17,this,csg,,hidden
2025,0-17,exactly,csg,1600,shown
2025,0-17,exactly,police,0,shown
2025,0-17,exactly,csg|police,,hidden
";

fn definitions() -> String {
    let entry = |id: &str, nl: &str, en: &str, counted: &str, norm: &str| {
        format!(
            r#"{{"id": "{id}", "slug": "{id}", "title": {{"nl": "{nl}", "en": "{en}"}},
            "question": {{"nl": "Hoe zit het met {nl}?", "en": "What about {en}?"}},
            "definition": {{"nl": "Elk begin in een kalenderjaar telt.", "en": "Every start in a calendar year counts."}},
            "footnotes": [{{"nl": "Periodes voor 2023 zijn omgezet naar de gemeenten van nu.", "en": "Periods before 2023 are cast to municipalities of today."}}],
            "source": {{"nl": "Veilig Thuis en jeugdhulp", "en": "Veilig Thuis and youth help"}},
            "counted": "{counted}", "norm": {norm}, "method": "waits", "rounded_to": 5, "cells_shown": 230, "cells": 250}}"#
        )
    };
    let own = r#"{"due_days": 183, "unit": "calendar", "kind": "own-yardstick", "source": "Kamerstuk 31 015, 20 juli 2020"}"#;
    let statutory = r#"{"due_days": 5, "unit": "working", "kind": "statutory", "source": "Uitvoeringsbesluit Wmo 2015"}"#;
    let indicators = [
        entry("help-after-order", "Hulp na een maatregel", "Help after an order", "starts", own),
        entry("assessment", "Veiligheidsbeoordeling na een melding", "Assessment after a report", "starts", statutory),
        entry("report-children", "Kinderen met een melding", "Children with a report", "children", "null"),
        entry("advice-records", "Adviezen", "Advice", "records", "null"),
    ];
    format!(
        r#"{{"indicators": [{}], "methods": [{{"slug": "waits", "title": {{"nl": "Wachttijden", "en": "Waits"}},
        "text": {{"nl": "", "en": "Waits\n\n## Formula\n\n| a | b |\n|--:|--|\n| 1 | <i onclick=x>2</i> |\n\n[run](javascript:alert(1))"}}}}]}}"#,
        indicators.join(", ")
    )
}

fn completeness() -> String {
    let mut text = "region,year,delivered,expected\n".to_owned();
    for year in YEARS {
        let _ = writeln!(text, "NL,{year},94,100");
    }
    text
}

const FIGURES: &str = "region,span,breakdown,class,statistic,value,lower,upper,level,status,n,n_status\n";
const CELLS: &str = "region,span,breakdown,class,measure,value,status\n";
const CURVES: &str = "region,span,breakdown,class,day,at_risk,at_risk_status,censored,censored_status,reached,lower,upper,level,status\n";

fn regions() -> Vec<RegionCode> {
    let atlas = Atlas::netherlands();
    std::iter::once(RegionCode::COUNTRY).chain(atlas.veilig_thuis_regions(2025).map(|entry| entry.code)).collect()
}

/// A number between 0 and 1 that differs by region, year and class: made, not drawn.
fn wave(region: RegionCode, year: i16, class: u8) -> f64 {
    let place = u32::from(region.number()) * 37 + year as u32 * 11 + u32::from(class) * 17;
    f64::from(place % 23) / 23.0
}

fn classes(name: &str) -> Vec<(&'static str, &'static str, u8)> {
    let forms = ["sexual", "physical", "emotional", "neglect", "witness", "exploitation", "unknown"];
    let ages = ["0-3", "4-7", "8-11", "12-15", "16-17", "18-22", "unknown"];
    let mut all: Vec<_> = forms.iter().enumerate().map(|(place, word)| ("form", *word, place as u8 + 1)).collect();
    if name != "advice-records" {
        all.extend(["female", "male", "unknown"].iter().enumerate().map(|(place, word)| ("sex", *word, place as u8 + 1)));
        all.extend(ages.iter().enumerate().map(|(place, word)| ("age", *word, place as u8 + 1)));
    }
    all
}

/// Everyone in every region and year, three years pooled, and the classes of the country.
fn places(name: &str) -> Vec<(RegionCode, String, i16, &'static str, &'static str, u8)> {
    let mut places = Vec::new();
    for region in regions() {
        places.extend(YEARS.map(|year| (region, year.to_string(), year, "all", "all", 0)));
        places.push((region, "2023-2025".to_owned(), 2024, "all", "all", 0));
    }
    if name == "report-children" {
        let atlas = Atlas::netherlands();
        let pooled = atlas.municipalities().iter().map(|entry| (entry.code.region(), "2023-2025".to_owned(), 2024, "all", "all", 0));
        places.extend(pooled.collect::<Vec<_>>());
    }
    for year in YEARS {
        let country = |(by, word, class)| (RegionCode::COUNTRY, year.to_string(), year, by, word, class);
        places.extend(classes(name).into_iter().map(country));
    }
    places
}

fn is_hidden(region: RegionCode, span: &str, class: &str) -> bool {
    let pooled = span.contains('-');
    if region.kind() == RegionKind::Municipality {
        return region.number().is_multiple_of(7);
    }
    (region == HIDDEN[0] && !pooled) || region == HIDDEN[1] || matches!(class, "exploitation" | "18-22")
}

fn status(hidden: bool, class: &str) -> &'static str {
    match (hidden, class) {
        (true, _) => "hidden",
        (false, "unknown") => "unknown",
        (false, _) => "shown",
    }
}

fn wait(files: &mut BTreeMap<String, String>, slug: &str, due: u16) {
    let (mut cells, mut figures, mut curves) = (CELLS.to_owned(), FIGURES.to_owned(), CURVES.to_owned());
    for (region, span, year, by, word, class) in places(slug) {
        let status = status(is_hidden(region, &span, word), word);
        let place = format!("{region},{span},{by},{word}");
        let scale = if region == RegionCode::COUNTRY { 4000.0 } else { 160.0 };
        let n = ((scale * (0.7 + 0.6 * wave(region, year, class))) / 5.0).round() * 5.0;
        let waiting = 0.10 + 0.14 * wave(region, year, class);
        let half = 1.2 / n.sqrt();
        match status {
            "shown" => {
                let _ =
                    writeln!(cells, "{place},entered,{n},shown\n{place},waiting-at-{due},{},shown", ((n * waiting) / 5.0).round() * 5.0);
                for (name, value) in [("waiting-at", waiting), ("reached-by", 0.96 - waiting), ("competing-by", 0.04)] {
                    let (low, high) = ((value - half).max(0.0), (value + half).min(1.0));
                    let _ = writeln!(figures, "{place},share-{name}-{due},{value},{low},{high},0.95,shown,{n},shown");
                }
                let _ = writeln!(figures, "{place},median,{},{},{},0.95,shown,{n},shown", due / 3, due / 4, due / 2);
            }
            other => {
                let _ = writeln!(cells, "{place},entered,,{other}\n{place},waiting-at-{due},,{other}");
                for name in [
                    format!("share-waiting-at-{due}"),
                    format!("share-reached-by-{due}"),
                    format!("share-competing-by-{due}"),
                    "median".to_owned(),
                ] {
                    let _ = writeln!(figures, "{place},{name},,,,,{other},,{other}");
                }
            }
        }
        if by == "all" {
            curve(&mut curves, &place, status, n, waiting);
        }
    }
    files.insert(format!("tables/{slug}.csv"), cells);
    files.insert(format!("figures/{slug}.csv"), figures);
    files.insert(format!("curves/{slug}.csv"), curves);
}

fn curve(curves: &mut String, place: &str, status: &str, n: f64, waiting: f64) {
    for (step, day) in CURVE_DAYS.into_iter().enumerate() {
        // Small places lose their tail.
        let is_known = status == "shown" && (n > 1000.0 || day < 270);
        if !is_known {
            let _ = writeln!(curves, "{place},{day},,hidden,,hidden,,,,,hidden");
            continue;
        }
        let reached = (1.0 - waiting) * (1.0 - (-2.4 * f64::from(day) / 183.0).exp());
        let (low, high) = ((reached - 1.2 / n.sqrt()).max(0.0), (reached + 1.2 / n.sqrt()).min(1.0));
        let at_risk = ((n * (1.0 - reached)) / 5.0).round() * 5.0;
        let _ = writeln!(curves, "{place},{day},{at_risk},shown,{},shown,{reached},{low},{high},0.95,shown", step * 5);
    }
}

fn count(files: &mut BTreeMap<String, String>, slug: &str, size: f64) {
    let (mut cells, mut figures) = (CELLS.to_owned(), FIGURES.to_owned());
    let atlas = Atlas::netherlands();
    for (region, span, year, by, word, class) in places(slug) {
        let status = status(is_hidden(region, &span, word), word);
        let place = format!("{region},{span},{by},{word}");
        if status != "shown" {
            let _ = writeln!(cells, "{place},entered,,{status}");
            let _ = writeln!(figures, "{place},count,,,,,{status},,{status}\n{place},per-10000,,,,,{status},,{status}");
            continue;
        }
        let is_empty = region.kind() == RegionKind::Municipality && region.number().is_multiple_of(11);
        let rate = if is_empty { 0.0 } else { size * (0.8 + 0.5 * wave(region, year, class)) };
        let n = ((rate * f64::from(atlas.minors(region)) / 10_000.0) / 5.0).round() * 5.0;
        let half = 2.0 * rate / n.max(1.0).sqrt();
        let _ = writeln!(cells, "{place},entered,{n},shown");
        let _ = writeln!(figures, "{place},count,{n},{},{},0.95,shown,{n},shown", n - 2.0, n + 2.0);
        if by == "all" {
            let _ = writeln!(figures, "{place},per-10000,{rate},{},{},0.95,shown,{n},shown", rate - half, rate + half);
        }
    }
    files.insert(format!("tables/{slug}.csv"), cells);
    files.insert(format!("figures/{slug}.csv"), figures);
}
