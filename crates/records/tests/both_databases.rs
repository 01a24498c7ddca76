//! The same statements on SQLite and on PostgreSQL: what is written comes back, nothing is lost, the log cannot be changed.

mod cluster;
mod tls;

use std::collections::BTreeMap;

use records::{
    Along, Author, DeliveryRow, DeliveryState, Entered, GrantRow, Moment, PackageEntered, PackageRow, PaperChange, Records, SessionRow,
    StaffRow, Upload, Written,
};

/// Runs a walk on a new SQLite file, and on a new PostgreSQL server where there is one.
fn on_both(walk: impl Fn(&str)) {
    let folder = tempfile::tempdir().expect("a folder");
    walk(folder.path().join("100% own?.sqlite").to_str().expect("a path"));
    if let Some(cluster) = cluster::Cluster::start() {
        walk(&cluster.address());
    }
}

fn author(by: &str, at: i64) -> Author {
    Author { by: by.to_owned(), reason: "a test".to_owned(), at: Moment(at) }
}

fn change(id: &str, expected: u32, body: &str) -> PaperChange {
    PaperChange { kind: "measure".to_owned(), id: id.to_owned(), expected, body: body.to_owned() }
}

#[test]
fn every_table_gives_back_what_it_was_given() {
    on_both(|address| {
        let records = Records::open_at(address).expect("records");
        papers_keep_every_version(&records);
        deliveries_and_packages_read_back(&records);
        accounts_and_sessions_read_back(&records);
        drop(records);
        let again = Records::open_at(address).expect("the same records");
        let verified = again.verify().expect("a verdict");
        assert_eq!((verified.first_broken, verified.entries), (None, 9), "{address}");
        assert_eq!(again.papers().expect("papers").len(), 2);
    });
}

fn papers_keep_every_version(records: &Records) {
    records.write_papers(&[change("M-1", 0, "één"), change("M-2", 0, "one")], &author("first", 1)).expect("written");
    records.write_papers(&[change("M-1", 1, "two")], &author("second", 2)).expect("written");
    let late = records.write_papers(&[change("M-2", 1, "late"), change("M-1", 1, "late")], &author("third", 3)).expect("an answer");
    assert!(matches!(late, Written::Nothing(conflicts) if conflicts[0].standing == 2));
    let bodies: Vec<String> = records.papers().expect("papers").into_iter().map(|paper| paper.body).collect();
    assert_eq!(bodies, ["two", "one"]);
    let versions = records.paper_versions("measure", "M-1").expect("versions");
    assert_eq!(versions.iter().map(|one| (one.version, one.body.as_str())).collect::<Vec<_>>(), [(1, "één"), (2, "two")]);
}

fn deliveries_and_packages_read_back(records: &Records) {
    let delivery = DeliveryRow {
        kind: "board".into(),
        supplier: "RVDK".into(),
        organisation_kind: "board".into(),
        period: "2023HJ01".into(),
        version: 1,
        source_hash: "a".into(),
        file_hash: "b".into(),
        path: "board/RVDK".into(),
        events: 5,
        rows_read: 4,
        rows_accepted: 3,
        rows_set_aside: 1,
        accepted_at: Moment(1_700_000_000),
        state: DeliveryState::Accepted,
        municipalities: BTreeMap::from([(14, 2), (363, 3)]),
    };
    assert_eq!(records.enter_delivery(&delivery).expect("entered"), Entered::New);
    assert_eq!(records.deliveries().expect("deliveries"), [delivery]);
    let package = PackageRow {
        party: "one".into(),
        id: "x".into(),
        supplier: "P1".into(),
        kind: "board".into(),
        period: "2023HJ01".into(),
        version: 1,
        label: "made/1".into(),
        evaluations: 100,
        at: Moment(5),
    };
    assert_eq!(records.enter_package(&package, None).expect("entered"), PackageEntered::New);
    assert_eq!(records.evaluations("one").expect("counters")[0].evaluations, 100);
}

