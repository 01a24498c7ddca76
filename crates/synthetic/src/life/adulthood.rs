//! After 18: support, housing and income of those who had youth help up to then.

use domain::Day;

use super::{Surroundings, office_day};
use crate::history::Support;
use crate::households::Household;
use crate::random::{Band, Stream};

/// Who had help in so many days before the 18th birthday has help "up to 18".
const BEFORE_DAYS: i32 = 183;
/// Kind, probability, days after the birthday on which it begins, days it lasts.
const KINDS: [(&str, f64, [Band; 3], [Band; 2]); 3] = [
    ("support", 0.42, [(6, 0, 0), (5, 1, 90), (3, 91, 500)], [(3, 60, 300), (3, 301, 1_100)]),
    ("housing", 0.27, [(3, 0, 0), (4, 1, 120), (5, 121, 700)], [(2, 180, 700), (3, 701, 2_000)]),
    ("income", 0.33, [(2, 0, 0), (6, 1, 90), (4, 91, 600)], [(3, 60, 400), (3, 401, 1_500)]),
];
/// Of what ended in these years, why.
const REASONS: [(u32, &str); 4] = [(55, "completed"), (28, "stopped"), (12, "moved"), (5, "other")];

/// Draws what every child of a household gets as a young adult, where its municipality delivers that.
pub(crate) fn draw(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household) {
    for at in 0..household.children.len() {
        let child = &household.children[at];
        let eighteen = child.eighteen;
        let had = child.history.help.iter().any(|help| help.first < eighteen && help.last >= eighteen.plus(-BEFORE_DAYS));
        if !had || !child.lives(eighteen) {
            continue;
        }
        let municipality = around.places.municipality(household.address(eighteen));
        let Some(supplier) = around.organisations.adult_support(municipality) else { continue };
        for (kind, probability, begins, lasts) in &KINDS {
            let (gets, begins, lasts) = (stream.chance(*probability), stream.banded(begins), stream.banded(lasts));
            let reason = stream.weighted(&REASONS);
            let first = if begins == 0 { eighteen } else { office_day(eighteen.plus(begins)) };
            if gets && household.children[at].lives(first) {
                let end = end(first, (lasts, reason), household.children[at].died);
                household.children[at].history.supports.push(Support { supplier, kind, first, end: Some(end) });
            }
        }
    }
}

fn end(first: Day, (lasts, reason): (i32, &'static str), died: Option<Day>) -> (Day, &'static str) {
    let last = first.plus(lasts);
    match died {
        Some(died) if died < last => (died, "died"),
        Some(_) | None => (last, reason),
    }
}
