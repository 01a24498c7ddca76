//! The flow: count tables in, safe tables and a report out.

use domain::{Atlas, CountTable, Site};

use crate::audit::{Before, Checked, audit_beside};
use crate::family::Family;
use crate::frame::Frame;
use crate::joint::{self, Joint, Part};
use crate::proof::Proof;
use crate::rows::Rows;
use crate::shield::{Stuck, shield};
use crate::{DisclosureError, Earlier, Policy, ProtectionReport, Question, QuestionKind, SafeTable, Share};

/// Safe tables, one for each question and in their order, and what it took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Protected {
    /// What may leave.
    pub tables: Vec<SafeTable>,
    /// For the house.
    pub report: ProtectionReport,
    /// Tables of which nothing may leave, because of what earlier releases told: they say "unknown" everywhere.
    pub withheld: Vec<Conflict>,
}

/// Why a table is withheld: with what earlier releases told some count could be worked out, whatever were hidden now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// Which indicator.
    pub indicator: String,
    /// Cells told before that stand in the way, as few as were found: the version and the site.
    pub told: Vec<(String, Site)>,
}

/// Protects the counts of some indicators by themselves, as [`protect_beside`] does where there is no earlier release.
///
/// # Errors
/// As [`protect_beside`].
pub fn protect(tables: &[CountTable], questions: &[Question], atlas: &Atlas, policy: &Policy) -> Result<Protected, DisclosureError> {
    protect_beside(tables, questions, atlas, policy, &[])
}

/// Protects the counts of some indicators jointly with what earlier releases told.
///
/// Per question it hides small counts, rounds the rest, hides more until every hidden cell, of this release and of earlier ones, has two whole tables that fit
/// everything that was ever told and differ there, and has that checked by code that knows nothing of the search. A plain count that
/// counts the very starts of a hand-over is hidden where the hand-over hides it. Years outside the policy and tables
/// without a question stay inside. Where what was told before leaves no proof, the whole table is withheld. The method, a table by hand and what this version
/// does not do yet: `docs/methods/disclosure.md`.
///
/// # Errors
/// A policy or question that is incomplete, tables that do not answer it, or a cell that stays without proof though nothing was told before:
/// nothing is published then.
pub fn protect_beside(
    tables: &[CountTable],
    questions: &[Question],
    atlas: &Atlas,
    policy: &Policy,
    earlier: &[Earlier],
) -> Result<Protected, DisclosureError> {
    policy.check()?;
    earlier.iter().try_for_each(Earlier::check)?;
    let frame = Frame::new(atlas, policy);
    let frames: Vec<Frame> = earlier.iter().map(|own| Frame::new(atlas, &own.policy)).collect();
    let (mut families, mut parts) = (Vec::with_capacity(questions.len()), Vec::with_capacity(questions.len()));
    for question in questions {
        let (columns, own) = joint::parts(question, earlier, &frames)?;
        families.push(Family::in_columns(question, columns, tables, &frame)?);
        parts.push(own);
    }
    let leaders: Vec<_> = (0..questions.len()).map(|own| leader(own, questions, &families)).collect();
    gather(&leaders, &mut parts);
    let task = Task { questions, families: &families, atlas, policy, earlier };
    let shielded: Vec<Option<Outcome>> = parts
        .into_iter()
        .enumerate()
        .map(|(own, parts)| leaders[own].is_none().then(|| task.shielded(own, parts)).transpose())
        .collect::<Result<_, _>>()?;
    task.protected(&leaders, &shielded)
}

/// What became of a question: protected, or withheld.
type Outcome = Result<Shielded, Conflict>;

/// What was asked.
struct Task<'a> {
    questions: &'a [Question],
    families: &'a [Family<'a>],
    atlas: &'a Atlas,
    policy: &'a Policy,
    earlier: &'a [Earlier],
}

