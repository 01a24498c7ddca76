//! The flow: count tables in, safe tables and a report out.

use domain::{Atlas, CountTable};

use crate::audit::audit;
use crate::family::Family;
use crate::frame::Frame;
use crate::proof::Proof;
use crate::rows::Rows;
use crate::shield::shield;
use crate::{DisclosureError, Policy, ProtectionReport, Question, SafeTable};

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
/// the release and differ there, and has that checked by code that knows nothing of the search. Years outside the policy
/// and tables without a question stay inside. The method, a table by hand and what this version does not do yet:
/// `docs/methods/disclosure.md`.
///
/// # Errors
/// A policy or question that is incomplete, tables that do not answer it, or a cell that stays without proof:
/// nothing is published then.
pub fn protect(tables: &[CountTable], questions: &[Question], atlas: &Atlas, policy: &Policy) -> Result<Protected, DisclosureError> {
    policy.check()?;
    let frame = Frame::new(atlas, policy);
    let mut protected = Protected { tables: Vec::with_capacity(questions.len()), report: ProtectionReport::default() };
    for question in questions {
        let (table, _, report) = protect_one(tables, question, &frame, atlas, policy)?;
        protected.tables.push(table);
        protected.report.merge(&report);
    }
    Ok(protected)
}

/// One question, with the proof: the proof stays in this room.
pub(crate) fn protect_one(
    tables: &[CountTable],
    question: &Question,
    frame: &Frame,
    atlas: &Atlas,
    policy: &Policy,
) -> Result<(SafeTable, Proof, ProtectionReport), DisclosureError> {
    let indicator = || question.indicator.clone();
    let family = Family::gather(question, tables, frame)?;
    let mut rows = Rows::plan(&family, question, policy);
    let proof = shield(&family, &mut rows, policy).map_err(|_| DisclosureError::Unproven { indicator: indicator() })?;
    let table = rows.publish(question, policy);
    let checked = audit(&table, &proof, atlas, policy).map_err(|source| DisclosureError::Audit { indicator: indicator(), source })?;
    Ok((table, proof, ProtectionReport::of(&rows, checked)))
}
