//! A person in a message: a child the message is about, or someone else involved.

use domain::Sex;

use super::moment::partial_day;
use crate::field::{Child, Given, Home, Number};
use crate::formats::slip::Slip;

/// The elements of a person that are kept; of everything else nothing is kept.
pub(super) const KEPT: &[&str] = &[
    "B:inp.bsn",
    "B:geslachtsnaam",
    "B:voorvoegselGeslachtsnaam",
    "B:voornamen",
    "B:voorletters",
    "B:geslachtsaanduiding",
    "B:geboortedatum",
    INCOMPLETE,
    "B:formeelVerblijfadresBinnenland/B:aoa.postcode",
    "B:formeelVerblijfadresBinnenland/B:aoa.huisnummer",
    "B:feitelijkVerblijfsadresBinnenland/B:aoa.postcode",
    "B:feitelijkVerblijfsadresBinnenland/B:aoa.huisnummer",
    "B:verblijfsadres/B:aoa.postcode",
    "B:verblijfsadres/B:aoa.huisnummer",
    ROLE,
];

/// The part of a date of birth that is not known; an attribute.
pub(super) const INCOMPLETE: &str = "B:geboortedatum@indOnvolledigeDatum";
/// The role of this person in the message.
pub(super) const ROLE: &str = "rol";

/// The role of the child a message is about (JZR 301), and what the Board's messages call one.
const CHILD: [&str; 3] = ["jeugdige", "Client (kind)", "Client (ongeboren kind)"];
/// Where an address is looked for: the registered one, else the actual one, else the only one.
const ADDRESSES: [&str; 3] = ["B:formeelVerblijfadresBinnenland", "B:feitelijkVerblijfsadresBinnenland", "B:verblijfsadres"];

/// A person in a message.
#[derive(Clone, Debug)]
pub(crate) struct Party(pub(super) Slip);

impl Party {
    /// Whether the message is about this child.
    pub(crate) fn is_child(&self) -> bool {
        CHILD.contains(&self.role())
    }

    /// The role; empty where not given.
    pub(crate) fn role(&self) -> &str {
        self.0.text(ROLE)
    }

    /// The text of an element; empty where it was not there.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.0.text(path)
    }

    /// The name of an element that stood twice.
    pub(crate) fn twice(&self) -> Option<&'static str> {
        self.0.twice()
    }

    /// Who it is, as delivered.
    pub(crate) fn child(&self) -> Child<'_> {
        let address = |part: &str| {
            let texts = ADDRESSES.iter().map(|address| self.0.text(&format!("{address}/{part}")));
            texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
        };
        let (first_names, initials) = (self.0.text("B:voornamen"), self.0.text("B:voorletters"));
        Child {
            number: Number::read(self.0.text("B:inp.bsn")),
            birth: partial_day(self.0.text("B:geboortedatum"), self.0.text(INCOMPLETE)),
            sex: Given::read(self.0.text("B:geslachtsaanduiding"), Sex::from_letter),
            home: Home::read(address("B:aoa.postcode")),
            surname: self.0.text("B:geslachtsnaam"),
            prefix: self.0.text("B:voorvoegselGeslachtsnaam"),
            first_names: if first_names.is_empty() { initials } else { first_names },
            house_number: address("B:aoa.huisnummer"),
        }
    }
}
