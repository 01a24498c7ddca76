//! Cells as a workbook: a sheet of cells, and a sheet that says in both languages what they are.

use publication::{Bilingual, Definition, Release};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use screens::{Language, Text, numbers, words};

use super::LICENCE;
use super::table::{Line, Value};
use crate::pages::told;
use crate::view::View;

/// A line of the second sheet: its name and what it says, in Dutch and in English.
pub(crate) type About = [(String, String); 2];

/// The workbook of rows. The same rows give the same bytes. Every text is written as text, so that none works as a formula.
///
/// # Errors
/// When there are more rows than a sheet holds.
pub(crate) fn book<L: Line>(rows: &[L], about: &[About]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let head = Format::new().set_bold().set_background_color("D7EEF0").set_align(FormatAlign::Top);
    cells(book.add_worksheet().set_name("Cijfers")?, rows, &head)?;
    explain(book.add_worksheet().set_name("Toelichting")?, about, &head)?;
    book.save_to_buffer()
}

fn cells<L: Line>(sheet: &mut Worksheet, rows: &[L], head: &Format) -> Result<(), XlsxError> {
    for (name, column) in L::HEAD.iter().zip(0u16..) {
        sheet.write_string_with_format(0, column, *name, head)?;
        sheet.set_column_width(column, 13.0)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, at) in rows.iter().zip(1u32..) {
        for (value, column) in row.values().into_iter().zip(0u16..) {
            match value {
                Value::Text("") | Value::Nothing => {}
                Value::Text(text) => {
                    sheet.write_string(at, column, text)?;
                }
                Value::Number(number) => {
                    sheet.write_number(at, column, number)?;
                }
            }
        }
    }
    Ok(())
}

fn explain(sheet: &mut Worksheet, about: &[About], head: &Format) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, width) in [(0, 22.0), (1, 70.0), (2, 22.0), (3, 70.0)] {
        sheet.set_column_width(column, width)?;
    }
    for (line, at) in about.iter().zip(0u32..) {
        for ((name, text), column) in line.iter().zip([0u16, 2]) {
            sheet.write_string_with_format(at, column, name, head)?;
            sheet.write_string_with_format(at, column + 1, text, &wrapped)?;
        }
    }
    Ok(())
}

/// One line in both languages.
pub(crate) fn line(name: Text, text: impl Fn(Language) -> String) -> About {
    [Language::Dutch, Language::English].map(|language| (name.say(language).to_owned(), text(language)))
}

/// What the symbols are called in the column `status`, and under which licence all may be used.
pub(crate) fn closing() -> Vec<About> {
    let status = |language: Language| {
        let texts = [("hidden", Text::LegendHidden), ("unknown", Text::LegendUnknown), ("impossible", Text::LegendEmpty)];
        texts.map(|(word, text)| format!("{word}: {}", text.say(language))).join("; ")
    };
    vec![line(Text::LegendTitle, status), line(Text::Licences, |_| LICENCE.to_owned())]
}

/// What stands around a figure that is about more than one indicator.
pub(crate) fn of_figure(release: &Release, title: Text, said: Text) -> Vec<About> {
    let mut lines = vec![
        line(title, |language| said.say(language).to_owned()),
        line(Text::AsOf, |language| numbers::day(release.as_of, language)),
        line(Text::Release, |_| release.version.clone()),
        line(Text::StatusName, |language| if release.is_unapproved() { Text::NotApproved } else { Text::Final }.say(language).to_owned()),
    ];
    if release.synthetic {
        lines.push(line(Text::MadeData, |language| Text::MadeDataMore.say(language).to_owned()));
    }
    lines.extend(closing());
    lines
}

/// What is counted, by whom, and in which release.
fn defined(release: &Release, definition: &Definition) -> Vec<About> {
    let own = &definition.explained;
    let explained = [(Text::NumeratorName, &own.numerator), (Text::DenominatorName, &own.denominator)];
    let mut lines = vec![
        line(Text::IndicatorColumn, |language| told(&definition.title, language).to_owned()),
        line(Text::Definition, |language| told(&definition.definition, language).to_owned()),
    ];
    let is_told = |(_, text): &(Text, &Bilingual)| **text != Bilingual::default();
    lines.extend(explained.into_iter().filter(is_told).map(|(name, text)| line(name, |language| told(text, language).to_owned())));
    lines.extend([
        line(Text::Source, |language| told(&definition.source, language).to_owned()),
        line(Text::AsOf, |language| numbers::day(release.as_of, language)),
        line(Text::Release, |_| release.version.clone()),
        line(Text::StatusName, |language| if release.is_unapproved() { Text::NotApproved } else { Text::Final }.say(language).to_owned()),
    ]);
    lines
}

/// What stands around the numbers of a cross table.
pub(crate) fn of_definition(release: &Release, definition: &Definition) -> Vec<About> {
    let mut lines = defined(release, definition);
    if release.synthetic {
        lines.push(line(Text::MadeData, |language| Text::MadeDataMore.say(language).to_owned()));
    }
    lines.extend(definition.footnotes.iter().map(|note| line(Text::FootnoteName, |language| told(note, language).to_owned())));
    lines.extend(closing());
    lines
}

/// What stands around the figures of a page.
pub(crate) fn of_view(view: &View<'_>) -> Vec<About> {
    let (definition, release) = (&view.indicator.definition, view.release);
    let mut lines = defined(release, definition);
    if let Some(norm) = &definition.norm {
        lines.push(line(Text::NormName, |language| {
            let (term, kind) = (words::term(norm.due_days, norm.unit, language), words::norm_kind(norm.kind).say(language));
            Text::NormLine.fill(language, &[("term", &term), ("kind", kind)])
        }));
    }
    if release.synthetic {
        lines.push(line(Text::MadeData, |language| Text::MadeDataMore.say(language).to_owned()));
    }
    lines.extend(definition.footnotes.iter().map(|note| line(Text::FootnoteName, |language| told(note, language).to_owned())));
    lines.extend(closing());
    lines
}
