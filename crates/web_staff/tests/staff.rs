//! The staff pages as a browser gets them: the way in, the forms, two persons, two at once, files, roles; on both databases.

#[path = "../../records/tests/cluster/mod.rs"]
mod cluster;
mod walk;

use std::sync::Arc;

use axum::http::{StatusCode, header};
use records::{GrantRow, Records};
use register::{Book, Kind, Record};
use walk::{Browser, PASSWORD, account, account_with, now, site, wait};
use web_staff::account::{Grant, Role};
use web_staff::{Site, code};

fn on_sqlite(walk: impl Fn(&str)) {
    let folder = tempfile::tempdir().expect("a folder");
    walk(folder.path().join("register.sqlite").to_str().expect("a path"));
}

fn record(address: &str, kind: Kind, id: &str) -> Option<Record> {
    Book::of(Records::open_at(address).expect("records")).register().expect("a register").get(kind, id).cloned()
}

#[test]
fn nothing_is_shown_without_both_factors() {
    on_sqlite(|address| {
        account(address, "adviser", Role::Editor, "NL");
        let site = site(address);
        let mut browser = Browser::of(&site);
        for page in
            ["/", "/register/measure", "/register/matrix", "/beheer", "/register/uitvoer?vorm=csv", "/en/register/measure/M-12", "/nergens"]
        {
            assert!(browser.open(page).contains("name=\"password\""), "{page}");
        }
        browser.send_form("/inloggen", &[("name", "adviser"), ("password", "een andere zin is het")]);
        assert!(browser.status == StatusCode::UNAUTHORIZED && browser.page.contains("horen niet bij elkaar"));
        browser.send_form("/inloggen", &[("name", "adviser"), ("password", PASSWORD)]);
        assert!(browser.page.contains("<svg role=\"img\""), "the picture to scan");
        assert!(browser.open("/register/measure").contains("name=\"password\""), "the password alone opens nothing");
        let secret = Browser::of(&site).log_in("adviser");
        let mut again = Browser::of(&site);
        again.open("/inloggen");
        again.send_form("/inloggen", &[("name", "adviser"), ("password", PASSWORD)]);
        again.send_form("/inloggen/code", &[("code", &code::at(&secret, now().0))]);
        assert!(again.page.contains("al gebruikt"), "a code works once");
        wait(60);
        again.send_form("/inloggen/code", &[("code", &code::at(&secret, now().0))]);
        assert!(again.page.contains("Het register"), "{}", again.page);
    });
}

#[test]
fn five_failures_close_the_door_for_a_quarter_of_an_hour_and_a_session_ends() {
    on_sqlite(|address| {
        account(address, "adviser", Role::Editor, "NL");
        let site = site(address);
        let mut browser = Browser::of(&site);
        browser.open("/inloggen");
        for _ in 0..5 {
            browser.send_form("/inloggen", &[("name", "adviser"), ("password", "verkeerd verkeerd")]);
        }
        browser.send_form("/inloggen", &[("name", "adviser"), ("password", PASSWORD)]);
        assert!(browser.page.contains("te vaak mis"), "the right password does not open it either");
        wait(16 * 60);
        browser.log_in("adviser");
        wait(29 * 60);
        assert!(browser.open("/").contains("Het register"));
        wait(31 * 60);
        assert!(browser.open("/").contains("name=\"password\""), "half an hour without a page");
    });
}

#[test]
fn a_recovery_code_works_once_and_forms_from_elsewhere_or_without_their_key_do_nothing() {
    on_sqlite(|address| {
        account(address, "adviser", Role::Editor, "NL");
        let site = site(address);
        let mut browser = Browser::of(&site);
        browser.open("/inloggen");
        browser.send_form("/inloggen", &[("name", "adviser"), ("password", PASSWORD)]);
        let secret = browser.secret();
        browser.send_form("/inloggen/instellen", &[("code", &code::at(&secret, now().0))]);
        let recovery = browser.page.split("class=\"ib-code\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a code").to_owned();
        for expected in ["werkt niet nog een keer", "al gebruikt"] {
            let mut other = Browser::of(&site);
            other.open("/inloggen");
            other.send_form("/inloggen", &[("name", "adviser"), ("password", PASSWORD)]);
            assert!(other.send_form("/inloggen/code", &[("code", &recovery)]).contains(expected), "{}", other.page);
        }
        browser.open("/register/measure/M-12/wijzigen");
        let version = browser.hidden("version");
        browser.page.clear();
        browser.send_form("/register/measure/M-12/wijzigen", &[("version", &version), ("title", "x"), ("why", "y"), ("step", "save")]);
        assert!(browser.status == StatusCode::FORBIDDEN && browser.page.contains("niets verloren") && browser.page.contains("value=\"x\""));
        assert_ne!(record(address, Kind::Measure, "M-12").expect("a measure").get("title"), "x");
    });
}

