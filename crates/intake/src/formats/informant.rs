//! `informant`: one child seen by a sentinel professional. Names nobody.

use domain::{Forms, Month, Municipality, Sector, Setting, Sex};
use person::Record;

use super::Delivery;
use super::child_row::nameless;
use super::design::Design;
use super::programme::municipality_of;
use super::table::{self, Fields, Seen};
use crate::field::{Given, decimal, place_in, whole};
use crate::findings::Tray;
use crate::rules::{self, judges};

/// How sure the professional is.
const CERTAINTIES: [&str; 2] = ["certain", "suspected"];

/// One row.
pub(crate) struct Row<'a> {
    reference: &'a str,
    pub(crate) informant: &'a str,
    pub(crate) sector: Given<Sector>,
    pub(crate) stratum: &'a str,
    /// How many such professionals there are.
    pub(crate) informants_in_stratum: Given<u32>,
    pub(crate) weight: Given<f64>,
    pub(crate) month: Given<Month>,
    pub(crate) age: Given<u32>,
    pub(crate) sex: Given<Sex>,
    pub(crate) municipality: Given<Municipality>,
    pub(crate) forms: Given<Forms>,
    pub(crate) setting: Given<Setting>,
    pub(crate) certainty: Given<u8>,
    pub(crate) token: Given<()>,
    /// The token as written; only ever compared.
    pub(crate) written_token: &'a str,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [reference, informant, sector, stratum, informants_in_stratum, weight, month] = fields.from(0);
        let [age, sex, municipality, forms, setting, certainty, token] = fields.from(7);
        Row {
            reference,
            informant,
            sector: Given::read(sector, Sector::from_word),
            stratum,
            informants_in_stratum: whole(informants_in_stratum),
            weight: decimal(weight),
            month: Given::read(month, month_of),
            age: whole(age),
            sex: Given::read(sex, Sex::from_letter),
            municipality: municipality_of(municipality),
            forms: Given::read(forms, Forms::parse),
            setting: Given::read(setting, Setting::from_word),
            certainty: place_in(&CERTAINTIES, certainty),
            token: Given::read(token, token_of),
            written_token: token,
        }
    }
}

/// Reads `2023-04`.
fn month_of(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-').filter(|(year, month)| (year.len(), month.len()) == (4, 2))?;
    let number = |text| whole(text).value().and_then(|number| i16::try_from(number).ok());
    let (year, month) = (number(year)?, i8::try_from(number(month)?).ok()?);
    ((1800..=2200).contains(&year) && (1..=12).contains(&month)).then(|| Month::new(year, month))
}

/// Shortest keyed token, in hexadecimal digits.
const TOKEN_LENGTH: usize = 16;

/// Whether this is a keyed token; what it says is not looked at here.
fn token_of(text: &str) -> Option<()> {
    (text.len() >= TOKEN_LENGTH && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(())
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    design: Design,
    references: Seen,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] = &[
        "kenmerk",
        "informant",
        "sector",
        "stratum",
        "informanten_in_stratum",
        "gewicht",
        "maand",
        "leeftijd",
        "geslacht",
        "gemeente",
        "aard",
        "setting",
        "zekerheid",
        "sleutel",
    ];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { design: Design::default(), references: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        tray.judge(&rules::delivery::reference::RULE, rules::delivery::reference::broken_by(row.reference, ""));
        for (rule, broken_by) in judges(rules::informant::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        for (rule, broken_by) in judges(rules::informant::DESIGN) {
            tray.judge(rule, broken_by(&row, &mut self.design));
        }
        if !tray.is_sound() {
            return None;
        }
        self.references.take(&[row.reference], tray)?;
        Some(nameless(row.reference, tray))
    }
}
