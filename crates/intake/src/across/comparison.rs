//! One delivery laid beside others: which of them it belongs with, and what the rules across deliveries find.

use super::{Difference, Mirror, Quality, SafeCounts};
use crate::findings::{Case, Cause, Detail, Report};
use crate::ledger::{Entry, Ledger, Told};
use crate::rules::{across, judges};
use crate::{Checked, DeliveryName};

/// How many cases of a cause across deliveries are kept.
const KEPT: usize = super::NAMED;

/// The deliveries beside the one that is checked.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// Checked together with it; the delivery itself may stand among them.
    pub given: &'a [Checked],
    /// Delivered before.
    pub previous: &'a [Checked],
    /// Published safe counts of similar suppliers.
    pub similar: Option<&'a SafeCounts>,
}

/// What goes back to the supplier beside findings.
#[derive(Clone, Default, Debug)]
pub struct GoesBack {
    /// How each field is filled, beside the previous delivery.
    pub mirror: Option<Mirror>,
    /// Quality of the delivery.
    pub quality: Option<Quality>,
    /// What changed since the version before.
    pub difference: Option<Difference>,
}

/// What laying a delivery beside others gave.
#[derive(Debug)]
pub struct Compared {
    causes: Vec<Cause>,
    earlier: Vec<(&'static str, u64)>,
    goes_back: GoesBack,
}

/// A delivery as the rules across deliveries see it.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) report: &'a Report,
    pub(crate) name: &'a DeliveryName,
    pub(crate) ledger: &'a Ledger,
}

impl<'a> Side<'a> {
    /// A delivery that was read and whose name says what it is.
    fn of(checked: &'a Checked) -> Option<Side<'a>> {
        Some(Side { report: &checked.report, name: checked.report.name.as_ref()?, ledger: checked.ledger.as_deref()? })
    }

    /// The sound rows of this delivery that were sound in an earlier one too: the row, what it says, what it said.
    pub(crate) fn told_twice(&self, earlier: Side<'a>) -> impl Iterator<Item = (&'a Entry, &'a Told, &'a Told)> {
        self.ledger.entries.iter().filter_map(move |(key, entry)| {
            let then = earlier.ledger.entries.get(key)?;
            Some((entry, entry.told.as_ref()?, then.told.as_ref()?))
        })
    }

    fn is_of_same(&self, other: &Side<'_>) -> bool {
        (self.name.kind(), self.name.supplier()) == (other.name.kind(), other.name.supplier())
    }
}

/// One delivery and those it belongs with.
pub(crate) struct Comparison<'a> {
    /// The report of the delivery that is checked.
    pub(crate) report: &'a Report,
    /// The delivery as such; `None` when it was refused or its name says nothing.
    pub(crate) now: Option<Side<'a>>,
    /// The latest earlier period of the same supplier and kind, in its highest version.
    pub(crate) previous: Option<Side<'a>>,
    /// The version of this period before this one.
    pub(crate) replaced: Option<Side<'a>>,
    /// Every other delivery, given or previous.
    pub(crate) others: Vec<&'a Checked>,
}

impl<'a> Comparison<'a> {
    fn of(checked: &'a Checked, beside: &Beside<'a>) -> Comparison<'a> {
        let now = Side::of(checked);
        let others = beside.given.iter().chain(beside.previous).filter(|other| !std::ptr::eq(*other, checked)).collect();
        let same = |side: &Side<'_>| now.is_some_and(|now| now.is_of_same(side));
        let before = || beside.previous.iter().filter_map(Side::of).filter(same);
        let day = now.map(|now| now.name.period().first_day());
        let previous = before().filter(|side| Some(side.name.period().last_day()) < day);
        let replaced = before()
            .filter(|side| now.is_some_and(|now| side.name.period() == now.name.period() && side.name.version() < now.name.version()));
        Comparison {
            report: &checked.report,
            now,
            previous: previous.max_by_key(|side| (side.name.period().last_day(), side.name.version())),
            replaced: replaced.max_by_key(|side| side.name.version()),
            others,
        }
    }

    /// This delivery and the previous one, where both are there.
    pub(crate) fn both(&self) -> Option<(Side<'a>, Side<'a>)> {
        Some((self.now?, self.previous?))
    }

    /// Names of other deliveries of the same supplier and kind.
    pub(crate) fn names_of_same(&self) -> impl Iterator<Item = &'a DeliveryName> {
        let own = self.report.name.as_ref();
        let names = self.others.iter().filter_map(|other| other.report.name.as_ref());
        names.filter(move |name| own.is_some_and(|own| (own.kind(), own.supplier()) == (name.kind(), name.supplier())))
    }
}

/// What one rule finds.
pub(crate) struct Found(Cause);

impl Found {
    /// A case of a record.
    pub(crate) fn case(&mut self, case: Case) {
        self.0.add(KEPT, case.field, || case);
    }

    /// Something about the file as a whole.
    pub(crate) fn file(&mut self, detail: Detail) {
        self.0.add(KEPT, "", || Case { row: 0, reference: person::Sensitive::new(String::new()), field: "", part: "" });
        self.0.detail.get_or_insert(detail);
    }
}

/// Lays a delivery beside others. What it needs of their rows must have been kept
/// ([`CheckOptions::keeps_ledger`](crate::CheckOptions)); without it only names and bytes are compared.
pub fn compare(checked: &Checked, beside: &Beside<'_>) -> Compared {
    let comparison = Comparison::of(checked, beside);
    let mut causes = Vec::new();
    for (rule, judge) in judges(across::RULES) {
        let mut found = Found(Cause::new(rule));
        judge(&comparison, &mut found);
        found.0.first.sort_by_key(|case| case.row);
        causes.extend((found.0.count > 0).then_some(found.0));
    }
    let previous = comparison.previous.map(|side| side.report);
    let earlier = previous.iter().flat_map(|report| report.causes.iter().map(|cause| (cause.rule.code, cause.count))).collect();
    Compared { causes, earlier, goes_back: goes_back(checked, &comparison, beside.similar) }
}

fn goes_back(checked: &Checked, comparison: &Comparison<'_>, similar: Option<&SafeCounts>) -> GoesBack {
    let Some((ledger, kind)) = checked.ledger.as_deref().zip(checked.report.kind) else { return GoesBack::default() };
    let previous = comparison.previous.or(comparison.replaced);
    let before = previous.map(|side| (side.ledger, side.report.file.as_str()));
    let rows = (checked.report.read, previous.map(|side| side.report.read));
    let replaced = comparison.replaced.map(|side| Difference::between(ledger, side.ledger, &side.report.file));
    GoesBack {
        mirror: Mirror::of(ledger, before, kind, rows, similar),
        quality: Some(Quality::of(&checked.report, ledger, comparison.previous.map(|side| (side.report, side.ledger)))),
        difference: replaced,
    }
}

impl Report {
    /// Takes in what laying the delivery beside others gave.
    pub fn take_in(&mut self, compared: Compared) {
        self.causes.extend(compared.causes);
        for cause in &mut self.causes {
            cause.earlier = compared.earlier.iter().find(|(code, _)| *code == cause.rule.code).map(|(_, count)| *count);
        }
        self.goes_back = compared.goes_back;
        self.sort();
    }
}