/// The values of a form as the page has them.
fn values(record: &Record, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut cells = record.cells();
    cells.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let several = |(name, value): (String, String)| {
        let is_list = record
            .kind()
            .field(&name)
            .is_some_and(|field| matches!(field.shape, register::Shape::Choices(_)) || field.name == "indicators");
        if is_list { value.split('|').map(|part| (name.clone(), part.to_owned())).collect() } else { vec![(name, value)] }
    };
    cells.into_iter().flat_map(several).collect()
}

fn sent(browser: &mut Browser, at: &str, record: &Record, changes: &[(&str, &str)], more: &[(&str, &str)]) {
    let values = values(record, changes);
    let pairs: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(more.iter().copied()).collect();
    browser.send_form(at, &pairs);
}

fn an_adviser_fills_a_gap_and_two_persons_close(address: &str) {
    account_with(address, "adviser", &[(Role::Editor, "NL"), (Role::Approver, "NL")]);
    account(address, "second", Role::Approver, "NL");
    let site = site(address);
    let mut browser = Browser::of(&site);
    browser.log_in("adviser");
    browser.open("/register/matrix?regio=VT19&groep=boys");
    let gaps = browser.page.matches("gat: vul aan").count();
    assert!(gaps > 0);
    browser.open("/register/measure/nieuw?forms=exploitation&parts=limit-harm&target_groups=boys&regions=VT19");
    assert!(browser.page.contains("value=\"exploitation\" checked") && browser.page.contains("VT19 Twente"));
    let id = browser.hidden("version");
    assert_eq!(id, "0");
    let form = [
        ("id", "M-900"),
        ("version", "0"),
        ("source", "raad"),
        ("title", "Hulp voor jongens"),
        ("status", "running"),
        ("forms", "exploitation"),
        ("parts", "limit-harm"),
        ("target_groups", "boys"),
        ("regions", "Twente"),
        ("baseline", "0 jongens"),
        ("goal", "40 jongens"),
        ("indicators", "help-after-order"),
        ("value_of", "waiting"),
        ("baseline_value", "15"),
        ("step_values", "2026: 12,5"),
        ("goal_value", "5,0"),
        ("start", "1-2-2024"),
    ];
    browser.send_form(
        "/register/measure/nieuw",
        &[&form[..], &[("title", ""), ("step", "check")]]
            .concat()
            .into_iter()
            .filter(|(name, value)| *name != "title" || value.is_empty())
            .collect::<Vec<_>>(),
    );
    assert!(
        browser.status == StatusCode::UNPROCESSABLE_ENTITY && browser.page.contains("href=\"#title\""),
        "the summary leads to the field"
    );
    browser.send_form("/register/measure/nieuw", &[&form[..], &[("step", "check")]].concat());
    assert!(browser.page.contains("Controleer uw antwoorden") && browser.page.contains("VT19 Twente"));
    assert!(record(address, Kind::Measure, "M-900").is_none(), "nothing is saved before it was checked");
    browser.send_form("/register/measure/nieuw", &[&form[..], &[("step", "save"), ("why", "raad van juni")]].concat());
    assert!(browser.page.contains("Opgeslagen") && browser.page.contains("1 februari 2024"), "{}", browser.page);
    assert!(browser.page.contains("Naast het cijfer") && browser.page.contains("50% dicht"), "it stands beside its figure");
    assert!(browser.open("/register/verslag").contains("M-900") && browser.page.contains("50% dicht"), "in the report of the council too");
    assert!(browser.open("/register/matrix?regio=VT19&groep=boys").matches("gat: vul aan").count() < gaps, "the gap closed");
    assert!(browser.open("/register/measure/M-900/geschiedenis").contains("raad van juni"));

    two_persons_close(address, &site, &mut browser);
}

