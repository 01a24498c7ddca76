//! Sentences, tables of pages and the letter to the council: every number in them is one of the safe cells they speak of.

use std::io::{Cursor, Read as _};

use domain::{Cell, Estimate, Measure, RegionCode, RegionKind, Site, Span};
use estimates::Statistic;
use publication::IndicatorData;
use screens::Language;
use screens::numbers::{self, Style};

use super::{QUERIES, between, bytes, is_made, plain, release, text};

/// The numbers in a text, as they are written: digits with their points, commas and per cent signs.
fn written(text: &str) -> Vec<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',';
    let parts = text.split(|letter: char| !is_part(letter)).map(|part| part.trim_matches(['.', ',']).to_owned());
    parts.filter(|part| part.chars().any(|letter| letter.is_ascii_digit())).collect()
}

/// What is chosen in a select of a page.
fn chosen(html: &str, name: &str) -> String {
    let list = html.split(&format!("<select class=\"utrecht-select utrecht-select--html-select ib-select\" id=\"{name}\"")).nth(1);
    let list = list.and_then(|rest| rest.split("</select>").next()).expect("a select");
    let option = list.split("\" selected>").next().and_then(|before| before.rsplit("value=\"").next());
    option.expect("a choice").to_owned()
}

/// How a shown cell may be written in words.
fn ways(cell: Cell<Estimate>, style: Style) -> Vec<String> {
    let Some(own) = cell.shown() else { return Vec::new() };
    let values = [own.value, own.interval.lower, own.interval.upper];
    values.iter().flat_map(|value| written(&numbers::value(*value, style, Language::Dutch))).collect()
}

fn value(indicator: &IndicatorData, site: Site, statistic: Statistic) -> Cell<Estimate> {
    indicator.figure(site, statistic).map_or(Cell::Impossible, |figure| figure.value)
}

/// The statistics a sentence may speak of, with how they are written.
fn statistics(indicator: &IndicatorData) -> Vec<(Statistic, Style)> {
    match &indicator.definition.norm {
        Some(norm) => vec![(Statistic::Share(Measure::Waiting { by: norm.due_days }), Style::Share)],
        None => vec![(Statistic::Count, Style::Count), (Statistic::PerTenThousand, Style::Rate)],
    }
}

#[tokio::test]
async fn a_sentence_says_the_cells_of_its_place_and_of_what_it_is_held_against() {
    let mut sentences = 0;
    for indicator in release().indicators() {
        for query in QUERIES {
            let html = text(&format!("/indicatoren/{}{query}", indicator.definition.slug)).await;
            let Some(said) = between(&html, "<p class=\"ib-intro\">", "</p>").next().map(plain) else { continue };
            let chosen = |name: &str| chosen(&html, name);
            let region: RegionCode = chosen("regio").parse().expect("a region");
            let span: Span = chosen("periode").parse().expect("a period");
            let mut sites = vec![Site::all(region, span)];
            sites.extend(chosen("vergelijk").parse().ok().map(|other| Site::all(other, span)));
            sites.extend(chosen("vergelijk").parse().ok().map(|other| Site::all(region, other)));
            let mut known: Vec<String> = written("2021 2022 2023 2024 2025 10.000 95");
            known.extend(indicator.definition.norm.as_ref().map(|norm| norm.due_days.to_string()));
            for site in &sites {
                known.extend(
                    statistics(indicator).into_iter().flat_map(|(statistic, style)| ways(value(indicator, *site, statistic), style)),
                );
            }
            for number in written(&said) {
                assert!(known.contains(&number), "{query}: '{number}' in '{said}' is none of {known:?}");
            }
            sentences += 1;
        }
    }
    assert!(sentences > 15, "only {sentences} sentences were read");
}

#[tokio::test]
async fn the_table_of_regions_says_every_cell_by_its_value_or_its_symbol() {
    let is_zero = |cell: Cell<Estimate>| cell.shown().is_some_and(|own| own.value == 0.0);
    let mut zeros = 0;
    for indicator in release().indicators() {
        let html = text(&format!("/indicatoren/{}?periode=2023-2025", indicator.definition.slug)).await;
        let ids: &[(&str, RegionKind)] = &[("t-regios", RegionKind::VeiligThuis), ("t-gemeenten", RegionKind::Municipality)];
        for (id, kind) in ids {
            let Some(table) = html.split(&format!("aria-labelledby=\"{id}\"")).nth(1).and_then(|rest| rest.split("</table>").next()) else {
                assert_eq!(*kind, RegionKind::Municipality);
                continue;
            };
            for region in indicator.regions(*kind) {
                let row = table.split("<tr").find(|row| row.contains(&format!("/regios/{region}\""))).expect("a row");
                let (statistic, _) = statistics(indicator).pop().expect("a statistic");
                let cell = value(indicator, Site::all(region, Span::Years(2023, 2025)), statistic);
                zeros += usize::from(is_zero(cell));
                match cell {
                    Cell::Shown(own) => assert!(row.contains(&format!("data-value=\"{}\"", own.value)), "{region}: {row}"),
                    Cell::Hidden => assert!(row.contains("ib-symbol--hidden") && !row.contains("data-value"), "{region}: {row}"),
                    Cell::Unknown => assert!(row.contains("ib-symbol--unknown"), "{region}: {row}"),
                    Cell::Impossible => {}
                }
            }
        }
    }
    assert!(zeros > 0 || !is_made(), "a municipality with nobody says 0");
}

