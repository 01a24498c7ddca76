//! Sessions: kept at the server, found by a cookie that scripts cannot read and other sites cannot send.

use records::{Moment, SessionRow};

use crate::site::{hexadecimal, random};
use crate::{Site, Trouble};

/// Name of the cookie. The prefix makes browsers refuse it without `Secure`, with another path or for a whole domain.
pub(crate) const COOKIE: &str = "__Host-inbeeld-staff";
/// Seconds without a page after which a session ends.
pub(crate) const IDLE_SECONDS: i64 = 30 * 60;
/// Seconds after which a session ends whatever happens.
pub(crate) const ABSOLUTE_SECONDS: i64 = 9 * 60 * 60;
/// Seconds in which the second factor must follow the password.
const HALF_SECONDS: i64 = 10 * 60;
/// What is older is swept away.
const SWEEP_SECONDS: i64 = 24 * 60 * 60;

/// How far somebody came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stage {
    /// The password was right; the second factor must follow.
    Password,
    /// Both were.
    Full,
}

impl Stage {
    fn word(self) -> &'static str {
        match self {
            Stage::Password => "password",
            Stage::Full => "full",
        }
    }
}

/// A session that still runs.
#[derive(Clone)]
pub(crate) struct Session {
    /// What the records know it by.
    pub id: String,
    pub name: String,
    pub stage: Stage,
    pub form_key: String,
}

/// Opens a session, and gives the header that sets its cookie.
pub(crate) fn open(site: &Site, name: &str, stage: Stage) -> Result<(Session, String), Trouble> {
    let token = hexadecimal(&random::<32>()?);
    let now = site.now();
    let session = Session { id: id_of(&token), name: name.to_owned(), stage, form_key: hexadecimal(&random::<32>()?) };
    site.records().sweep_sessions(Moment(now.0 - SWEEP_SECONDS))?;
    site.records().open_session(&SessionRow {
        id: session.id.clone(),
        name: session.name.clone(),
        stage: stage.word().to_owned(),
        form_key: session.form_key.clone(),
        began_at: now,
        seen_at: now,
    })?;
    Ok((session, format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Strict")))
}

/// The header that takes the cookie away.
pub(crate) fn forget() -> String {
    format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}

/// The session of a cookie header, marked as used; `None` when there is none or its time is over.
pub(crate) fn of_cookie(site: &Site, header: &str) -> Result<Option<Session>, Trouble> {
    let prefix = format!("{COOKIE}=");
    let Some(token) = header.split(';').find_map(|pair| pair.trim().strip_prefix(&prefix)) else { return Ok(None) };
    let Some(row) = site.records().session(&id_of(token))? else { return Ok(None) };
    let now = site.now().0;
    let (stage, lasts) = if row.stage == "full" { (Stage::Full, ABSOLUTE_SECONDS) } else { (Stage::Password, HALF_SECONDS) };
    if now - row.began_at.0 >= lasts || now - row.seen_at.0 >= IDLE_SECONDS {
        site.records().end_session(&row.id)?;
        return Ok(None);
    }
    if now - row.seen_at.0 >= 60 {
        site.records().touch_session(&row.id, Moment(now))?;
    }
    Ok(Some(Session { id: row.id, name: row.name, stage, form_key: row.form_key }))
}

/// What the records keep of a cookie: whoever reads the records cannot make it.
fn id_of(token: &str) -> String {
    blake3::hash(token.as_bytes()).to_hex().to_string()
}
