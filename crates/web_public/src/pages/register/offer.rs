//! `/maatregelen/aanbod`: care and expertise on offer, policy, prevention, approaches and cooperation areas; of one place when
//! asked, with the parts of care for which no offer of its own is known.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::RegionCode;
use maud::{Markup, html};
use register::{Areas, CarePart, Kind, Place, Record, Shape, care, care_within, spoken};
use screens::form::{error_summary, filter};
use screens::table::{Column, Entry, Row, Table};
use screens::{Menu, Text};

use super::super::{Page, Visit, heading_1, heading_2};
use super::matrix::{asked_place, place_choice, place_name};
use super::{link, part, sources, table, told, tongue};

/// The records that are listed: everything, or what holds for one place.
struct Listed<'a> {
    visit: &'a Visit,
    /// The place asked for; none for everything.
    place: Option<Place>,
    areas: Areas,
}

impl Listed<'_> {
    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        let holds = move |record: &&Record| match &self.place {
            None => true,
            Some(place) if kind == Kind::Area => self.is_of(place, record),
            Some(place) => place.has(record, &self.areas),
        };
        self.visit.register().of_kind(kind).filter(holds)
    }

    /// Whether an area is the place itself, or one that the place lies in.
    fn is_of(&self, place: &Place, area: &Record) -> bool {
        area.id() == place.word() || place.region().is_some() && place.has(area, &self.areas)
    }
}

/// `/maatregelen/aanbod?regio=GM0363`
pub(crate) async fn offer(State(visit): State<Visit>, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    let asked = pairs.iter().find(|(name, _)| name == "regio").map_or("", |(_, value)| value.as_str());
    let (place, mistakes) = asked_place(&visit, asked);
    let is_one = place.region() != Some(RegionCode::COUNTRY);
    let listed = Listed { visit: &visit, place: is_one.then(|| place.clone()), areas: visit.register().areas() };
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::OfferTitle)))
            (error_summary(&mistakes, visit.language))
            p class="ib-intro" { (visit.say(Text::OfferIntro)) }
            @if !is_one { p { (policy_counts(&visit)) } }
        }
        (filter(&visit.to("/maatregelen/aanbod"), &[place_choice(&visit, place.word())], &[], visit.shelf.answered(), visit.language))
        (gaps(&visit, &place))
        (part(&visit, "zorg", Text::OfferCare, &offers(&listed)))
        (part(&visit, "beleid", Text::OfferPolicy, &policies(&listed)))
        (part(&visit, "preventie", Text::OfferPrevention, &preventions(&listed)))
        (part(&visit, "aanpakken", Text::OfferApproaches, &approaches(&listed)))
        (part(&visit, "gebieden", Text::OfferAreas, &areas(&listed)))
        (sources(&visit))
    };
    let title = visit.say(Text::OfferTitle).to_owned();
    let way = vec![(visit.say(Text::RegisterTitle).to_owned(), "/maatregelen")];
    let address = if is_one { format!("/maatregelen/aanbod?regio={}", place.word()) } else { "/maatregelen/aanbod".to_owned() };
    let page = Page { title, address, menu: Menu::Register, way, content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

/// The parts of care in a place, and of the places within it, with what no known offer reaches.
fn gaps(visit: &Visit, place: &Place) -> Markup {
    let own = care(visit.register(), place);
    let name = place_name(visit, place.word());
    let named = |holds: &dyn Fn(&&CarePart) -> bool| -> String {
        let parts = own.iter().filter(holds).map(|part| spoken(part.part, tongue(visit.language)));
        parts.collect::<Vec<_>>().join(", ")
    };
    let none = named(&|part| part.is_gap() && part.national.is_empty());
    let national = named(&|part| part.is_gap() && !part.national.is_empty());
    let is_country = place.region() == Some(RegionCode::COUNTRY);
    let said = [
        (!none.is_empty()).then(|| Text::OfferGaps.fill(visit.language, &[("place", &name), ("parts", &none)])),
        (!is_country && !national.is_empty())
            .then(|| Text::OfferGapsNational.fill(visit.language, &[("place", &name), ("parts", &national)])),
        (!is_country && none.is_empty() && national.is_empty()).then(|| Text::OfferGapsNone.fill(visit.language, &[("place", &name)])),
    ];
    let within = care_within(visit.register(), place);
    html! {
        section class="ib-section" aria-labelledby="gaten" {
            div class="ib-prose" {
                (heading_2("gaten", visit.say(Text::OfferGapsTitle)))
                @for sentence in said.iter().flatten() { p { (sentence) } }
                p class="ib-small" { (visit.say(Text::OfferGapsUnknown)) }
            }
            @if !within.is_empty() { (gap_table(visit, &own, &within).html(visit.language)) }
        }
    }
}

/// The places within a place by part of care: how many offers near it reach each, or that only the country's are known, or none.
fn gap_table(visit: &Visit, parts: &[CarePart], within: &[(RegionCode, Vec<CarePart>)]) -> Table {
    let row = |(region, parts): &(RegionCode, Vec<CarePart>)| {
        let name = visit.shelf.name(*region, visit.language);
        let counts = parts.iter().map(|part| match part.near.len() {
            0 if part.national.is_empty() => Entry::Words(visit.say(Text::OfferGapCell).to_owned()),
            0 => Entry::Words(visit.say(Text::OfferNationalCell).to_owned()),
            count => Entry::Plain(i64::try_from(count).unwrap_or(i64::MAX)),
        });
        let head = Entry::Link { address: visit.to(&format!("/maatregelen/aanbod?regio={region}")), name: name.clone() };
        (name, Row { entries: std::iter::once(head).chain(counts).collect(), is_this: false })
    };
    let mut rows: Vec<(String, Row)> = within.iter().map(row).collect();
    rows.sort_by_key(|(name, _)| name.to_lowercase());
    let heads = parts.iter().map(|part| Column::numbers(spoken(part.part, tongue(visit.language))));
    Table {
        id: "gaten-tabel".to_owned(),
        caption: visit.say(Text::OfferGapsCaption).to_owned(),
        columns: std::iter::once(Column::words(visit.say(Text::OfferPlace))).chain(heads).collect(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        sortable: true,
    }
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

fn offers(listed: &Listed<'_>) -> Table {
    let visit = listed.visit;
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
    table(visit, "aanbod", Text::OfferCaption, &columns, listed.of_kind(Kind::Offer).map(row).collect(), "tabel")
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

fn policies(listed: &Listed<'_>) -> Table {
    let visit = listed.visit;
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
    table(visit, "beleid", Text::OfferPolicyCaption, &columns, listed.of_kind(Kind::Policy).map(row).collect(), "tabel")
}

fn preventions(listed: &Listed<'_>) -> Table {
    let visit = listed.visit;
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
    let rows = listed.of_kind(Kind::Prevention).map(row).collect();
    table(visit, "preventie", Text::OfferPreventionCaption, &columns, rows, "tabel")
}

fn approaches(listed: &Listed<'_>) -> Table {
    let visit = listed.visit;
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
    let rows = listed.of_kind(Kind::Approach).map(row).collect();
    table(visit, "aanpakken", Text::OfferApproachesCaption, &columns, rows, "tabel")
}

fn areas(listed: &Listed<'_>) -> Table {
    let visit = listed.visit;
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
    table(visit, "gebieden", Text::OfferAreasCaption, &columns, listed.of_kind(Kind::Area).map(row).collect(), "tabel")
}
