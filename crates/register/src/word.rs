//! A Word document (Office Open XML), made by hand: headings, paragraphs, tables and pictures, nothing else.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::Language;
use crate::exchange::ExchangeError;

const TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    "</Types>"
);
const RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#
);
const STYLES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="21"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults>"#,
    r#"<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="34"/></w:rPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>"#,
    "</w:styles>"
);
const BEGIN: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>"#
);
const END: &str = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr></w:body></w:document>"#;

/// Width of the text on the page, in English Metric Units: A4 less two margins of 2 cm.
const TEXT_WIDTH: u64 = 6_120_130;

/// A document in the making. The same calls give the same bytes.
///
/// ```
/// let mut document = register::Document::new(register::Language::Dutch);
/// document.title("Voortgang");
/// document.paragraph("Eén zin.");
/// assert_eq!(&document.finish().unwrap()[..2], b"PK");
/// ```
#[derive(Clone, Debug)]
pub struct Document {
    language: Language,
    body: String,
    pictures: Vec<Vec<u8>>,
}

impl Document {
    /// An empty document whose words are in this language.
    pub fn new(language: Language) -> Document {
        Document { language, body: String::new(), pictures: Vec::new() }
    }

    /// The heading of the whole.
    pub fn title(&mut self, text: &str) {
        self.body.push_str(&paragraph("Heading1", text));
    }

    /// The heading of a part.
    pub fn heading(&mut self, text: &str) {
        self.body.push_str(&paragraph("Heading2", text));
    }

    /// Words.
    pub fn paragraph(&mut self, text: &str) {
        self.body.push_str(&paragraph("", text));
    }

    /// A table; its head stands on every page it reaches.
    pub fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        self.body.push_str(&table(head, rows));
    }

    /// A PNG as wide as the text, with words for those who do not see it; what is no PNG leaves its words alone.
    pub fn picture(&mut self, png: Vec<u8>, description: &str) {
        let Some((width, height)) = size(&png) else { return self.paragraph(description) };
        self.pictures.push(png);
        let tall = TEXT_WIDTH * u64::from(height) / u64::from(width.max(1));
        self.body.push_str(&picture(self.pictures.len(), (TEXT_WIDTH, tall), description));
    }

    /// The bytes of the `.docx`.
    ///
    /// # Errors
    /// When the file cannot be put together.
    pub fn finish(self) -> Result<Vec<u8>, ExchangeError> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let styles = STYLES.replace("{language}", self.language.say("nl-NL", "en-GB"));
        let document = format!("{BEGIN}{}{END}", self.body);
        let relations = document_relations(self.pictures.len());
        let texts = [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("word/_rels/document.xml.rels", &relations),
            ("word/styles.xml", &styles),
            ("word/document.xml", &document),
        ];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.as_bytes()));
        let pictures = self.pictures.iter().enumerate().map(|(place, png)| (format!("word/media/{}.png", place + 1), png.as_slice()));
        let unwritable = |error: &dyn std::fmt::Display| ExchangeError::Unwritable(error.to_string());
        for (name, bytes) in texts.into_iter().chain(pictures) {
            zip.start_file(name, SimpleFileOptions::default()).map_err(|error| unwritable(&error))?;
            zip.write_all(bytes).map_err(|error| unwritable(&error))?;
        }
        let file = zip.finish().map_err(|error| unwritable(&error))?;
        Ok(file.into_inner())
    }
}

fn document_relations(pictures: usize) -> String {
    const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let picture = |number: usize| format!(r#"<Relationship Id="picture{number}" Type="{TYPE}/image" Target="media/{number}.png"/>"#);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{TYPE}/styles" Target="styles.xml"/>{}</Relationships>"#,
        (1..=pictures).map(picture).collect::<String>()
    )
}

/// Width and height of a PNG in pixels.
fn size(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| png.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
    png.starts_with(b"\x89PNG").then(|| Some((number(16)?, number(20)?)))?
}

fn picture(number: usize, (wide, tall): (u64, u64), description: &str) -> String {
    let description = escaped(description).replace('"', "&quot;");
    let about = format!(r#"id="{number}" name="{number}" descr="{description}""#);
    format!(
        concat!(
            r#"<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/><wp:docPr {about}/>"#,
            r#"<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>"#,
            r#"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"#,
            r#"<pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"#,
            r#"<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>"#,
            r#"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
        ),
        wide = wide,
        tall = tall,
        about = about,
        number = number
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_leaves_its_words() {
        let mut document = Document::new(Language::Dutch);
        document.picture(b"GIF89a".to_vec(), "Een <lijn>");
        assert!(document.pictures.is_empty() && document.body.contains("Een &lt;lijn&gt;"));
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &200u32.to_be_bytes(), &100u32.to_be_bytes()].concat();
        document.picture(png, "Een \"lijn\"");
        assert!(document.body.contains(r#"descr="Een &quot;lijn&quot;""#) && document.body.contains(r#"cy="3060065""#));
    }
}