impl Task<'_> {
    fn shielded(&self, own: usize, parts: Vec<Part>) -> Result<Outcome, DisclosureError> {
        let question = &self.questions[own];
        let version = |release: usize| self.earlier.get(release).map_or_else(String::new, |own| own.version.clone());
        let named = |stuck: Stuck| Conflict {
            indicator: question.indicator.clone(),
            told: stuck.told.into_iter().map(|(release, site, _)| (version(release), site)).collect(),
        };
        let found = Shielded::beside(&self.families[own], question, self.atlas, self.policy, parts)?;
        Ok(found.map(|(shielded, _)| shielded).map_err(named))
    }

    fn protected(&self, leaders: &[Option<usize>], shielded: &[Option<Outcome>]) -> Result<Protected, DisclosureError> {
        let mut protected = Protected { tables: Vec::new(), report: ProtectionReport::default(), withheld: Vec::new() };
        for (own, (question, family)) in self.questions.iter().zip(self.families).enumerate() {
            let unproven = || DisclosureError::Unproven { indicator: question.indicator.clone() };
            let outcome = shielded[leaders[own].unwrap_or(own)].as_ref().ok_or_else(unproven)?;
            let (table, report) = match outcome {
                Ok(shielded) if leaders[own].is_none() => (shielded.table.clone(), shielded.report.clone()),
                Ok(leader) => leader.follow(family, question, self.policy),
                Err(conflict) => {
                    protected.withheld.push(Conflict { indicator: question.indicator.clone(), ..conflict.clone() });
                    (nothing(family, question, self.policy), ProtectionReport::default())
                }
            };
            protected.report.merge(&report);
            protected.tables.push(table);
        }
        Ok(protected)
    }
}

/// A table that tells nothing.
fn nothing(family: &Family, question: &Question, policy: &Policy) -> SafeTable {
    let mut table = Rows::plan(family, question, policy).publish(question, policy);
    table.withhold(|_| true);
    table
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

/// What a plain count told before goes with what its leader told: whoever knows that both count the same people now, and by how many each did not
/// before, changes both alike.
fn gather(leaders: &[Option<usize>], parts: &mut [Vec<Part>]) {
    for (own, leader) in leaders.iter().enumerate() {
        let Some(leader) = *leader else { continue };
        let following = std::mem::take(&mut parts[own]);
        parts[leader].extend(following);
        parts[leader].sort_by_key(|part| part.release);
    }
}

/// One protected question.
pub(crate) struct Shielded {
    pub(crate) table: SafeTable,
    pub(crate) report: ProtectionReport,
    rows: Rows,
    /// What would be hidden if there were no earlier release; nothing where there is none.
    by_itself: Option<Rows>,
}

impl Shielded {
    /// Protects one question by itself and has it checked. The proof comes along; it stays in this room.
    #[cfg(test)]
    pub(crate) fn new(family: &Family, question: &Question, atlas: &Atlas, policy: &Policy) -> Result<(Shielded, Proof), DisclosureError> {
        let unproven = |_| DisclosureError::Unproven { indicator: question.indicator.clone() };
        Shielded::beside(family, question, atlas, policy, Vec::new())?.map_err(unproven)
    }

    /// Protects one question beside what was told of it before, and has it checked.
    pub(crate) fn beside(
        family: &Family,
        question: &Question,
        atlas: &Atlas,
        policy: &Policy,
        parts: Vec<Part>,
    ) -> Result<Result<(Shielded, Proof), Stuck>, DisclosureError> {
        let mut rows = Rows::plan(family, question, policy);
        let mut by_itself = None;
        if !parts.is_empty() {
            let mut own = rows.clone();
            shield(family, &mut own, policy, &[]).map_err(|_| DisclosureError::Unproven { indicator: question.indicator.clone() })?;
            by_itself = Some(own);
            Joint::keep_hidden(&parts, &mut rows);
        }
        let proof = match shield(family, &mut rows, policy, &parts) {
            Ok(proof) => proof,
            Err(_) if parts.is_empty() => return Err(DisclosureError::Unproven { indicator: question.indicator.clone() }),
            Err(stuck) => return Ok(Err(stuck)),
        };
        let table = rows.publish(question, policy);
        let before: Vec<_> = parts.iter().map(|part| Before { release: part.release, told: &part.told, policy: part.policy }).collect();
        let wrong = |source| DisclosureError::Audit { indicator: question.indicator.clone(), source };
        let checked = audit_beside(&table, &proof, &before, atlas, policy).map_err(wrong)?;
        let report = ProtectionReport::of(&rows, checked).beside(&rows, by_itself.as_ref());
        Ok(Ok((Shielded { table, report, rows, by_itself }, proof)))
    }

    /// Another question with the same numbers of entered: hidden wherever they are hidden here, so that neither opens the
    /// other; the proofs are these.
    fn follow(&self, family: &Family, question: &Question, policy: &Policy) -> (SafeTable, ProtectionReport) {
        let following = |leader: &Rows| {
            let mut rows = Rows::plan(family, question, policy);
            rows.take_fates(leader);
            rows
        };
        let rows = following(&self.rows);
        let hidden = rows.rows.iter().filter(|row| row.fate.is_hidden()).count();
        let mut report =
            ProtectionReport::of(&rows, Checked { hidden, shown: 0 }).beside(&rows, self.by_itself.as_ref().map(following).as_ref());
        report.shown_open = Share::default();
        (rows.publish(question, policy), report)
    }
}
