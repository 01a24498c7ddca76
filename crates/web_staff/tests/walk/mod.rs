//! A browser of few words: keeps its cookie, sends forms from our own pages, reads what comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use records::{Author, Moment, Records};
use register::{Followed, Live, Record, Register, Target};
use tower::ServiceExt as _;
use web_staff::account::{self, Chosen, Grant, Reach, Role};
use web_staff::{Beside, Figures, Indicator, Site, code, router};

thread_local! {
    /// What time it is in this test; its pages are answered on other threads.
    static NOW: Arc<AtomicI64> = Arc::new(AtomicI64::new(1_700_000_000));
}

pub fn now() -> Moment {
    Moment(NOW.with(|now| now.load(Ordering::SeqCst)))
}

pub fn wait(seconds: i64) {
    NOW.with(|now| now.fetch_add(seconds, Ordering::SeqCst));
}

pub const PASSWORD: &str = "een lange zin is prima";

/// A site with the texts in it, on a new database.
pub fn site(address: &str) -> Arc<Site> {
    let records = Records::open_at(address).expect("records");
    let author = Author { by: "test".to_owned(), reason: "first content".to_owned(), at: now() };
    let book = register::Book::of(records);
    book.enter(&Register::of_texts().all().cloned().collect::<Vec<_>>(), &author).expect("entered");
    drop(book);
    let indicators = vec![Indicator {
        slug: "help-after-order".to_owned(),
        nl: "Hulp na een maatregel".to_owned(),
        en: "Help after an order".to_owned(),
    }];
    let clock = NOW.with(Arc::clone);
    let site = Site::new(Records::open_at(address).expect("records"), indicators, Box::new(move || Moment(clock.load(Ordering::SeqCst))));
    Arc::new(site.with_figures(Figures {
        of_scope: Box::new(|register, _| Beside { followed: register.all().filter_map(followed).collect(), moved: Vec::new() }),
        of_record: Box::new(|_, record, _| followed(record)),
    }))
}

/// Beside a record what a release would say: a figure of 10 per cent between 9 and 11.
fn followed(record: &Record) -> Option<Followed> {
    let target = Target::of(record)?;
    let live = Live { year: 2025, value: 10.0, lower: 9.0, upper: 11.0 };
    let said = |words: &str| words.to_owned();
    Some(Followed {
        kind: record.kind(),
        id: said(record.id()),
        title: said(record.get("title")),
        figure: said(&target.indicator),
        baseline: format!("{}%", target.baseline),
        steps: said("geen"),
        goal: format!("{}%", target.goal),
        now: said("2025: 10%"),
        gap: format!("{:.0}% dicht", target.closed(live).share * 100.0),
    })
}

/// Makes an account with one role.
pub fn account(address: &str, name: &str, role: Role, region: &str) {
    account_with(address, name, &[(role, region)]);
}

/// Makes an account with some roles.
pub fn account_with(address: &str, name: &str, roles: &[(Role, &str)]) {
    let records = Records::open_at(address).expect("records");
    let grant = |(role, region): &(Role, &str)| Grant { role: *role, reach: Reach::read(region).expect("a place"), organisation: None };
    let grants: Vec<Grant> = roles.iter().map(grant).collect();
    let author = Author { by: "test".to_owned(), reason: "a test".to_owned(), at: now() };
    account::add(&records, (name, "Twente"), (PASSWORD, Chosen::ByOwner), &grants, &author).expect("an account");
}

pub struct Browser {
    site: Arc<Site>,
    cookie: String,
    /// Where its forms say they come from.
    pub origin: &'static str,
    pub page: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    runtime: tokio::runtime::Runtime,
}

impl Browser {
    pub fn of(site: &Arc<Site>) -> Browser {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Browser {
            site: Arc::clone(site),
            cookie: String::new(),
            origin: "https://staff.test",
            page: String::new(),
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            runtime,
        }
    }

    fn send(&mut self, request: Request<Body>) -> Option<String> {
        let (site, cookie) = (Arc::clone(&self.site), self.cookie.clone());
        let (mut parts, body) = request.into_parts();
        if !cookie.is_empty() {
            parts.headers.insert(header::COOKIE, cookie.parse().expect("a cookie"));
        }
        let request = Request::from_parts(parts, body);
        let (parts, bytes) = self.runtime.block_on(async {
            let answer = router(site).oneshot(request).await.expect("an answer");
            let (parts, body) = answer.into_parts();
            (parts, to_bytes(body, usize::MAX).await.expect("a body"))
        });
        if let Some(set) = parts.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok()) {
            assert!(set.contains("; Secure; HttpOnly; SameSite=Strict") && set.starts_with("__Host-"), "{set}");
            self.cookie = set.split(';').next().unwrap_or_default().to_owned();
        }
        (self.status, self.headers) = (parts.status, parts.headers);
        self.page = String::from_utf8_lossy(&bytes).into_owned();
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }

    /// Opens a page; follows where it leads.
    pub fn open(&mut self, address: &str) -> &str {
        let request = Request::get(address).header("host", "staff.test").body(Body::empty()).expect("a request");
        if let Some(next) = self.send(request) {
            self.open(&next.clone());
        }
        &self.page
    }

    /// Sends a form with the key of the page it stands on; follows where it leads.
    pub fn send_form(&mut self, address: &str, values: &[(&str, &str)]) -> &str {
        let key = self.hidden("form_key");
        let pairs =
            values.iter().copied().chain([("form_key", key.as_str())]).map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = Request::post(address).header("host", "staff.test").header("origin", self.origin);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(body)).expect("a request");
        if let Some(next) = self.send(request) {
            self.open(&next.clone());
        }
        &self.page
    }

    /// Sends a file.
    pub fn send_file(&mut self, address: &str, values: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> &str {
        let key = self.hidden("form_key");
        let mut body = Vec::new();
        for (field, value) in values.iter().copied().chain([("form_key", key.as_str())]) {
            body.extend(format!("--edge\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
        }
        body.extend(format!("--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n--edge--\r\n");
        let request = Request::post(address).header("host", "staff.test").header("origin", self.origin);
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge").body(Body::from(body)).expect("a request");
        if let Some(next) = self.send(request) {
            self.open(&next.clone());
        }
        &self.page
    }

    /// The value of a hidden field of the page.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        self.page.split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }

    /// The secret key on the page that sets up the second factor.
    pub fn secret(&self) -> Vec<u8> {
        let text = self.page.split("class=\"ib-code\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a key on the page");
        let mut bytes = Vec::new();
        let (mut held, mut bits) = (0_u32, 0);
        for letter in text.bytes().filter(|letter| *letter != b' ') {
            let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == letter).expect("a letter of base 32");
            held = (held << 5) | u32::try_from(value).expect("small");
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                bytes.push(u8::try_from(held >> bits).expect("a byte"));
                held &= (1 << bits) - 1;
            }
        }
        bytes
    }

    /// Logs in for the first time; gives the secret of the second factor.
    pub fn log_in(&mut self, name: &str) -> Vec<u8> {
        self.open("/inloggen");
        self.send_form("/inloggen", &[("name", name), ("password", PASSWORD)]);
        let secret = self.secret();
        let code = code::at(&secret, now().0);
        self.send_form("/inloggen/instellen", &[("code", &code)]);
        assert!(self.page.contains("Herstelcodes"), "{}", self.page);
        self.open("/");
        secret
    }
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
