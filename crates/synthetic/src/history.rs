//! What happened to one child in the made country, as the suppliers know it, and what none of them knows.

use domain::{Code, Contact, Day, Form, Forms, Online, OtherAge, Sector, Setting, Sex};

use crate::organisations::Supplier;

/// A child and its history. Days may lie before or after the years that are delivered.
pub(crate) struct Child {
    /// Rank among all children there could be; never shown.
    pub(crate) rank: u32,
    pub(crate) bsn: u32,
    pub(crate) sex: Sex,
    pub(crate) born: Day,
    /// The 18th birthday.
    pub(crate) eighteen: Day,
    pub(crate) first_names: [&'static str; 2],
    pub(crate) died: Option<Day>,
    pub(crate) history: History,
}

/// Everything of one child.
#[derive(Default)]
pub(crate) struct History {
    pub(crate) victimisations: Vec<Victimisation>,
    pub(crate) reports: Vec<Report>,
    pub(crate) services: Vec<Service>,
    pub(crate) requests: Vec<Request>,
    pub(crate) orders: Vec<Order>,
    pub(crate) authorisations: Vec<Order>,
    pub(crate) help: Vec<Help>,
    pub(crate) contacts: Vec<CentreContact>,
    pub(crate) matters: Vec<Matter>,
    pub(crate) petitions: Vec<Petition>,
    pub(crate) processes: Vec<Process>,
    pub(crate) supports: Vec<Support>,
}

/// Violence against a child, known to someone or not.
pub(crate) struct Victimisation {
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) forms: Forms,
    pub(crate) circumstances: Circumstances,
    /// The day of the report to Veilig Thuis that made it known there, if one did.
    pub(crate) reported: Option<Day>,
}

/// The circumstances of violence.
#[derive(Clone, Copy, Default)]
pub(crate) struct Circumstances {
    pub(crate) contact: Contact,
    pub(crate) setting: Setting,
    pub(crate) online: Online,
    pub(crate) other_age: OtherAge,
}

/// A Veilig Thuis case: one household, one region, one nature of violence as recorded.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) number: u8,
    pub(crate) supplier: Supplier,
    pub(crate) recorded: Forms,
    pub(crate) circumstances: Circumstances,
}

/// A report about one child and its assessment.
pub(crate) struct Report {
    pub(crate) case: Case,
    pub(crate) day: Day,
    pub(crate) sector: Sector,
    pub(crate) role: &'static str,
    pub(crate) assessment: Option<Assessment>,
}

/// A safety assessment.
#[derive(Clone, Copy)]
pub(crate) struct Assessment {
    pub(crate) day: Day,
    pub(crate) outcome: Code,
    pub(crate) acute: bool,
}

/// What Veilig Thuis does after an assessment.
pub(crate) struct Service {
    pub(crate) case: Case,
    pub(crate) kind: ServiceKind,
    pub(crate) first: Day,
    /// Last day, or the day of acceptance; `None` runs on.
    pub(crate) last: Option<Day>,
}

/// The kind of a service, with what its end says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ServiceKind {
    Investigation(&'static str),
    FollowUp,
    Transfer(&'static str),
    Monitoring,
}

/// A request to the Child Protection Board.
pub(crate) struct Request {
    pub(crate) requester: &'static str,
    pub(crate) requested: Day,
    pub(crate) started: Day,
    pub(crate) ended: Day,
    pub(crate) grounds: Forms,
    pub(crate) circumstances: Circumstances,
    pub(crate) advice: &'static str,
    pub(crate) result: &'static str,
}

/// A measure or an authorisation.
pub(crate) struct Order {
    pub(crate) code: Code,
    pub(crate) supplier: Supplier,
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) end_reason: u8,
    /// To whom its institution handed it over, if it did.
    pub(crate) passed_on: Option<PassedOn>,
}

/// A measure handed over to another institution, which has it from the next day on.
#[derive(Clone, Copy)]
pub(crate) struct PassedOn {
    /// The last day at the one that hands it over.
    pub(crate) day: Day,
    pub(crate) taker: Supplier,
}

/// Youth help.
pub(crate) struct Help {
    pub(crate) form: u8,
    pub(crate) supplier: Supplier,
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) referrer: u8,
    pub(crate) crisis: bool,
    pub(crate) end_reason: u8,
    /// Satisfaction 1–10, 0 where not recorded; without further help 1–4 beside it; informant 1 or 2.
    pub(crate) outcome: (u8, u8, u8),
    pub(crate) messages: Option<Messages>,
}

