//! The progress report as a Word document.

use crate::exchange::ExchangeError;
use crate::html::{
    cells, followed_cells, followed_head, followed_intro, followed_title, moved_cells, moved_head, moved_intro, moved_title,
};
use crate::progress::{Progress, Section};
use crate::word::Document;

/// The report as the bytes of a `.docx`. The same report gives the same bytes.
///
/// # Errors
/// When the file cannot be put together.
pub fn docx(progress: &Progress) -> Result<Vec<u8>, ExchangeError> {
    let mut document = Document::new(progress.language);
    document.title(&progress.title());
    for part in &progress.sections {
        section(&mut document, progress, part);
    }
    if !progress.followed.is_empty() {
        document.heading(followed_title(progress));
        document.paragraph(followed_intro(progress));
        document.table(&followed_head(progress), &progress.followed.iter().map(followed_cells).collect::<Vec<_>>());
    }
    if !progress.moved.is_empty() {
        document.heading(moved_title(progress));
        document.paragraph(moved_intro(progress));
        document.table(&moved_head(progress), &progress.moved.iter().map(moved_cells).collect::<Vec<_>>());
    }
    document.heading(progress.say("Wat niet te volgen is", "What cannot be followed"));
    let intro = progress.say("Van {n} maatregelen: hoeveel er iets missen.", "Of {n} measures: how many lack something.");
    document.paragraph(&intro.replace("{n}", &progress.measures.to_string()));
    let rows: Vec<Vec<String>> =
        progress.faults.iter().map(|(fault, count)| vec![fault.name(progress.language).to_owned(), count.to_string()]).collect();
    document.table(&[progress.say("Wat mist", "What is lacking"), progress.say("Aantal", "Number")], &rows);
    document.finish()
}

fn section(document: &mut Document, progress: &Progress, section: &Section) {
    document.heading(section.title);
    document.paragraph(&section.intro);
    let rows: Vec<Vec<String>> = section.lines.iter().map(cells).collect();
    if !rows.is_empty() {
        document.table(&progress.head(), &rows);
    }
}