#[tokio::test]
async fn a_year_that_may_still_change_has_its_star_and_a_settled_one_has_none() {
    let html = text("/indicatoren/report-children?regio=VT02&periode=2024").await;
    let table = html.split("aria-labelledby=\"t-jaren-0\"").nth(1).and_then(|rest| rest.split("</table>").next()).expect("the years");
    assert!(table.contains(">2025\u{a0}*<") && table.contains(">2022<"));
}

/// The text of a Word document by paragraph, and its tables by row and cell.
fn document(bytes: Vec<u8>) -> (Vec<String>, Vec<Vec<String>>, usize) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let pictures = zip.file_names().filter(|name| name.as_ref().is_ok_and(|name| name.starts_with("word/media/"))).count();
    let mut xml = String::new();
    zip.by_name("word/document.xml").expect("the document").read_to_string(&mut xml).expect("text");
    let mut reader = quick_xml::Reader::from_str(&xml);
    while !matches!(reader.read_event().expect("well-formed"), quick_xml::events::Event::Eof) {}
    let rows = between(&xml, "<w:tr>", "</w:tr>").map(|row| between(row, "<w:tc>", "</w:tc>").map(plain).collect()).collect();
    let words: String = xml.split("<w:tbl>").map(|part| part.split("</w:tbl>").last().unwrap_or_default()).collect();
    (between(&words, "<w:p>", "</w:p>").map(plain).collect(), rows, pictures)
}

#[tokio::test]
async fn the_letter_to_the_council_says_the_cells_of_its_region_and_the_country() {
    for region in ["VT02", "VT05", "VT09", "NL"] {
        let code: RegionCode = region.parse().expect("a region");
        let (paragraphs, rows, pictures) = document(bytes(&format!("/regios/{region}/raadsbrief.docx")).await);
        let html = text(&format!("/regios/{region}/raadsbrief")).await;
        let letter = plain(html.split("<article").nth(1).and_then(|rest| rest.split("</article>").next()).expect("the letter"));
        for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_empty()) {
            assert!(letter.contains(paragraph.as_str()), "'{paragraph}' is not on the page");
        }
        assert!(region == "VT09" || pictures > 0, "{region} has its drawings");
        for indicator in release().indicators() {
            let row = rows.iter().find(|row| row[0] == indicator.definition.title.nl).expect("a row");
            let span: Span = row.last().expect("a period").replace('–', "-").parse().expect("a period");
            let (statistic, style) = statistics(indicator).pop().expect("a statistic");
            let expected = |place| match value(indicator, Site::all(place, span), statistic) {
                Cell::Shown(own) => {
                    format!("{} ({})", numbers::value(own.value, style, Language::Dutch), numbers::limits(&own, style, Language::Dutch))
                }
                missing => missing.symbol().unwrap_or_default().to_owned(),
            };
            assert_eq!(row[1], expected(code), "{region}: {row:?}");
            assert!(code == RegionCode::COUNTRY || row[2] == expected(RegionCode::COUNTRY), "{region}: {row:?}");
            is_said(indicator, code, span, &paragraphs);
        }
    }
}

/// The sentence about an indicator, where there is one, holds no other number than its cells.
fn is_said(indicator: &IndicatorData, region: RegionCode, span: Span, paragraphs: &[String]) {
    let title = format!("{}: ", indicator.definition.title.nl);
    let Some(said) = paragraphs.iter().filter(|words| words.contains("95%-interval")).find_map(|words| words.split(&title).nth(1)) else {
        return;
    };
    // Up to the sentence of the next indicator.
    let titles: Vec<String> = release().indicators().iter().map(|other| format!("{}: ", other.definition.title.nl)).collect();
    let end = titles.iter().filter_map(|other| said.find(other.as_str())).min().unwrap_or(said.len());
    let mut known = written("2021 2022 2023 2024 2025 10.000 95");
    known.extend(indicator.definition.norm.as_ref().map(|norm| norm.due_days.to_string()));
    for place in [region, RegionCode::COUNTRY] {
        known.extend(
            statistics(indicator)
                .into_iter()
                .flat_map(|(statistic, style)| ways(value(indicator, Site::all(place, span), statistic), style)),
        );
    }
    for number in written(&said[..end]) {
        assert!(known.contains(&number), "'{number}' in '{}' is none of {known:?}", &said[..end]);
    }
}
