//! The codes of a cross table's dimensions: their order, what holds them, and their words.

use disclosure::CrosstabDimension;
use domain::codes::HELP_FORMS;
use domain::{AgeBand, Atlas, EventKind, Sector, Sex, WaitCause};
use engine::Waited;
use indicators::{Crosstabbed, REGION};
use publication::{Bilingual, CrosstabAxis, CrosstabCode};

/// The dimension of forms of help, and its level with or without a stay.
const CODE: &str = "code";
const STAY: &str = "stay";

/// A dimension with the codes that occur. Forms of help stand under with or without a stay, which is a level of the same axis.
pub fn dimension<'a>(name: &str, codes: impl Iterator<Item = &'a str>, kind: Option<EventKind>) -> CrosstabDimension {
    let mut own: Vec<&str> = codes.collect();
    own.sort_unstable();
    own.dedup();
    own.sort_by_key(|code| place(code));
    let is_of_help = kind == Some(EventKind::HelpStarted);
    let above = |code: &str| (name == CODE && is_of_help).then(|| stay(code).to_owned());
    let axis = if name == STAY && is_of_help { CODE } else { name };
    CrosstabDimension {
        name: name.to_owned(),
        axis: axis.to_owned(),
        codes: own.into_iter().map(|code| (code.to_owned(), above(code))).collect(),
    }
}

/// With a stay or not, as [`crate::commands::indicators::by`] calls it; an unknown form counts as without. Apart, the few of them would have to be hidden, and
/// all help with a stay with them.
fn stay(code: &str) -> &'static str {
    match HELP_FORMS.iter().find(|(form, _)| form.0.to_string() == code) {
        Some((_, true)) => "yes",
        Some((_, false)) | None => "no",
    }
}

/// A value as a cross table tells it.
pub fn told(name: &str, value: String) -> String {
    if name == STAY && value == "unknown" { "no".to_owned() } else { value }
}

/// Numbers as numbers, words in the order of the model, what is not known last.
fn place(code: &str) -> (bool, u32) {
    let known = || {
        let sexes = Sex::ALL.iter().position(|sex| sex.letter() == code);
        let ages = || AgeBand::ALL.iter().position(|band| band.label() == code);
        let sectors = || Sector::ALL.iter().position(|sector| sector.word() == code);
        let causes = || WaitCause::ALL.iter().position(|cause| cause.word() == code);
        let lengths = || Waited::ALL.iter().position(|waited| waited.word() == code);
        let outcomes = || ["reached", "competing", "waiting", "unseen", "yes", "no"].iter().position(|word| *word == code);
        sexes.or_else(ages).or_else(sectors).or_else(causes).or_else(lengths).or_else(outcomes)
    };
    let is_unknown = matches!(code, "unknown" | "90" | "0" | "unseen");
    (is_unknown, code.parse().ok().or_else(|| known().and_then(|place| u32::try_from(place).ok())).unwrap_or(u32::MAX))
}

/// A dimension as readers see it: each code after the one that holds it.
pub fn in_words(own: &CrosstabDimension, counted: &Crosstabbed, atlas: &Atlas) -> CrosstabAxis {
    let region = |code: &str| code.parse().ok().and_then(|code| atlas.name(code)).map(|name| (name.to_owned(), name.to_owned()));
    let words = |dimension: &str, code: &str| match counted.kind() {
        Some(_) if dimension == REGION && code != "unknown" => region(code).unwrap_or_else(|| (code.to_owned(), code.to_owned())),
        Some(kind) => indicators::value_in_words(dimension, code, kind),
        None => (code.to_owned(), code.to_owned()),
    };
    let mut codes: Vec<CrosstabCode> = Vec::new();
    for (code, above) in &own.codes {
        if let Some(above) = above.as_ref().filter(|above| codes.iter().all(|known| known.code != **above)) {
            let (nl, en) = words(STAY, above);
            codes.push(CrosstabCode { code: above.clone(), title: Bilingual::new(nl, en), within: None });
        }
        let (nl, en) = words(&own.name, code);
        codes.push(CrosstabCode { code: code.clone(), title: Bilingual::new(nl, en), within: above.clone() });
    }
    let title = indicators::dimension_in_words(&own.name)
        .map_or_else(|| Bilingual::new(&own.name, &own.name), |text| Bilingual::new(text.nl, text.en));
    CrosstabAxis { name: own.name.clone(), axis: own.axis.clone(), title, codes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_the_order_of_the_model_and_forms_of_help_under_their_level() {
        let codes = |name: &str, codes: &[&str], kind| dimension(name, codes.iter().copied(), Some(kind)).codes;
        let plain = |name, own: &[&str]| codes(name, own, EventKind::ReportReceived).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        assert_eq!(plain("age", &["unknown", "8-11", "12-15", "0-3"]), ["0-3", "8-11", "12-15", "unknown"]);
        assert_eq!(plain("satisfaction", &["10", "unknown", "9", "9"]), ["9", "10", "unknown"]);
        assert_eq!(plain("sector", &["unknown", "justice", "childcare"]), ["childcare", "justice", "unknown"]);
        let forms = codes("code", &["90", "13", "2"], EventKind::HelpStarted);
        assert_eq!(forms.iter().map(|(_, above)| above.as_deref()).collect::<Vec<_>>(), [Some("no"), Some("yes"), Some("no")]);
        assert_eq!(dimension("stay", ["yes"].into_iter(), Some(EventKind::HelpStarted)).axis, "code");
    }
}
