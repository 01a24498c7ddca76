//! The way in: password, second factor, and once: choosing a password and setting the second factor up.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use records::{Along, Moment, StaffRow};
use screens::StaffText;
use screens::form::{Mistake, error_summary};

use super::people::changed;
use crate::account::State;
use crate::form::{Line, line};
use crate::frame::{button, heading_1, key, link};
use crate::session::{self, Session, Stage};
use crate::site::{from_hexadecimal, hexadecimal, random};
use crate::visit::{Visit, go, with_cookie};
use crate::{Site, Trouble, code, password};

/// Wrong passwords and codes of one name within the window, after which the name is refused until the window has passed.
const FAILURES_MAX: u32 = 5;
const WINDOW_SECONDS: i64 = 15 * 60;

/// `/inloggen`
pub(crate) fn enter(visit: &Visit) -> Result<Response, Trouble> {
    if !visit.asked.is_post {
        return Ok(if visit.account.is_some() { go(&visit.to("/")) } else { asking(visit, "", None) });
    }
    let name = visit.form("name").trim().to_lowercase();
    let attempt = match attempt(&visit.site, Door::LogIn, &name)? {
        Ok(attempt) => attempt,
        Err(minutes) => return Ok(asking(visit, &name, Some(too_many(visit, minutes)))),
    };
    let account = visit.site.records().staff(&name)?.filter(|row| State::of(row) != State::Closed);
    if !password::matches(visit.form("password"), account.as_ref().map(|row| row.password.as_str())) {
        // Of names that are none nothing is logged: anybody could fill the log with them.
        if let Some(account) = &account {
            attempt.failed(&visit.site, &account.name)?;
        }
        return Ok(asking(visit, &name, Some(visit.say(StaffText::WrongPassword).to_owned())));
    }
    attempt.forgive(&visit.site)?;
    let Some(account) = account else { return Err(Trouble::Forbidden) };
    let (_, cookie) = session::open(&visit.site, &account.name, Stage::Password)?;
    Ok(with_cookie(go(&visit.to(next_step(&account))), &cookie))
}

fn next_step(account: &StaffRow) -> &'static str {
    match (State::of(account), account.factor.is_empty()) {
        (State::Invited, _) => "/inloggen/wachtwoord",
        (State::Active | State::Closed, true) => "/inloggen/instellen",
        (State::Active | State::Closed, false) => "/inloggen/code",
    }
}

fn asking(visit: &Visit, name: &str, wrong: Option<String>) -> Response {
    let mistakes: Vec<Mistake> = wrong.into_iter().map(|message| Mistake { field: "name", message }).collect();
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
    let error = mistakes.first().map(|mistake| mistake.message.as_str());
    let name = Line { label: visit.say(StaffText::Name), error, filled: "username", ..Line::of("name", name) };
    let secret = Line { label: visit.say(StaffText::Password), kind: "password", filled: "current-password", ..Line::of("password", "") };
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::LogIn)))
            (error_summary(&mistakes, visit.language))
            form class="ib-form" method="post" action=(visit.to("/inloggen")) {
                (line(&name)) (line(&secret))
                (button(visit.say(StaffText::Continue)))
            }
            p class="ib-small" { (visit.say(StaffText::LogInHelp)) }
        }
    };
    visit.page(status, visit.say(StaffText::LogIn), &content)
}

/// Where a password or code is asked.
#[derive(Clone, Copy)]
pub(crate) enum Door {
    /// On the way in.
    LogIn,
    /// By who is in, before changing their own account.
    Own,
}

/// What failures are kept under: people type passwords where names belong.
fn failure_key(door: Door, name: &str) -> String {
    let door = match door {
        Door::LogIn => "log-in",
        Door::Own => "own",
    };
    blake3::hash(format!("{door} {name}").as_bytes()).to_hex().to_string()
}

/// An attempt that may be looked at.
pub(crate) struct Attempt {
    key: String,
    at: Moment,
    /// How many failed in the window, this one taken for failed too.
    count: u32,
}

