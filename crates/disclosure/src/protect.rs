//! The flow: count tables in, safe tables and a report out.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Atlas, CountTable, Site, Span};

use crate::audit::{AuditError, Before, Checked, audit_among, audit_apart, audit_beside, check_again};
use crate::family::Family;
use crate::frame::Frame;
use crate::joint::{self, Joint, Part};
use crate::proof::Proof;
use crate::repeat::{Mixed, Repeat};
use crate::rows::Rows;
use crate::shield::{Stuck, shield, shield_among};
use crate::{DisclosureError, Earlier, Policy, ProtectionReport, Question, QuestionKind, Repeated, SafeTable, Share, Told, Within};

/// Safe tables, one for each question and in their order, and what it took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Protected {
    /// What may leave.
    pub tables: Vec<SafeTable>,
    /// For the house.
    pub report: ProtectionReport,
    /// Tables of which nothing may leave, because of what earlier releases told, or of what else is told of the same starts: they say "unknown" everywhere.
    pub withheld: Vec<Conflict>,
    /// Years that are told as they were told before, by indicator in their order.
    pub repeated: Vec<Repeated>,
    /// The counts of indicators with such a year, as they stand.
    standing: Vec<CountTable>,
}

impl Protected {
    /// The counts that the tables are of, to be remembered: those it was made from, save that a year that is repeated counts what it counted then.
    pub fn counts(&self, tables: &[CountTable]) -> Vec<CountTable> {
        let stands = |table: &CountTable| {
            self.standing.iter().find(|own| own.indicator == table.indicator && own.breakdown == table.breakdown).unwrap_or(table).clone()
        };
        tables.iter().map(stands).collect()
    }
}

/// Why a table is withheld: with what earlier releases told, or another table of this one that counts part of the same, some count could be worked out,
/// whatever were hidden.
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
    protect_beside(tables, questions, atlas, policy, &[], &[])
}

/// Protects the counts of some indicators jointly with what earlier releases told.
///
/// Per question it hides small counts, rounds the rest, hides more until every hidden cell, of this release and of earlier ones, has two whole tables that fit
/// everything that was ever told and differ there, and has that checked by code that knows nothing of the search. A plain count that
/// counts the very starts of a hand-over is hidden where the hand-over hides it. Years outside the policy and tables
/// without a question stay inside. Of a first release the questions of which one counts part of another (`within`) are protected together. Where what was told before leaves no proof, the years that stand in the way are told again as they were, then all
/// years told before; where that leaves none either, the whole table is withheld. The method, a table by hand and what this version
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
    within: &[Within],
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
    let task = Task { questions, tables, frame: &frame, families: &families, atlas, policy, earlier };
    let pairs = if earlier.is_empty() { task.pairs(within, &leaders) } else { Vec::new() };
    let mut shielded = task.together(&pairs)?;
    for (own, parts) in parts.into_iter().enumerate() {
        if leaders[own].is_none() && shielded[own].is_none() {
            shielded[own] = Some(task.shielded(own, &parts)?);
        }
    }
    task.protected(&leaders, &shielded)
}

/// What became of a question: protected, or withheld.
type Outcome = Result<Shielded, Conflict>;

/// What was asked.
struct Task<'a> {
    questions: &'a [Question],
    tables: &'a [CountTable],
    frame: &'a Frame,
    families: &'a [Family<'a>],
    atlas: &'a Atlas,
    policy: &'a Policy,
    earlier: &'a [Earlier],
}

/// What is tried: which years are repeated, and what becomes of pools in which some are.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Trial {
    years: BTreeSet<i16>,
    mixed: Mixed,
}

impl Trial {
    /// Every year that was told before is repeated, and nothing else tells of them: the rest is about other people.
    fn apart(told: &BTreeSet<i16>) -> Trial {
        Trial { years: told.clone(), mixed: Mixed::Unknown }
    }
}

/// What there is to try, of years told before.
struct Trials<'a> {
    told: BTreeSet<i16>,
    /// Those that count what they counted then: repeated, they are told as anew.
    unchanged: BTreeSet<i16>,
    pools: &'a [(i16, i16)],
}

