//! What can be kept of a record: a closed list, and how the rest becomes coarser.

use domain::{Code, Contact, Forms, Month, Municipality, Online, OtherAge, Sector, Setting, Sex};
use person::Event;

use super::StatedPurpose;

/// A field that can be kept. There is no name, citizen number, day of birth, street, whole postcode, own reference or free
/// text in this list, so no file can keep one:
///
/// ```compile_fail
/// let kept = identity::purpose::KeptField::Surname;
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeptField {
    /// Sex.
    Sex,
    /// Municipality where the child lives.
    Municipality,
    /// Grounds or reasons.
    Reasons,
    /// Forms of violence.
    Form,
    /// With or without physical contact.
    Contact,
    /// Where it happened.
    Setting,
    /// The online side.
    Online,
    /// Age of the other.
    OtherAge,
    /// Code of form, measure, outcome or end.
    Code,
    /// Sector of the asker.
    Sector,
    /// Started with a crisis.
    Crisis,
    /// Outcome of help.
    Outcome,
    /// Disability: data about health.
    Disability,
    /// Group of origin of a name: in a made country only.
    NameOrigin,
}

impl KeptField {
    /// Every field, in the order of the page for the privacy officer.
    pub const ALL: [KeptField; 14] = [
        KeptField::Sex,
        KeptField::Municipality,
        KeptField::Reasons,
        KeptField::Form,
        KeptField::Contact,
        KeptField::Setting,
        KeptField::Online,
        KeptField::OtherAge,
        KeptField::Code,
        KeptField::Sector,
        KeptField::Crisis,
        KeptField::Outcome,
        KeptField::Disability,
        KeptField::NameOrigin,
    ];

    /// Whether it is data about health, for which AVG 9 asks an exception.
    pub fn is_health(self) -> bool {
        self == KeptField::Disability
    }

    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            KeptField::Sex => "sex",
            KeptField::Municipality => "municipality",
            KeptField::Reasons => "reasons",
            KeptField::Form => "form",
            KeptField::Contact => "contact",
            KeptField::Setting => "setting",
            KeptField::Online => "online",
            KeptField::OtherAge => "other-age",
            KeptField::Code => "code",
            KeptField::Sector => "sector",
            KeptField::Crisis => "crisis",
            KeptField::Outcome => "outcome",
            KeptField::Disability => "disability",
            KeptField::NameOrigin => "name-origin",
        }
    }

    /// Takes it out of an event.
    fn drop_from(self, event: &mut Event) {
        match self {
            KeptField::Sex => event.sex = Sex::Unknown,
            KeptField::Municipality => event.municipality = Municipality::UNKNOWN,
            KeptField::Reasons => event.reasons = Forms::NONE,
            KeptField::Form => event.form = Forms::NONE,
            KeptField::Contact => event.contact = Contact::Unknown,
            KeptField::Setting => event.setting = Setting::Unknown,
            KeptField::Online => event.online = Online::Unknown,
            KeptField::OtherAge => event.other_age = OtherAge::Unknown,
            KeptField::Code => event.code = Code::NONE,
            KeptField::Sector => event.sector = Sector::Unknown,
            KeptField::Crisis => event.crisis = None,
            KeptField::Outcome => (event.satisfaction, event.without_help) = (0, 0),
            // No layout carries these two yet: there is nothing to take out.
            KeptField::Disability | KeptField::NameOrigin => {}
        }
    }
}

/// How much of the date of birth is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BirthKept {
    /// The month.
    Month,
    /// The year: every child is taken as born in January.
    Year,
    /// Nothing.
    Nothing,
}

/// How much of the postcode is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
pub enum PostcodeKept {
    /// The four digits.
    #[serde(rename = "4-digits")]
    FourDigits,
    /// Nothing.
    #[serde(rename = "nothing")]
    Nothing,
}

impl StatedPurpose {
    /// What of an event may leave: the rest is set to "not said".
    pub fn degrade(&self, event: &Event) -> Event {
        let mut left = *event;
        KeptField::ALL.into_iter().filter(|field| !self.keeps(*field)).for_each(|field| field.drop_from(&mut left));
        left.birth_month = match self.birth {
            BirthKept::Month => event.birth_month,
            BirthKept::Year => event.birth_month.map(|month| Month::new(month.year(), 1)),
            BirthKept::Nothing => None,
        };
        left.person = None;
        left
    }

    /// Whether a row of this event, with these digits of a postcode and so many tokens, holds more than is kept.
    pub fn exceeds(&self, event: &Event, postcode: Option<u16>, tokens: usize) -> bool {
        let has_too_much = (postcode.is_some() && self.postcode == PostcodeKept::Nothing) || (tokens > 0 && !self.tokens);
        has_too_much || self.degrade(event) != *event
    }

    /// What of a postcode may leave.
    pub fn degrade_postcode(&self, postcode: &str) -> Option<u16> {
        match self.postcode {
            PostcodeKept::FourDigits => postcode.get(..4)?.parse().ok().filter(|digits| (1000..=9999).contains(digits)),
            PostcodeKept::Nothing => None,
        }
    }
}
