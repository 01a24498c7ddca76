//! The circumstances of violence, as several layouts of one child a row state them: five columns.

use domain::{Contact, Forms, Online, OtherAge, Setting};
use person::Event;

use super::table::Fields;
use crate::field::Given;
use crate::rules::{Fault, at_fault};

/// The words of `aard`, `contact`, `setting`, `online` and `leeftijd_ander`.
#[derive(Clone, Copy)]
pub(crate) struct Circumstances {
    pub(crate) forms: Given<Forms>,
    pub(crate) contact: Given<Contact>,
    pub(crate) setting: Given<Setting>,
    pub(crate) online: Given<Online>,
    pub(crate) other_age: Given<OtherAge>,
}

impl Circumstances {
    /// Reads the five columns from `first` on.
    pub(crate) fn read(fields: &Fields<'_>, first: usize) -> Circumstances {
        let [forms, contact, setting, online, other_age] = fields.from(first);
        Circumstances {
            forms: Given::read(forms, Forms::parse),
            contact: Given::read(contact, Contact::from_word),
            setting: Given::read(setting, Setting::from_word),
            online: Given::read(online, Online::from_word),
            other_age: Given::read(other_age, OtherAge::from_word),
        }
    }

    /// The first field whose word stands in no list.
    pub(crate) fn unreadable(&self) -> Fault {
        let words = [
            ("aard", self.forms.is_unreadable()),
            ("contact", self.contact.is_unreadable()),
            ("setting", self.setting.is_unreadable()),
            ("online", self.online.is_unreadable()),
            ("leeftijd_ander", self.other_age.is_unreadable()),
        ];
        words.into_iter().find(|(_, is_unreadable)| *is_unreadable).map(|(field, _)| field)
    }

    /// The field that contradicts another: what happened online only was not hands-on, and has an online side.
    pub(crate) fn contradiction(&self) -> Fault {
        let is_online_only = self.setting == Given::Is(Setting::OnlineOnly);
        if is_online_only && self.contact == Given::Is(Contact::HandsOn) {
            return Some("contact");
        }
        at_fault("online", is_online_only && self.online == Given::Is(Online::None))
    }

    /// An event under these circumstances.
    pub(crate) fn about(&self, event: Event) -> Event {
        let forms = self.forms.value().unwrap_or_default();
        Event {
            form: forms,
            reasons: forms,
            contact: self.contact.value().unwrap_or_default(),
            setting: self.setting.value().unwrap_or_default(),
            online: self.online.value().unwrap_or_default(),
            other_age: self.other_age.value().unwrap_or_default(),
            ..event
        }
    }
}
