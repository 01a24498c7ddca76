//! What a delivery holds, kept while it is checked so that it can be laid beside another: which records, since when, and
//! how each field is filled. About 300 bytes a row; it never leaves the room as such, only as counts and findings.

use std::collections::{BTreeMap, HashMap};

use domain::{Day, EventKind, Month, PartialDate, Sex};
use person::{Event, Identity, Purpose, Record, Sensitive};

use crate::coded::{Coded, SET, is_asked};
use crate::formats::table::{Fields, could_be_citizen_number};
use crate::key;

/// The rows of a delivery as they were delivered.
#[derive(Default)]
pub struct Ledger {
    /// By the hash of what names a record; of two rows with one name the first stays.
    pub(crate) entries: HashMap<u64, Entry>,
    /// The fields of a table, in the order of the agreement; empty for messages.
    pub(crate) fields: Vec<Tally>,
    is_table: bool,
    reference: usize,
    /// Where each column stands.
    places: HashMap<&'static str, usize>,
}

/// One row.
pub(crate) struct Entry {
    pub(crate) row: u64,
    pub(crate) reference: Sensitive<String>,
    /// Hash of everything it says.
    pub(crate) content: u64,
    /// What it says when it was sound; `None` when it was set aside.
    pub(crate) told: Option<Told>,
}

/// What a sound row says that may be compared.
pub(crate) struct Told {
    pub(crate) start: Option<Day>,
    pub(crate) end: Option<Day>,
    /// Whether it lasts until it ends, so that it stands in every delivery in between.
    pub(crate) lasts: bool,
    /// Whether another institution has it since.
    pub(crate) is_handed_over: bool,
    pub(crate) sex: Sex,
    pub(crate) birth: Sensitive<Option<PartialDate>>,
}

/// How one field is filled.
pub(crate) struct Tally {
    pub(crate) column: &'static str,
    pub(crate) filled: u64,
    pub(crate) rows: u64,
    coded: Option<Coded>,
    /// Rows by the word of the list that stands in the field.
    pub(crate) values: BTreeMap<&'static str, u64>,
    /// Filled with something that is not in the list.
    pub(crate) others: u64,
    /// Rows of which a coded field is asked.
    pub(crate) asked: u64,
    /// Those that do not tell: empty, *unknown*, or nothing of the list.
    pub(crate) unknown: u64,
    /// Rows of a month, by the word; the month of the first thing that happened.
    pub(crate) months: BTreeMap<(Month, &'static str), u64>,
}

impl Tally {
    fn new(column: &'static str) -> Tally {
        let (values, months) = (BTreeMap::new(), BTreeMap::new());
        Tally { column, filled: 0, rows: 0, coded: Coded::of(column), values, others: 0, asked: 0, unknown: 0, months }
    }

    /// Whether the field holds a code of a list.
    pub(crate) fn is_coded(&self) -> bool {
        self.coded.is_some()
    }

    fn note(&mut self, text: &str, is_asked: bool, month: Option<Month>) {
        self.rows += 1;
        if is_asked {
            self.asked += 1;
            self.unknown += u64::from(!self.tells(text));
        }
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        let Some(coded) = self.coded else { return };
        for part in text.split(SET) {
            match coded.word(part) {
                Some(word) => self.count(word, month),
                None => self.others += 1,
            }
        }
    }

    /// Whether a text says something that is known.
    fn tells(&self, text: &str) -> bool {
        let is_known = |word: &str| word != "unknown" && (self.column, word) != ("geslacht", "O");
        self.coded.is_some_and(|coded| text.split(SET).filter_map(|part| coded.word(part)).any(is_known))
    }

    fn count(&mut self, word: &'static str, month: Option<Month>) {
        *self.values.entry(word).or_default() += 1;
        if let Some(month) = month {
            *self.months.entry((month, word)).or_default() += 1;
        }
    }
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ledger of {} rows", self.entries.len())
    }
}

