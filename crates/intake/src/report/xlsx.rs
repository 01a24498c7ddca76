//! Every case as a workbook: causes on the first sheet, then a sheet for each colleague with what to mend.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::lists::{Line, List, left_out, lists};
use super::texts;
use crate::findings::{Cause, Report};
use crate::words::Words;
use crate::{DeliveryKind, Language};

/// Most cases on one sheet: a sheet ends at row 1,048,576.
const SHEET_ROWS: usize = 1_000_000;

/// The report as a workbook. Every text is written as text, so that none can work as a formula; the same report gives
/// the same bytes.
///
/// # Errors
///
/// When the workbook cannot be put together, which has no cause in the report.
pub fn xlsx(report: &Report, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let lists = lists(report, language);
    add_causes(book.add_worksheet(), report, language)?;
    for (number, list) in lists.iter().enumerate() {
        add_list(book.add_worksheet().set_name(sheet_name(number, &list.name))?, list, report.kind, language)?;
    }
    if !report.deviations.is_empty() {
        add_deviations(book.add_worksheet(), report, language)?;
    }
    if report.goes_back.mirror.is_some() {
        add_mirror(book.add_worksheet(), report, language)?;
    }
    book.save_to_buffer()
}

/// Unique, at most 31 characters, without what Excel forbids.
fn sheet_name(number: usize, name: &str) -> String {
    let allowed: String = name.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(24).collect();
    format!("{} {allowed}", number + 1)
}

fn head(sheet: &mut Worksheet, columns: &[(Words, f64)], language: Language) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_background_color("D7EEF0").set_align(FormatAlign::Top);
    for ((words, width), column) in columns.iter().zip(0u16..) {
        sheet.write_string_with_format(0, column, words.told_in(language), &bold)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

fn text_row(sheet: &mut Worksheet, row: u32, cells: &[&str], format: &Format) -> Result<(), XlsxError> {
    for (text, column) in cells.iter().zip(0u16..) {
        sheet.write_string_with_format(row, column, *text, format)?;
    }
    Ok(())
}

fn add_causes(sheet: &mut Worksheet, report: &Report, language: Language) -> Result<(), XlsxError> {
    sheet.set_name(texts::CAUSES_SHEET.told_in(language))?;
    let columns = [
        (texts::SEVERITY, 14.0),
        (texts::CODE, 24.0),
        (texts::COUNT, 10.0),
        (texts::MESSAGE, 48.0),
        (texts::FIX, 56.0),
        (texts::WHY_COLUMN, 56.0),
    ];
    head(sheet, &columns, language)?;
    let format = wrapped();
    for (cause, row) in report.causes.iter().zip(1u32..) {
        let rule = cause.rule;
        let cells = [
            rule.severity.told_in(language),
            rule.code,
            "",
            &cause.message(language),
            rule.fix.told_in(language),
            rule.why.told_in(language),
        ];
        text_row(sheet, row, &cells, &format)?;
        sheet.write_number_with_format(row, 2, cause.count as f64, &format)?;
    }
    if report.causes.is_empty() {
        sheet.write_string(1, 3, texts::NOTHING.told_in(language))?;
    }
    Ok(())
}

fn add_list(sheet: &mut Worksheet, list: &List<'_>, kind: Option<DeliveryKind>, language: Language) -> Result<(), XlsxError> {
    let columns = [
        (texts::REFERENCE, 24.0),
        (texts::ROW, 10.0),
        (texts::FIELD, 22.0),
        (texts::MESSAGE, 48.0),
        (texts::FIX, 56.0),
        (texts::SEVERITY, 14.0),
        (texts::CODE, 24.0),
    ];
    head(sheet, &columns, language)?;
    let format = wrapped();
    let mut row = 0;
    for line in list.lines.iter().take(SHEET_ROWS) {
        row += 1;
        let (rule, case) = (line.cause.rule, line.case);
        let (reference, message) = (case.shown_reference(), line.cause.message(language));
        let fix = fix(line, kind, language);
        let cells = [&reference, "", case.field, &message, &fix, rule.severity.told_in(language), rule.code];
        text_row(sheet, row, &cells, &format)?;
        if case.row > 0 {
            sheet.write_number_with_format(row, 1, case.row as f64, &format)?;
        }
    }
    sheet.autofilter(0, 0, row, 6)?;
    for (cause, row) in causes_left_out(list).zip(row + 1..) {
        let more = format!("{} {}", left_out(cause), texts::MORE.told_in(language));
        text_row(sheet, row, &["", "", "", &more, "", cause.rule.severity.told_in(language), cause.rule.code], &format)?;
    }
    Ok(())
}

/// What to do, with the words that may stand in the field.
fn fix(line: &Line<'_>, kind: Option<DeliveryKind>, language: Language) -> String {
    let mut text = line.cause.rule.fix.told_in(language).to_owned();
    for (field, words) in line.cause.allowed(kind).into_iter().filter(|(field, _)| *field == line.case.field) {
        text.push_str(&format!(" {} {field}: {}", texts::ALLOWED.told_in(language), words.join(", ")));
    }
    text
}

/// Causes of a list of which not every case was kept.
fn causes_left_out<'a>(list: &List<'a>) -> impl Iterator<Item = &'a Cause> {
    let mut causes: Vec<&Cause> = list.lines.iter().map(|line| line.cause).filter(|cause| left_out(cause) > 0).collect();
    causes.dedup_by_key(|cause| cause.rule.code);
    causes.into_iter()
}

