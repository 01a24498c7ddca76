//! The time line of `/maatregelen`: commitments by the day they fall due and measures by how long they run, drawn, with the
//! same counted by half year beside it and the lists below it.

use charts::{Caption, Drawing, Pace, Timeline, TimelineRow};
use domain::Day;
use maud::{Markup, PreEscaped, html};
use register::{Kind, Record, Standing, standing};
use screens::table::{Entry, Row, Table};
use screens::{Text, numbers};

use super::super::{Visit, heading_2};
use super::{SOON_DAYS, is_soon, table, tongue};

/// Most rows of one drawing: those nearest to the day that is asked for.
const MOST: usize = 20;

/// Drawing of commitments, table by half year, drawing of measures; nothing where nothing has a day.
pub(super) fn section(visit: &Visit, commitments: &[&Record], as_of: Day) -> Markup {
    let counted = by_half_year(visit, commitments, as_of);
    let (promised, lasting) = (promised(visit, commitments, as_of), lasting(visit, as_of));
    html! {
        section class="ib-section" aria-labelledby="tijdlijn" {
            (heading_2("tijdlijn", visit.say(Text::TimelineTitle)))
            @if let Some(drawing) = promised { (PreEscaped(drawing.html())) p class="ib-small" { (visit.say(Text::TimelineBelow)) } }
            (counted.html(visit.language))
            @if let Some(drawing) = lasting {
                div class="ib-section" {
                    h3 class="nl-heading nl-heading--level-3" { (visit.say(Text::TimelineMeasures)) }
                    (PreEscaped(drawing.html()))
                    p class="ib-small" { (visit.say(Text::TimelineMeasuresBelow)) }
                }
            }
        }
    }
}

/// The rows nearest to the day, in order of their own day.
fn nearest(mut rows: Vec<(Day, TimelineRow)>, as_of: Day) -> Vec<TimelineRow> {
    let by_nearness = |one: &(Day, TimelineRow), other: &(Day, TimelineRow)| {
        let nearness = |day: Day| (day - as_of).abs();
        nearness(one.0).cmp(&nearness(other.0)).then_with(|| one.1.name.cmp(&other.1.name))
    };
    if rows.len() > MOST {
        rows.select_nth_unstable_by(MOST - 1, by_nearness);
        rows.truncate(MOST);
    }
    rows.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| one.1.name.cmp(&other.1.name)));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn drawn(visit: &Visit, (id, title): (&str, Text), rows: Vec<TimelineRow>, as_of: Day) -> Option<Drawing> {
    let told = [("count", rows.len().to_string()), ("day", numbers::day(as_of, visit.language))];
    let description = Text::TimelineDescription.fill(visit.language, &told.each_ref().map(|(name, value)| (*name, value.as_str())));
    let caption = Caption { id: id.to_owned(), title: visit.say(title).to_owned(), description };
    let drawing = Timeline { caption, language: visit.language, as_of, soon_days: SOON_DAYS, rows };
    (!drawing.rows.is_empty()).then(|| drawing.draw())
}

/// Commitments with a day that are not declined or taken back.
fn promised(visit: &Visit, commitments: &[&Record], as_of: Day) -> Option<Drawing> {
    let row = |record: &&Record| {
        let due = record.day("due")?;
        let pace = match standing(record, as_of) {
            Standing::WasDue => Pace::Passed,
            Standing::Reported | Standing::Done => Pace::Done,
            Standing::Due if is_soon(record, as_of) => Pace::Soon,
            Standing::Due => Pace::Later,
            Standing::Undated | Standing::Declined | Standing::Withdrawn => return None,
        };
        Some((due, TimelineRow { name: record.title(tongue(visit.language)).to_owned(), from: None, through: Some(due), pace }))
    };
    let rows = nearest(commitments.iter().filter_map(row).collect(), as_of);
    drawn(visit, ("tijdlijn-toezeggingen", Text::TimelineCommitments), rows, as_of)
}

/// Measures of which a first or a last day is known.
fn lasting(visit: &Visit, as_of: Day) -> Option<Drawing> {
    let row = |record: &Record| {
        let (from, through) = (record.day("start"), record.day("end"));
        let name = record.title(tongue(visit.language)).to_owned();
        let pace = pace(record, as_of);
        through.or(from).map(|day| (day, TimelineRow { name, from, through, pace }))
    };
    let rows = nearest(visit.register().of_kind(Kind::Measure).filter_map(row).collect(), as_of);
    drawn(visit, ("tijdlijn-maatregelen", Text::TimelineMeasures), rows, as_of)
}

/// Where a measure stands on a day: by its days, and where it has none for that by what is said of it.
fn pace(record: &Record, as_of: Day) -> Pace {
    match (record.day("start"), record.day("end"), record.get("status")) {
        (_, Some(end), _) if end < as_of => Pace::Ended,
        (_, None, "ended") => Pace::Ended,
        (Some(start), _, _) if start > as_of => Pace::Planned,
        (None, _, "plan") => Pace::Planned,
        (_, Some(end), _) if end - as_of <= SOON_DAYS => Pace::Soon,
        _ => Pace::Running,
    }
}

/// Commitments with a day, counted by half year and where they stand; each half year leads to its list.
fn by_half_year(visit: &Visit, commitments: &[&Record], as_of: Day) -> Table {
    let half = |day: Day| {
        let text = day.to_string();
        let (year, month) = (text.get(..4).unwrap_or_default().to_owned(), text.get(5..7).and_then(|month| month.parse::<u8>().ok()));
        (year, if month.unwrap_or(1) <= 6 { 1 } else { 2 })
    };
    let mut halves: std::collections::BTreeMap<(String, u8), [i64; 4]> = [(half(as_of), [0; 4])].into();
    for record in commitments {
        let Some(due) = record.day("due") else { continue };
        let counts = halves.entry(half(due)).or_default();
        match standing(record, as_of) {
            Standing::WasDue => counts[0] += 1,
            Standing::Reported => counts[1] += 1,
            Standing::Due => counts[2] += 1,
            Standing::Done => counts[3] += 1,
            Standing::Undated | Standing::Declined | Standing::Withdrawn => {}
        }
    }
    let own = half(as_of);
    let row = |((year, half), counts): (&(String, u8), &[i64; 4])| {
        let [text, from, through] = if *half == 1 {
            [Text::TimelineFirst.say(visit.language), "01-01", "06-30"]
        } else {
            [Text::TimelineSecond.say(visit.language), "07-01", "12-31"]
        };
        let is_this = own == (year.clone(), *half);
        let name = Text::TimelineHalf.fill(visit.language, &[("half", text), ("year", year)]);
        let name = if is_this { format!("{name} ({})", visit.say(Text::TimelineNow)) } else { name };
        let address = visit.to(&format!("/maatregelen?van={year}-{from}&tot={year}-{through}"));
        let entries = std::iter::once(Entry::Link { address, name }).chain(counts.map(Entry::Plain)).collect();
        Row { entries, is_this }
    };
    let columns = [Text::TimelinePeriod, Text::StandingWasDue, Text::StandingReported, Text::StandingDue, Text::StandingDone];
    let mut table = table(visit, "tijdlijn", Text::TimelineCaption, &columns, halves.iter().map(row).collect(), "tabel");
    table.columns[1..].iter_mut().for_each(|column| column.numeric = true);
    table.sortable = false;
    table
}
