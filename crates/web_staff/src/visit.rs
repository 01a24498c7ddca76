//! One visit: the address, the form that came along, who asks.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::Markup;
use screens::{Language, StaffText};

use crate::account::{Account, Grant, Role, State};
use crate::session::{Session, Stage};
use crate::{Site, Trouble, frame};

/// A file that came with a form.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What a browser sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// Whether it is a form that was sent, not a page that was asked for.
    pub is_post: bool,
    /// Parts of the path, language left out.
    pub path: Vec<String>,
    /// What stands after the question mark.
    pub query: Vec<(String, String)>,
    /// What the form holds.
    pub form: Vec<(String, String)>,
    /// Whether the form was of the sort that brings a file, read or not.
    pub has_file: bool,
    /// The file of the form.
    pub file: Option<Sent>,
    /// The cookie header.
    pub cookies: String,
}

/// The first value of a name; empty when there is none.
pub(crate) fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// A visit.
pub(crate) struct Visit {
    pub site: Arc<Site>,
    pub language: Language,
    pub asked: Asked,
    pub session: Option<Session>,
    /// Who it is; only with both factors.
    pub account: Option<Account>,
}

impl Visit {
    pub(crate) fn say(&self, text: StaffText) -> &'static str {
        text.say(self.language)
    }

    /// An address in the language of the visit.
    pub(crate) fn to(&self, path: &str) -> String {
        screens::frame::address(path, self.language)
    }

    /// A value of the form.
    pub(crate) fn form(&self, name: &str) -> &str {
        value(&self.asked.form, name)
    }

    /// A value of the address.
    pub(crate) fn query(&self, name: &str) -> &str {
        value(&self.asked.query, name)
    }

    /// Who asks.
    ///
    /// # Errors
    /// When nobody is logged in with both factors.
    pub(crate) fn worker(&self) -> Result<&Account, Trouble> {
        self.account.as_ref().ok_or(Trouble::Forbidden)
    }

    /// Who asks, if they have a role somewhere.
    pub(crate) fn with_role(&self, role: Role) -> Result<&Account, Trouble> {
        self.worker().and_then(|account| if account.is(role) { Ok(account) } else { Err(Trouble::Forbidden) })
    }

    /// The page in its frame.
    pub(crate) fn page(&self, status: StatusCode, title: &str, content: &Markup) -> Response {
        (status, Html(frame::page(self, title, content).into_string())).into_response()
    }

    /// The address of this visit without language, with its query.
    pub(crate) fn address(&self) -> String {
        let parts: Vec<String> = self.asked.path.iter().map(|part| encoded(part)).collect();
        let path = format!("/{}", parts.join("/"));
        let pairs: Vec<String> = self.asked.query.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        if pairs.is_empty() { path } else { format!("{path}?{}", pairs.join("&")) }
    }
}

/// A word as it may stand in an address.
pub(crate) fn encoded(text: &str) -> String {
    let one = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(one).collect()
}

/// Sends the browser to another page, after a form.
pub(crate) fn go(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address.to_owned())]).into_response()
}

/// The same answer with a cookie.
pub(crate) fn with_cookie(mut answer: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    answer
}

/// A file to keep.
pub(crate) fn download(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let named = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, named)], bytes).into_response()
}

/// Who is logged in with both factors; an account that was closed, or must still choose a password, is not.
pub(crate) fn account_of(site: &Site, session: Option<&Session>) -> Result<Option<Account>, Trouble> {
    let Some(session) = session.filter(|session| session.stage == Stage::Full) else { return Ok(None) };
    let Some(row) = site.records().staff(&session.name)?.filter(|row| State::of(row) == State::Active) else { return Ok(None) };
    let grants = site.records().grants(&row.name)?.iter().filter_map(Grant::of).collect();
    Ok(Some(Account { name: row.name, organisation: row.organisation, grants }))
}
