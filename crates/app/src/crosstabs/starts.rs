//! The starts of cross tables, counted once by everything that any of the tables is by.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use disclosure::{CrosstabCounts, CrosstabDimension, OUTCOME};
use domain::{Atlas, Coverage, EventKind, HandOver, Measure, Outcome, When};
use engine::{Around, Asked, Group, Partitions, Unlisted, Wait};
use indicators::{Crosstabbed, REGION, Written};

use super::axes;
use crate::calendar;
use crate::commands::indicators::by;

/// How many starts there were by year and by everything.
pub struct Starts {
    /// Names of the values after the year.
    names: Vec<String>,
    /// When, then a value per name.
    counts: BTreeMap<(When, Vec<String>), u64>,
    /// Codes of a dimension that a table has besides those that occur.
    known: BTreeSet<(String, String)>,
    /// Of which event codes are codes.
    kind: Option<EventKind>,
    /// The regions that delivered, where they differ from month to month: their codes alone a table has then.
    regions: BTreeMap<When, BTreeSet<String>>,
}

impl Starts {
    /// One pass over the events.
    pub fn count(
        events: &impl Partitions,
        counted: &Crosstabbed,
        alike: &[Written],
        (coverage, atlas): (&Coverage, &Atlas),
        threads: usize,
    ) -> Result<Starts> {
        let mut names = vec!["period".to_owned()];
        for name in alike.iter().flat_map(|written| &written.by) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        let asked = match counted {
            Crosstabbed::Around { of, scope, running, suppliers, months } => {
                let (Some(first), Some(last)) = (months.first(), months.last()) else { anyhow::bail!("a table of no month") };
                let asked = Around { of, scope, running, suppliers, months: (*first, *last) };
                return Starts::around(events, &asked, (months, counted.kind()), (coverage, threads));
            }
            Crosstabbed::Starts { of, unit, scope } => Asked::Starts { of, unit: *unit, scope },
            Crosstabbed::HandOver(hand_over) => Asked::HandOver(hand_over),
            Crosstabbed::Waiting(_) => anyhow::bail!("waiting lists are counted together"),
        };
        let dimensions = by::parse(&names)?;
        let values = |start: &trajectories::Start| by::values(&dimensions, start, atlas);
        let followed =
            engine::follow(events, asked, (coverage, Unlisted::LeftOut), values, threads).context("cannot count a cross table")?;
        let mut starts = Starts {
            names: names.split_off(1),
            counts: BTreeMap::new(),
            known: BTreeSet::new(),
            kind: counted.kind(),
            regions: BTreeMap::new(),
        };
        for (values, group) in followed.groups {
            starts.add(&values, &group, counted);
        }
        if let Crosstabbed::HandOver(_) = counted {
            starts.names.push(OUTCOME.to_owned());
        }
        Ok(starts)
    }

    /// Waits by when they run, with the regions that delivered then.
    pub fn of_waits(
        names: Vec<String>,
        counts: BTreeMap<(When, Vec<String>), u64>,
        kind: Option<EventKind>,
        regions: BTreeMap<When, BTreeSet<String>>,
    ) -> Starts {
        Starts { names, counts, known: BTreeSet::new(), kind, regions }
    }

    /// Starts by whether anything ran at each of these months.
    fn around(
        events: &impl Partitions,
        asked: &Around<'_>,
        (months, kind): (&[i16], Option<EventKind>),
        (coverage, threads): (&Coverage, usize),
    ) -> Result<Starts> {
        let values = |start: &trajectories::Start, seen: &[(i16, bool)]| {
            // That nothing ran is known where everyone delivers whose it would be.
            let mut tell = asked.running.iter().filter_map(|selector| calendar::supplier(selector.kind.stage()));
            let is_whole = tell.all(|kind| coverage.expects(kind, start.municipality));
            (When::Year(start.day.year()), months.iter().map(|month| at(seen, *month, is_whole).to_owned()).collect::<Vec<_>>())
        };
        let counts = engine::around_each(events, asked, coverage, values, threads).context("cannot count a cross table")?;
        let names = months.iter().map(|month| format!("running:{month}")).collect();
        Ok(Starts { names, counts, known: BTreeSet::new(), kind, regions: BTreeMap::new() })
    }

