//! The flow: count tables in, safe tables and a report out.

use domain::{Atlas, CountTable};

use crate::audit::{Checked, audit};
use crate::family::Family;
use crate::frame::Frame;
use crate::proof::Proof;
use crate::rows::Rows;
use crate::shield::shield;
use crate::{DisclosureError, Policy, ProtectionReport, Question, QuestionKind, SafeTable, Share};

/// Safe tables, one for each question and in their order, and what it took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Protected {
    /// What may leave.
    pub tables: Vec<SafeTable>,
    /// For the house.
    pub report: ProtectionReport,
}

/// Protects the counts of some indicators.
///
/// Per question it hides small counts, rounds the rest, hides more until every hidden cell has two whole tables that fit
/// the release and differ there, and has that checked by code that knows nothing of the search. A plain count that
/// counts the very starts of a hand-over is hidden where the hand-over hides it. Years outside the policy and tables
/// without a question stay inside. The method, a table by hand and what this version does not do yet:
/// `docs/methods/disclosure.md`.
///
/// # Errors
/// A policy or question that is incomplete, tables that do not answer it, or a cell that stays without proof:
/// nothing is published then.
pub fn protect(tables: &[CountTable], questions: &[Question], atlas: &Atlas, policy: &Policy) -> Result<Protected, DisclosureError> {
    policy.check()?;
    let frame = Frame::new(atlas, policy);
    let families: Vec<_> = questions.iter().map(|question| Family::gather(question, tables, &frame)).collect::<Result<_, _>>()?;
    let leaders: Vec<_> = (0..questions.len()).map(|own| leader(own, questions, &families)).collect();
    let mut shielded = Vec::with_capacity(questions.len());
    for ((question, family), leader) in questions.iter().zip(&families).zip(&leaders) {
        let own = leader.is_none().then(|| Shielded::new(family, question, atlas, policy)).transpose()?;
        shielded.push(own.map(|(shielded, _)| shielded));
    }
    let mut protected = Protected { tables: Vec::with_capacity(questions.len()), report: ProtectionReport::default() };
    for (own, (question, family)) in questions.iter().zip(&families).enumerate() {
        let (table, report) = match (&shielded[own], leaders[own].and_then(|leader| shielded[leader].as_ref())) {
            (Some(shielded), _) => (shielded.table.clone(), shielded.report.clone()),
            (None, Some(leader)) => leader.follow(family, question, policy),
            (None, None) => return Err(DisclosureError::Unproven { indicator: question.indicator.clone() }),
        };
        protected.report.merge(&report);
        protected.tables.push(table);
    }
    Ok(protected)
}

/// The question whose numbers of entered are those of this plain count: a hand-over where there is one, else an earlier
/// count.
fn leader(own: usize, questions: &[Question], families: &[Family]) -> Option<usize> {
    let is_count = |question: usize| questions[question].kind == QuestionKind::Count;
    let leads = |other: &usize| *other != own && families[*other].same_entered(&families[own]);
    if !is_count(own) {
        return None;
    }
    let hand_over = (0..questions.len()).filter(|other| !is_count(*other)).find(leads);
    hand_over.or_else(|| (0..own).filter(|other| is_count(*other)).find(leads))
}

/// One protected question.
pub(crate) struct Shielded {
    pub(crate) table: SafeTable,
    pub(crate) report: ProtectionReport,
    rows: Rows,
}

impl Shielded {
    /// Protects one question and has it checked. The proof comes along for tests; it stays in this room.
    pub(crate) fn new(family: &Family, question: &Question, atlas: &Atlas, policy: &Policy) -> Result<(Shielded, Proof), DisclosureError> {
        let indicator = || question.indicator.clone();
        let mut rows = Rows::plan(family, question, policy);
        let proof = shield(family, &mut rows, policy).map_err(|_| DisclosureError::Unproven { indicator: indicator() })?;
        let table = rows.publish(question, policy);
        let checked = audit(&table, &proof, atlas, policy).map_err(|source| DisclosureError::Audit { indicator: indicator(), source })?;
        let report = ProtectionReport::of(&rows, checked);
        Ok((Shielded { table, report, rows }, proof))
    }

    /// Another question with the same numbers of entered: hidden wherever they are hidden here, so that neither opens the
    /// other; the proofs are these.
    fn follow(&self, family: &Family, question: &Question, policy: &Policy) -> (SafeTable, ProtectionReport) {
        let mut rows = Rows::plan(family, question, policy);
        rows.take_fates(&self.rows);
        let hidden = rows.rows.iter().filter(|row| row.fate.is_hidden()).count();
        let mut report = ProtectionReport::of(&rows, Checked { hidden, shown: 0 });
        report.shown_open = Share::default();
        (rows.publish(question, policy), report)
    }
}