impl Ledger {
    /// Number of records that can be compared.
    pub fn records(&self) -> usize {
        self.entries.len()
    }

    /// The first of these columns that the layout has; empty when it has none.
    pub(crate) fn column(&self, wanted: &[&'static str]) -> &'static str {
        wanted.iter().copied().find(|wanted| self.fields.iter().any(|tally| tally.column == *wanted)).unwrap_or("")
    }

    /// A table begins.
    pub(crate) fn begin(&mut self, columns: &'static [&'static str], reference: usize) {
        self.fields = columns.iter().copied().map(Tally::new).collect();
        self.places = columns.iter().copied().zip(0..).collect();
        (self.is_table, self.reference) = (true, reference);
    }

    /// A row of a table, with its record when it was sound.
    pub(crate) fn note_row(&mut self, row: u64, fields: &Fields<'_>, naming: &[usize], record: Option<&Record>) {
        let month = record.and_then(first_day).map(Day::month);
        for (place, tally) in self.fields.iter_mut().enumerate() {
            let is_asked =
                tally.is_coded() && is_asked(tally.column, |column| self.places.get(column).map_or("", |place| fields.text(*place)));
            tally.note(fields.text(place), is_asked, month);
        }
        let reference = fields.text(self.reference);
        if reference.is_empty() || could_be_citizen_number(reference) {
            return;
        }
        let named: Vec<&str> = naming.iter().map(|place| fields.text(*place)).collect();
        let content: Vec<&str> = (0..self.fields.len()).map(|place| fields.text(place)).collect();
        let entry =
            Entry { row, reference: Sensitive::new(reference.to_owned()), content: key::hash(&content), told: record.map(Told::of) };
        self.entries.entry(key::hash(&named)).or_insert(entry);
    }

    /// A product or message; those of tables come as rows. The last statement of a record is the one that counts.
    pub(crate) fn note_message(&mut self, record: &Record) {
        let Some(first) = record.events.first().filter(|_| !self.is_table) else { return };
        let content = said(record);
        let entry = Entry { row: record.row, reference: record.reference.clone(), content, told: None };
        self.entries.insert(key::hash(&[first.kind.word(), &first.record.0.to_string()]), entry);
    }
}

/// Hash of everything that a message says: who it is about, and every event with all it holds. Neither prints by itself.
fn said(record: &Record) -> u64 {
    let mut parts: Vec<String> = record.events.iter().flat_map(of_event).collect();
    parts.extend(record.identity.iter().flat_map(|identity| of_identity(identity.open(Purpose::Check))));
    key::hash(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Every field of an event as text; a new field does not compile before it stands here.
fn of_event(event: &Event) -> [String; 4] {
    let Event {
        person: _,
        record,
        case,
        kind,
        day,
        precision,
        organisation,
        organisation_kind,
        municipality,
        sex,
        birth_month,
        reasons,
        form,
        contact,
        setting,
        online,
        other_age,
        code,
        sector,
        crisis,
        satisfaction,
        without_help,
        status,
        stated,
        turn,
    } = event;
    [
        format!("{kind} {day} {precision:?} {record:?} {case:?} {organisation:?} {organisation_kind:?} {municipality:?}"),
        format!("{sex:?} {birth_month:?} {reasons:?} {form:?} {contact:?} {setting:?} {online:?} {other_age:?}"),
        format!("{code:?} {sector:?} {crisis:?} {satisfaction} {without_help}"),
        format!("{status:?} {stated} {turn}"),
    ]
}

fn of_identity(identity: &Identity) -> [String; 8] {
    let Identity { bsn, birth, sex, postcode, surname, prefix, first_names, house_number } = identity;
    let born = birth.map(|birth| format!("{} {:?}", birth.first, birth.precision)).unwrap_or_default();
    let number = bsn.map(|bsn| bsn.number().to_string()).unwrap_or_default();
    let texts = [postcode, surname, prefix, first_names, house_number].map(String::clone);
    let [postcode, surname, prefix, first_names, house_number] = texts;
    [number, born, format!("{sex:?}"), postcode, surname, prefix, first_names, house_number]
}

fn first_day(record: &Record) -> Option<Day> {
    record.events.iter().map(|event| event.day).min()
}

impl Told {
    fn of(record: &Record) -> Told {
        // A petition does not last as the order it led to does: the court tells no end.
        let lasts = |kind: EventKind| TAKEN_OVER.contains(&kind) || CLOSINGS.iter().any(|(start, _)| *start == kind);
        let lasting = record.events.first().filter(|event| lasts(event.kind));
        let is_end = |kind: EventKind| CLOSINGS.iter().any(|(_, end)| *end == kind);
        let identity = record.identity.as_ref().map(|identity| identity.open(Purpose::Check));
        Told {
            start: record.events.iter().find(|event| !is_end(event.kind)).map(|event| event.day),
            end: record.events.iter().find(|event| is_end(event.kind)).map(|event| event.day),
            lasts: lasting.is_some(),
            is_handed_over: record.events.iter().any(|event| HANDED_OVER.contains(&event.kind)),
            sex: identity.map(|identity| identity.sex).unwrap_or_default(),
            birth: Sensitive::new(identity.and_then(|identity| identity.birth)),
        }
    }

    /// Whether it still runs after its delivery, and there.
    pub(crate) fn is_running(&self) -> bool {
        self.lasts && self.end.is_none() && !self.is_handed_over
    }
}

/// What lasts until it ends, and the event by which a record of it ends.
const CLOSINGS: [(EventKind, EventKind); 7] = [
    (EventKind::InvestigationStarted, EventKind::InvestigationEnded),
    (EventKind::FollowUpStarted, EventKind::FollowUpEnded),
    (EventKind::BoardRequested, EventKind::BoardInvestigationEnded),
    (EventKind::OrderStarted, EventKind::OrderEnded),
    (EventKind::AuthorisationStarted, EventKind::AuthorisationEnded),
    (EventKind::HelpStarted, EventKind::HelpEnded),
    (EventKind::AdultSupportStarted, EventKind::AdultSupportEnded),
];

/// What another institution carries on: the next delivery of this one does not tell of it.
const HANDED_OVER: [EventKind; 2] = [EventKind::OrderHandedOver, EventKind::AuthorisationHandedOver];
/// What begins a record here of what began elsewhere.
const TAKEN_OVER: [EventKind; 2] = [EventKind::OrderTakenOver, EventKind::AuthorisationTakenOver];

#[cfg(test)]
mod tests {
    use super::*;
    use domain::OrganisationKind;
    use person::RecordKey;

    fn record(events: Vec<Event>, postcode: &str) -> Record {
        let identity = Identity {
            bsn: None,
            birth: None,
            sex: Sex::Female,
            postcode: postcode.to_owned(),
            surname: String::new(),
            prefix: String::new(),
            first_names: String::new(),
            house_number: String::new(),
        };
        Record { row: 1, reference: Sensitive::new("A".to_owned()), identity: Some(Sensitive::new(identity)), events }
    }

    #[test]
    fn two_messages_are_the_same_only_when_everything_in_them_is() {
        let event = Event::new(EventKind::HelpStarted, Day(10), RecordKey(1), OrganisationKind::Provider);
        let told = said(&record(vec![event], "1011AB"));
        assert_eq!(told, said(&record(vec![event], "1011AB")));
        for other in [
            Event { day: Day(11), ..event },
            Event { sex: Sex::Male, ..event },
            Event { crisis: Some(true), ..event },
            Event { turn: 1, ..event },
        ] {
            assert_ne!(told, said(&record(vec![other], "1011AB")));
        }
        assert_ne!(told, said(&record(vec![event], "1011AC")));
        assert_ne!(told, said(&record(vec![event, event], "1011AB")));
    }
}
