//! Answers that were made before, kept so that the next reader need not wait for them.
//!
//! What an address answers depends on the releases, the register as it was last read, and the day: nothing else, and nothing of
//! the visitor. So whole answers are kept, compressed where the reader takes that, until the register is read anew or the day
//! ends. There is room for [`ROOM`] bytes: what was not asked for while half of that was filled goes first. What visitors
//! search for is not kept, and nothing of the signpost.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Shelf;

/// Bytes of answers that are kept at most.
const ROOM: usize = 64 << 20;
/// The largest answer that is kept, as a part of the room.
const PART: usize = 16;
/// What keeping an answer takes beside its address and body, in bytes.
const FRAME: usize = 2_048;
/// How an answer says that it was made before (RFC 9211).
const STATUS: (HeaderName, HeaderValue) = (HeaderName::from_static("cache-status"), HeaderValue::from_static("inbeeld; hit"));

/// Marks an answer that says something of the register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct OfRegister;

/// Until when answers hold: which reading of the register, and which day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Stamp {
    pub reading: u64,
    pub day: u64,
}

impl Stamp {
    /// A reading of the register, on this day.
    pub(crate) fn today(reading: u64) -> Stamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Stamp { reading, day: since / 86_400 }
    }
}

/// How a body travels.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Form {
    Plain,
    Gzip,
}

/// What was asked: the address with its query, and how the answer may travel.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Question {
    address: String,
    form: Form,
}

/// One whole answer with status 200.
#[derive(Clone, Debug)]
struct Answer {
    headers: HeaderMap,
    body: Bytes,
    of_register: bool,
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut answer = Response::new(Body::from(self.body));
        *answer.headers_mut() = self.headers;
        answer.headers_mut().insert(STATUS.0, STATUS.1);
        answer
    }
}

/// The answers that are kept.
#[derive(Debug)]
pub(crate) struct Kept {
    room: usize,
    answers: Mutex<Answers>,
}

/// Answers asked for since half of the room was last filled, and those of the half before.
#[derive(Debug, Default)]
struct Answers {
    stamp: Stamp,
    recent: HashMap<Question, Answer>,
    earlier: HashMap<Question, Answer>,
    /// Bytes of the recent ones.
    filled: usize,
}

impl Default for Kept {
    fn default() -> Kept {
        Kept::within(ROOM)
    }
}

impl Kept {
    fn within(room: usize) -> Kept {
        Kept { room, answers: Mutex::default() }
    }

    /// Keeps nothing: for an export, which asks everything once.
    pub(crate) fn nothing() -> Kept {
        Kept::within(0)
    }

    /// The answer to a question that still holds.
    fn find(&self, question: &Question, stamp: Stamp) -> Option<Answer> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.stamp != stamp {
            return None;
        }
        if let Some(answer) = answers.recent.get(question) {
            return Some(answer.clone());
        }
        let (question, answer) = answers.earlier.remove_entry(question)?;
        answers.put(question, answer.clone(), self.room);
        Some(answer)
    }

    /// Keeps an answer made under a stamp; under another stamp than that of the answers so far, those go.
    fn keep(&self, question: Question, answer: Answer, stamp: Stamp) {
        if size(&question, &answer) * PART > self.room {
            return;
        }
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.stamp != stamp {
            *answers = Answers { stamp, ..Answers::default() };
        }
        answers.put(question, answer, self.room);
    }
}

impl Answers {
    fn put(&mut self, question: Question, answer: Answer, room: usize) {
        let taken = size(&question, &answer);
        if (self.filled + taken) * 2 > room {
            self.earlier = std::mem::take(&mut self.recent);
            self.filled = 0;
        }
        self.filled += taken;
        if let Some(before) = self.recent.insert(question.clone(), answer) {
            self.filled -= size(&question, &before);
        }
    }
}

fn size(question: &Question, answer: &Answer) -> usize {
    FRAME + question.address.len() + answer.body.len()
}

/// Answers from what was kept, else has the answer made and keeps it. Of an answer that says something of the register is
/// looked first whether anybody wrote in it.
pub(crate) async fn answer(State(shelf): State<Arc<Shelf>>, mut request: Request, next: Next) -> Response {
    let form = form(request.headers());
    say_form(request.headers_mut(), form);
    let Some(question) = question(&request, form) else { return next.run(request).await };
    if let Some(found) = shelf.kept().find(&question, shelf.stamp()) {
        if !found.of_register {
            return found.into_response();
        }
        crate::door::look_for_news(&shelf).await;
        if let Some(found) = shelf.kept().find(&question, shelf.stamp()) {
            return found.into_response();
        }
    }
    // Taken before the answer is made: an answer with an older register is never kept under a newer stamp.
    let stamp = shelf.stamp();
    let made = next.run(request).await;
    if !is_lasting(&made) {
        return made;
    }
    let (parts, body) = made.into_parts();
    // Bodies are made whole before they are sent, so this waits for nobody.
    let Ok(body) = to_bytes(body, usize::MAX).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let of_register = parts.extensions.get::<OfRegister>().is_some();
    let kept = Answer { headers: parts.headers.clone(), body: body.clone(), of_register };
    if stamp == shelf.stamp() {
        shelf.kept().keep(question, kept, stamp);
    }
    Response::from_parts(parts, Body::from(body))
}

