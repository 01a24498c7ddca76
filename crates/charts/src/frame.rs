//! What every drawing has: a title, a description, ids of its own, a hatch, and two widths.

use std::fmt::Write as _;

use crate::ink::{HATCH_GROUND, HATCH_LINE};
use crate::sheet::{Area, Sheet, escape, round};

/// What a drawing says of itself to those who do not see it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Caption {
    /// Unique on the page; letters, digits, `-` and `_` are kept, anything else becomes `-`.
    pub id: String,
    /// Short title: what, where, when.
    pub title: String,
    /// What the drawing shows, in a sentence or two.
    pub description: String,
}

/// One chart in its two forms.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Drawing {
    /// 720 px wide, text 14 px; for a place of 620 px or more.
    pub wide: String,
    /// 320 px wide, text 13 px; for a phone, or a narrow column.
    pub narrow: String,
}

impl Drawing {
    /// Both forms in the box the style sheet knows: it shows the one that fits the place.
    pub fn html(&self) -> String {
        format!(
            r#"<div class="ib-chart-box"><div class="ib-chart ib-chart--wide">{}</div><div class="ib-chart ib-chart--narrow">{}</div></div>"#,
            self.wide, self.narrow
        )
    }

    /// Draws both widths with one recipe.
    pub(crate) fn of(draw: impl Fn(Width) -> String) -> Drawing {
        Drawing { wide: draw(Width::Wide), narrow: draw(Width::Narrow) }
    }
}

/// Which of the two forms is being drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Width {
    Wide,
    Narrow,
}

impl Width {
    /// Width of the paper in pixels.
    pub fn paper(self) -> f64 {
        self.pick(720.0, 320.0)
    }

    /// Size of ordinary text.
    pub fn text(self) -> f64 {
        self.pick(14.0, 13.0)
    }

    /// Height of a line of text.
    pub fn leading(self) -> f64 {
        self.text() * 1.3
    }

    /// One value for each form.
    pub fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Width::Wide => wide,
            Width::Narrow => narrow,
        }
    }

    fn suffix(self) -> &'static str {
        self.pick("-w", "-n")
    }
}

/// How a drawing is announced: one picture, or a group of links.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    Picture,
    Links,
}

/// The finished drawing of `height` pixels.
pub(crate) fn framed(caption: &Caption, width: Width, height: f64, role: Role, draw: impl FnOnce(&mut Sheet)) -> String {
    let id = format!("{}{}", plain_id(&caption.id), width.suffix());
    frame_of(caption, id, (width.paper(), height, width.text()), role, draw)
}

/// A drawing of any size, with its id ready made: paper width, height and text size in pixels.
pub(crate) fn frame_of(
    caption: &Caption,
    id: String,
    (width, height, text): (f64, f64, f64),
    role: Role,
    draw: impl FnOnce(&mut Sheet),
) -> String {
    let mut sheet = Sheet::new(id.clone(), text);
    draw(&mut sheet);
    let body = sheet.into_body();
    let (title, description, role) = (escape(&caption.title), escape(&caption.description), role_word(role));
    let (width, height) = (round(width), round(height));
    let mut svg = String::with_capacity(body.len() + 700);
    let _ = write!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="ib-c" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="{role}" aria-labelledby="{id}-t {id}-d" font-family="'Noto Sans', sans-serif"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>"#
    );
    if body.contains("-hatch)") {
        svg.push_str(&hatch_pattern(&id));
    }
    svg.push_str(&body);
    svg.push_str("</svg>");
    svg
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Picture => "img",
        Role::Links => "group",
    }
}

fn hatch_pattern(id: &str) -> String {
    let mut tile = Sheet::new(String::new(), 0.0);
    tile.rect(Area { x: 0.0, y: 0.0, width: 6.0, height: 6.0 }, &HATCH_GROUND);
    tile.line((0.0, 0.0), (0.0, 6.0), &HATCH_LINE);
    let tile = tile.into_body();
    format!(
        r#"<defs><pattern id="{id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">{tile}</pattern></defs>"#
    )
}

/// An id HTML, XML and `url(#…)` all take.
pub(crate) fn plain_id(id: &str) -> String {
    let kept: String = id.chars().map(|letter| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' }).collect();
    if kept.starts_with(|letter: char| letter.is_ascii_alphabetic()) { kept } else { format!("c{kept}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_fit_for_use_whatever_comes_in() {
        assert_eq!(["tijd", "1 \"x\"", ""].map(plain_id), ["tijd", "c1--x-", "c"]);
    }

    #[test]
    fn a_drawing_names_its_title_and_its_description() {
        let caption = Caption { id: "a".to_owned(), title: "Tijd & hulp".to_owned(), description: "<lijn>".to_owned() };
        let svg = framed(&caption, Width::Narrow, 10.0, Role::Picture, |_| {});
        assert!(svg.contains(r#"role="img" aria-labelledby="a-n-t a-n-d""#), "{svg}");
        assert!(svg.contains(r#"<title id="a-n-t">Tijd &amp; hulp</title><desc id="a-n-d">&lt;lijn&gt;</desc>"#), "{svg}");
        assert!(!svg.contains("pattern"), "no hatch where nothing is hidden");
    }
}
