//! Names of classes, terms and units in both languages.

use domain::{AgeBand, Breakdown, DayUnit, Form, NormKind, Sex};

use crate::texts::{Language, Text};

/// Name of a class on a breakdown; empty where the breakdown has no such class.
pub fn class(breakdown: Breakdown, class: u8, language: Language) -> &'static str {
    let text = match breakdown {
        Breakdown::All => Some(Text::Everyone),
        Breakdown::Form => Form::from_number(class).map(form),
        Breakdown::Sex => Sex::ALL.into_iter().find(|sex| *sex as u8 == class).map(sex),
        Breakdown::Age => AgeBand::from_number(class).map(age),
    };
    text.map_or("", |text| text.say(language))
}

/// Classes of a breakdown in the order tables show them: unknown last.
pub fn in_order(breakdown: Breakdown, mut classes: Vec<u8>) -> Vec<u8> {
    classes.sort_unstable_by_key(|class| (breakdown != Breakdown::All && *class == 0, *class));
    classes
}

/// Heading of a breakdown: `Naar leeftijd`.
pub fn by(breakdown: Breakdown) -> Text {
    match breakdown {
        Breakdown::All => Text::Everyone,
        Breakdown::Form => Text::ByForm,
        Breakdown::Sex => Text::BySex,
        Breakdown::Age => Text::ByAge,
    }
}

/// Who set a term.
pub fn norm_kind(kind: NormKind) -> Text {
    match kind {
        NormKind::Statutory => Text::Statutory,
        NormKind::FieldNorm => Text::FieldNorm,
        NormKind::OwnYardstick => Text::OwnYardstick,
    }
}

/// A term in words: `een half jaar`, `5 werkdagen`, `14 dagen`.
///
/// ```
/// use domain::DayUnit;
/// use screens::{Language, words};
/// assert_eq!(words::term(183, DayUnit::Calendar, Language::Dutch), "een half jaar");
/// assert_eq!(words::term(5, DayUnit::Working, Language::English), "5 working days");
/// ```
pub fn term(days: u16, unit: DayUnit, language: Language) -> String {
    let text = match (unit, days) {
        (DayUnit::Calendar, 91) => return Text::ThreeMonths.say(language).to_owned(),
        (DayUnit::Calendar, 183) => return Text::HalfYear.say(language).to_owned(),
        (DayUnit::Calendar, 365) => return Text::OneYear.say(language).to_owned(),
        (DayUnit::Calendar, 1) => Text::OneDay,
        (DayUnit::Calendar, _) => Text::SomeDays,
        (DayUnit::Working, 1) => Text::OneWorkingDay,
        (DayUnit::Working, _) => Text::SomeWorkingDays,
    };
    text.fill(language, &[("days", &days.to_string())])
}

fn form(form: Form) -> Text {
    match form {
        Form::Unknown => Text::UnknownClass,
        Form::Sexual => Text::Sexual,
        Form::Physical => Text::Physical,
        Form::Emotional => Text::Emotional,
        Form::Neglect => Text::Neglect,
        Form::Witness => Text::Witness,
        Form::Exploitation => Text::Exploitation,
    }
}

fn sex(sex: Sex) -> Text {
    match sex {
        Sex::Unknown => Text::UnknownClass,
        Sex::Female => Text::Girls,
        Sex::Male => Text::Boys,
    }
}

fn age(band: AgeBand) -> Text {
    match band {
        AgeBand::Unknown => Text::UnknownClass,
        AgeBand::From0To3 => Text::From0To3,
        AgeBand::From4To7 => Text::From4To7,
        AgeBand::From8To11 => Text::From8To11,
        AgeBand::From12To15 => Text::From12To15,
        AgeBand::From16To17 => Text::From16To17,
        AgeBand::From18To22 => Text::From18To22,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_comes_last_and_every_class_has_a_name() {
        assert_eq!(in_order(Breakdown::Sex, vec![0, 1, 2]), [1, 2, 0]);
        for band in AgeBand::ALL {
            assert!(!class(Breakdown::Age, band.number(), Language::Dutch).is_empty());
        }
        assert_eq!(class(Breakdown::Sex, 9, Language::Dutch), "");
    }
}
