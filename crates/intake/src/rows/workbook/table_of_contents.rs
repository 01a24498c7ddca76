//! What a spreadsheet holds, by its relations: the sheets in their order, the shared texts, the styles.

use super::part::{Part, Tag, attribute};
use super::{Archive, BookFault};

/// What a spreadsheet holds; parts by their place in the zip file.
#[derive(Default)]
pub(super) struct Contents {
    pub(super) sheets: Vec<Tab>,
    pub(super) strings: Option<usize>,
    pub(super) styles: Option<usize>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
}

/// One sheet.
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) is_in_sight: bool,
    pub(super) part: usize,
}

/// One relation of a part to another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// Most sheets and relations.
const LIMIT: usize = 1_000;

impl Contents {
    pub(super) fn read(archive: &mut Archive<'_>) -> Result<Contents, BookFault> {
        let root = relations(archive, "")?;
        let book = root.iter().find(|relation| relation.kind.ends_with("/officeDocument"));
        let book = book.map_or("xl/workbook.xml".to_owned(), |relation| relation.target.clone());
        let relations = relations(archive, &book)?;
        let part = |archive: &Archive<'_>, kind: &str| {
            relations.iter().find(|relation| relation.kind.ends_with(kind)).and_then(|relation| place(archive, &relation.target))
        };
        let mut contents = Contents { strings: part(archive, "/sharedStrings"), styles: part(archive, "/styles"), ..Contents::default() };
        let book = place(archive, &book).ok_or(BookFault::Broken)?;
        let sheets = contents.read_book(&mut Part::open(archive, book)?)?;
        for (name, is_in_sight, id) in sheets {
            let relation = relations.iter().find(|relation| relation.id == id).ok_or(BookFault::Broken)?;
            if relation.kind.ends_with("/worksheet") {
                let part = place(archive, &relation.target).ok_or(BookFault::Broken)?;
                contents.sheets.push(Tab { name, is_in_sight, part });
            }
        }
        Ok(contents)
    }

    /// Reads the workbook itself: the name of each sheet, whether it is in sight, and its relation.
    fn read_book(&mut self, part: &mut Part<'_>) -> Result<Vec<(String, bool, String)>, BookFault> {
        let mut sheets = Vec::new();
        loop {
            match part.next()? {
                Tag::Open(element) => match element.local_name().as_ref() {
                    "workbookPr" => {
                        self.is_1904 = attribute(&element, "date1904").is_some_and(|value| matches!(value.as_str(), "1" | "true"))
                    }
                    "sheet" => {
                        let is_in_sight = attribute(&element, "state").is_none_or(|state| state == "visible");
                        let (name, id) = (attribute(&element, "name"), attribute(&element, "id"));
                        sheets.push((name.unwrap_or_default(), is_in_sight, id.ok_or(BookFault::Broken)?));
                    }
                    _ => {}
                },
                Tag::End => return Ok(sheets),
                Tag::Close(_) | Tag::Text(_) => {}
            }
            if sheets.len() > LIMIT {
                return Err(BookFault::TooBig);
            }
        }
    }
}

/// The relations of a part; a link to something outside the file is left out.
fn relations(archive: &mut Archive<'_>, of: &str) -> Result<Vec<Relation>, BookFault> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let own = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let Some(own) = place(archive, &own) else { return Ok(Vec::new()) };
    let mut part = Part::open(archive, own)?;
    let mut relations = Vec::new();
    loop {
        match part.next()? {
            Tag::Open(element) if element.local_name().as_ref() == "Relationship" => {
                let said = |name| attribute(&element, name).unwrap_or_default();
                if said("TargetMode") != "External" {
                    relations.push(Relation { id: said("Id"), kind: said("Type"), target: joined(folder, &said("Target")) });
                }
            }
            Tag::End => return Ok(relations),
            Tag::Open(_) | Tag::Close(_) | Tag::Text(_) => {}
        }
        if relations.len() > LIMIT {
            return Err(BookFault::TooBig);
        }
    }
}

/// A target beside a folder; one that begins with `/` stands by itself.
fn joined(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(target) => target.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    }
}

/// The place of a part in the zip file; capitals do not matter.
fn place(archive: &Archive<'_>, name: &str) -> Option<usize> {
    archive
        .index_for_name_raw(name.as_bytes())
        .or_else(|| archive.file_names_raw().position(|known| known.eq_ignore_ascii_case(name.as_bytes())))
}