impl Trials<'_> {
    /// Nothing is repeated that counts anything else now.
    fn first(&self) -> Trial {
        if !self.told.is_empty() && self.unchanged == self.told && !self.is_mixing() {
            return Trial::apart(&self.told);
        }
        Trial { years: self.unchanged.clone(), mixed: Mixed::Told }
    }

    /// What to repeat where a trial left no proof: first the years that stood in the way, then all that were told, at last with no pool of such years and others.
    fn next(&self, trial: &Trial, stuck: &Stuck) -> Option<Trial> {
        let is_named = |year: &i16| stuck.told.iter().any(|(_, site, _)| site.span.holds(*year));
        let named: BTreeSet<i16> = self.told.iter().copied().filter(|year| is_named(year) || self.unchanged.contains(year)).collect();
        if self.told.is_empty() || self.is_apart(trial) {
            None
        } else if trial.years == self.unchanged && named != self.unchanged && named != self.told {
            Some(Trial { years: named, mixed: Mixed::Told })
        } else if trial.years != self.told && self.is_mixing() {
            Some(Trial { years: self.told.clone(), mixed: Mixed::Told })
        } else {
            Some(Trial::apart(&self.told))
        }
    }

    /// Whether a trial is about years that nobody was told of.
    fn is_apart(&self, trial: &Trial) -> bool {
        !self.told.is_empty() && *trial == Trial::apart(&self.told)
    }

    /// Whether a pool holds years that were told and others.
    fn is_mixing(&self) -> bool {
        let is_mixed = |(first, through): &(i16, i16)| {
            let years = *first..=*through;
            years.clone().any(|year| self.told.contains(&year)) && !years.clone().all(|year| self.told.contains(&year))
        };
        self.pools.iter().any(is_mixed)
    }
}

