//! Lost from view through the chain: events of children, of whom some links are missed → hand-over → observed and corrected share.

use domain::{Coverage, Day, EventKind, Month, Municipality, OrganisationKind, Outcome, Setting};
use engine::{Asked, InMemory, follow};
use estimates::lost_from_view::{LostFromView, Review, lost_from_view};
use person::{Event, PersonKey, RecordKey};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Really lost: one in ten.
const LOST: f64 = 0.1;
/// Links that linkage misses.
const MISSED: f64 = 0.02;
const CHILDREN: u64 = 4_000;
const CONTACT: Day = Day(19_000);

fn event(kind: EventKind, day: Day, person: u64, from: OrganisationKind) -> Event {
    let mut key = [0; 16];
    key[..8].copy_from_slice(&person.to_le_bytes());
    let mut event = Event::new(kind, day, RecordKey(person * 100 + u64::from(kind.number())), from);
    (event.person, event.municipality) = (Some(PersonKey(key)), Municipality(363));
    (event.setting, event.birth_month) = (Setting::Family, Some(Month::new(2015, 1)));
    event
}

/// What the chain says of one made group of children, with what clerical review found of a thousand links that should be there.
fn found(seed: u64) -> LostFromView {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut chance = |share: f64| random.random::<f64>() < share;
    let mut events = Vec::new();
    for child in 1..=CHILDREN {
        events.push(event(EventKind::CsgContact, CONTACT, child, OrganisationKind::Csg));
        if !chance(LOST) {
            // A missed link: the report stands under a person of its own.
            let person = if chance(MISSED) { CHILDREN + child } else { child };
            events.push(event(EventKind::ReportReceived, CONTACT.plus(3), person, OrganisationKind::VeiligThuis));
        }
    }
    let right = (0..1_000).filter(|_| !chance(MISSED)).count() as u64;
    let mut coverage = Coverage::default();
    OrganisationKind::ALL.iter().for_each(|kind| coverage.set(*kind, Municipality(363), CONTACT.plus(-100), CONTACT.plus(100)));
    let norm = indicators::norms().into_iter().find(|norm| norm.id == "csg-in-view").expect("a norm");
    let followed = follow(&InMemory::new(events, 4), Asked::HandOver(&norm), &coverage, |_| vec![()], 1).expect("counts");
    let group = &followed.groups[&()];
    let seen = group.waits.iter().filter(|(wait, _)| wait.outcome == Outcome::Reached).map(|(_, count)| count).sum();
    let sure = Review { right: 400, of: 400 };
    lost_from_view(seen, group.starts, sure, Review { right, of: 1_000 }, 0.95).expect("an estimate")
}

#[test]
fn with_two_percent_missed_links_the_chains_corrected_share_holds_the_truth_and_the_observed_does_not() {
    let all: Vec<LostFromView> = (0..60).map(found).collect();
    let holds = |interval: fn(&LostFromView) -> domain::Interval| all.iter().filter(|lost| interval(lost).covers(LOST)).count();
    let (observed, corrected) = (holds(|lost| lost.observed.interval), holds(|lost| lost.corrected.interval));
    assert!(corrected >= 53 && observed <= 10, "corrected {corrected}, observed {observed} of {}", all.len());
    let bias = all.iter().map(|lost| lost.observed.value).sum::<f64>() / all.len() as f64 - LOST;
    assert!((bias - 0.9 * MISSED).abs() < 0.004, "{bias}");
}
