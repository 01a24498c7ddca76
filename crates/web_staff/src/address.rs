//! The table of addresses. Who is not logged in sees the way in and nothing else; every form must carry the key of its session.

use axum::response::Response;
use register::Kind;
use subtle::ConstantTimeEq;

use crate::visit::{Visit, go};
use crate::{Trouble, pages};

/// The answer to a visit.
pub(crate) fn answer(visit: &Visit) -> Result<Response, Trouble> {
    let path: Vec<&str> = visit.asked.path.iter().map(String::as_str).collect();
    if path == ["inloggen"] {
        return pages::login::enter(visit);
    }
    if visit.asked.is_post && !has_key(visit) {
        return Ok(pages::again(visit));
    }
    match (visit.asked.is_post, path.as_slice()) {
        (_, ["inloggen", "code"]) => pages::login::second(visit),
        (_, ["inloggen", "wachtwoord"]) => pages::login::choose(visit),
        (_, ["inloggen", "instellen"]) => pages::login::set_up(visit),
        (true, ["uitloggen"]) => pages::login::leave(visit),
        (false, _) if visit.account.is_none() => Ok(go(&visit.to("/inloggen"))),
        (_, ["account"]) => pages::own::own(visit),
        (false, []) => pages::overview::overview(visit),
        (_, ["beheer", ..]) => people(visit, &path[1..]),
        (_, ["register", ..]) if visit.worker()?.may_read() => register(visit, &path[1..]),
        (_, ["register", ..]) => Err(Trouble::Forbidden),
        _ => Err(Trouble::Missing),
    }
}

fn people(visit: &Visit, path: &[&str]) -> Result<Response, Trouble> {
    match (visit.asked.is_post, path) {
        (_, []) => pages::people::list(visit),
        (false, ["logboek"]) => pages::log::log(visit),
        (_, [name]) => pages::people::one(visit, name),
        _ => Err(Trouble::Missing),
    }
}

fn register(visit: &Visit, path: &[&str]) -> Result<Response, Trouble> {
    match (visit.asked.is_post, path) {
        (false, ["matrix"]) => pages::matrix::matrix(visit),
        (false, ["verslag"]) => pages::report::report(visit),
        (_, ["invoer"]) => pages::bring::bring(visit),
        (false, ["uitvoer"]) => pages::bring::take(visit),
        (false, [kind]) => pages::list::list(visit, known(kind)?),
        (_, [kind, "nieuw"]) => pages::change::add(visit, known(kind)?),
        (false, [kind, id]) => pages::record::record(visit, known(kind)?, id),
        (_, [kind, id, "wijzigen"]) => pages::change::edit(visit, known(kind)?, id),
        (false, [kind, id, "geschiedenis"]) => pages::record::history(visit, known(kind)?, id),
        (_, ["commitment", id, "gereed"]) => pages::closing::report(visit, id),
        (_, ["commitment", id, "goedkeuren"]) => pages::closing::approve(visit, id),
        _ => Err(Trouble::Missing),
    }
}

fn known(word: &str) -> Result<Kind, Trouble> {
    Kind::ALL.iter().copied().find(|kind| kind.word() == word).ok_or(Trouble::Missing)
}

/// Whether the form carries the key of the session it came with.
fn has_key(visit: &Visit) -> bool {
    visit.session.as_ref().is_some_and(|session| bool::from(session.form_key.as_bytes().ct_eq(visit.form("form_key").as_bytes())))
}