impl Task<'_> {
    /// Which question counts no more than which: leaders for those that go with them. Two hand-overs stay apart.
    fn pairs(&self, within: &[Within], leaders: &[Option<usize>]) -> Vec<(usize, usize)> {
        let number = |indicator: &String| {
            let own = self.questions.iter().position(|question| question.indicator == *indicator)?;
            Some(leaders[own].unwrap_or(own))
        };
        let pair = |own: &Within| Some((number(&own.smaller)?, number(&own.larger)?));
        let is_count = |question: usize| self.questions[question].kind == QuestionKind::Count;
        let is_told = |(smaller, larger): &(usize, usize)| smaller != larger && (is_count(*smaller) || is_count(*larger));
        let pairs: BTreeSet<(usize, usize)> = within.iter().filter_map(pair).filter(is_told).collect();
        pairs.into_iter().collect()
    }

    /// Protects together what hangs together by these pairs. The others have no outcome yet.
    fn together(&self, pairs: &[(usize, usize)]) -> Result<Vec<Option<Outcome>>, DisclosureError> {
        let mut shielded: Vec<Option<Outcome>> = self.questions.iter().map(|_| None).collect();
        for (first, _) in pairs {
            if shielded[*first].is_none() {
                let circle = self.circle(*first, pairs);
                for (own, outcome) in circle.iter().zip(self.in_circle(&circle, pairs)?) {
                    shielded[*own] = Some(outcome);
                }
            }
        }
        Ok(shielded)
    }

    /// A question and all that hang together with it: hand-overs first, as these may show zeros yet that they hid by themselves; then what counts most, as
    /// the others can be no more open than that is.
    fn circle(&self, first: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
        let mut circle = BTreeSet::from([first]);
        loop {
            let near = |(one, other): &&(usize, usize)| circle.contains(one) || circle.contains(other);
            let more: BTreeSet<usize> = pairs.iter().filter(near).flat_map(|(one, other)| [*one, *other]).collect();
            if more.is_subset(&circle) {
                let mut circle: Vec<usize> = circle.into_iter().collect();
                let is_smaller = |own: usize| pairs.iter().any(|(smaller, _)| *smaller == own);
                circle.sort_by_key(|own| (self.questions[*own].kind == QuestionKind::Count, is_smaller(*own)));
                return circle;
            }
            circle.extend(more);
        }
    }

    /// Protects the questions of a circle: each by itself, and then beside what the others tell as far as these were protected. What they hide besides, later,
    /// leaves every world possible. All of it is checked in the end.
    fn in_circle(&self, circle: &[usize], pairs: &[(usize, usize)]) -> Result<Vec<Outcome>, DisclosureError> {
        let mut rows: Vec<Rows> = circle.iter().map(|own| self.by_itself(*own)).collect::<Result<_, _>>()?;
        let mut proofs: Vec<Result<Proof, Stuck>> = Vec::with_capacity(circle.len());
        for (at, own) in circle.iter().enumerate() {
            let mut told = rows[at].clone();
            let others: Vec<(&Family, &Rows)> =
                beside(at, circle.len()).map(|other| (&self.families[circle[other]], &rows[other])).collect();
            proofs.push(shield_among(&self.families[*own], &mut told, self.policy, &others, numbered(at, circle, pairs)));
            rows[at] = told;
        }
        let published = |(at, own): (usize, &usize)| match proofs[at] {
            Ok(_) => rows[at].publish(&self.questions[*own], self.policy),
            Err(_) => nothing(&self.families[*own], &self.questions[*own], self.policy),
        };
        let tables: Vec<SafeTable> = circle.iter().enumerate().map(published).collect();
        let checked = |(at, (proof, rows)): (usize, (Result<Proof, Stuck>, Rows))| {
            let question = &self.questions[circle[at]];
            let proof = match proof {
                Ok(proof) => proof,
                Err(stuck) => return Ok(Err(self.conflict(question, stuck))),
            };
            let others: Vec<&SafeTable> = beside(at, circle.len()).map(|other| &tables[other]).collect();
            let wrong = |source| DisclosureError::Audit { indicator: question.indicator.clone(), source };
            let checked =
                audit_among(&tables[at], &proof, &others, &numbered(at, circle, pairs), self.atlas, self.policy).map_err(wrong)?;
            Ok(Ok(Shielded::checked((tables[at].clone(), rows), Repeat::default(), checked, None)))
        };
        proofs.into_iter().zip(rows).enumerate().map(checked).collect()
    }

    fn shielded(&self, own: usize, parts: &[Part]) -> Result<Outcome, DisclosureError> {
        let by_itself = if parts.is_empty() { None } else { Some(self.by_itself(own)?) };
        let trials = self.trials(own, parts);
        let mut trial = trials.first();
        let mut first: Option<Stuck> = None;
        loop {
            let stuck = match self.tried(own, parts, (&trial, &trials), by_itself.as_ref())? {
                Ok(shielded) if trial == trials.first() && !trials.is_apart(&trial) && shielded.costs_much() => {
                    return Ok(Ok(self.or_apart(own, parts, &trials, shielded)?));
                }
                Ok(shielded) => return Ok(Ok(shielded)),
                Err(stuck) => stuck,
            };
            if parts.is_empty() {
                return Err(DisclosureError::Unproven { indicator: self.questions[own].indicator.clone() });
            }
            let next = trials.next(&trial, &stuck);
            first.get_or_insert(stuck);
            match next {
                Some(next) => trial = next,
                None => return Ok(Err(self.conflict(&self.questions[own], first.unwrap_or_default()))),
            }
        }
    }

    fn trials(&self, own: usize, parts: &[Part]) -> Trials<'_> {
        let told = self.told_years(parts);
        let unchanged = Repeat::unchanged(&self.questions[own], &told, (self.earlier, self.tables, self.policy));
        Trials { told, unchanged, pools: &self.policy.pools }
    }

    fn tried(
        &self,
        own: usize,
        parts: &[Part],
        (trial, trials): (&Trial, &Trials),
        by_itself: Option<&Rows>,
    ) -> Result<Result<Shielded, Stuck>, DisclosureError> {
        let question = &self.questions[own];
        let repeat = Repeat::of(question, &trial.years, trial.mixed, (self.earlier, self.tables, self.policy));
        let family = self.family(own, &repeat)?;
        let wanted = Wanted { family: &family, question, atlas: self.atlas, policy: self.policy, parts, earlier: self.earlier };
        let found = match trials.is_apart(trial) {
            true => Shielded::apart(&wanted, repeat, by_itself)?,
            false => Shielded::repeating(&wanted, repeat, by_itself)?,
        };
        Ok(found.map(|(shielded, _)| shielded))
    }

    /// What is told anew at the cost of much that would be shown, or all that was told before as it was: whichever shows more.
    fn or_apart(&self, own: usize, parts: &[Part], trials: &Trials, anew: Shielded) -> Result<Shielded, DisclosureError> {
        let trial = Trial::apart(&trials.told);
        let apart = self.tried(own, parts, (&trial, trials), anew.by_itself.as_ref())?;
        Ok(apart.ok().filter(|apart| apart.table.share_shown().0 > anew.table.share_shown().0).unwrap_or(anew))
    }

    fn conflict(&self, question: &Question, stuck: Stuck) -> Conflict {
        let version = |release: usize| self.earlier.get(release).map_or_else(String::new, |own| own.version.clone());
        Conflict {
            indicator: question.indicator.clone(),
            told: stuck.told.into_iter().map(|(release, site, _)| (version(release), site)).collect(),
        }
    }

    /// What would be hidden if there were no earlier release.
    fn by_itself(&self, own: usize) -> Result<Rows, DisclosureError> {
        let question = &self.questions[own];
        let mut rows = Rows::plan(&self.families[own], question, self.policy);
        let unproven = |_| DisclosureError::Unproven { indicator: question.indicator.clone() };
        shield(&self.families[own], &mut rows, self.policy, &[], &BTreeSet::new()).map_err(unproven)?;
        Ok(rows)
    }

    /// Years of this release of which an earlier one told something, by themselves or pooled.
    fn told_years(&self, parts: &[Part]) -> BTreeSet<i16> {
        let spans: BTreeSet<Span> = parts.iter().flat_map(Part::told_spans).collect();
        self.frame.years().iter().copied().filter(|year| spans.iter().any(|span| span.holds(*year))).collect()
    }

    /// The counts of a question, in which repeated years count what they counted then.
    fn family(&self, own: usize, repeat: &Repeat) -> Result<Family<'_>, DisclosureError> {
        if repeat.is_empty() {
            return Ok(self.families[own].clone());
        }
        let question = &self.questions[own];
        Family::in_columns(question, self.families[own].columns.clone(), &repeat.counts(question, self.tables, self.earlier), self.frame)
    }

    fn protected(&self, leaders: &[Option<usize>], shielded: &[Option<Outcome>]) -> Result<Protected, DisclosureError> {
        let report = ProtectionReport::default();
        let mut protected = Protected { tables: Vec::new(), report, withheld: Vec::new(), repeated: Vec::new(), standing: Vec::new() };
        for (own, (question, family)) in self.questions.iter().zip(self.families).enumerate() {
            let unproven = || DisclosureError::Unproven { indicator: question.indicator.clone() };
            let outcome = shielded[leaders[own].unwrap_or(own)].as_ref().ok_or_else(unproven)?;
            let (table, report, repeat) = match (outcome, leaders[own]) {
                (Ok(shielded), None) => (shielded.table.clone(), shielded.report.clone(), shielded.repeat.clone()),
                (Ok(shielded), Some(leader)) => self.following(own, leader, shielded)?,
                (Err(conflict), _) => {
                    protected.withheld.push(Conflict { indicator: question.indicator.clone(), ..conflict.clone() });
                    (nothing(family, question, self.policy), ProtectionReport::default(), Repeat::default())
                }
            };
            protected.repeated.extend(repeat.named(&question.indicator, self.earlier));
            if !repeat.is_empty() {
                protected.standing.extend(repeat.counts(question, self.tables, self.earlier));
            }
            protected.report.merge(&report);
            protected.tables.push(table);
        }
        Ok(protected)
    }

    /// A plain count that goes with another question. Where that repeats a year, this one repeats what it told of it itself; pools of such years it
    /// tells where both count the same there too.
    fn following(&self, own: usize, leader: usize, shielded: &Shielded) -> Result<(SafeTable, ProtectionReport, Repeat), DisclosureError> {
        let question = &self.questions[own];
        let years: BTreeSet<i16> = shielded.repeat.years.keys().copied().collect();
        let mut repeat = Repeat::of(question, &years, Mixed::Told, (self.earlier, self.tables, self.policy));
        let family = self.family(own, &repeat)?;
        let is_same = self.family(leader, &shielded.repeat)?.same_entered(&family);
        let was_told = self.earlier.iter().any(|own| own.told(&question.indicator).is_some());
        if is_same && !was_told {
            // Nobody was told anything of it: it goes with the leader in every year.
            repeat = Repeat::default();
        } else {
            self.leave_pools(&mut repeat, &shielded.repeat, is_same);
        }
        let (table, report) = shielded.follow(&family, question, self.policy, (&repeat, self.earlier));
        let known: Vec<(usize, &Told)> =
            self.earlier.iter().enumerate().filter_map(|(release, own)| Some((release, own.told(&question.indicator)?))).collect();
        let before: Vec<Before> = known.iter().map(|(release, told)| Before { release: *release, told, policy: self.policy }).collect();
        let again = repeat.among(|release| known.iter().position(|(own, _)| *own == release));
        let wrong = |source| DisclosureError::Audit { indicator: question.indicator.clone(), source };
        check_again(&Told::of(&table), &before, &again).map_err(wrong)?;
        Ok((table, report, repeat))
    }

    /// Leaves unknown what a plain count cannot tell of pools with years that its leader repeats.
    fn leave_pools(&self, own: &mut Repeat, leader: &Repeat, is_same: bool) {
        for span in self.policy.pools.iter().map(|(first, through)| Span::Years(*first, *through)) {
            let is_touched = leader.years.keys().any(|year| span.holds(*year));
            if is_touched && (!is_same || leader.spans.contains_key(&span)) {
                own.spans.entry(span).or_insert(None);
            }
        }
    }
}

