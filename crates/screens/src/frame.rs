//! The frame of every page: head, skip link, name, language switch, menu, banner, breadcrumb, footer.

use maud::{DOCTYPE, Markup, html};

use crate::texts::{Language, Text, other, own_name, tag};

/// Addresses of the style sheet, script, font and icon.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assets {
    /// Style sheet.
    pub style: String,
    /// Script; everything works without it.
    pub script: String,
    /// Font.
    pub font: String,
    /// Icon.
    pub icon: String,
}

/// The pages of the menu.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Menu {
    /// Overview.
    Overview,
    /// The chain.
    Chain,
    /// Indicators.
    Indicators,
    /// Regions.
    Regions,
    /// How many children there may be in all.
    Extent,
    /// Measures and commitments.
    Register,
    /// Methods.
    Methods,
    /// A page that is not in the menu.
    Elsewhere,
}

/// One step of the breadcrumb: its name and, but for the page itself, its address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crumb {
    /// Name.
    pub name: String,
    /// Address without language; `None` for the page itself.
    pub address: Option<String>,
}

/// Everything around the content of a page.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// Language of the page.
    pub language: Language,
    /// Title of the page.
    pub title: String,
    /// Its address without language and with its query: the switch keeps it.
    pub address: String,
    /// Where it is in the menu.
    pub menu: Menu,
    /// The way to it; empty on the front page.
    pub crumbs: Vec<Crumb>,
    /// Version of the release shown.
    pub version: &'a str,
    /// Whether the country is made up: said on every page.
    pub synthetic: bool,
    /// Whether the release is not approved: said on every page.
    pub unapproved: bool,
    /// Whether a server answers a search: then every page has a place to type.
    pub has_search: bool,
    /// Where the style sheet and its companions are.
    pub assets: &'a Assets,
}

/// An address in a language: Dutch as it is, English under `/en`.
///
/// ```
/// use screens::{Language, frame::address};
/// assert_eq!(address("/regios", Language::English), "/en/regios");
/// assert_eq!(address("/", Language::English), "/en/");
/// ```
pub fn address(path: &str, language: Language) -> String {
    match language {
        Language::Dutch => path.to_owned(),
        Language::English => format!("/en{path}"),
    }
}

/// The head of a page: its name, its look, and where it stands in the other language.
pub fn head(title: &str, at: &str, assets: &Assets, language: Language) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) " – Inbeeld" }
            link rel="icon" href=(assets.icon) type="image/svg+xml";
            link rel="preload" href=(assets.font) as="font" type="font/woff2" crossorigin;
            link rel="stylesheet" href=(assets.style);
            link rel="alternate" hreflang=(tag(other(language))) href=(address(at, other(language)));
            script src=(assets.script) defer {}
        }
    }
}