/// Begins an attempt at a password or code; else the minutes until the next may be made. It counts as failed until it is
/// forgiven, so that many at once are not more than many in a row.
pub(crate) fn attempt(site: &Site, door: Door, name: &str) -> Result<Result<Attempt, i64>, Trouble> {
    let (key, at) = (failure_key(door, name), site.now());
    let failures = site.records().begin_attempt(&key, at, Moment(at.0 - WINDOW_SECONDS), FAILURES_MAX)?;
    let minutes = (failures.first.0 + WINDOW_SECONDS - at.0).div_euclid(60) + 1;
    Ok(if failures.count > FAILURES_MAX { Err(minutes) } else { Ok(Attempt { key, at, count: failures.count }) })
}

impl Attempt {
    /// It was right.
    pub(crate) fn forgive(&self, site: &Site) -> Result<(), Trouble> {
        Ok(site.records().forgive_attempt(&self.key, self.at)?)
    }

    fn failed(&self, site: &Site, account: &str) -> Result<(), Trouble> {
        site.note("staff.refused", account, &format!("{} in a quarter of an hour", self.count))
    }
}

pub(crate) fn too_many(visit: &Visit, minutes: i64) -> String {
    StaffText::TooMany.fill(visit.language, &[("minutes", &minutes.to_string())])
}

/// The session between password and second factor, and whose it is.
fn half(visit: &Visit) -> Result<(&Session, StaffRow), Trouble> {
    let session = visit.session.as_ref().filter(|session| session.stage == Stage::Password).ok_or(Trouble::Stale)?;
    let account = visit.site.records().staff(&session.name)?.filter(|row| State::of(row) != State::Closed).ok_or(Trouble::Stale)?;
    Ok((session, account))
}

/// The session that is at this step; else where the browser goes instead.
fn half_at<'a>(visit: &'a Visit, step: &str) -> Result<Result<(&'a Session, StaffRow), Response>, Trouble> {
    match half(visit) {
        Ok((session, account)) if next_step(&account) == step => Ok(Ok((session, account))),
        Ok((_, account)) => Ok(Err(go(&visit.to(next_step(&account))))),
        Err(Trouble::Stale) => Ok(Err(go(&visit.to("/inloggen")))),
        Err(trouble) => Err(trouble),
    }
}

/// `/inloggen/code`: the code of the telephone, or a recovery code.
pub(crate) fn second(visit: &Visit) -> Result<Response, Trouble> {
    let (session, account) = match half_at(visit, "/inloggen/code")? {
        Ok(half) => half,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if !visit.asked.is_post {
        return Ok(asking_code(visit, None));
    }
    let attempt = match attempt(&visit.site, Door::LogIn, &account.name)? {
        Ok(attempt) => attempt,
        Err(minutes) => {
            visit.site.records().end_session(&session.id)?;
            return Ok(asking(visit, &account.name, Some(too_many(visit, minutes))));
        }
    };
    let (records, given) = (visit.site.records(), visit.form("code"));
    let step = code::step(&from_hexadecimal(&account.factor), given, visit.site.now().0);
    if let Some(step) = step
        && records.use_factor_step(&account.name, step)?
    {
        return admitted(visit, session, &account.name).map(|cookie| with_cookie(go(&visit.to("/")), &cookie));
    }
    if step.is_none() && records.use_recovery_code(&account.name, &code::recovery_hash(given))? {
        let left = records.recovery_codes_left(&account.name)?;
        visit.site.note("staff.recovery-code-used", &account.name, &format!("{left} left"))?;
        return admitted(visit, session, &account.name).map(|cookie| with_cookie(go(&visit.to("/account?herstel=1")), &cookie));
    }
    attempt.failed(&visit.site, &account.name)?;
    if attempt.count >= FAILURES_MAX {
        records.end_session(&session.id)?;
        return Ok(asking(visit, &account.name, Some(too_many(visit, WINDOW_SECONDS / 60))));
    }
    Ok(asking_code(visit, Some(StaffText::WrongCode)))
}

/// Opens the full session in place of the half one; the cookie is a new one.
fn admitted(visit: &Visit, half: &Session, name: &str) -> Result<String, Trouble> {
    let records = visit.site.records();
    records.end_session(&half.id)?;
    records.clear_failures(&failure_key(Door::LogIn, name))?;
    let (_, cookie) = session::open(&visit.site, name, Stage::Full)?;
    visit.site.note("staff.logged-in", name, "password and second factor")?;
    Ok(cookie)
}

fn code_line<'a>(visit: &Visit, mistakes: &'a [Mistake]) -> Markup {
    let error: Option<&'a str> = mistakes.first().map(|mistake| mistake.message.as_str());
    line(&Line {
        label: visit.say(StaffText::Code),
        hint: Some(visit.say(StaffText::HintCode)),
        error,
        filled: "one-time-code",
        ..Line::of("code", "")
    })
}