/// The others of a circle, in their order.
fn beside(at: usize, number: usize) -> impl Iterator<Item = usize> {
    (0..number).filter(move |other| *other != at)
}

/// The pairs within a circle, where one of it is number 0 and the others follow in their order.
fn numbered(at: usize, circle: &[usize], pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let order: Vec<usize> = std::iter::once(at).chain(beside(at, circle.len())).collect();
    let number = |question: usize| order.iter().position(|own| circle[*own] == question);
    pairs.iter().filter_map(|(smaller, larger)| Some((number(*smaller)?, number(*larger)?))).collect()
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

/// A question, its counts, and everything that was told before.
pub(crate) struct Wanted<'a> {
    pub(crate) family: &'a Family<'a>,
    pub(crate) question: &'a Question,
    pub(crate) atlas: &'a Atlas,
    pub(crate) policy: &'a Policy,
    pub(crate) parts: &'a [Part<'a>],
    pub(crate) earlier: &'a [Earlier],
}

impl Wanted<'_> {
    /// What the checker is handed: what was told, and which of it is told again.
    fn before(&self, repeat: &Repeat) -> (Vec<Before<'_>>, BTreeMap<Span, Option<usize>>) {
        let of =
            |release: usize| self.parts.iter().position(|part| part.release == release && part.family.indicator == self.question.indicator);
        let told = self.parts.iter().map(|part| Before { release: part.release, told: &part.told, policy: part.policy });
        (told.collect(), repeat.among(of))
    }

    fn wrong(&self, source: AuditError) -> DisclosureError {
        DisclosureError::Audit { indicator: self.question.indicator.clone(), source }
    }
}

