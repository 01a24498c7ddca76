//! What the fixed words of files are called when people read them.

use domain::Day;

use crate::{Field, Kind, Language, Record, Shape, source_name};

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// Every fixed word of the fields, Dutch, English. A word means the same in every field.
const SPOKEN: &[(&str, &str, &str)] = &[
    ("prevent", "voorkomen", "prevent"),
    ("signal", "signaleren", "signal"),
    ("investigate", "onderzoeken", "investigate"),
    ("stop", "stoppen", "stop"),
    ("limit-harm", "schade beperken", "limit harm"),
    ("offenders", "daders", "offenders"),
    ("after-18", "hulp na 18 jaar", "help after 18"),
    ("sexual", "seksueel geweld", "sexual violence"),
    ("physical", "lichamelijk geweld", "physical violence"),
    ("emotional", "emotioneel geweld", "emotional violence"),
    ("neglect", "verwaarlozing", "neglect"),
    ("witness", "getuige van geweld", "witness of violence"),
    ("exploitation", "seksuele uitbuiting", "sexual exploitation"),
    ("family", "gezin en familie", "family"),
    ("dependency", "afhankelijkheid", "dependency"),
    ("institution", "instelling", "institution"),
    ("school", "school", "school"),
    ("peers", "leeftijdsgenoten", "peers"),
    ("acquaintance", "bekende", "acquaintance"),
    ("stranger", "onbekende", "stranger"),
    ("sport", "sport", "sport"),
    ("street", "straat en uitgaan", "street and night life"),
    ("online-only", "alleen online", "online only"),
    ("hands-on", "lichamelijk contact", "hands-on"),
    ("hands-off", "zonder lichamelijk contact", "hands-off"),
    ("images", "beelden", "images"),
    ("sextortion", "afpersing met beelden", "sextortion"),
    ("grooming", "grooming", "grooming"),
    ("other", "anders", "other"),
    ("children", "kinderen", "children"),
    ("young-people", "jongeren", "young people"),
    ("girls", "meisjes", "girls"),
    ("boys", "jongens", "boys"),
    ("disabled-children", "kinderen met een beperking", "disabled children"),
    ("parents", "ouders", "parents"),
    ("parents-with-intellectual-disability", "ouders met een verstandelijke beperking", "parents with an intellectual disability"),
    ("adults", "volwassenen", "adults"),
    ("professionals", "professionals", "professionals"),
    ("yes", "ja", "yes"),
    ("no", "nee", "no"),
    ("unknown", "onbekend", "unknown"),
    ("answered", "beantwoord", "answered"),
    ("partly", "voor een deel", "partly"),
    ("not", "niet beantwoord", "not answered"),
    ("declined", "afgewezen", "declined"),
    ("accepted", "overgenomen", "accepted"),
    ("open", "open", "open"),
    ("reported", "gereedgemeld", "reported done"),
    ("done", "gedaan", "done"),
    ("withdrawn", "ingetrokken", "withdrawn"),
    ("plan", "plan", "plan"),
    ("pilot", "proef", "pilot"),
    ("running", "loopt", "running"),
    ("ended", "gestopt", "ended"),
    ("waiting", "deel dat na de termijn nog wacht, in procent", "share still waiting after the term, in per cent"),
    ("reached", "deel dat binnen de termijn is geholpen, in procent", "share reached within the term, in per cent"),
    ("per-10000", "aantal per 10.000 minderjarigen", "number per 10,000 minors"),
    ("count", "aantal", "number"),
    ("structural", "structureel", "structural"),
    ("one-off", "eenmalig", "one-off"),
    ("described", "beschreven", "described"),
    ("well-founded", "goed onderbouwd", "well founded"),
    ("indications", "aanwijzingen dat het werkt", "indications that it works"),
    ("strong", "sterk bewijs", "strong evidence"),
    ("none", "geen", "none"),
    ("prevention", "preventie", "prevention"),
    ("human-trafficking", "mensenhandel", "human trafficking"),
    ("in-preparation", "in voorbereiding", "in preparation"),
    ("adopted", "vastgesteld", "adopted"),
    ("childcare", "kinderopvang", "childcare"),
    ("education", "onderwijs", "education"),
    ("care", "verzorging en verpleging", "care and nursing"),
    ("youth-help", "jeugdhulp", "youth help"),
    ("health", "zorg", "health care"),
    ("justice", "justitie", "justice"),
    // The levels of docs/methods/maturity.md.
    ("0", "0: nog niet begonnen", "0: not begun"),
    ("1", "1: begonnen", "1: begun"),
    ("2", "2: beschreven", "2: described"),
    ("3", "3: integraal", "3: integrated"),
    ("4", "4: gevolgd", "4: followed"),
];

