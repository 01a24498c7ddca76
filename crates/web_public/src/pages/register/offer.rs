//! `/maatregelen/aanbod`: care and expertise on offer, policy, prevention, approaches and cooperation areas.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::RegionCode;
use maud::html;
use register::{Kind, Record, Shape};
use screens::table::{Entry, Row, Table};
use screens::{Menu, Text};

use super::super::{Page, Visit, heading_1};
use super::matrix::place_name;
use super::{link, part, sources, table, told, tongue};

/// `/maatregelen/aanbod`
pub(crate) async fn offer(State(visit): State<Visit>) -> Response {
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::OfferTitle)))
            p class="ib-intro" { (visit.say(Text::OfferIntro)) }
            p { (policy_counts(&visit)) }
        }
        (part(&visit, "zorg", Text::OfferCare, &offers(&visit)))
        (part(&visit, "beleid", Text::OfferPolicy, &policies(&visit)))
        (part(&visit, "preventie", Text::OfferPrevention, &preventions(&visit)))
        (part(&visit, "aanpakken", Text::OfferApproaches, &approaches(&visit)))
        (part(&visit, "gebieden", Text::OfferAreas, &areas(&visit)))
        (sources(&visit))
    };
    let title = visit.say(Text::OfferTitle).to_owned();
    let way = vec![(visit.say(Text::RegisterTitle).to_owned(), "/maatregelen")];
    let page = Page { title, address: "/maatregelen/aanbod".to_owned(), menu: Menu::Register, way, content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

/// Of how many municipalities the register knows whether they have a policy.
fn policy_counts(visit: &Visit) -> String {
    let municipalities = visit.shelf.atlas().municipalities();
    let known: std::collections::BTreeSet<RegionCode> = visit
        .register()
        .of_kind(Kind::Policy)
        .filter(|policy| policy.get("status") != "unknown")
        .flat_map(|policy| policy.list("region"))
        .filter_map(|word| word.parse().ok())
        .collect();
    let known = municipalities.iter().filter(|entry| known.contains(&entry.code.region())).count();
    let places = [("all", municipalities.len().to_string()), ("known", known.to_string())];
    Text::OfferPolicyCounts.fill(visit.language, &places.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// The names of places in a field, an area by its title.
fn regions(visit: &Visit, record: &Record, field: &str) -> String {
    let name = |word: &str| place_name(visit, word);
    record.list(field).into_iter().map(name).collect::<Vec<_>>().join(", ")
}

fn said(visit: &Visit, record: &Record, field: &str) -> Entry {
    told(visit, record, &[field])
}

fn offers(visit: &Visit) -> Table {
    let row = |record: &Record| Row {
        entries: vec![
            link(visit, record),
            said(visit, record, "sector"),
            Entry::Words(regions(visit, record, "region")),
            said(visit, record, "parts"),
            Entry::Words(qualities(visit, record)),
            said(visit, record, "note"),
            said(visit, record, "source"),
        ],
        is_this: false,
    };
    let columns = [
        Text::OfferCare,
        Text::OfferSector,
        Text::OfferPlace,
        Text::OfferParts,
        Text::OfferQualities,
        Text::NoteColumn,
        Text::ColumnSource,
    ];
    table(visit, "aanbod", Text::OfferCaption, &columns, visit.register().of_kind(Kind::Offer).map(row).collect(), "tabel")
}

/// What there is, what there is not, and of what nobody says.
fn qualities(visit: &Visit, record: &Record) -> String {
    let said = [(Text::OfferHas, "yes"), (Text::OfferLacks, "no"), (Text::OfferUnknown, "unknown")].map(|(text, mark)| {
        let marks = marks(visit, record, mark);
        if marks.is_empty() { String::new() } else { format!("{}: {marks}", visit.say(text)) }
    });
    said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The qualities of an offer that have this mark, by name.
fn marks(visit: &Visit, record: &Record, mark: &str) -> String {
    let is_quality = |shape: Shape| matches!(shape, Shape::Choice(words) if words.contains(&"yes"));
    let marked = record.kind().fields().iter().filter(|field| is_quality(field.shape) && record.get(field.name) == mark);
    marked.map(|field| field.name_in(tongue(visit.language))).collect::<Vec<_>>().join(", ")
}

fn policies(visit: &Visit) -> Table {
    let row = |record: &Record| Row {
        entries: vec![
            link(visit, record),
            Entry::Words(regions(visit, record, "region")),
            said(visit, record, "topic"),
            said(visit, record, "status"),
            said(visit, record, "note"),
            said(visit, record, "source"),
        ],
        is_this: false,
    };
    let columns = [Text::OfferPolicy, Text::OfferPlace, Text::ColumnKind, Text::ColumnStanding, Text::NoteColumn, Text::ColumnSource];
    table(visit, "beleid", Text::OfferPolicyCaption, &columns, visit.register().of_kind(Kind::Policy).map(row).collect(), "tabel")
}

fn preventions(visit: &Visit) -> Table {
    let reach = |record: &Record| {
        let number = |field: &str| if record.get(field).is_empty() { visit.say(Text::Unknown) } else { record.get(field) }.to_owned();
        format!("{}, {}", number("reach_planned"), number("reach_actual"))
    };
    let own = |record: &Record, field: &str| record.told(field, tongue(visit.language)).to_owned();
    let effect = |record: &Record| match (own(record, "effect").as_str(), own(record, "not_measured_because").as_str()) {
        ("", "") => visit.say(Text::Unknown).to_owned(),
        ("", reason) => Text::OfferNotMeasured.fill(visit.language, &[("reason", reason)]),
        (effect, _) => effect.to_owned(),
    };
    let row = |record: &Record| Row {
        entries: vec![
            link(visit, record),
            said(visit, record, "owner"),
            said(visit, record, "target_group"),
            said(visit, record, "evidence_level"),
            Entry::Words(reach(record)),
            Entry::Words(effect(record)),
            said(visit, record, "source"),
        ],
        is_this: false,
    };
    let columns = [
        Text::OfferPrevention,
        Text::ColumnOwner,
        Text::CellColumnGroup,
        Text::OfferEvidence,
        Text::OfferReach,
        Text::OfferEffect,
        Text::ColumnSource,
    ];
    let rows = visit.register().of_kind(Kind::Prevention).map(row).collect();
    table(visit, "preventie", Text::OfferPreventionCaption, &columns, rows, "tabel")
}

fn approaches(visit: &Visit) -> Table {
    let row = |record: &Record| Row {
        entries: vec![
            link(visit, record),
            Entry::Words(regions(visit, record, "region")),
            said(visit, record, "owner"),
            said(visit, record, "parts"),
            if record.get("maturity").is_empty() {
                Entry::Words(visit.say(Text::Unknown).to_owned())
            } else {
                said(visit, record, "maturity")
            },
            said(visit, record, "source"),
        ],
        is_this: false,
    };
    let columns = [Text::OfferApproaches, Text::OfferPlace, Text::ColumnOwner, Text::OfferParts, Text::OfferLevel, Text::ColumnSource];
    let rows = visit.register().of_kind(Kind::Approach).map(row).collect();
    table(visit, "aanpakken", Text::OfferApproachesCaption, &columns, rows, "tabel")
}

fn areas(visit: &Visit) -> Table {
    let members = |record: &Record| {
        let known = record.list("regions").len();
        let some = || Text::OfferMembersSome.fill(visit.language, &[("known", &known.to_string()), ("all", record.get("size"))]);
        let names = regions(visit, record, "regions");
        match (record.get("size").parse::<usize>().is_ok_and(|size| size > known), names.is_empty()) {
            (true, true) => some(),
            (true, false) => format!("{names} ({})", some()),
            (false, _) => names,
        }
    };
    let row = |record: &Record| Row {
        entries: vec![
            link(visit, record),
            Entry::Words(members(record)),
            said(visit, record, "owner"),
            said(visit, record, "topic"),
            said(visit, record, "note"),
            said(visit, record, "source"),
        ],
        is_this: false,
    };
    let columns = [Text::OfferAreas, Text::OfferMembers, Text::ColumnOwner, Text::ColumnKind, Text::NoteColumn, Text::ColumnSource];
    table(visit, "gebieden", Text::OfferAreasCaption, &columns, visit.register().of_kind(Kind::Area).map(row).collect(), "tabel")
}
