//! The published point: 136 orders, 21 without help after half a year. 15.4 % in the draft, 14.8 % in the release.

use disclosure::{Policy, Question, QuestionKind, SafeTable};
use domain::{
    Atlas, Cell, Code, CountTable, Coverage, Day, DayUnit, EventKind, Measure, Month, Municipality, OrganisationKind, RegionCode, Sex,
    Site, Span,
};
use engine::InMemory;
use estimates::{Figure, Statistic};
use person::{Event, PersonKey, RecordKey};

const WAITING: Measure = Measure::Waiting { by: 183 };
const ENSCHEDE: Municipality = Municipality(153);

/// Person number `n`: an order in January 2023, and help after a while or not at all.
fn orders() -> Vec<Event> {
    let start = Day::from_ymd(2023, 1, 9).expect("a day");
    let mut events = Vec::new();
    for n in 0..136u8 {
        let event = |kind, day, record, organisation_kind| Event {
            person: Some(PersonKey([n; 16])),
            municipality: ENSCHEDE,
            sex: if n % 2 == 0 { Sex::Female } else { Sex::Male },
            birth_month: Some(Month::new(2012, 5)),
            ..Event::new(kind, day, RecordKey(record), organisation_kind)
        };
        let order = event(EventKind::OrderStarted, start, 1_000 + u64::from(n), OrganisationKind::Gi);
        events.push(Event { code: Code::SUPERVISION_ORDER, ..order });
        if n >= 21 {
            let help = event(EventKind::HelpStarted, start.plus(i32::from(n)), 2_000 + u64::from(n), OrganisationKind::Provider);
            events.push(Event { code: Code(2), ..help });
        }
    }
    events
}

fn counted() -> Vec<CountTable> {
    let mut coverage = Coverage::default();
    for kind in [OrganisationKind::Gi, OrganisationKind::Provider] {
        coverage.set(kind, ENSCHEDE, Day::from_ymd(2023, 1, 1).expect("a day"), Day::from_ymd(2024, 12, 31).expect("a day"));
    }
    engine::count(&InMemory::new(orders(), 2), &indicators::catalogue(), &indicators::norms(), &coverage, 1).expect("counts").tables
}

fn released(tables: &[CountTable]) -> Vec<SafeTable> {
    let kind =
        QuestionKind::HandOver { unit: DayUnit::Calendar, due: vec![183], horizon: 365, grid: vec![0, 30, 61, 91, 122, 152, 183, 365] };
    let question = Question { indicator: "help-after-order".to_owned(), kind };
    disclosure::protect(tables, &[question], &Atlas::netherlands(), &Policy::usual(2023, 2023)).expect("a safe release").tables
}

fn percent(value: f64) -> String {
    format!("{:.1} %", 100.0 * value)
}

#[test]
fn the_draft_says_fifteen_point_four_and_the_release_fourteen_point_eight() {
    let atlas = Atlas::netherlands();
    let tables = counted();
    let site = Site::all(RegionCode::COUNTRY, Span::Year(2023));
    let exact = tables.iter().find(|table| table.indicator == "help-after-order").expect("the table");
    let draft = estimates::draft_share(exact, estimates::at_site(&atlas, site), WAITING).expect("a share");
    let shown = [draft.value, draft.interval.lower, draft.interval.upper].map(percent);
    assert_eq!(shown, ["15.4 %", "10.3 %", "22.5 %"]);

    let safe = &released(&tables)[0];
    assert_eq!((safe.cell(site, Measure::Entered), safe.cell(site, WAITING)), (Cell::Shown(135), Cell::Shown(20)));
    let figures = estimates::figures(safe, &atlas, estimates::Linked::WHOLE);
    let figure =
        figures.iter().find(|figure: &&Figure| figure.site == site && figure.statistic == Statistic::Share(WAITING)).expect("the figure");
    let published = figure.value.shown().expect("shown");
    assert_eq!(percent(published.value), "14.8 %");
    assert!(published.interval.covers(published.value) && published.interval.width() > 0.1);
}

/// Someone who knows the rule of rounding and reads everything that was published is left with many pairs of counts.
#[test]
fn the_published_point_cannot_be_traced_back() {
    let safe = &released(&counted())[0];
    let site = Site::all(RegionCode::COUNTRY, Span::Year(2023));
    let by = 183;
    let shown = |measure| safe.cell(site, measure).shown();
    let entered = shown(Measure::Entered).expect("shown");
    let parts = [WAITING, Measure::Reached { by }, Measure::Competing { by }, Measure::Unseen { by }];
    let fits = |exact: u64, published: Option<u64>| {
        published.is_none_or(|published| (exact + 2) / 5 * 5 == published && (exact == 0) == (published == 0))
    };
    let mut pairs = Vec::new();
    for n in 1..=300u64 {
        for waiting in 0..=n {
            let reached = n - waiting;
            let all = fits(n, Some(entered))
                && fits(waiting, shown(parts[0]))
                && fits(reached, shown(parts[1]))
                && fits(0, shown(parts[2]))
                && fits(0, shown(parts[3]));
            if all {
                pairs.push((n, waiting));
            }
        }
    }
    assert!(pairs.contains(&(136, 21)), "the truth is among them");
    let different = |pick: fn(&(u64, u64)) -> u64| pairs.iter().map(pick).collect::<std::collections::BTreeSet<_>>().len();
    assert!(different(|pair| pair.0) > 1 && different(|pair| pair.1) > 1, "{pairs:?}");
}