/// What people read for a fixed word; the word itself where it is none.
///
/// ```
/// use register::{Language, spoken};
/// assert_eq!(spoken("limit-harm", Language::Dutch), "schade beperken");
/// assert_eq!(spoken("limit-harm", Language::English), "limit harm");
/// ```
pub fn spoken(word: &str, language: Language) -> &str {
    SPOKEN.iter().find(|(known, _, _)| *known == word).map_or(word, |(_, dutch, english)| language.say(dutch, english))
}

/// A day as people read it.
///
/// ```
/// use domain::Day;
/// use register::{Language, spoken_day};
/// let day = Day::parse_iso("2020-07-20").unwrap();
/// assert_eq!(spoken_day(day, Language::Dutch), "20 juli 2020");
/// assert_eq!(spoken_day(day, Language::English), "20 July 2020");
/// ```
pub fn spoken_day(day: Day, language: Language) -> String {
    let (year, month, date) = day.ymd();
    let (dutch, english) = MONTHS[usize::from(month.unsigned_abs()).saturating_sub(1) % MONTHS.len()];
    format!("{date} {} {year}", language.say(dutch, english))
}

/// A number as it is kept, with the mark that people expect before its decimals.
fn spoken_decimal(kept: &str, language: Language) -> String {
    kept.replace('.', language.say(",", "."))
}

impl Kind {
    /// The name of one in a language.
    pub fn name(self, language: Language) -> &'static str {
        language.say(self.dutch(), self.word())
    }
}

impl Field {
    /// What people call the field in a language.
    pub fn name_in(&self, language: Language) -> &'static str {
        language.say(self.nl, self.en)
    }
}

impl Record {
    /// Its title in a language; the Dutch one where there is no English one.
    pub fn title(&self, language: Language) -> &str {
        self.told("title", language)
    }

    /// Why it was declined, in a language; empty where it was not.
    pub fn reason(&self, language: Language) -> &str {
        self.told(if self.kind() == Kind::Response { "reason" } else { "declined_reason" }, language)
    }

    /// A text in a language: in English what stands in the field of that name with `_en`, and the Dutch where that is empty.
    pub fn told(&self, field: &str, language: Language) -> &str {
        if self.has_other(field, language) { self.get(&format!("{field}_en")) } else { self.get(field) }
    }

    fn has_other(&self, field: &str, language: Language) -> bool {
        language == Language::English && !self.get(&format!("{field}_en")).is_empty()
    }

    /// Whether a text that may be kept in English is Dutch only, so that an English page says which language it is in.
    pub fn is_dutch_only(&self, field: &str) -> bool {
        let other = format!("{field}_en");
        !self.get(field).is_empty() && self.kind().field(&other).is_some() && self.get(&other).is_empty()
    }

    /// The value of a field as people read it: fixed words in the language, lists with commas.
    pub fn said(&self, field: &Field, language: Language) -> String {
        let spoken_list = || self.list(field.name).into_iter().map(|word| spoken(word, language)).collect::<Vec<_>>().join(", ");
        match field.shape {
            Shape::Choice(_) => spoken(self.get(field.name), language).to_owned(),
            Shape::Choices(_) => spoken_list(),
            Shape::Words | Shape::Regions | Shape::References(_) => self.list(field.name).join(", "),
            Shape::Text if field.name == "source" => source_name(self.get(field.name), language),
            Shape::Text => self.told(field.name, language).to_owned(),
            Shape::Day => self.day(field.name).map_or_else(String::new, |day| spoken_day(day, language)),
            Shape::Number => self.get(field.name).to_owned(),
            Shape::Decimal => spoken_decimal(self.get(field.name), language),
            Shape::Steps => {
                let step = |step: &str| spoken_decimal(&step.replace('=', ": "), language);
                self.list(field.name).into_iter().map(step).collect::<Vec<_>>().join("; ")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_that_people_write_may_be_kept_in_english() {
        let alike = ["title_en", "source", "source_words", "reported_by", "approved_by", "lineage"];
        for kind in Kind::ALL {
            for field in kind.fields().iter().filter(|field| field.shape == Shape::Text && !alike.contains(&field.name)) {
                let is_english = field.name.ends_with("_en");
                assert!(is_english || kind.field(&format!("{}_en", field.name)).is_some(), "{} {}", kind.word(), field.name);
            }
        }
    }

    #[test]
    fn every_fixed_word_of_every_field_is_spoken_once() {
        for kind in Kind::ALL {
            for field in kind.fields() {
                if let Shape::Choice(words) | Shape::Choices(words) = field.shape {
                    for word in words {
                        let known = SPOKEN.iter().filter(|(own, _, _)| own == word).count();
                        assert_eq!(known, 1, "{} {} {word}", kind.word(), field.name);
                    }
                }
            }
        }
    }
}
