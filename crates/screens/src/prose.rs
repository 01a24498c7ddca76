//! Markdown → HTML, a small safe subset: no raw HTML, no inline style, no address that runs a script; headings start at 2.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

/// Running text for an `ib-prose` block. The title of the page is its `h1`, so a first heading of level 1 is left out
/// and deeper ones stay below it.
///
/// ```
/// let html = screens::prose::markdown("# Title\n\nText <b>bold</b>").into_string();
/// assert_eq!(html, "<p>Text &lt;b&gt;bold&lt;/b&gt;</p>\n");
/// ```
pub fn markdown(text: &str) -> Markup {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    let mut html = String::with_capacity(text.len() * 2);
    push_html(&mut html, WithoutTitle { events: parser, inside: false }.map(safe));
    PreEscaped(html)
}

/// Leaves out headings of level 1.
struct WithoutTitle<'a> {
    events: Parser<'a>,
    inside: bool,
}

impl<'a> Iterator for WithoutTitle<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            match self.events.next()? {
                Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => self.inside = true,
                Event::End(TagEnd::Heading(HeadingLevel::H1)) => self.inside = false,
                _ if self.inside => {}
                event => return Some(event),
            }
        }
    }
}

fn safe(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Table(columns)) => Event::Start(Tag::Table(vec![Alignment::None; columns.len()])),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: safe_address(dest_url), title, id })
        }
        Event::Start(Tag::Image { link_type, title, id, .. }) => {
            Event::Start(Tag::Image { link_type, dest_url: CowStr::Borrowed(""), title, id })
        }
        other => other,
    }
}

fn safe_address(address: CowStr<'_>) -> CowStr<'_> {
    let is_safe = ["https://", "http://", "mailto:", "/", "#"].iter().any(|start| address.starts_with(start)) && !address.starts_with("//");
    if is_safe || !address.contains(':') { address } else { CowStr::Borrowed("#") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_gets_through() {
        let text = "<script>alert(1)</script>\n\n[a](javascript:alert(1)) <i onclick=x>y</i>\n\n![p](https://elsewhere.example/p.png)";
        let html = markdown(text).into_string();
        assert!(
            !html.contains("<script") && !html.contains("<i ") && !html.contains("javascript:") && !html.contains("elsewhere"),
            "{html}"
        );
    }

    #[test]
    fn tables_come_without_inline_style() {
        let html = markdown("| a | b |\n|--:|:-:|\n| 1 | 2 |").into_string();
        assert!(html.contains("<table>") && !html.contains("style="), "{html}");
    }
}