    fn add(&mut self, values: &[String], group: &Group, counted: &Crosstabbed) {
        let Some(year) = values.first().and_then(|year| year.parse().ok()) else { return };
        let own: Vec<String> = values[1..].iter().zip(&self.names).map(|(value, name)| axes::told(name, value.clone())).collect();
        let mut add = |values: Vec<String>, count: u64| {
            if count > 0 {
                *self.counts.entry((When::Year(year), values)).or_insert(0) += count;
            }
        };
        match counted {
            Crosstabbed::Starts { .. } | Crosstabbed::Around { .. } => add(own, group.starts),
            Crosstabbed::HandOver(hand_over) => {
                for (wait, count) in &group.waits {
                    add([own.as_slice(), &[outcome(hand_over, wait).to_owned()]].concat(), *count);
                }
            }
            Crosstabbed::Waiting(_) => {}
        }
    }

    /// With codes of dimensions that earlier releases had.
    #[must_use]
    pub fn knowing<'a>(mut self, codes: impl Iterator<Item = (&'a str, &'a str)>) -> Starts {
        self.known.extend(codes.map(|(name, code)| (name.to_owned(), code.to_owned())));
        self
    }

    /// The dimensions of one table, with every code that occurs in any year or did in an earlier release.
    pub fn dimensions(&self, written: &Written) -> Vec<CrosstabDimension> {
        let known = |place: usize| self.known.iter().filter(move |(name, _)| *name == self.names[place]).map(|(_, code)| code.as_str());
        let codes = |place: usize| self.counts.keys().map(move |(_, values)| values[place].as_str());
        let regions = |place: usize| self.regions.values().flatten().filter(move |_| self.names[place] == REGION).map(String::as_str);
        let all = |place: usize| codes(place).chain(known(place)).chain(regions(place));
        self.places(written).into_iter().map(|place| axes::dimension(&self.names[place], all(place), self.kind)).collect()
    }

    /// Whether nothing began then. That nobody waits is a number.
    pub fn is_empty(&self, when: When) -> bool {
        self.regions.is_empty() && self.counts.keys().all(|(own, _)| *own != when)
    }

    /// The exact counts of one table then.
    pub fn table(&self, written: &Written, when: When) -> CrosstabCounts {
        let places = self.places(written);
        let mut counts: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        for ((_, values), count) in self.counts.iter().filter(|((own, _), _)| *own == when) {
            *counts.entry(places.iter().map(|place| values[*place].clone()).collect()).or_insert(0) += count;
        }
        let mut dimensions = self.dimensions(written);
        if let Some(regions) = self.regions.get(&when) {
            let by_region = dimensions.iter_mut().filter(|own| own.name == REGION);
            by_region.for_each(|own| own.codes.retain(|(code, _)| regions.contains(code)));
        }
        CrosstabCounts { dimensions, counts: counts.into_iter().collect() }
    }

    fn places(&self, written: &Written) -> Vec<usize> {
        let own = written.by.iter().filter_map(|name| self.names.iter().position(|known| known == name));
        own.chain(self.names.iter().position(|name| name == OUTCOME)).collect()
    }
}

/// Whether anything ran at a month.
fn at(seen: &[(i16, bool)], month: i16, is_whole: bool) -> &'static str {
    match seen.iter().find(|(own, _)| *own == month) {
        Some((_, true)) => "yes",
        Some((_, false)) if is_whole => "no",
        Some((_, false)) | None => "unseen",
    }
}

