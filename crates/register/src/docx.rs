//! The progress report as a Word document (Office Open XML), made by hand: headings, paragraphs and tables, nothing else.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::exchange::ExchangeError;
use crate::html::{
    cells, followed_cells, followed_head, followed_intro, followed_title, moved_cells, moved_head, moved_intro, moved_title,
};
use crate::progress::{Progress, Section};

const TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    "</Types>"
);
const RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#
);
const DOCUMENT_RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#
);
const STYLES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="21"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults>"#,
    r#"<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="34"/></w:rPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>"#,
    "</w:styles>"
);

/// The report as the bytes of a `.docx`. The same report gives the same bytes.
///
/// # Errors
/// When the file cannot be put together.
pub fn docx(progress: &Progress) -> Result<Vec<u8>, ExchangeError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let document = document(progress);
    let styles = STYLES.replace("{language}", progress.say("nl-NL", "en-GB"));
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", &styles),
        ("word/document.xml", &document),
    ];
    let unwritable = |error: &dyn std::fmt::Display| ExchangeError::Unwritable(error.to_string());
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).map_err(|error| unwritable(&error))?;
        zip.write_all(text.as_bytes()).map_err(|error| unwritable(&error))?;
    }
    let file = zip.finish().map_err(|error| unwritable(&error))?;
    Ok(file.into_inner())
}

fn document(progress: &Progress) -> String {
    let mut text = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#,
    );
    text.push_str(&paragraph("Heading1", &progress.title()));
    for section in &progress.sections {
        text.push_str(&section_text(progress, section));
    }
    if !progress.followed.is_empty() {
        text.push_str(&paragraph("Heading2", followed_title(progress)));
        text.push_str(&paragraph("", followed_intro(progress)));
        text.push_str(&table(&followed_head(progress), &progress.followed.iter().map(followed_cells).collect::<Vec<_>>()));
    }
    if !progress.moved.is_empty() {
        text.push_str(&paragraph("Heading2", moved_title(progress)));
        text.push_str(&paragraph("", moved_intro(progress)));
        text.push_str(&table(&moved_head(progress), &progress.moved.iter().map(moved_cells).collect::<Vec<_>>()));
    }
    text.push_str(&paragraph("Heading2", progress.say("Wat niet te volgen is", "What cannot be followed")));
    let intro = progress.say("Van {n} maatregelen: hoeveel er iets missen.", "Of {n} measures: how many lack something.");
    text.push_str(&paragraph("", &intro.replace("{n}", &progress.measures.to_string())));
    let rows: Vec<Vec<String>> =
        progress.faults.iter().map(|(fault, count)| vec![fault.name(progress.language).to_owned(), count.to_string()]).collect();
    text.push_str(&table(&[progress.say("Wat mist", "What is lacking"), progress.say("Aantal", "Number")], &rows));
    text.push_str(r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr></w:body></w:document>"#);
    text
}

fn section_text(progress: &Progress, section: &Section) -> String {
    let rows: Vec<Vec<String>> = section.lines.iter().map(cells).collect();
    let table = if rows.is_empty() { String::new() } else { table(&progress.head(), &rows) };
    format!("{}{}{table}", paragraph("Heading2", section.title), paragraph("", &section.intro))
}

fn paragraph(style: &str, text: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!(r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#) };
    format!(r#"<w:p>{style}<w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#, escaped(text))
}

fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: Vec<&str>, properties: &str| {
        let cells: String = cells.iter().map(|cell| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph("", cell))).collect();
        format!("<w:tr>{properties}{cells}</w:tr>")
    };
    let border = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9FB8BD"/>"#);
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    let grid: String = head.iter().map(|_| "<w:gridCol/>").collect();
    let body: String = rows.iter().map(|row| line(row.iter().map(String::as_str).collect(), "")).collect();
    let header = line(head.to_vec(), "<w:trPr><w:tblHeader/></w:trPr>");
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{header}{body}</w:tbl>"
    )
}

/// Text as XML takes it; characters XML cannot hold are dropped.
fn escaped(text: &str) -> String {
    let allowed = |letter: &char| !letter.is_control() || matches!(letter, '\t' | '\n');
    let text: String = text.chars().filter(allowed).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
