//! The paper: a growing SVG body, with every text escaped and every coordinate rounded to a tenth.

use std::fmt::Write as _;

use crate::ink::{HALO, HATCH_EDGE, Ink};

/// A point on the paper.
pub(crate) type Point = (f64, f64);

/// A rectangle on the paper.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

/// Which end of a text stands at its point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// One drawing in the making.
#[derive(Debug)]
pub(crate) struct Sheet {
    body: String,
    id: String,
    size: f64,
}

impl Sheet {
    /// Paper for one drawing: its own id, and the size of its text in pixels.
    pub fn new(id: String, size: f64) -> Sheet {
        Sheet { body: String::new(), id, size }
    }

    pub fn into_body(self) -> String {
        self.body
    }

    pub fn text(&mut self, at: Point, words: &str, ink: &Ink, anchor: Anchor) {
        self.text_sized(at, words, ink, anchor, self.size);
    }

    pub fn text_sized(&mut self, (x, y): Point, words: &str, ink: &Ink, anchor: Anchor, size: f64) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let (x, y, size) = (round(x), round(y), round(size));
        let words = escape(words);
        let _ = write!(self.body, r#"<text x="{x}" y="{y}" font-size="{size}"{anchor}{}>{words}</text>"#, look(ink));
    }

    /// Text that may cross a line: an edge of paper keeps it readable.
    pub fn text_over(&mut self, at: Point, words: &str, ink: &Ink, anchor: Anchor) {
        let _ = write!(self.body, "<g{}>", look(&HALO));
        self.text(at, words, ink, anchor);
        self.body.push_str("</g>");
    }

    /// Text in bold, in whatever colour.
    pub fn text_bold(&mut self, at: Point, words: &str, ink: &Ink, anchor: Anchor, size: f64) {
        self.body.push_str(r#"<g font-weight="700">"#);
        self.text_sized(at, words, ink, anchor, size);
        self.body.push_str("</g>");
    }

    pub fn line(&mut self, from: Point, to: Point, ink: &Ink) {
        let (x1, y1, x2, y2) = (round(from.0), round(from.1), round(to.0), round(to.1));
        let _ = write!(self.body, r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"{}/>"#, look(ink));
    }

    pub fn rect(&mut self, area: Area, ink: &Ink) {
        let _ = write!(self.body, "<rect{}{}/>", place(area), look(ink));
    }

    /// An area whose value is shielded: 45° hatch.
    pub fn hatch(&mut self, area: Area) {
        let _ = write!(self.body, r#"<rect{} fill="url(#{}-hatch)"{}/>"#, place(area), self.id, look(&HATCH_EDGE));
    }

    pub fn circle(&mut self, (x, y): Point, radius: f64, ink: &Ink) {
        let _ = write!(self.body, r#"<circle cx="{}" cy="{}" r="{}"{}/>"#, round(x), round(y), round(radius), look(ink));
    }

    /// A path through points, left open.
    pub fn stroke(&mut self, points: &[Point], ink: &Ink) {
        let _ = write!(self.body, r#"<path d="{}"{}/>"#, through(points), look(ink));
    }

    /// A path through points, closed.
    pub fn shape(&mut self, points: &[Point], ink: &Ink) {
        let _ = write!(self.body, r#"<path d="{}Z"{}/>"#, through(points), look(ink));
    }

    /// Closed shapes with one look, each a mark that tells its tip; without an ink they are shielded.
    pub fn marks<const N: usize>(&mut self, shapes: impl Iterator<Item = ([Point; N], String)>, ink: Option<&Ink>) {
        let fill = match ink {
            Some(ink) => look(ink),
            None => format!(r#" fill="url(#{}-hatch)"{}"#, self.id, look(&HATCH_EDGE)),
        };
        let _ = write!(self.body, "<g{fill}>");
        for (points, tip) in shapes {
            let _ = write!(self.body, r#"<path class="ib-mark" d="{}Z"><title>{}</title></path>"#, through(&points), escape(&tip));
        }
        self.body.push_str("</g>");
    }

    /// Loose lines in one path.
    pub fn segments(&mut self, edges: &[(Point, Point)], ink: &Ink) {
        let path: String = edges.iter().map(|(from, to)| through(&[*from, *to])).collect();
        let _ = write!(self.body, r#"<path d="{path}"{}/>"#, look(ink));
    }

    /// A mark a reader can stop at: hover or arrow keys tell `tip`.
    pub fn mark(&mut self, tip: &str, draw: impl FnOnce(&mut Sheet)) {
        let _ = write!(self.body, r#"<g class="ib-mark"><title>{}</title>"#, escape(tip));
        draw(self);
        self.body.push_str("</g>");
    }

    /// The same, leading somewhere.
    pub fn link(&mut self, href: &str, tip: &str, draw: impl FnOnce(&mut Sheet)) {
        let (href, tip) = (escape(href), escape(tip));
        let _ = write!(self.body, r#"<a class="ib-mark ib-mark--link" href="{href}" aria-label="{tip}"><title>{tip}</title>"#);
        draw(self);
        self.body.push_str("</a>");
    }
}

fn look(ink: &Ink) -> String {
    format!(r#" class="{}" {}"#, ink.class, ink.attributes)
}

fn place(area: Area) -> String {
    let (x, y, width, height) = (round(area.x), round(area.y), round(area.width.max(0.0)), round(area.height.max(0.0)));
    format!(r#" x="{x}" y="{y}" width="{width}" height="{height}""#)
}

fn through(points: &[Point]) -> String {
    let mut path = String::with_capacity(points.len() * 10);
    for (place, (x, y)) in points.iter().enumerate() {
        let _ = write!(path, "{}{} {}", if place == 0 { 'M' } else { 'L' }, round(*x), round(*y));
    }
    path
}

/// A coordinate in tenths, without needless zeros; never `-0` or `NaN`.
pub(crate) fn round(value: f64) -> String {
    let tenths = if value.is_finite() { (value * 10.0).round() / 10.0 } else { 0.0 };
    let tenths = if tenths == 0.0 { 0.0 } else { tenths };
    format!("{tenths}")
}

/// Text that is safe between tags and in quoted attributes; letters XML forbids are dropped.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_short_and_never_strange() {
        assert_eq!([1.0, 2.34, -0.01, f64::NAN].map(round), ["1", "2.3", "0", "0"]);
    }

    #[test]
    fn no_text_can_leave_its_place() {
        assert_eq!(escape("<a href=\"x\">&'\u{0}"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39; ");
    }
}