fn accounts_and_sessions_read_back(records: &Records) {
    let account = StaffRow {
        name: "adviser".into(),
        organisation: "Twente".into(),
        password: "hash".into(),
        factor: String::new(),
        state: "invited".into(),
        made_at: Moment(9),
    };
    let grant = GrantRow { role: "editor".into(), region: "VT05".into(), organisation: String::new() };
    assert!(records.add_staff(&account, std::slice::from_ref(&grant), &author("root", 9)).expect("added"));
    assert!(!records.add_staff(&account, &[], &author("root", 9)).expect("the name is taken"));
    assert!(records.staff("adviser").expect("read").is_some_and(|read| read == account));
    assert_eq!(records.grants("adviser").expect("grants"), std::slice::from_ref(&grant));
    let active = StaffRow { factor: "00ff".into(), state: "active".into(), ..account.clone() };
    let change = |pair: (&StaffRow, &StaffRow), along: Along| records.change_staff(pair, "staff.active", along, &author("adviser", 10));
    assert!(change((&account, &active), Along::default()).expect("changed"));
    let late = StaffRow { password: "of who read it before".into(), ..account.clone() };
    let codes = ["h0".to_owned()];
    let along = Along { recovery_codes: Some(&codes), ..Along::default() };
    assert!(!change((&account, &late), along).expect("an answer"), "somebody else changed it meanwhile");
    assert!(records.staff("adviser").expect("read").is_some_and(|read| read == active));
    assert_eq!(records.recovery_codes_left("adviser").expect("a number"), 0, "and nothing went along");
    let more = GrantRow { region: "VT06".into(), ..grant.clone() };
    records.add_grant("adviser", &more, &author("root", 11)).expect("a role more");
    assert!(records.remove_grant("adviser", &grant, &author("root", 11)).expect("a role less"));
    assert!(!records.remove_grant("adviser", &grant, &author("root", 11)).expect("no role twice"));
    assert_eq!(records.grants("adviser").expect("grants"), std::slice::from_ref(&more));
    assert!(records.remove_grant("adviser", &more, &author("root", 11)).expect("no roles"));
    assert!(records.all_staff().expect("accounts")[0].state == "active" && records.grants("adviser").expect("grants").is_empty());
    assert!(records.use_factor_step("adviser", 7).expect("a step") && !records.use_factor_step("adviser", 7).expect("no step twice"));
    records.set_recovery_codes("adviser", &["h1".into(), "h2".into()]).expect("codes");
    assert!(records.use_recovery_code("adviser", "h1").expect("a code") && !records.use_recovery_code("adviser", "h1").expect("once"));
    assert_eq!(records.recovery_codes_left("adviser").expect("a number"), 1);
    let session = |id: &str| SessionRow {
        id: id.into(),
        name: "adviser".into(),
        stage: "full".into(),
        form_key: "k".into(),
        began_at: Moment(20),
        seen_at: Moment(20),
    };
    ["s1", "s2", "s3"].iter().for_each(|id| records.open_session(&session(id)).expect("opened"));
    records.touch_session("s1", Moment(30)).expect("touched");
    records.end_session("s3").expect("ended");
    records.sweep_sessions(Moment(25)).expect("swept");
    let there = |id: &str| records.session(id).expect("read").is_some();
    assert_eq!((there("s1"), there("s2"), there("s3")), (true, false, false));
    records.end_sessions_of("adviser", "other").expect("ended");
    assert!(!there("s1"));
    let attempt = |at: i64| records.begin_attempt("key", Moment(at), Moment(30), 2).expect("counted");
    assert_eq!((attempt(40).count, attempt(41).count, attempt(42).count), (1, 2, 3));
    assert_eq!((attempt(43).count, attempt(43).first), (3, Moment(40)), "what is too much is not counted");
    records.forgive_attempt("key", Moment(41)).expect("forgiven");
    assert_eq!(attempt(41).count, 2);
    records.clear_failures("key").expect("cleared");
    assert_eq!(attempt(44).count, 1);
    let upload = Upload { id: "u".into(), name: "adviser".into(), file: "a.csv".into(), body: vec![0, 255], at: Moment(50) };
    records.keep_upload(&upload).expect("kept");
    assert_eq!(records.upload("u", "adviser").expect("read"), Some(upload));
    assert_eq!(records.upload("u", "another").expect("read"), None);
    records.drop_upload("u").expect("gone");
}

#[test]
fn writers_at_once_lose_nothing() {
    on_both(|address| {
        let records = Records::open_at(address).expect("records");
        records.write_papers(&[change("M-1", 0, "start")], &author("first", 1)).expect("written");
        let written = std::thread::scope(|scope| {
            let writer = |worker: usize| {
                let records = Records::open_at(address).expect("records");
                let one = move |turn: usize| {
                    let standing = records.papers().expect("papers")[0].version;
                    let body = format!("{worker} {turn}");
                    usize::from(
                        records.write_papers(&[change("M-1", standing, &body)], &author("w", 2)).expect("an answer") == Written::All,
                    )
                };
                scope.spawn(move || (0..6).map(one).sum::<usize>())
            };
            let workers: Vec<_> = (0..4).map(writer).collect();
            workers.into_iter().map(|worker| worker.join().expect("a worker")).sum::<usize>()
        });
        let versions = records.paper_versions("measure", "M-1").expect("versions");
        assert_eq!(versions.len(), written + 1, "every yes is a version, every no is none");
        assert_eq!(records.verify().expect("a verdict").first_broken, None);
    });
}

#[test]
fn a_server_that_is_not_there_is_named_as_such_and_its_password_is_not_repeated() {
    let refused = Records::open_at("postgres://someone:secret@127.0.0.1:1/none").expect_err("no server");
    let told = format!("{refused} {refused:?}");
    assert!(told.contains("could not be reached") && !told.contains("secret"), "{told}");
}
