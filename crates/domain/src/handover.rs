//! Hand-overs: the expectation that after one event another follows, within a time, by someone.
//!
//! The expectations themselves are data (`norms.toml`); this is what such a line says.

use crate::{AgeBand, Code, Contact, Day, EventKind, Form, Online, OrganisationKind, OtherAge, Sector, Setting, Sex, workdays};

/// In which days a wait is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DayUnit {
    /// Every day.
    Calendar,
    /// Monday to Friday without public holidays.
    Working,
}

impl DayUnit {
    /// The wait from one day to another; the same day is 0, an earlier one too.
    pub fn between(self, from: Day, to: Day) -> u32 {
        match self {
            DayUnit::Calendar => (to - from).max(0) as u32,
            DayUnit::Working => workdays::working_days_between(from, to),
        }
    }
}

/// Within how long the next step is due: at most `days` of this unit after the start. A due given in weeks is 7 days
/// each; in months 3, 6 and 12 months are 91, 183 and 365 days, so that every wait is measured on one scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// Number of days, included.
    pub days: u32,
    /// Which days count.
    pub unit: DayUnit,
}

/// Who set the norm; shown wherever the norm is used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NormKind {
    /// A term in law.
    Statutory,
    /// A norm of the field itself.
    FieldNorm,
    /// Our own yardstick: no one promised it.
    OwnYardstick,
}

/// Events a definition speaks of: a kind, and which codes of it (empty means any).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selector {
    /// The kind of event.
    pub kind: EventKind,
    /// Its codes; empty for any.
    pub codes: Vec<Code>,
    /// Only what began with a crisis.
    pub crisis: bool,
}

impl Selector {
    /// Any event of this kind.
    pub fn any(kind: EventKind) -> Selector {
        Selector { kind, codes: Vec::new(), crisis: false }
    }

    /// Events of this kind with one of these codes; none for any.
    pub fn of(kind: EventKind, codes: &[Code]) -> Selector {
        Selector { kind, codes: codes.to_vec(), crisis: false }
    }

    /// Whether an event of this kind and code is meant, leaving the crisis aside.
    pub fn matches(&self, kind: EventKind, code: Code) -> bool {
        self.kind == kind && (self.codes.is_empty() || self.codes.contains(&code))
    }

    /// Reads `kind`, `kind:code,code`, `kind:acute` (assessments) and `kind!crisis`, as `norms.toml` and `indicator.toml` write it.
    ///
    /// ```
    /// use domain::{Code, EventKind, Selector};
    /// let orders = Selector::parse("order.started:11,12").unwrap();
    /// assert!(orders.matches(EventKind::OrderStarted, Code(12)) && !orders.matches(EventKind::OrderStarted, Code(21)));
    /// assert!(Selector::parse("help.started!crisis").unwrap().crisis);
    /// assert_eq!(Selector::parse("help.begun"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Selector> {
        let (text, crisis) = text.strip_suffix("!crisis").map_or((text, false), |text| (text, true));
        let (kind, codes) = text.split_once(':').map_or((text, ""), |(kind, codes)| (kind, codes));
        let kind = EventKind::from_word(kind)?;
        let codes = match codes {
            "" if text.contains(':') => return None,
            "" => Vec::new(),
            "acute" => Code::ACUTE_ASSESSMENTS.to_vec(),
            codes => codes.split(',').map(|code| code.trim().parse().ok().map(Code)).collect::<Option<_>>()?,
        };
        Some(Selector { kind, codes, crisis })
    }
}

/// Which starts an expectation applies to. What is empty, `None` or `false` leaves every start in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// Only of someone who is surely not 18 yet; who has no known month of birth is left out.
    pub minors: bool,
    /// Only about one of these forms of violence.
    pub forms: Vec<Form>,
    /// Only in one of these settings.
    pub settings: Vec<Setting>,
    /// Only with this contact.
    pub contacts: Vec<Contact>,
    /// Only with this online side.
    pub online: Vec<Online>,
    /// Only with the other of this age.
    pub other_ages: Vec<OtherAge>,
    /// Only of these sexes.
    pub sexes: Vec<Sex>,
    /// Only in these age bands.
    pub ages: Vec<AgeBand>,
    /// Only asked or reported by these sectors.
    pub sectors: Vec<Sector>,
    /// Only where youth help ran in this number of days before.
    pub helped_before: Option<u16>,
}

/// What reaches a hand-over instead, for starts in these settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Elsewhere {
    /// The settings.
    pub settings: Vec<Setting>,
    /// What reaches it there.
    pub to: Vec<Selector>,
    /// Kinds of organisation that deliver that.
    pub suppliers: Vec<OrganisationKind>,
}

/// What ties the two ends of a hand-over together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tie {
    /// Any later event of the same person.
    Person,
    /// An event of the same record (an assessment answers one report).
    Record,
}

/// One expectation: after *from*, one of *to* within *due*.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandOver {
    /// Its id, `help-after-order`.
    pub id: String,
    /// What starts the clock.
    pub from: Vec<Selector>,
    /// What reaches it.
    pub to: Vec<Selector>,
    /// What makes it impossible: an outcome of its own, never censoring.
    pub competing: Vec<Selector>,
    /// What ties both ends.
    pub tie: Tie,
    /// Whether a spell already running on the first day reaches it on day 0.
    pub running_counts: bool,
    /// The term.
    pub due: Due,
    /// Further days, in the unit of the term, at which the share is told too: 0, 1 and 7 days after an acute assessment.
    pub also_at: Vec<u32>,
    /// Who set the term.
    pub norm: NormKind,
    /// Where the term stands.
    pub source: String,
    /// First day on which the term holds: starts before it are followed as others, and are not overdue by it. `None` where it has no date.
    pub since: Option<Day>,
    /// Kinds of organisation that deliver *to*: their coverage ends the observation.
    pub suppliers: Vec<OrganisationKind>,
    /// Which starts it applies to.
    pub scope: Scope,
    /// What is expected instead in other settings; `None` where the setting makes no difference.
    pub elsewhere: Option<Elsewhere>,
}

impl HandOver {
    /// What is expected after a start in this setting, and who delivers it.
    pub fn expected(&self, setting: Setting) -> (&[Selector], &[OrganisationKind]) {
        match &self.elsewhere {
            Some(elsewhere) if elsewhere.settings.contains(&setting) => (&elsewhere.to, &elsewhere.suppliers),
            Some(_) | None => (&self.to, &self.suppliers),
        }
    }

    /// Everything that can reach it, in whatever setting.
    pub fn every_to(&self) -> impl Iterator<Item = &Selector> {
        self.to.iter().chain(self.elsewhere.iter().flat_map(|elsewhere| &elsewhere.to))
    }

    /// The days at which the share is told: the further ones and the term, in order.
    pub fn told_at(&self) -> Vec<u32> {
        let mut days: Vec<u32> = self.also_at.iter().copied().chain([self.due.days]).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_counted_in_their_own_days() {
        let (friday, monday) = (Day::parse_iso("2023-03-03").expect("a day"), Day::parse_iso("2023-03-06").expect("a day"));
        assert_eq!(DayUnit::Calendar.between(friday, monday), 3);
        assert_eq!(DayUnit::Working.between(friday, monday), 1);
        assert_eq!(DayUnit::Working.between(monday, friday), 0);
    }
}