/// One protected question.
pub(crate) struct Shielded {
    pub(crate) table: SafeTable,
    pub(crate) report: ProtectionReport,
    rows: Rows,
    /// What would be hidden if there were no earlier release; nothing where there is none.
    by_itself: Option<Rows>,
    /// What it repeats.
    pub(crate) repeat: Repeat,
}

impl Shielded {
    /// Protects one question by itself and has it checked. The proof comes along; it stays in this room.
    #[cfg(test)]
    pub(crate) fn new(family: &Family, question: &Question, atlas: &Atlas, policy: &Policy) -> Result<(Shielded, Proof), DisclosureError> {
        let unproven = |_| DisclosureError::Unproven { indicator: question.indicator.clone() };
        Shielded::beside(family, question, atlas, policy, &[])?.map_err(unproven)
    }

    /// Protects one question beside what was told of it before, all of it anew.
    #[cfg(test)]
    pub(crate) fn beside(
        family: &Family,
        question: &Question,
        atlas: &Atlas,
        policy: &Policy,
        parts: &[Part],
    ) -> Result<Result<(Shielded, Proof), Stuck>, DisclosureError> {
        Shielded::repeating(&Wanted { family, question, atlas, policy, parts, earlier: &[] }, Repeat::default(), None)
    }

    /// Protects one question beside what was told of it before, some of which it may repeat, and has it checked. The counts are those of then in years that are
    /// repeated.
    pub(crate) fn repeating(
        wanted: &Wanted,
        repeat: Repeat,
        by_itself: Option<&Rows>,
    ) -> Result<Result<(Shielded, Proof), Stuck>, DisclosureError> {
        let Wanted { family, question, atlas, policy, parts, earlier } = *wanted;
        let mut rows = Rows::plan_repeating(family, question, policy, Some((&repeat, &repeat.table(question, policy, earlier))));
        Joint::keep_hidden(parts, &mut rows);
        let proof = match shield(family, &mut rows, policy, parts, &repeat.standing()) {
            Ok(proof) => proof,
            Err(stuck) => return Ok(Err(stuck)),
        };
        let table = rows.publish(question, policy);
        let (before, again) = wanted.before(&repeat);
        let checked = audit_beside(&table, &proof, &before, &again, atlas, policy).map_err(|source| wanted.wrong(source))?;
        Ok(Ok((Shielded::checked((table, rows), repeat, checked, by_itself), proof)))
    }