/// The same help in iJw messages.
#[derive(Clone, Copy)]
pub(crate) struct Messages {
    pub(crate) supplier: Supplier,
    pub(crate) number: u32,
    pub(crate) category: u8,
    pub(crate) allocated: Day,
    pub(crate) first: Day,
    pub(crate) told_first: Day,
    pub(crate) told_last: Day,
}

/// A contact with a Centre for Sexual Violence.
pub(crate) struct CentreContact {
    pub(crate) supplier: Supplier,
    pub(crate) contact: Day,
    pub(crate) incident: Day,
    pub(crate) recorded: Forms,
    pub(crate) circumstances: Circumstances,
    pub(crate) medical: bool,
    pub(crate) psychological: bool,
    pub(crate) treated: Option<Day>,
    /// Trace examination: its day and by whom.
    pub(crate) traced: Option<(Day, &'static str)>,
    pub(crate) police: bool,
    /// To whom the child was referred, `none` with the day of the contact.
    pub(crate) referred: (&'static str, Day),
}

/// A child in one matter at the police. At least one of the days is there.
pub(crate) struct Matter {
    pub(crate) supplier: Supplier,
    pub(crate) reported: Option<Day>,
    pub(crate) talked: Option<Day>,
    pub(crate) complained: Option<Day>,
    pub(crate) recorded: Forms,
    pub(crate) circumstances: Circumstances,
}

/// A petition to the juvenile court and its decision.
pub(crate) struct Petition {
    pub(crate) supplier: Supplier,
    pub(crate) code: Code,
    pub(crate) petitioner: &'static str,
    pub(crate) petitioned: Day,
    pub(crate) decided: Day,
    pub(crate) decision: Decision,
}

/// What the court decided.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Granted through this day; the order begins on the day of the decision.
    Granted(Day),
    Refused,
    Withdrawn,
}

/// What a certified institution did under one measure.
pub(crate) struct Process {
    pub(crate) supplier: Supplier,
    pub(crate) code: Code,
    pub(crate) first: Day,
    /// Last day of the measure.
    pub(crate) last: Day,
    pub(crate) assigned: Option<Day>,
    pub(crate) contact: Option<Day>,
    pub(crate) plan: Option<Day>,
    /// Why help has not started, and the day it was known.
    pub(crate) cause: Option<(&'static str, Day)>,
}

/// Support, housing or income after 18.
pub(crate) struct Support {
    pub(crate) supplier: Supplier,
    pub(crate) kind: &'static str,
    pub(crate) first: Day,
    /// Last day and its reason; `None` runs on.
    pub(crate) end: Option<(Day, &'static str)>,
}

impl CentreContact {
    /// The days on which anything of it happened; the first is that of the contact.
    pub(crate) fn days(&self) -> impl Iterator<Item = Day> + use<> {
        let referred = Some(self.referred.1).filter(|_| self.referred.0 != "none");
        [Some(self.contact), self.treated, self.traced.map(|(day, _)| day), referred].into_iter().flatten()
    }

    /// The last of them.
    pub(crate) fn last(&self) -> Day {
        self.days().fold(self.contact, Day::max)
    }
}

impl Matter {
    /// The days on which something happened.
    pub(crate) fn days(&self) -> impl Iterator<Item = Day> + use<> {
        [self.reported, self.talked, self.complained].into_iter().flatten()
    }

    /// The first of them.
    pub(crate) fn first(&self) -> Day {
        self.days().fold(Day(i32::MAX), Day::min)
    }

    /// The last of them.
    pub(crate) fn last(&self) -> Day {
        self.days().fold(Day(i32::MIN), Day::max)
    }
}

impl Order {
    /// Whether it is a supervision order, interim or not.
    pub(crate) fn is_supervision(&self) -> bool {
        matches!(self.code, Code::SUPERVISION_ORDER | Code::INTERIM_ORDER)
    }
}

/// Every form of violence that is one.
pub(crate) const FORMS: [Form; 6] = [Form::Sexual, Form::Physical, Form::Emotional, Form::Neglect, Form::Witness, Form::Exploitation];

impl Child {
    /// Whether a day lies in this child's minority and life.
    pub(crate) fn is_minor(&self, day: Day) -> bool {
        day > self.born && day < self.eighteen && self.lives(day)
    }

    /// Whether the child has not died before this day.
    pub(crate) fn lives(&self, day: Day) -> bool {
        self.died.is_none_or(|died| day <= died)
    }
}

/// The birthday on which someone reaches an age; born on 29 February, 1 March in other years.
pub(crate) fn birthday(born: Day, years: i16) -> Day {
    let (year, month, day) = born.ymd();
    Day::from_ymd(year + years, month, day).or_else(|| Day::from_ymd(year + years, 3, 1)).unwrap_or(born)
}
