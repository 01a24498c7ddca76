//! The progress report as one HTML page, made for print: no style or script from elsewhere.

use crate::progress::{Line, Progress, Section};

const STYLE: &str = "body{font:11pt/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2b33}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #9fb8bd;padding:.3rem .5rem .3rem 0}\
h2{margin-top:2rem;break-after:avoid}tr{break-inside:avoid}div{overflow-x:auto}@page{margin:16mm}";

/// The report as a page.
///
/// ```
/// use domain::Day;
/// let register = register::Register::of_texts();
/// let day = |text| Day::parse_iso(text).unwrap();
/// let page = register::html(&register::progress(&register, day("2020-07-01"), day("2021-01-01")));
/// assert!(page.contains("<h1>Voortgang 2020-07-01 tot en met 2021-01-01</h1>"));
/// ```
pub fn html(progress: &Progress) -> String {
    let title = format!("Voortgang {} tot en met {}", progress.from, progress.through);
    let sections: String = progress.sections.iter().map(section).collect();
    let faults: Vec<[String; 2]> = progress.faults.iter().map(|(fault, count)| [fault.dutch().to_owned(), count.to_string()]).collect();
    let rows: Vec<&[String]> = faults.iter().map(<[String; 2]>::as_slice).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>{sections}\
         <h2>Wat niet te volgen is</h2><p>Van {} maatregelen: hoeveel er iets missen.</p>{}</main></body></html>\n",
        progress.measures,
        table("Wat niet te volgen is", &["Wat mist", "Aantal"], &rows)
    )
}

fn section(section: &Section) -> String {
    let lines: Vec<[String; 6]> = section.lines.iter().map(cells).collect();
    let rows: Vec<&[String]> = lines.iter().map(<[String; 6]>::as_slice).collect();
    let table =
        if rows.is_empty() { String::new() } else { table(section.title, &["Nr", "Wat", "Wie", "Wanneer", "Toelichting", "Bron"], &rows) };
    format!("<h2>{}</h2><p>{}</p>{table}", escaped(section.title), escaped(&section.intro))
}

fn cells(line: &Line) -> [String; 6] {
    [&line.id, &line.title, &line.who, &line.when, &line.more, &line.source].map(Clone::clone)
}

fn table(name: &str, head: &[&str], rows: &[&[String]]) -> String {
    let heads: String = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escaped(cell))).collect();
    let line = |row: &&[String]| {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
        format!("<tr>{cells}</tr>")
    };
    let body: String = rows.iter().map(line).collect();
    format!(
        "<div role=\"region\" tabindex=\"0\" aria-label=\"Tabel: {}\"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>",
        escaped(name)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Register;
    use domain::Day;

    #[test]
    fn what_a_record_says_cannot_become_markup() {
        let mut report = crate::progress(&Register::of_texts(), Day(18_000), Day(19_000));
        report.sections[0].lines.push(Line {
            id: "C-1".to_owned(),
            title: "<script>alert(1)</script>".to_owned(),
            who: "a & b".to_owned(),
            when: String::new(),
            more: String::new(),
            source: "\"own\"".to_owned(),
        });
        let page = html(&report);
        assert!(
            page.contains("&lt;script&gt;") && page.contains("a &amp; b") && page.contains("&quot;own&quot;") && !page.contains("<script>")
        );
    }
}
