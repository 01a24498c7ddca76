//! Deliveries and random events for tests.

use std::path::{Path, PathBuf};

use domain::{
    Code, Contact, Day, EventKind, Forms, Month, Municipality, Online, OrganisationKind, OtherAge, Precision, Sector, Setting, Sex,
};
use person::{CaseKey, Event, LinkageTokens, Organisation, PersonKey, Pseudonyms, RecordKey, RecordStatus};
use proptest::prelude::*;
use proptest::sample::select;

use crate::{Accepted, DeliveryMeta, Moment, RowCounts, SourceHash, Store, StoredEvent, StoredPoint};

/// `kind supplier period version`; the bytes of it stand for the delivered bytes.
pub(crate) fn meta(text: &str) -> DeliveryMeta {
    let words: Vec<&str> = text.split(' ').collect();
    DeliveryMeta {
        kind: words[0].to_owned(),
        supplier: words[1].to_owned(),
        organisation_kind: OrganisationKind::Board,
        period: words[2].parse().expect("a period"),
        version: words[3].parse().expect("a version"),
        source: SourceHash::of(text.as_bytes()),
    }
}

/// Delivers one event for each of these municipalities.
pub(crate) fn accept(store: &Store, meta: &DeliveryMeta, places: &[u16]) -> Accepted {
    let events = places.iter().zip(0..).map(|(place, record)| {
        let mut event = Event::new(EventKind::BoardRequested, Day(19_000), RecordKey(record), OrganisationKind::Board);
        event.municipality = Municipality(*place);
        StoredEvent { pseudonyms: Pseudonyms::default(), tokens: LinkageTokens::NONE, event }
    });
    deliver(store, meta, &events.collect::<Vec<_>>())
}

/// Delivers these events.
pub(crate) fn deliver(store: &Store, meta: &DeliveryMeta, events: &[StoredEvent]) -> Accepted {
    let mut writer = store.writer(meta.clone()).expect("a writer");
    events.iter().for_each(|stored| writer.push(stored).expect("pushed"));
    let rows = RowCounts { read: events.len() as u64, accepted: events.len() as u64, set_aside: 0 };
    writer.finish(rows, Moment(1_700_000_000)).expect("accepted")
}

/// A pseudonym of this byte.
pub(crate) fn key(byte: u8) -> PersonKey {
    PersonKey([byte; 16])
}

/// Its point.
pub(crate) fn stored_point(byte: u8) -> StoredPoint {
    StoredPoint { kind: 0, key: key(byte), locked: [byte; 32] }
}

/// Two deliveries of two children with a token each, and the points of all in two files.
pub(crate) fn filled_with_points(root: &Path) -> Store {
    let row = |number: u8, token: u8, record: u64| {
        let event = Event::new(EventKind::BoardRequested, Day(19_000), RecordKey(record), OrganisationKind::Board);
        let said = |byte: u8| (byte > 0).then(|| key(byte));
        let tokens = LinkageTokens::of(said(token).map(|token| (1, token)));
        StoredEvent { pseudonyms: Pseudonyms { number: said(number), fallback: None }, tokens, event }
    };
    let store = Store::open(root).expect("a store");
    deliver(&store, &meta("board RVDK 2023HJ01 1"), &[row(1, 11, 1), row(2, 12, 2)]);
    deliver(&store, &meta("board RVDK 2023HJ02 1"), &[row(1, 0, 3), row(0, 11, 4)]);
    store.keep_points("one", &[1, 11, 2, 12].map(stored_point)).expect("kept");
    store.keep_points("two", &[1, 11].map(stored_point)).expect("kept");
    store
}

/// Every file of deliveries and snapshots, sorted.
pub(crate) fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.join("deliveries"), root.join("snapshots")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Any event at all, every field at random.
pub(crate) fn any_event() -> impl Strategy<Value = Event> {
    (when_and_who(), where_and_what(), outcome()).prop_map(|(start, (place, forms, around), end)| {
        let (person, record, case, kind, day, precision, organisation) = start;
        let (organisation_kind, municipality, sex, birth_month) = place;
        let (contact, setting, online, other_age) = around;
        let (code, sector, crisis, satisfaction, without_help, status, (stated, turn)) = end;
        Event {
            person: person.map(|byte: u8| PersonKey([byte; 16])),
            record: RecordKey(record),
            case: CaseKey(case),
            kind,
            day: Day(day),
            precision,
            organisation: Organisation(organisation),
            organisation_kind,
            municipality: Municipality(municipality),
            sex,
            birth_month: birth_month.map(Month),
            reasons: Forms(forms.0),
            form: Forms(forms.1),
            contact,
            setting,
            online,
            other_age,
            code: Code(code),
            sector,
            crisis,
            satisfaction,
            without_help,
            status,
            stated: Day(stated),
            turn,
        }
    })
}

type Start = (Option<u8>, u64, u64, EventKind, i32, Precision, u32);

fn when_and_who() -> impl Strategy<Value = Start> {
    let precisions = select(vec![Precision::Day, Precision::Month, Precision::Year]);
    (any::<Option<u8>>(), any::<u64>(), any::<u64>(), select(EventKind::ALL), 0i32..30_000, precisions, any::<u32>())
}

type Place = (OrganisationKind, u16, Sex, Option<i32>);
type Around = (Contact, Setting, Online, OtherAge);

fn where_and_what() -> impl Strategy<Value = (Place, (u8, u8), Around)> {
    let place = (select(OrganisationKind::ALL), any::<u16>(), select(Sex::ALL.to_vec()), prop::option::of(-200i32..900));
    let around = (select(Contact::ALL), select(Setting::ALL), select(Online::ALL), select(OtherAge::ALL));
    (place, any::<(u8, u8)>(), around)
}

type End = (u8, Sector, Option<bool>, u8, u8, RecordStatus, (i32, u32));

fn outcome() -> impl Strategy<Value = End> {
    let statuses: Vec<_> = (0..=9).filter_map(RecordStatus::from_number).collect();
    (any::<u8>(), select(Sector::ALL), any::<Option<bool>>(), any::<u8>(), any::<u8>(), select(statuses), (0i32..30_000, any::<u32>()))
}

/// An event with pseudonyms, of few persons and records, so that they meet.
pub(crate) fn any_stored() -> impl Strategy<Value = StoredEvent> {
    let tokens = prop::array::uniform8(prop::option::weighted(0.3, 1u8..6));
    let keys = (prop::option::of(1u8..6), prop::option::of(1u8..6), 0u64..20, tokens);
    (any_event(), keys).prop_map(|(event, (number, fallback, record, tokens))| {
        let advice = event.kind == EventKind::AdviceGiven;
        let key = |byte: Option<u8>| byte.filter(|_| !advice).map(|byte| PersonKey([byte; 16]));
        let event = Event { person: None, record: RecordKey(record), ..event };
        let tokens = LinkageTokens(tokens.map(|byte| key(byte.map(|byte| byte + 100))));
        StoredEvent { pseudonyms: Pseudonyms { number: key(number), fallback: key(fallback) }, tokens, event }
    })
}
