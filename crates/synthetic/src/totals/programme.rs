//! Programmes of prevention: how many people some municipalities planned to reach and reached.

use super::{Around, Sheet, Slip};
use crate::faults::Fault;
use crate::organisations::MESSAGE_REGION;
use crate::places::Places;
use crate::random::{Purpose, Stream};

const HEADER: &str = "kenmerk;programma;gemeente;datum_van;datum_tot;doelgroep;leeftijd_van;leeftijd_tot;bewijs;gepland;bereikt";
const SLIPS: &[Slip] = &[
    (Fault::WrongCode, 0.02, "PR-WORD"),
    (Fault::NotANumber, 0.02, "PR-NUMBER"),
    (Fault::WrongDateOrder, 0.02, "PR-DATE-ORDER"),
    (Fault::DoubledRow, 0.01, "DE-DOUBLED-REFERENCE"),
];
/// Beside the municipalities of one region, one in so many delivers programmes.
const ONE_IN: usize = 9;

/// One kind of programme.
struct Kind {
    name: &'static str,
    target: &'static str,
    ages: (&'static str, &'static str),
    evidence: &'static str,
    /// Of a thousand minors, so many people at most.
    per_mille: i32,
}

const KINDS: [Kind; 6] = [
    Kind { name: "lessen over grenzen en wensen", target: "children", ages: ("9", "12"), evidence: "good", per_mille: 160 },
    Kind { name: "training weerbaarheid", target: "children", ages: ("12", "16"), evidence: "first", per_mille: 60 },
    Kind { name: "lesbrief veilig online", target: "children", ages: ("10", "14"), evidence: "theory", per_mille: 200 },
    Kind { name: "ouderavond opvoeding en internet", target: "parents", ages: ("", ""), evidence: "described", per_mille: 80 },
    Kind { name: "training meldcode", target: "professionals", ages: ("", ""), evidence: "strong", per_mille: 30 },
    Kind { name: "campagne praat erover", target: "public", ages: ("", ""), evidence: "none", per_mille: 900 },
];

/// Positions of the municipalities that deliver programmes.
pub(super) fn suppliers(places: &Places) -> impl Iterator<Item = usize> {
    places.all.iter().enumerate().filter(|(at, place)| place.youth == MESSAGE_REGION || at % ONE_IN == 0).map(|(at, _)| at)
}

/// The programmes of one municipality in one year.
pub(super) fn sheet<'a>(around: &Around<'a>, place: usize, year: i16) -> Sheet<'a> {
    let home = &around.places.all[place];
    let code = home.code.region();
    let mut stream = Stream::of(around.config.seed, Purpose::Programmes, place as u64, year as u64);
    let mut sheet = Sheet::begin(around, (&format!("programme_{code}"), year), (HEADER, SLIPS));
    for (at, kind) in KINDS.iter().enumerate() {
        let (runs, spring) = (stream.chance(0.7), stream.chance(0.5));
        let share = f64::from(stream.between(kind.per_mille / 4, kind.per_mille)) / 1_000.0;
        let planned = (f64::from(home.minors) * around.config.scale * share) as u32 + 8;
        let reached = planned * stream.between(45, 100) as u32 / 100;
        let (plans_counted, counted) = (stream.chance(0.9), stream.chance(0.85));
        if !runs {
            continue;
        }
        let (from, to) = if spring { ("01-09", "06-30") } else { ("09-01", "12-15") };
        sheet.row(|fault| {
            let (from, to) = if fault == Some(Fault::WrongDateOrder) { (to, from) } else { (from, to) };
            let target = if fault == Some(Fault::WrongCode) { "kinderen" } else { kind.target };
            let planned = if plans_counted { planned.to_string() } else { String::new() };
            let reached = match fault {
                Some(Fault::NotANumber) => "circa 100".to_owned(),
                _ if counted => reached.to_string(),
                _ => String::new(),
            };
            let (youngest, oldest) = kind.ages;
            format!(
                "{code}-{year}-{:02};{};{code};{year}-{from};{year}-{to};{target};{youngest};{oldest};{};{planned};{reached}",
                at + 1,
                kind.name,
                kind.evidence
            )
        });
    }
    sheet
}