fn asking_code(visit: &Visit, wrong: Option<StaffText>) -> Response {
    let mistakes: Vec<Mistake> = wrong.map(|text| Mistake { field: "code", message: visit.say(text).to_owned() }).into_iter().collect();
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::SecondFactor)))
            (error_summary(&mistakes, visit.language))
            form class="ib-form" method="post" action=(visit.to("/inloggen/code")) {
                (key(visit)) (code_line(visit, &mistakes)) (button(visit.say(StaffText::LogIn)))
            }
            p class="ib-small" { (visit.say(StaffText::CodeHelp)) }
        }
    };
    visit.page(status, visit.say(StaffText::SecondFactor), &content)
}

/// `/inloggen/wachtwoord`: who was given a password chooses one first.
pub(crate) fn choose(visit: &Visit) -> Result<Response, Trouble> {
    let (session, account) = match half_at(visit, "/inloggen/wachtwoord")? {
        Ok(half) => half,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let wrong = if visit.asked.is_post {
        match new_password(visit, &account)? {
            Ok(hash) => {
                let next = StaffRow { password: hash, state: State::Active.word().to_owned(), ..account.clone() };
                let author = visit.site.author(&account.name, "chose a password");
                // Whoever else came in with the password that was given stays behind.
                let along = Along { sessions_but: Some(&session.id), ..Along::default() };
                changed(visit.site.records().change_staff((&account, &next), "staff.password", along, &author)?)?;
                return Ok(go(&visit.to(next_step(&next))));
            }
            Err(mistake) => vec![mistake],
        }
    } else {
        Vec::new()
    };
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::ChoosePassword)))
            (error_summary(&wrong, visit.language))
            form class="ib-form" method="post" action=(visit.to("/inloggen/wachtwoord")) {
                (key(visit)) (password_lines(visit, &wrong)) (button(visit.say(StaffText::Continue)))
            }
        }
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(status, visit.say(StaffText::ChoosePassword), &content))
}

/// A new password, twice.
pub(crate) fn password_lines(visit: &Visit, mistakes: &[Mistake]) -> Markup {
    let error = mistakes.iter().find(|mistake| mistake.field == "password_new").map(|mistake| mistake.message.as_str());
    let one = |name, label, hint| line(&Line { label, hint, kind: "password", filled: "new-password", ..Line::of(name, "") });
    html! {
        (line(&Line { label: visit.say(StaffText::PasswordNew), hint: Some(visit.say(StaffText::HintPassword)), error, kind: "password", filled: "new-password", ..Line::of("password_new", "") }))
        (one("password_again", visit.say(StaffText::PasswordAgain), None))
    }
}

/// The hash of the new password of a form, or what is wrong with it. The one it replaces is not taken again.
pub(crate) fn new_password(visit: &Visit, account: &StaffRow) -> Result<Result<String, Mistake>, Trouble> {
    let mistake = |text: StaffText| Mistake { field: "password_new", message: visit.say(text).to_owned() };
    let (new, again) = (visit.form("password_new"), visit.form("password_again"));
    if new != again {
        return Ok(Err(mistake(StaffText::PasswordsDiffer)));
    }
    if password::matches(new, Some(&account.password)) {
        return Ok(Err(mistake(StaffText::PasswordSame)));
    }
    match password::hash(new, &account.name) {
        Ok(hash) => Ok(Ok(hash)),
        Err(password::PasswordError::Hash) => Err(Trouble::Chance),
        Err(password::PasswordError::Short | password::PasswordError::Long) => Ok(Err(mistake(StaffText::PasswordLength))),
        Err(password::PasswordError::Simple) => Ok(Err(mistake(StaffText::PasswordSimple))),
    }
}