/// Whoever reports holds both roles, and still cannot approve.
fn two_persons_close(address: &str, site: &Arc<Site>, browser: &mut Browser) {
    browser.open("/register/commitment/C-09/gereed");
    assert!(
        browser.send_form("/register/commitment/C-09/gereed", &[("evidence", ""), ("why", "verstuurd")]).contains("href=\"#evidence\"")
    );
    browser.send_form("/register/commitment/C-09/gereed", &[("evidence", "brief van 12 november"), ("why", "verstuurd")]);
    assert!(browser.page.contains("gereedgemeld"), "{}", browser.page);
    browser.open("/register/commitment/C-09/goedkeuren");
    assert!(
        browser.page.contains("U heeft dit zelf gereedgemeld") && !browser.page.contains("name=\"version\""),
        "no form to approve with"
    );
    let reported = site_version(address);
    browser.send_form("/register/commitment/C-09/goedkeuren", &[("version", &reported), ("why", "klopt")]);
    assert!(!browser.status.is_success(), "nor by a form made by hand: {}", browser.status);
    assert_eq!(
        record(address, Kind::Commitment, "C-09").expect("a commitment").get("state"),
        "reported",
        "who may approve may not approve this"
    );
    let mut second = Browser::of(site);
    assert!(!second.log_in("second").is_empty());
    assert!(second.open("/").contains("/register/commitment/C-09/goedkeuren"), "it waits for the second person");
    second.open("/register/commitment/C-09/goedkeuren");
    let version = second.hidden("version");
    second.send_form("/register/commitment/C-09/goedkeuren", &[("version", &version), ("why", "brief gelezen")]);
    let closed = record(address, Kind::Commitment, "C-09").expect("a commitment");
    assert_eq!([closed.get("state"), closed.get("reported_by"), closed.get("approved_by")], ["done", "adviser", "second"]);
    second.open("/register/commitment/C-10/wijzigen");
    assert_eq!(second.status, StatusCode::FORBIDDEN, "an approver changes nothing");
    second.open("/register/verslag?van=2020-01-01&tot=2026-12-31");
    assert!(second.page.contains("brief van 12 november"));
    second.open("/register/verslag?van=2020-01-01&tot=2026-12-31&vorm=docx");
    assert!(second.page.starts_with("PK") && second.headers[header::CONTENT_DISPOSITION].to_str().is_ok_and(|name| name.contains(".docx")));
}

/// The version at which C-09 stands.
fn site_version(address: &str) -> String {
    let book = Book::of(Records::open_at(address).expect("records"));
    book.register().expect("a register").version(Kind::Commitment, "C-09").to_string()
}

fn two_editors_lose_nothing(address: &str) {
    account(address, "first", Role::Editor, "NL");
    account(address, "other", Role::Editor, "NL");
    let site = site(address);
    let (mut first, mut other) = (Browser::of(&site), Browser::of(&site));
    first.log_in("first");
    other.log_in("other");
    let at = "/register/measure/M-12/wijzigen";
    let known = record(address, Kind::Measure, "M-12").expect("a measure");
    first.open(at);
    other.open(at);
    let more = |step: &'static str| [("version", "1"), ("step", step), ("why", "beter")];
    sent(&mut first, at, &known, &[("baseline", "35 procent"), ("goal", "alle scholen")], &more("save"));
    assert!(first.page.contains("Opgeslagen"), "{}", first.page);
    sent(&mut other, at, &known, &[("goal", "de helft"), ("owner", "GGD")], &more("save"));
    assert_eq!(other.status, StatusCode::CONFLICT);
    for text in ["alle scholen", "de helft", "35 procent", "GGD", "first"] {
        assert!(other.page.contains(text), "both versions stand side by side: {text}");
    }
    let choices = [("version", "2"), ("step", "resolve"), ("choice-baseline", "standing"), ("choice-owner", "mine")];
    sent(&mut other, at, &known, &[("goal", "de helft"), ("owner", "GGD")], &choices);
    assert!(other.page.contains("href=\"#goal\""), "what both changed must be chosen: {}", other.page);
    sent(&mut other, at, &known, &[("goal", "de helft"), ("owner", "GGD")], &[&choices[..], &[("choice-goal", "mine")]].concat());
    assert!(other.page.contains("Controleer uw antwoorden"));
    let resolved = record(address, Kind::Measure, "M-12").expect("a measure");
    sent(&mut other, at, &resolved, &[("goal", "de helft"), ("owner", "GGD")], &[("version", "2"), ("step", "save"), ("why", "samen")]);
    let both = record(address, Kind::Measure, "M-12").expect("a measure");
    assert_eq!([both.get("baseline"), both.get("goal"), both.get("owner")], ["35 procent", "de helft", "GGD"]);
    let history = Book::of(Records::open_at(address).expect("records")).history(Kind::Measure, "M-12").expect("a history");
    assert_eq!(history.len(), 3);
}

