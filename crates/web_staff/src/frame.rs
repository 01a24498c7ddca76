//! The frame of the staff pages: the look of the public ones, with the way of those who work here.

use maud::{DOCTYPE, Markup, html};
use screens::frame::{address, head};
use screens::texts::{own_name, tag};
use screens::{StaffText, Text, assets};

use crate::account::Role;
use crate::visit::Visit;

/// A whole page around its content; the content has the one `h1`.
pub(crate) fn page(visit: &Visit, title: &str, content: &Markup) -> Markup {
    let (language, at) = (visit.language, visit.address());
    let assets = assets::addresses();
    html! {
        (DOCTYPE)
        html lang=(tag(language)) {
            (head(title, &at, &assets, language))
            body class="ib-body" {
                a class="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud" { (Text::SkipToContent.say(language)) }
                (header(visit, &at))
                @if visit.account.is_some() { (navigation(visit)) }
                main class="ib-main" id="inhoud" tabindex="-1" { (content) }
                (footer(visit))
            }
        }
    }
}

fn header(visit: &Visit, at: &str) -> Markup {
    let second = screens::texts::other(visit.language);
    html! {
        header class="ib-header" {
            div class="ib-header__inner" {
                a class="ib-brand" href=(visit.to("/")) {
                    span class="ib-brand__name" { "Inbeeld" }
                    " "
                    span class="ib-brand__line" { (visit.say(StaffText::BrandLine)) }
                }
                a class="ib-language nl-link" href=(address(at, second)) hreflang=(tag(second)) lang=(tag(second)) { (own_name(second)) }
            }
        }
    }
}

fn navigation(visit: &Visit) -> Markup {
    let is_here = |path: &str| visit.address() == path;
    let mut items = vec![("/", StaffText::Overview)];
    if visit.account.as_ref().is_some_and(|account| account.may_read()) {
        items.extend([
            ("/register/matrix", StaffText::Matrix),
            ("/register/verslag", StaffText::Report),
            ("/register/invoer", StaffText::Files),
        ]);
    }
    if visit.account.as_ref().is_some_and(|account| account.is(Role::Administrator)) {
        items.extend([("/beheer", StaffText::People), ("/beheer/logboek", StaffText::Log)]);
    }
    items.push(("/account", StaffText::Own));
    html! {
        nav class="ib-nav" aria-label=(Text::MainMenu.say(visit.language)) {
            ul class="ib-nav__list" {
                @for (path, text) in items {
                    li class="ib-nav__item" {
                        a class="ib-nav__link" href=(visit.to(path)) aria-current=[is_here(path).then_some("page")] { (visit.say(text)) }
                    }
                }
            }
        }
    }
}

fn footer(visit: &Visit) -> Markup {
    html! {
        footer class="ib-footer" {
            div class="ib-footer__inner" {
                @if let Some(account) = &visit.account {
                    p { (StaffText::LoggedInAs.fill(visit.language, &[("name", &account.name), ("organisation", &account.organisation)])) }
                    form method="post" action=(visit.to("/uitloggen")) {
                        (key(visit))
                        button class="nl-button nl-button--secondary" type="submit" { (visit.say(StaffText::LogOut)) }
                    }
                }
                p class="ib-footer__colophon" { (visit.say(StaffText::NoChildHere)) }
            }
        }
    }
}

/// What every form of the session carries.
pub(crate) fn key(visit: &Visit) -> Markup {
    html! { @if let Some(session) = &visit.session { input type="hidden" name="form_key" value=(session.form_key); } }
}

pub(crate) fn heading_1(text: &str) -> Markup {
    html! { h1 class="nl-heading nl-heading--level-1" { (text) } }
}

pub(crate) fn heading_2(id: &str, text: &str) -> Markup {
    html! { h2 class="nl-heading nl-heading--level-2" id=(id) { (text) } }
}

/// A link in running text.
pub(crate) fn link(address: &str, text: &str) -> Markup {
    html! { a class="nl-link" href=(address) { (text) } }
}

/// A button that sends its form.
pub(crate) fn button(text: &str) -> Markup {
    html! { button class="nl-button nl-button--primary" type="submit" { (text) } }
}

/// What a visitor should know first: something was done, or must be done.
pub(crate) fn notice(text: &str) -> Markup {
    html! { div class="ib-notice" role="status" { p { (text) } } }
}
