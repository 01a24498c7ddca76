//! `survey`: one pupil who answered a study, with the design of the sample. Names nobody.

use domain::{Setting, Sex};
use person::Record;

use super::Delivery;
use super::child_row::nameless;
use super::design::Design;
use super::table::{self, Fields, Seen};
use crate::field::{Given, decimal, place_in, whole};
use crate::findings::Tray;
use crate::rules::{self, judges};

/// The forms of the study.
const FORMS: [&str; 2] = ["short", "long"];
/// Answers: the first is yes.
const ANSWERS: [&str; 2] = ["1", "0"];

/// The places of yes and no among the answers, and of the short form.
pub(crate) const YES: u8 = 1;
pub(crate) const NO: u8 = 2;
pub(crate) const SHORT: u8 = 1;

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) reference: &'a str,
    pub(crate) stratum: &'a str,
    pub(crate) school: &'a str,
    pub(crate) class: &'a str,
    /// How many schools the stratum has in the population.
    pub(crate) schools_in_stratum: Given<u32>,
    /// How many pupils the school has in the population.
    pub(crate) pupils_in_school: Given<u32>,
    pub(crate) weight: Given<f64>,
    pub(crate) age: Given<u32>,
    pub(crate) sex: Given<Sex>,
    pub(crate) form: Given<u8>,
    pub(crate) ever: Given<u8>,
    pub(crate) last_year: Given<u8>,
    pub(crate) contact: Given<u8>,
    pub(crate) online: Given<u8>,
    pub(crate) setting: Given<Setting>,
    pub(crate) told: Given<u8>,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [reference, stratum, school, class, schools_in_stratum, pupils_in_school, weight, age, sex, form] = fields.from(0);
        let [ever, last_year, contact, online, setting, told] = fields.from(10);
        let answer = |text| place_in(&ANSWERS, text);
        Row {
            reference,
            stratum,
            school,
            class,
            schools_in_stratum: whole(schools_in_stratum),
            pupils_in_school: whole(pupils_in_school),
            weight: decimal(weight),
            age: whole(age),
            sex: Given::read(sex, Sex::from_letter),
            form: place_in(&FORMS, form),
            ever: answer(ever),
            last_year: answer(last_year),
            contact: answer(contact),
            online: answer(online),
            setting: Given::read(setting, Setting::from_word),
            told: answer(told),
        }
    }
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    design: Design,
    references: Seen,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] = &[
        "kenmerk",
        "stratum",
        "school",
        "klas",
        "scholen_in_stratum",
        "leerlingen_in_school",
        "gewicht",
        "leeftijd",
        "geslacht",
        "formulier",
        "sg_ooit",
        "sg_jaar",
        "sg_contact",
        "sg_online",
        "setting",
        "verteld",
    ];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { design: Design::default(), references: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        tray.judge(&rules::delivery::reference::RULE, rules::delivery::reference::broken_by(row.reference, ""));
        for (rule, broken_by) in judges(rules::survey::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        for (rule, broken_by) in judges(rules::survey::DESIGN) {
            tray.judge(rule, broken_by(&row, &mut self.design));
        }
        if !tray.is_sound() {
            return None;
        }
        self.references.take(&[row.reference], tray)?;
        Some(nameless(row.reference, tray))
    }
}