#[test]
fn on_sqlite_an_adviser_fills_a_gap_two_persons_close_and_two_editors_lose_nothing() {
    on_sqlite(an_adviser_fills_a_gap_and_two_persons_close);
    on_sqlite(two_editors_lose_nothing);
}

#[test]
fn on_postgresql_the_same() {
    let Some(cluster) = cluster::Cluster::start() else { return };
    an_adviser_fills_a_gap_and_two_persons_close(&cluster.address());
    let Some(cluster) = cluster::Cluster::start() else { return };
    two_editors_lose_nothing(&cluster.address());
}

#[test]
fn a_file_is_looked_at_first_and_every_bad_row_is_a_finding() {
    on_sqlite(|address| {
        account(address, "regional", Role::Editor, "VT19");
        let site = site(address);
        let mut browser = Browser::of(&site);
        browser.log_in("regional");
        browser.open("/register/invoer");
        let file = "kind;id;source;title;status;regions;start;state;promised_by;reported_by;approved_by;evidence\n\
                    measure;T-1;raad;Goed;running;VT19;2026-01-01;;;;;\n\
                    measure;T-2;raad;Slecht;running;VT19;1 mei;;;;;\n\
                    measure;T-3;raad;Elders;running;VT05;;;;;;\n\
                    commitment;T-4;raad;Zelf gesloten;;VT19;;done;raad;a;b;brief\n";
        browser.send_file("/register/invoer", &[("label", "")], ("a.csv", file.as_bytes()));
        assert!(
            browser.page.contains("is geen dag") && browser.page.contains("jaar-maand-dag") && browser.page.contains("buiten uw regio"),
            "{}",
            browser.page
        );
        assert!(browser.page.contains("met twee personen") || browser.page.contains("een ander dat goedkeurt"));
        assert!(record(address, Kind::Measure, "T-1").is_none(), "looked at, not taken");
        let (upload, seen) = (browser.hidden("upload"), browser.hidden("seen"));
        browser.send_form(
            "/register/invoer",
            &[("step", "save"), ("upload", &upload), ("seen", &seen), ("label", ""), ("why", "eerste lijst")],
        );
        assert!(browser.page.contains("1 overgenomen"), "{}", browser.page);
        let there = ["T-1", "T-2", "T-3"].map(|id| record(address, Kind::Measure, id).is_some());
        assert_eq!((there, record(address, Kind::Commitment, "T-4").is_some()), ([true, false, false], false));
        for form in ["csv", "xlsx", "json"] {
            browser.open(&format!("/register/uitvoer?soort=measure&vorm={form}"));
            assert!(browser.status == StatusCode::OK && browser.page.len() > 1000, "{form}");
        }
        browser.open("/register/invoer");
        browser.send_file(
            "/register/invoer",
            &[("label", "oost")],
            ("b.csv", b"kind;id;source;title;status;regions\nmeasure;T-1;raad;Anders;plan;VT19\n"),
        );
        assert!(browser.page.contains("T-1 → T-1~oost"), "{}", browser.page);
        browser.send_file("/register/invoer", &[("label", "")], ("b.pdf", b"%PDF"));
        assert_eq!(browser.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn an_administrator_makes_accounts_and_sees_who_did_what_and_nobody_else_does() {
    on_sqlite(|address| {
        account(address, "root", Role::Administrator, "NL");
        account(address, "editor", Role::Editor, "NL");
        let site = site(address);
        let mut root = Browser::of(&site);
        root.log_in("root");
        root.open("/beheer");
        root.send_form(
            "/beheer",
            &[("name", "nieuw"), ("organisation", "Twente"), ("role", "editor"), ("region", "Twente"), ("owner", "")],
        );
        let once = root.page.split("class=\"ib-code\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a password").to_owned();
        let mut invited = Browser::of(&site);
        invited.open("/inloggen");
        invited.send_form("/inloggen", &[("name", "nieuw"), ("password", &once)]);
        assert!(invited.page.contains("Kies een eigen wachtwoord"));
        assert!(
            invited
                .send_form("/inloggen/wachtwoord", &[("password_new", "kort"), ("password_again", "kort")])
                .contains("href=\"#password_new\"")
        );
        let chosen = "nog een lange zin erbij";
        invited.send_form("/inloggen/wachtwoord", &[("password_new", chosen), ("password_again", chosen)]);
        let secret = invited.secret();
        invited.send_form("/inloggen/instellen", &[("code", &code::at(&secret, now().0))]);
        assert!(invited.open("/").contains("Het register"));
        root.open("/beheer/nieuw");
        root.send_form("/beheer/nieuw", &[("step", "close")]);
        assert!(invited.open("/").contains("name=\"password\""), "a closed account is out at once");
        root.open("/beheer/root");
        root.send_form("/beheer/root", &[("step", "close")]);
        assert_eq!(root.status, StatusCode::FORBIDDEN, "nobody closes themselves out");
        assert!(root.open("/beheer/logboek").contains(">account gesloten<"));
        assert!(
            root.page.contains("volgt uit de vorige")
                && root.page.contains(">ingelogd<")
                && root.page.contains("wachtwoord en tweede stap")
        );
        assert!(!root.page.contains("; editor "), "roles by their names");
        let english = root.open("/en/beheer/logboek");
        assert!(english.contains(">account closed<") && english.contains("password and second step"));
        for word in ["staff.", "papers.written", "made on the page"] {
            assert!(!root.open("/beheer/logboek").contains(word), "{word} is left in English");
        }
        let mut editor = Browser::of(&site);
        editor.log_in("editor");
        for page in ["/beheer", "/beheer/logboek", "/beheer/root"] {
            editor.open(page);
            assert_eq!(editor.status, StatusCode::FORBIDDEN, "{page}");
        }
    });
}

#[test]
fn every_answer_carries_the_headers_and_no_page_has_anything_inline() {
    on_sqlite(|address| {
        account(address, "adviser", Role::Editor, "NL");
        let site = site(address);
        let mut browser = Browser::of(&site);
        browser.log_in("adviser");
        for page in [
            "/",
            "/en/",
            "/register/measure",
            "/register/measure/nieuw",
            "/register/matrix",
            "/register/verslag",
            "/register/invoer",
            "/account",
            "/nergens",
        ] {
            browser.open(page);
            assert!(browser.headers["content-security-policy"].to_str().is_ok_and(|policy| !policy.contains("unsafe")), "{page}");
            assert_eq!(browser.headers[header::CACHE_CONTROL], "no-store", "{page}");
            assert!(!browser.page.contains(" style=") && !browser.page.contains("<style") && !browser.page.contains("onclick"), "{page}");
            assert_eq!(browser.page.matches("<h1").count(), 1, "{page}");
        }
        assert_eq!(browser.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn who_reports_and_approves_elsewhere_closes_nothing_of_their_own_by_form_edit_or_file() {
    on_sqlite(|address| {
        account_with(address, "both", &[(Role::Editor, "NL"), (Role::Approver, "NL")]);
        let site = site(address);
        let mut both = Browser::of(&site);
        both.log_in("both");
        let state = |id: &str| record(address, Kind::Commitment, id).map(|record| record.get("state").to_owned());
        both.open("/register/commitment/C-09/gereed");
        both.send_form("/register/commitment/C-09/gereed", &[("evidence", "een brief"), ("why", "verstuurd")]);
        assert_eq!(state("C-09").as_deref(), Some("reported"));
        both.open("/register/commitment/C-09/goedkeuren");
        assert!(both.status == StatusCode::OK && both.hidden("version").is_empty(), "the page has no form");
        both.send_form("/register/commitment/C-09/goedkeuren", &[("version", "2"), ("why", "gelezen")]);
        assert_eq!((both.status, state("C-09").as_deref()), (StatusCode::CONFLICT, Some("reported")), "and without it it is refused");
        let file = "kind;id;source;title;state;promised_by;reported_by;approved_by;evidence\n\
                    commitment;T-9;raad;Zelf gesloten;done;raad;a;b;brief\n\
                    commitment;C-10;raad;Zelf gesloten;done;raad;a;b;brief\n\
                    commitment;T-8;raad;Open;open;raad;;;\n";
        for label in ["", "oost"] {
            both.open("/register/invoer");
            both.send_file("/register/invoer", &[("label", label)], ("a.csv", file.as_bytes()));
            let (upload, seen) = (both.hidden("upload"), both.hidden("seen"));
            both.send_form(
                "/register/invoer",
                &[("step", "save"), ("upload", &upload), ("seen", &seen), ("label", label), ("why", "lijst")],
            );
            assert_eq!([state("T-9"), state("C-10~oost")], [None, None], "label {label:?}: {}", both.page);
            assert_eq!([state("C-10").as_deref(), state("T-8").as_deref()], [Some("open"), Some("open")]);
        }
    });
}

#[test]
fn a_form_from_another_site_is_refused_with_session_and_key() {
    on_sqlite(|address| {
        account(address, "adviser", Role::Editor, "NL");
        let site = site(address);
        let mut browser = Browser::of(&site);
        browser.log_in("adviser");
        let form = [("evidence", "een brief"), ("why", "verstuurd")];
        for (origin, status) in
            [("https://evil.test", StatusCode::FORBIDDEN), ("null", StatusCode::FORBIDDEN), ("https://staff.test", StatusCode::OK)]
        {
            browser.open("/register/commitment/C-09/gereed");
            browser.origin = origin;
            browser.send_form("/register/commitment/C-09/gereed", &form);
            assert_eq!(browser.status, status, "{origin}");
            let state = record(address, Kind::Commitment, "C-09").expect("a commitment").get("state").to_owned();
            assert_eq!(state == "reported", status == StatusCode::OK, "{origin}");
        }
    });
}

#[test]
fn an_editor_of_a_region_changes_nothing_outside_it() {
    on_sqlite(|address| {
        account(address, "regional", Role::Editor, "VT19");
        let site = site(address);
        let mut browser = Browser::of(&site);
        browser.log_in("regional");
        browser.open("/register/measure/nieuw");
        let known = record(address, Kind::Measure, "M-12").expect("a measure");
        sent(
            &mut browser,
            "/register/measure/M-12/wijzigen",
            &known,
            &[("goal", "x")],
            &[("version", "1"), ("step", "save"), ("why", "y")],
        );
        assert_eq!(browser.status, StatusCode::FORBIDDEN);
        assert_eq!(record(address, Kind::Measure, "M-12").expect("a measure"), known);
        browser.open("/register/measure/nieuw");
        let form =
            [("id", "M-901"), ("version", "0"), ("source", "raad"), ("title", "t"), ("status", "plan"), ("step", "save"), ("why", "y")];
        browser.send_form("/register/measure/nieuw", &[&form[..], &[("regions", "VT05")]].concat());
        assert!(browser.status == StatusCode::UNPROCESSABLE_ENTITY && record(address, Kind::Measure, "M-901").is_none());
        browser.send_form("/register/measure/nieuw", &[&form[..], &[("regions", "VT19")]].concat());
        assert!(record(address, Kind::Measure, "M-901").is_some(), "{}", browser.page);
    });
}

#[test]
fn an_administrator_is_of_the_country_and_gives_themselves_nothing() {
    on_sqlite(|address| {
        account(address, "root", Role::Administrator, "NL");
        account(address, "other", Role::Reader, "NL");
        let site = site(address);
        let mut root = Browser::of(&site);
        root.log_in("root");
        let grants = |name: &str| Records::open_at(address).expect("records").grants(name).expect("grants").len();
        let editor = [("step", "add"), ("role", "editor"), ("region", "NL"), ("owner", "")];
        root.open("/beheer/other");
        root.send_form("/beheer/root", &editor);
        assert_eq!((root.status, grants("root")), (StatusCode::FORBIDDEN, 1), "nothing for oneself");
        root.open("/beheer/other");
        for place in [[("region", "VT19"), ("owner", "")], [("region", "NL"), ("owner", "GGD")]] {
            root.send_form("/beheer/other", &[&[("step", "add"), ("role", "administrator")][..], &place].concat());
            assert_eq!((root.status, grants("other")), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{place:?}");
        }
        root.send_form("/beheer/other", &editor);
        assert_eq!((root.status, grants("other")), (StatusCode::OK, 2));
        let regional = GrantRow { role: "administrator".to_owned(), region: "VT19".to_owned(), organisation: String::new() };
        assert_eq!(Grant::of(&regional), None, "what stands in the records from before allows nothing");
    });
}

#[test]
fn who_came_in_with_the_password_that_was_given_is_out_when_its_owner_chose_another() {
    on_sqlite(|address| {
        account(address, "root", Role::Administrator, "NL");
        let site = site(address);
        let mut root = Browser::of(&site);
        root.log_in("root");
        root.open("/beheer");
        root.send_form("/beheer", &[("name", "nieuw"), ("organisation", "Twente"), ("role", "editor"), ("region", "NL"), ("owner", "")]);
        let once = root.page.split("class=\"ib-code\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a password").to_owned();
        let (mut thief, mut owner) = (Browser::of(&site), Browser::of(&site));
        for browser in [&mut thief, &mut owner] {
            browser.open("/inloggen");
            browser.send_form("/inloggen", &[("name", "nieuw"), ("password", &once)]);
            assert!(browser.page.contains("Kies een eigen wachtwoord"));
        }
        let chosen = "nog een lange zin erbij";
        owner.send_form("/inloggen/wachtwoord", &[("password_new", chosen), ("password_again", chosen)]);
        assert!(owner.page.contains("<svg role=\"img\""), "on to the second factor: {}", owner.page);
        assert!(thief.open("/inloggen/instellen").contains("name=\"password\""), "back to the start");
    });
}

#[test]
fn the_own_password_is_guessed_five_times_and_names_that_are_none_fill_no_log() {
    on_sqlite(|address| {
        account(address, "adviser", Role::Editor, "NL");
        let site = site(address);
        let entries = || Records::open_at(address).expect("records").entries().expect("entries").len();
        let mut browser = Browser::of(&site);
        browser.open("/inloggen");
        let before = entries();
        for name in ["niemand", "nobody", "personne"] {
            browser.send_form("/inloggen", &[("name", name), ("password", "een lange zin is prima")]);
            assert_eq!(browser.status, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(entries(), before);
        browser.log_in("adviser");
        browser.open("/account");
        for _ in 0..5 {
            assert!(browser.send_form("/account", &[("step", "codes"), ("password", "geraden geraden")]).contains("password-codes-fout"));
        }
        browser.send_form("/account", &[("step", "codes"), ("password", PASSWORD)]);
        assert!(browser.page.contains("te vaak mis") && !browser.page.contains("class=\"ib-recovery\""), "{}", browser.page);
        wait(16 * 60);
        browser.send_form("/account", &[("step", "codes"), ("password", PASSWORD)]);
        assert!(browser.page.contains("class=\"ib-recovery\""), "{}", browser.page);
    });
}

#[test]
fn no_link_leads_to_another_site_and_what_is_too_large_is_told_on_a_page() {
    on_sqlite(|address| {
        account(address, "adviser", Role::Editor, "NL");
        let site = site(address);
        let mut browser = Browser::of(&site);
        browser.log_in("adviser");
        browser.open("/en/%2F%2Fevil.example");
        assert!(browser.page.contains("%2F%2Fevil.example") && !browser.page.contains("//evil.example"), "{}", browser.page);
        browser.send_form("/register/measure/nieuw", &[("title", &"x".repeat(2 << 20))]);
        assert!(browser.status == StatusCode::PAYLOAD_TOO_LARGE && browser.page.contains("<h1"), "{}", browser.status);
    });
}
