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
}

/// Violence against a child, known to someone or not.
pub(crate) struct Victimisation {
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) forms: Forms,
    pub(crate) reported: bool,
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