/// `/inloggen/instellen`: the second factor, once.
pub(crate) fn set_up(visit: &Visit) -> Result<Response, Trouble> {
    let (session, account) = match half_at(visit, "/inloggen/instellen")? {
        Ok(half) => half,
        Err(elsewhere) => return Ok(elsewhere),
    };
    // Made from the key of the session, so that nothing has to be kept before the code was right.
    let secret = &blake3::derive_key("inbeeld staff second factor v1", session.form_key.as_bytes())[..20];
    if !visit.asked.is_post {
        return Ok(showing(visit, secret, &account.name, None));
    }
    let right = code::step(secret, visit.form("code"), visit.site.now().0);
    let Some(step) = right else { return Ok(showing(visit, secret, &account.name, Some(StaffText::WrongCode))) };
    let next = StaffRow { factor: hexadecimal(secret), ..account.clone() };
    let author = visit.site.author(&account.name, "set up on a telephone, with recovery codes");
    let (codes, hashes) = made_codes()?;
    let along = Along { sessions_but: Some(""), recovery_codes: Some(&hashes), factor_step: Some(step) };
    changed(visit.site.records().change_staff((&account, &next), "staff.second-factor", along, &author)?)?;
    let cookie = admitted(visit, session, &account.name)?;
    Ok(with_cookie(shown_codes(visit, &codes), &cookie))
}

fn showing(visit: &Visit, secret: &[u8], name: &str, wrong: Option<StaffText>) -> Response {
    let mistakes: Vec<Mistake> = wrong.map(|text| Mistake { field: "code", message: visit.say(text).to_owned() }).into_iter().collect();
    let groups: Vec<String> = code::base32(secret).as_bytes().chunks(4).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::SetUpFactor)))
            (error_summary(&mistakes, visit.language))
            p { (visit.say(StaffText::SetUpIntro)) }
            (code::picture(&code::address(secret, name), visit.say(StaffText::QrTitle)))
            p { (visit.say(StaffText::SetUpByHand)) " " span class="ib-code" { (groups.join(" ")) } }
            form class="ib-form" method="post" action=(visit.to("/inloggen/instellen")) {
                (key(visit)) (code_line(visit, &mistakes)) (button(visit.say(StaffText::Continue)))
            }
        }
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
    visit.page(status, visit.say(StaffText::SetUpFactor), &content)
}

/// New recovery codes; the old ones are worth nothing after it.
pub(crate) fn new_recovery_codes(site: &Site, name: &str) -> Result<Vec<String>, Trouble> {
    let (made, hashes) = made_codes()?;
    site.records().set_recovery_codes(name, &hashes)?;
    site.note("staff.recovery-codes", name, "made anew")?;
    Ok(made)
}

/// Recovery codes and their hashes.
fn made_codes() -> Result<(Vec<String>, Vec<String>), Trouble> {
    let made: Vec<String> = (0..code::RECOVERY_CODES).map(|_| Ok(code::recovery_code(random::<10>()?))).collect::<Result<_, Trouble>>()?;
    let hashes = made.iter().map(|code| code::recovery_hash(code)).collect();
    Ok((made, hashes))
}

/// The recovery codes, this once.
pub(crate) fn shown_codes(visit: &Visit, codes: &[String]) -> Response {
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::RecoveryCodes)))
            p { (visit.say(StaffText::RecoveryIntro)) }
            ul class="ib-recovery" { @for code in codes { li { span class="ib-code" { (code) } } } }
            p { (link(&visit.to("/"), visit.say(StaffText::RecoveryKept))) }
        }
    };
    visit.page(StatusCode::OK, visit.say(StaffText::RecoveryCodes), &content)
}

/// `/uitloggen`
pub(crate) fn leave(visit: &Visit) -> Result<Response, Trouble> {
    if let Some(session) = &visit.session {
        visit.site.records().end_session(&session.id)?;
        visit.site.note("staff.logged-out", &session.name, "")?;
    }
    Ok(with_cookie(go(&visit.to("/inloggen")), &session::forget()))
}
