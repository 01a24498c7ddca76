//! The mirror report: how each field is filled, beside the previous delivery. Only coded fields are shown by value;
//! of a name, a number, a place or a day only whether it is filled, so never a value of a person.

use super::similar::SafeCounts;
use super::{Share, said};
use crate::DeliveryKind;
use crate::findings::Detail;
use crate::ledger::{Ledger, Tally};

/// A change is remarkable from so many standard errors …
const REMARKABLE_DISTANCE: f64 = 4.0;
/// … and so many points of a per cent (own yardsticks: a supplier of a thousand rows sees one false remark in some
/// ten thousand shares).
const REMARKABLE_POINTS: f64 = 5.0;

/// A delivery in figures, beside the previous one.
#[derive(Clone, Debug)]
pub struct Mirror {
    /// The file of the previous delivery; `None` when there is none beside this one.
    pub against: Option<String>,
    /// Rows now.
    pub rows: u64,
    /// Rows then.
    pub rows_before: Option<u64>,
    /// The fields: remarkable changes first, then in the order of the agreement.
    pub fields: Vec<MirrorField>,
    /// Whether similar suppliers stand beside it.
    pub has_similar: bool,
}

/// One field.
#[derive(Clone, Debug)]
pub struct MirrorField {
    /// Its name.
    pub column: &'static str,
    /// How many rows fill it.
    pub filled: Share,
    /// How many did.
    pub filled_before: Option<Share>,
    /// The codes that stand in it; empty for a field that holds no code.
    pub values: Vec<MirrorValue>,
    /// Filled with something outside its list.
    pub others: u64,
    /// What changed remarkably.
    pub remarks: Vec<Detail>,
}

/// One code of a field.
#[derive(Clone, Debug)]
pub struct MirrorValue {
    /// The code.
    pub word: &'static str,
    /// Its share of what is filled with a code.
    pub now: Share,
    /// Its share then.
    pub before: Option<Share>,
    /// Its share at similar suppliers, from published safe counts.
    pub similar: Option<Share>,
}

impl Mirror {
    /// The mirror of a table; `None` for messages, which have no fields of one agreed order.
    pub(crate) fn of(
        now: &Ledger,
        before: Option<(&Ledger, &str)>,
        kind: DeliveryKind,
        rows: (u64, Option<u64>),
        similar: Option<&SafeCounts>,
    ) -> Option<Mirror> {
        if now.fields.is_empty() {
            return None;
        }
        let earlier = |column: &str| before.and_then(|(ledger, _)| ledger.fields.iter().find(|tally| tally.column == column));
        let mut fields: Vec<_> = now
            .fields
            .iter()
            .map(|tally| MirrorField::of(tally, earlier(tally.column), |word| similar?.share(kind, tally.column, word)))
            .collect();
        fields.sort_by_key(|field| field.remarks.is_empty());
        let against = before.map(|(_, file)| file.to_owned());
        Some(Mirror { against, rows: rows.0, rows_before: rows.1, fields, has_similar: similar.is_some_and(|counts| counts.knows(kind)) })
    }
}

impl MirrorField {
    fn of(now: &Tally, before: Option<&Tally>, similar: impl Fn(&'static str) -> Option<Share>) -> MirrorField {
        let filled = Share { part: now.filled, whole: now.rows };
        let filled_before = before.map(|tally| Share { part: tally.filled, whole: tally.rows });
        let value =
            |word| MirrorValue { word, now: share(now, word), before: before.map(|tally| share(tally, word)), similar: similar(word) };
        let mut words: Vec<&'static str> = now.values.keys().chain(before.iter().flat_map(|tally| tally.values.keys())).copied().collect();
        words.sort_unstable();
        words.dedup();
        let values: Vec<MirrorValue> = words.into_iter().map(value).collect();
        let mut remarks: Vec<Detail> = filled_before.and_then(|then| remark(None, filled, then)).into_iter().collect();
        remarks.extend(values.iter().filter_map(|value| remark(Some(value.word), value.now, value.before?)));
        MirrorField { column: now.column, filled, filled_before, values, others: now.others, remarks }
    }
}

/// The share of a code among the codes of a field.
fn share(tally: &Tally, word: &str) -> Share {
    Share { part: tally.values.get(word).copied().unwrap_or(0), whole: tally.values.values().sum() }
}

fn remark(word: Option<&str>, now: Share, then: Share) -> Option<Detail> {
    let is_remarkable = now.distance(then).abs() >= REMARKABLE_DISTANCE && now.points(then).abs() >= REMARKABLE_POINTS;
    let (to, from) = (now.per_cent().filter(|_| is_remarkable)?, then.per_cent()?);
    Some(match word {
        None => said(format!("gevuld: {from} % werd {to} %"), format!("filled: {from} % became {to} %")),
        Some(word) => said(format!("aandeel van {word}: {from} % werd {to} %"), format!("share of {word}: {from} % became {to} %")),
    })
}