    /// Protects what a question tells of years of which nothing was told before, by itself; all else it repeats.
    pub(crate) fn apart(
        wanted: &Wanted,
        repeat: Repeat,
        by_itself: Option<&Rows>,
    ) -> Result<Result<(Shielded, Proof), Stuck>, DisclosureError> {
        let Wanted { family, question, atlas, policy, earlier, .. } = *wanted;
        let mut rows = Rows::plan_repeating(family, question, policy, Some((&repeat, &repeat.table(question, policy, earlier))));
        let proof = match shield(family, &mut rows, policy, &[], &repeat.years.keys().copied().collect()) {
            Ok(proof) => proof,
            Err(stuck) => return Ok(Err(stuck)),
        };
        let table = rows.publish(question, policy);
        let (before, again) = wanted.before(&repeat);
        let checked = audit_apart(&table, &proof, &before, &again, atlas, policy).map_err(|source| wanted.wrong(source))?;
        Ok(Ok((Shielded::checked((table, rows), repeat, checked, by_itself), proof)))
    }

    fn checked((table, rows): (SafeTable, Rows), repeat: Repeat, checked: Checked, by_itself: Option<&Rows>) -> Shielded {
        let report = ProtectionReport::of(&rows, checked).beside(&rows, by_itself);
        Shielded { table, report, rows, by_itself: by_itself.cloned(), repeat }
    }

    /// Whether earlier releases cost more than one in ten of what would be shown.
    fn costs_much(&self) -> bool {
        self.report.for_earlier * 10 > self.report.for_earlier + self.report.shown
    }

    /// Another question with the same numbers of entered: hidden wherever they are hidden here, so that neither opens the
    /// other; the proofs are these. What it repeats stands as it was told.
    fn follow(
        &self,
        family: &Family,
        question: &Question,
        policy: &Policy,
        (repeat, earlier): (&Repeat, &[Earlier]),
    ) -> (SafeTable, ProtectionReport) {
        let told = repeat.table(question, policy, earlier);
        let following = |leader: &Rows| {
            let mut rows = Rows::plan_repeating(family, question, policy, Some((repeat, &told)));
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