/// The question of a request whose answer may be kept: no more than its address and the form of the answer.
fn question(request: &Request, form: Form) -> Option<Question> {
    let address = request.uri().path_and_query()?;
    let is_search = address.path().ends_with("/zoek");
    (request.method() == Method::GET && !is_search).then(|| Question { address: address.as_str().to_owned(), form })
}

/// Whether an answer is whole and may be kept.
fn is_lasting(answer: &Response) -> bool {
    let caching = answer.headers().get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok()).unwrap_or_default();
    answer.status() == StatusCode::OK && !caching.contains("no-store")
}

/// How the reader takes the answer.
fn form(headers: &HeaderMap) -> Form {
    let taken = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(','));
    let mut wanted = taken.filter_map(|part| {
        let (name, rest) = part.split_once(';').unwrap_or((part, ""));
        let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |text| text.trim().parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case("gzip").then_some(weight)
    });
    if wanted.any(|weight| weight.is_some_and(|weight| weight > 0.0)) { Form::Gzip } else { Form::Plain }
}

/// What comes after sees one of two forms, so that what is kept is what anyone would get.
fn say_form(headers: &mut HeaderMap, form: Form) {
    match form {
        Form::Gzip => drop(headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"))),
        Form::Plain => drop(headers.remove(header::ACCEPT_ENCODING)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(address: &str) -> Question {
        Question { address: address.to_owned(), form: Form::Plain }
    }

    fn told(length: usize) -> Answer {
        Answer { headers: HeaderMap::new(), body: Bytes::from(vec![b'x'; length]), of_register: false }
    }

    const FIRST: Stamp = Stamp { reading: 1, day: 20_000 };

    #[test]
    fn what_was_kept_goes_with_another_reading_and_another_day() {
        let kept = Kept::default();
        kept.keep(asked("/"), told(9), FIRST);
        assert!(kept.find(&asked("/"), FIRST).is_some());
        assert!(kept.find(&asked("/"), Stamp { reading: 2, ..FIRST }).is_none());
        assert!(kept.find(&asked("/"), Stamp { day: 20_001, ..FIRST }).is_none());
        assert!(kept.find(&Question { form: Form::Gzip, ..asked("/") }, FIRST).is_none(), "a form of its own");
    }

    #[test]
    fn the_room_holds_whatever_is_asked_and_what_is_asked_again_stays() {
        let room = 40 * (FRAME + 1_000);
        let kept = Kept::within(room);
        kept.keep(asked("/often"), told(900), FIRST);
        for number in 0..1_000 {
            kept.keep(asked(&format!("/{number}")), told(900), FIRST);
            assert!(kept.find(&asked("/often"), FIRST).is_some(), "asked for each time, gone at {number}");
            let answers = kept.answers.lock().expect("the answers");
            let held: usize = answers.recent.iter().chain(&answers.earlier).map(|(question, answer)| size(question, answer)).sum();
            assert!(held <= room, "{held} of {room} at {number}");
        }
        assert!(kept.find(&asked("/0"), FIRST).is_none());
        kept.keep(asked("/large"), told(room / 2), FIRST);
        assert!(kept.find(&asked("/large"), FIRST).is_none(), "one answer may not take the place of all");
    }

    #[test]
    fn the_same_answer_kept_twice_takes_its_place_once() {
        let kept = Kept::default();
        for _ in 0..3 {
            kept.keep(asked("/"), told(100), FIRST);
        }
        assert_eq!(kept.answers.lock().expect("the answers").filled, size(&asked("/"), &told(100)));
    }

    #[test]
    fn compression_is_for_who_takes_it() {
        let said = |text: &'static str| form(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(text))]));
        for takes in ["gzip", "br, GZIP;q=0.5", "deflate, gzip;q=1.0, *;q=0.5"] {
            assert_eq!(said(takes), Form::Gzip, "{takes}");
        }
        for refuses in ["", "br", "gzip;q=0", "identity", "gzip;q=x"] {
            assert_eq!(said(refuses), Form::Plain, "{refuses}");
        }
    }
}
