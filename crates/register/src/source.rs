//! The places in the source texts, as people name them.

use crate::Language;

/// The parts of the texts by the short Dutch name under which records file them, and what they are called in English.
const PARTS: [(&str, &str); 12] = [
    ("antwoord", "answer"),
    ("gemeenten", "municipalities"),
    ("regio's", "regions"),
    ("Rijk", "government"),
    ("zorgplicht", "duty of care"),
    ("doorlopende hulp", "continuous help"),
    ("rol VNG", "role of VNG"),
    ("zorgaanbod", "care on offer"),
    ("risicogezinnen", "families at risk"),
    ("burgemeesters", "mayors"),
    ("aanbeveling", "recommendation"),
    ("preventiepakket", "prevention package"),
];

/// Names that are not of the form text and part.
const OTHERS: [(&str, &str); 2] = [
    ("voorbeeld van Inbeeld, opgebouwd uit T2 D, T1 en T3", "example by Inbeeld, built from T2 D, T1 and T3"),
    ("T4 stelselwijziging", "T4 change of the system"),
];

/// A place in the texts in a language; a source of another register stays as it was written.
///
/// ```
/// use register::{Language, source_name};
/// assert_eq!(source_name("T2 B, antwoord 4", Language::English), "T2 B, answer 4");
/// assert_eq!(source_name("T1 zorgplicht", Language::English), "T1 duty of care");
/// assert_eq!(source_name("Gemeenteraad, 3 juni", Language::English), "Gemeenteraad, 3 juni");
/// ```
pub fn source_name(source: &str, language: Language) -> String {
    match language {
        Language::Dutch => source.to_owned(),
        Language::English => english(source).unwrap_or_else(|| source.to_owned()),
    }
}

fn english(source: &str) -> Option<String> {
    if let Some((_, english)) = OTHERS.iter().find(|(dutch, _)| *dutch == source) {
        return Some((*english).to_owned());
    }
    let (text, part) = source.split_once(' ')?;
    if !["T0", "T1", "T2", "T3", "T4"].contains(&text) {
        return None;
    }
    let known = |dutch: &str| PARTS.iter().find(|(own, _)| *own == dutch).map(|(_, english)| *english);
    match part.split_once(", ") {
        Some((section, answer)) => {
            let (word, number) = answer.split_once(' ')?;
            Some(format!("{text} {section}, {} {number}", known(word)?))
        }
        None => known(part).map(|part| format!("{text} {part}")),
    }
}