fn add_deviations(sheet: &mut Worksheet, report: &Report, language: Language) -> Result<(), XlsxError> {
    sheet.set_name(texts::DEVIATIONS.told_in(language))?;
    let columns =
        [(texts::CODE, 24.0), (texts::COUNT, 10.0), (texts::MESSAGE, 48.0), (texts::REASON, 56.0), (texts::UNTIL, 14.0), (texts::BY, 20.0)];
    head(sheet, &columns, language)?;
    let format = wrapped();
    for (deviation, row) in report.deviations.iter().zip(1u32..) {
        let until = deviation.until.map(|day| day.to_string()).unwrap_or_default();
        let message = deviation.cause.message(language);
        text_row(sheet, row, &[deviation.cause.rule.code, "", &message, &deviation.reason, &until, &deviation.by], &format)?;
        sheet.write_number_with_format(row, 1, deviation.cause.count as f64, &format)?;
    }
    Ok(())
}

fn add_mirror(sheet: &mut Worksheet, report: &Report, language: Language) -> Result<(), XlsxError> {
    let Some(mirror) = &report.goes_back.mirror else { return Ok(()) };
    sheet.set_name(texts::MIRROR_SHEET.told_in(language))?;
    let columns = [
        (texts::FIELD, 26.0),
        (texts::CODE, 20.0),
        (texts::NOW, 12.0),
        (texts::THEN, 12.0),
        (texts::SIMILAR, 14.0),
        (texts::REMARKABLE, 50.0),
    ];
    head(sheet, &columns, language)?;
    let mut row = 0;
    let mut add = |cells: [&str; 2], shares: [Option<crate::across::Share>; 3], remark: &str| -> Result<(), XlsxError> {
        row += 1;
        text_row(sheet, row, &cells, &wrapped())?;
        for (share, column) in shares.into_iter().zip(2u16..) {
            if let Some(value) = share.and_then(crate::across::Share::value) {
                sheet.write_number_with_format(row, column, value, &Format::new().set_num_format("0.0%"))?;
            }
        }
        sheet.write_string(row, 5, remark)?;
        Ok(())
    };
    for field in &mirror.fields {
        let remarks: Vec<&str> = field.remarks.iter().map(|remark| remark.told_in(language)).collect();
        add([field.column, texts::FILLED.told_in(language)], [Some(field.filled), field.filled_before, None], &remarks.join("; "))?;
        for value in &field.values {
            add([field.column, value.word], [Some(value.now), value.before, value.similar], "")?;
        }
    }
    Ok(())
}
