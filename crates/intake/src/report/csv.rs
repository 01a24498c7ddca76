//! Every case as CSV, for a spreadsheet or a ticket system: one line a case, and safe to open.

use super::lists::{left_out, lines, name_of};
use super::texts;
use crate::Language;
use crate::findings::Report;

/// All cases that were kept, with `;` between and a byte-order mark, as office programs here read it. A text that a
/// spreadsheet could take for a formula gets an apostrophe before it. A last line of a cause says how many more there are.
pub fn csv(report: &Report, language: Language) -> Vec<u8> {
    let mut out = b"\xEF\xBB\xBF".to_vec();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(&mut out);
    let heads = [texts::PART, texts::SEVERITY, texts::CODE, texts::ROW, texts::REFERENCE, texts::FIELD, texts::MESSAGE, texts::FIX];
    let mut written = writer.write_record(heads.map(|head| head.told_in(language)));
    for line in lines(report) {
        let (rule, case) = (line.cause.rule, line.case);
        let row = if case.row == 0 { String::new() } else { case.row.to_string() };
        let fields = [
            name_of(case, language),
            rule.severity.told_in(language).to_owned(),
            rule.code.to_owned(),
            row,
            case.shown_reference(),
            case.field.to_owned(),
            line.cause.message(language),
            rule.fix.told_in(language).to_owned(),
        ];
        written = written.and_then(|()| writer.write_record(fields.map(harmless)));
    }
    for cause in report.causes.iter().filter(|cause| left_out(cause) > 0) {
        let more = format!("{} {}", left_out(cause), texts::MORE.told_in(language));
        let fields = ["", cause.rule.severity.told_in(language), cause.rule.code, "", "", "", &more, ""];
        written = written.and_then(|()| writer.write_record(fields));
    }
    // Memory takes all that is written to it.
    let _ = written.and_then(|()| writer.flush().map_err(csv::Error::from));
    drop(writer);
    out
}

/// A text that a spreadsheet takes for text (OWASP: `=`, `+`, `-`, `@`, tab and carriage return begin a formula; also
/// their full-width forms, and behind spaces).
fn harmless(text: String) -> String {
    let first = text.trim_start_matches(' ').chars().next();
    if first.is_some_and(|letter| "=+-@\t\r\n＝＋－＠".contains(letter)) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_as_a_formula() {
        for text in ["=1+1", "+31", "-1", "@A1", "\t=1", " =1", "＝1"] {
            assert!(harmless(text.to_owned()).starts_with('\''), "{text}");
        }
        assert_eq!(harmless("2023-17".to_owned()), "2023-17");
    }

    #[test]
    fn a_reference_that_begins_as_a_formula_comes_out_as_text() {
        let columns = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;verzoeker;datum_verzoek;\
                       datum_start;datum_einde;gronden;contact;setting;advies;resultaat";
        let row = "＝HYPERLINK(0);123456782;Naam;;V;2010-03-15;X;1234AB;7;gi;2023-02-01;;;sexual;hands-on;family;;";
        let report = crate::check_file("board_RVDK_2023HJ01_v1.csv", format!("{columns}\n{row}\n").as_bytes());
        let bytes = csv(&report, Language::Dutch);
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes[3..]);
        let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
        assert!(records.iter().any(|record| &record[4] == "'＝HYPERLINK(0)" && &record[2] == "CH-SEX"), "{records:?}");
    }
}
