//! The progress report as one HTML page, made for print: no style or script from elsewhere.

use crate::progress::{Followed, Line, Moved, Progress, Section};

const STYLE: &str = "body{font:11pt/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2b33}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #9fb8bd;padding:.3rem .5rem .3rem 0}\
h2{margin-top:2rem;break-after:avoid}tr{break-inside:avoid}div{overflow-x:auto}@page{margin:16mm}";

/// The report as a page.
///
/// ```
/// use domain::Day;
/// let register = register::Register::of_texts();
/// let day = |text| Day::parse_iso(text).unwrap();
/// let scope = register::Scope::of(day("2020-07-01"), day("2021-01-01"));
/// let page = register::html(&register::progress(&register, &scope));
/// assert!(page.contains("<h1>Voortgang 1 juli 2020 tot en met 1 januari 2021</h1>"));
/// ```
pub fn html(progress: &Progress) -> String {
    let title = escaped(&progress.title());
    let tag = progress.say("nl", "en");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>{}</main></body></html>\n",
        html_parts(progress)
    )
}

/// The parts of the report under its heading, for a page that has a frame of its own: headings of level 2, sentences and
/// tables. Everything that a record says is escaped.
pub fn html_parts(progress: &Progress) -> String {
    let sections: String = progress.sections.iter().map(|part| section(progress, part)).collect();
    let rows: Vec<Vec<String>> =
        progress.faults.iter().map(|(fault, count)| vec![fault.name(progress.language).to_owned(), count.to_string()]).collect();
    let title = progress.say("Wat niet te volgen is", "What cannot be followed");
    let intro = progress.say("Van {n} maatregelen: hoeveel er iets missen.", "Of {n} measures: how many lack something.");
    format!(
        "{sections}{}{}<h2 class=\"nl-heading nl-heading--level-2\">{title}</h2><p>{}</p>{}",
        followed(progress),
        moved(progress),
        intro.replace("{n}", &progress.measures.to_string()),
        table(title, &[progress.say("Wat mist", "What is lacking"), progress.say("Aantal", "Number")], &rows)
    )
}

fn section(progress: &Progress, section: &Section) -> String {
    let rows: Vec<Vec<String>> = section.lines.iter().map(cells).collect();
    let table = if rows.is_empty() { String::new() } else { table(section.title, &progress.head(), &rows) };
    format!("<h2 class=\"nl-heading nl-heading--level-2\">{}</h2><p>{}</p>{table}", escaped(section.title), escaped(&section.intro))
}

fn followed(progress: &Progress) -> String {
    let rows: Vec<Vec<String>> = progress.followed.iter().map(followed_cells).collect();
    if rows.is_empty() {
        return String::new();
    }
    let (title, intro, head) = (followed_title(progress), followed_intro(progress), followed_head(progress));
    format!("<h2 class=\"nl-heading nl-heading--level-2\">{title}</h2><p>{intro}</p>{}", table(title, &head, &rows))
}

/// Heading of the part about measures beside their figures.
pub(crate) fn followed_title(progress: &Progress) -> &'static str {
    progress.say("Maatregelen naast hun cijfer", "Measures beside their figure")
}

/// The sentence under it.
pub(crate) fn followed_intro(progress: &Progress) -> &'static str {
    progress.say(
        "Wat er was, wat het doel is en wat het cijfer nu zegt. Welk deel van de weg is afgelegd, komt uit de nulmeting, het einddoel en de grenzen van het cijfer; de nulmeting telt als precies getal. Of de maatregel de oorzaak is, zegt dit niet.",
        "Where it began, where it should end and what the figure says now. How much of the way was covered follows from the baseline, the end goal and the limits of the figure; the baseline counts as exact. It does not say that the measure is the cause.",
    )
}

/// The heads of its table.
pub(crate) fn followed_head(progress: &Progress) -> [&'static str; 7] {
    [
        progress.say("Maatregel", "Measure"),
        progress.say("Cijfer", "Figure"),
        progress.say("Nulmeting", "Baseline"),
        progress.say("Tussenstappen", "Steps"),
        progress.say("Einddoel", "End goal"),
        progress.say("Nu", "Now"),
        progress.say("De weg naar het doel", "The way to the goal"),
    ]
}

pub(crate) fn followed_cells(one: &Followed) -> Vec<String> {
    let title = format!("{} {}", one.id, one.title);
    [&title, &one.figure, &one.baseline, &one.steps, &one.goal, &one.now, &one.gap].map(Clone::clone).into()
}

fn moved(progress: &Progress) -> String {
    let rows: Vec<Vec<String>> = progress.moved.iter().map(moved_cells).collect();
    if rows.is_empty() {
        return String::new();
    }
    let (title, intro, head) = (moved_title(progress), moved_intro(progress), moved_head(progress));
    format!("<h2 class=\"nl-heading nl-heading--level-2\">{title}</h2><p>{intro}</p>{}", table(title, &head, &rows))
}

/// Heading of the part about what moved.
pub(crate) fn moved_title(progress: &Progress) -> &'static str {
    progress.say("Wat bewoog", "What moved")
}

/// The sentence under it.
pub(crate) fn moved_intro(progress: &Progress) -> &'static str {
    progress.say(
        "De cijfers die maatregelen moeten bewegen, uit de beveiligde cellen van de publicatie. Dat een cijfer bewoog, zegt niet waardoor.",
        "The figures that measures should move, from the protected cells of the release. That a figure moved does not say why.",
    )
}

/// The heads of its table.
pub(crate) fn moved_head(progress: &Progress) -> [&'static str; 4] {
    [
        progress.say("Cijfer", "Figure"),
        progress.say("Maatregelen", "Measures"),
        progress.say("Ervoor", "Before"),
        progress.say("Aan het einde", "At the end"),
    ]
}

pub(crate) fn moved_cells(moved: &Moved) -> Vec<String> {
    vec![moved.figure.clone(), moved.measures.join(", "), moved.before.clone(), moved.after.clone()]
}

pub(crate) fn cells(line: &Line) -> Vec<String> {
    [&line.id, &line.title, &line.who, &line.when, &line.more, &line.source].map(Clone::clone).into()
}

fn table(name: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let heads: String =
        head.iter().map(|cell| format!("<th class=\"utrecht-table__header-cell\" scope=\"col\">{}</th>", escaped(cell))).collect();
    let mut body = String::new();
    for row in rows {
        body.push_str("<tr>");
        for cell in row {
            body.extend(["<td class=\"utrecht-table__cell\">", &escaped(cell), "</td>"]);
        }
        body.push_str("</tr>");
    }
    format!(
        "<div role=\"region\" tabindex=\"0\" class=\"ib-table-scroll\" aria-label=\"{}\"><table class=\"utrecht-table ib-table\"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>",
        escaped(name)
    )
}

fn escaped(text: &str) -> String {
    if !text.contains(['&', '<', '>', '"']) {
        return text.to_owned();
    }
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Register;
    use domain::Day;

    #[test]
    fn what_a_record_says_cannot_become_markup() {
        let mut report = crate::progress(&Register::of_texts(), &crate::Scope::of(Day(18_000), Day(19_000)));
        report.sections[0].lines.push(Line {
            id: "C-1".to_owned(),
            title: "<script>alert(1)</script>".to_owned(),
            who: "a & b".to_owned(),
            when: String::new(),
            day: None,
            start: None,
            end: None,
            more: String::new(),
            source: "\"own\"".to_owned(),
        });
        let page = html(&report);
        assert!(
            page.contains("&lt;script&gt;") && page.contains("a &amp; b") && page.contains("&quot;own&quot;") && !page.contains("<script>")
        );
    }
}
