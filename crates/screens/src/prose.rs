//! Markdown → HTML, a small safe subset: no raw HTML, no inline style, no address that runs a script; headings start at 2.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::html::push_html;
use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::texts::{Language, Text};

/// Running text for an `ib-prose` block. The title of the page is its `h1`, so a first heading of level 1 is left out
/// and deeper ones stay below it.
///
/// ```
/// use screens::{Language, prose};
/// let html = prose::markdown("# Title\n\nText <b>bold</b>", Language::English).into_string();
/// assert_eq!(html, "<p>Text &lt;b&gt;bold&lt;/b&gt;</p>\n");
/// ```
pub fn markdown(text: &str, language: Language) -> Markup {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    let mut html = String::with_capacity(text.len() * 2);
    push_html(&mut html, WithoutTitle { events: parser, inside: false }.map(safe));
    PreEscaped(scrollable(&html, language))
}

/// Code and tables wider than the page scroll in a place of their own that the keyboard reaches. In the rendered text every
/// `<` of the writer is escaped, so these tags are the renderer's.
fn scrollable(html: &str, language: Language) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    for (number, part) in html.replace("<pre>", "<pre tabindex=\"0\">").split("<table>").enumerate() {
        if number > 0 {
            let name = Text::TableNumber.fill(language, &[("number", &number.to_string())]);
            out.push_str(&html! { (PreEscaped("<div class=\"ib-table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")) (name) (PreEscaped("\"><table>")) }.into_string());
        }
        out.push_str(&part.replace("</table>", "</table></div>"));
    }
    out
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
        let html = markdown(text, Language::Dutch).into_string();
        assert!(
            !html.contains("<script") && !html.contains("<i ") && !html.contains("javascript:") && !html.contains("elsewhere"),
            "{html}"
        );
    }

    #[test]
    fn tables_and_code_scroll_by_keyboard_and_come_without_inline_style() {
        let html = markdown("| a | b |\n|--:|:-:|\n| 1 | 2 |\n\n    code", Language::Dutch).into_string();
        assert!(html.contains("<table>") && !html.contains("style="), "{html}");
        assert!(html.contains(r#"tabindex="0" aria-label="Tabel 1"><table>"#) && html.contains("</table></div>"), "{html}");
        assert!(html.contains(r#"<pre tabindex="0">"#), "{html}");
    }
}