/// What became of a start by the term, each with the measure of the tables by region that counts it.
pub fn measures(hand_over: &HandOver) -> [(&'static str, Measure); 4] {
    let by = due(hand_over);
    [
        ("reached", Measure::Reached { by }),
        ("competing", Measure::Competing { by }),
        ("waiting", Measure::Waiting { by }),
        ("unseen", Measure::Unseen { by }),
    ]
}

fn due(hand_over: &HandOver) -> u16 {
    u16::try_from(hand_over.due.days).unwrap_or(u16::MAX)
}

fn outcome(hand_over: &HandOver, wait: &Wait) -> &'static str {
    let by = due(hand_over);
    match wait.outcome {
        Outcome::Reached if wait.days <= by => "reached",
        Outcome::Competing if wait.days <= by => "competing",
        Outcome::Open if wait.days < by => "unseen",
        Outcome::Reached | Outcome::Competing | Outcome::Open | Outcome::Counted => "waiting",
    }
}

#[cfg(test)]
mod tests {
    use domain::{Day, Month, Municipality, OrganisationKind};
    use engine::InMemory;
    use person::{Event, PersonKey, RecordKey};

    use super::*;

    /// Surely 18 from 1 February 2022; help until after that, support in the second half of the year, deliveries until mid 2023.
    #[test]
    fn who_turned_18_stands_in_one_cell_by_what_ran_in_each_month() {
        let day = |text: &str| Day::parse_iso(text).expect("a day");
        let event = |kind, on: &str, record, from| Event {
            person: Some(PersonKey([1; 16])),
            municipality: Municipality(363),
            birth_month: Some(Month::new(2004, 1)),
            ..Event::new(kind, day(on), RecordKey(record), from)
        };
        let events = vec![
            event(EventKind::HelpStarted, "2021-06-01", 1, OrganisationKind::Provider),
            event(EventKind::HelpEnded, "2022-03-15", 1, OrganisationKind::Provider),
            event(EventKind::AdultSupportStarted, "2022-06-01", 2, OrganisationKind::AdultCare),
            event(EventKind::AdultSupportEnded, "2022-12-31", 2, OrganisationKind::AdultCare),
        ];
        let mut coverage = Coverage::default();
        for kind in [OrganisationKind::Provider, OrganisationKind::AdultCare] {
            coverage.set(kind, Municipality(363), day("2020-01-01"), day("2023-06-30"));
        }
        let told = indicators::crosstabs(&indicators::Own::default());
        let (written, counted) = told.into_iter().find(|(written, _)| written.id == "continuity-18").expect("told");
        let alike = [written];
        let events = InMemory::new(events, 1);
        let starts = Starts::count(&events, &counted, &alike, (&coverage, &Atlas::netherlands()), 1).expect("counted");
        let table = starts.table(&alike[0], When::Year(2022));
        assert_eq!(table.counts, [(["yes", "no", "unseen"].map(str::to_owned).to_vec(), 1)]);
        assert!(starts.is_empty(When::Year(2023)) && table.dimensions.iter().all(|own| own.codes.len() == 1));
    }

    #[test]
    fn that_nothing_ran_is_said_only_where_everyone_delivers_who_could_tell() {
        let seen = [(6, true), (12, false)];
        assert_eq!([6, 12, 24].map(|month| at(&seen, month, true)), ["yes", "no", "unseen"]);
        assert_eq!([6, 12, 24].map(|month| at(&seen, month, false)), ["yes", "unseen", "unseen"]);
    }

    /// Each start has one outcome, at the due itself as on other days.
    #[test]
    fn every_wait_has_one_outcome_at_its_term_as_on_other_days() {
        let hand_over = indicators::norms().into_iter().find(|own| own.id == "help-after-order").expect("a norm");
        let by = due(&hand_over);
        let told = |outcome_of: Outcome, days: u16| outcome(&hand_over, &Wait { days, least: days, most: days, outcome: outcome_of });
        assert_eq!([Outcome::Reached, Outcome::Competing, Outcome::Open].map(|own| told(own, by)), ["reached", "competing", "waiting"]);
        assert_eq!([Outcome::Reached, Outcome::Competing, Outcome::Open].map(|own| told(own, by - 1)), ["reached", "competing", "unseen"]);
        assert_eq!([Outcome::Reached, Outcome::Competing, Outcome::Open].map(|own| told(own, by + 1)), ["waiting"; 3]);
        assert!(measures(&hand_over).iter().any(|(word, measure)| *word == "waiting" && *measure == Measure::Waiting { by }));
    }
}