impl Frame<'_> {
    /// The whole page around its content; the content has the one `h1`.
    pub fn page(&self, content: &Markup) -> Markup {
        let language = self.language;
        html! {
            (DOCTYPE)
            html lang=(tag(language)) {
                (head(&self.title, &self.address, self.assets, self.language))
                body class="ib-body" {
                    a class="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud" { (Text::SkipToContent.say(language)) }
                    (self.header())
                    (self.navigation())
                    (self.banners())
                    (self.breadcrumb())
                    main class="ib-main" id="inhoud" tabindex="-1" { (content) }
                    (self.footer())
                }
            }
        }
    }

    fn header(&self) -> Markup {
        let (language, second) = (self.language, other(self.language));
        html! {
            header class="ib-header" {
                div class="ib-header__inner" {
                    a class="ib-brand" href=(address("/", language)) {
                        span class="ib-brand__name" { "Inbeeld" }
                        " "
                        span class="ib-brand__line" { (Text::BrandLine.say(language)) }
                    }
                    @if self.has_search { (self.search()) }
                    a class="ib-language nl-link" href=(address(&self.address, second)) hreflang=(tag(second)) lang=(tag(second)) { (own_name(second)) }
                }
            }
        }
    }

    fn search(&self) -> Markup {
        let language = self.language;
        html! {
            form class="ib-search ib-no-print" method="get" action=(address("/zoek", language)) role="search" {
                input class="utrecht-textbox utrecht-textbox--html-input ib-input" name="q" type="search" maxlength="100"
                    aria-label=(Text::FindPageWords.say(language)) placeholder=(Text::FindPageShort.say(language));
                button class="nl-button nl-button--secondary" type="submit" { (Text::FindGo.say(language)) }
            }
        }
    }

    fn navigation(&self) -> Markup {
        let language = self.language;
        let items = [
            (Menu::Overview, "/", Text::Overview),
            (Menu::Chain, "/keten", Text::Chain),
            (Menu::Indicators, "/indicatoren", Text::Indicators),
            (Menu::Regions, "/regios", Text::Regions),
            (Menu::Extent, "/omvang", Text::ExtentMenu),
            (Menu::Register, "/maatregelen", Text::RegisterMenu),
            (Menu::Methods, "/methode", Text::Method),
        ];
        html! {
            nav class="ib-nav" aria-label=(Text::MainMenu.say(language)) {
                ul class="ib-nav__list" {
                    @for (menu, path, text) in items {
                        li class="ib-nav__item" {
                            a class="ib-nav__link" href=(address(path, language)) aria-current=[(menu == self.menu).then_some("page")] {
                                (text.say(language))
                            }
                        }
                    }
                }
            }
        }
    }

    fn banners(&self) -> Markup {
        let language = self.language;
        html! {
            @if self.synthetic {
                aside class="ib-banner" aria-label=(Text::AboutTheData.say(language)) {
                    p class="ib-banner__words" { strong { (Text::MadeData.say(language)) } " " (Text::MadeDataMore.say(language))
                        @if self.unapproved { " " (Text::UnapprovedMore.say(language)) }
                    }
                }
            } @else if self.unapproved {
                aside class="ib-banner" aria-label=(Text::AboutTheData.say(language)) {
                    p class="ib-banner__words" { strong { (Text::Unapproved.say(language)) } " " (Text::UnapprovedMore.say(language)) }
                }
            }
        }
    }

    fn breadcrumb(&self) -> Markup {
        let language = self.language;
        html! {
            @if !self.crumbs.is_empty() {
                nav class="ib-breadcrumb" aria-label=(Text::Breadcrumb.say(language)) {
                    ol class="ib-breadcrumb__list" {
                        @for crumb in &self.crumbs {
                            li class="ib-breadcrumb__item" {
                                @match &crumb.address {
                                    Some(path) => a class="nl-link" href=(address(path, language)) { (crumb.name) },
                                    None => span aria-current="page" { (crumb.name) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        let language = self.language;
        let links = [
            ("/hulp", Text::SignpostTitle),
            ("/professional", Text::ProfessionalTitle),
            ("/methode", Text::AboutTheFigures),
            ("/tabellen", Text::TablesTitle),
            ("/wijzigingen", Text::ChangesTitle),
            ("/rechten", Text::RightsTitle),
            ("/toegankelijkheid", Text::Accessibility),
            ("/privacy", Text::Privacy),
            ("/licenties", Text::Licences),
        ];
        html! {
            footer class="ib-footer" {
                div class="ib-footer__inner" {
                    p class="ib-footer__help" {
                        strong { (Text::HelpNow.say(language)) } " " (Text::CallVeiligThuis.say(language)) " "
                        a href="tel:08002000" { "0800 2000" } (Text::FreeDayAndNight.say(language)) " " a href="tel:112" { "112" } "."
                    }
                    ul class="ib-footer__list" {
                        @for (path, text) in links { li { a href=(address(path, language)) { (text.say(language)) } } }
                    }
                    p class="ib-footer__colophon" { (Text::Colophon.fill(language, &[("version", self.version)])) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(assets: &Assets, language: Language) -> String {
        let frame = Frame {
            language,
            title: "Regio's".to_owned(),
            address: "/regios?a=1&b=2".to_owned(),
            menu: Menu::Regions,
            crumbs: vec![Crumb { name: "Overzicht".to_owned(), address: Some("/".to_owned()) }],
            version: "2026-1",
            synthetic: true,
            unapproved: true,
            has_search: true,
            assets,
        };
        frame.page(&html! { h1 { "Regio's" } }).into_string()
    }

    fn assets() -> Assets {
        Assets { style: "/a.css".to_owned(), script: "/a.js".to_owned(), font: "/a.woff2".to_owned(), icon: "/a.svg".to_owned() }
    }

    #[test]
    fn the_switch_keeps_the_page_and_its_query() {
        assert!(frame(&assets(), Language::Dutch).contains(r#"href="/en/regios?a=1&amp;b=2""#));
        assert!(frame(&assets(), Language::English).contains(r#"class="ib-language nl-link" href="/regios?a=1&amp;b=2""#));
    }

    #[test]
    fn a_made_country_is_called_made_up() {
        assert!(frame(&assets(), Language::Dutch).contains("Verzonnen gegevens: dit land bestaat niet"));
        assert!(frame(&assets(), Language::English).contains("Made-up data: this country does not exist"));
    }
}
