//! Linkage tokens: combinations of fields for records without a number, each made a pseudonym through the same channel.
//!
//! The hub sees whether two tokens are equal and nothing else. Each combination forgives one kind of difference: a move, a
//! married name, a misspelt surname, an initial for a name. Method: `docs/methods/linkage-tokens.md`.

use domain::{Precision, Sex};
use person::{Combination, Identity};

/// The tokens of an identity, as texts to put under lock: place of the combination and text. A combination of which a field is
/// not known has no token.
///
/// ```
/// use domain::{PartialDate, Sex};
/// use identity::tokens::tokens;
/// use person::Identity;
/// let child = |surname: &str, prefix: &str, first: &str| Identity {
///     bsn: None,
///     birth: PartialDate::parse_compact("20120304"),
///     sex: Sex::Female,
///     postcode: "1234AB".into(),
///     surname: surname.into(),
///     prefix: prefix.into(),
///     first_names: first.into(),
///     house_number: String::new(),
/// };
/// // A prefix in its own field or in the name, capitals and accents make no difference.
/// assert_eq!(tokens(&child("Bérg", "van den", "Anna")), tokens(&child("VAN DEN BERG", "", "anna")));
/// assert_eq!(tokens(&child("", "", "")).len(), 0);
/// ```
pub fn tokens(identity: &Identity) -> Vec<(u8, String)> {
    let Some(parts) = Parts::of(identity) else { return Vec::new() };
    let Parts { first, initial, surname, sound, born, sex, postcode } = &parts;
    let (year, month, day) = *born;
    let date = format!("{year:04}{month:02}{day:02}");
    let either = format!("{year:04}{:02}{:02}", month.min(day), month.max(day));
    let texts: [[Option<&str>; 5]; Combination::ALL.len()] = [
        [first.as_deref(), surname.as_deref(), Some(&date), sex.as_deref(), postcode.as_deref()],
        [first.as_deref(), surname.as_deref(), Some(&date), sex.as_deref(), Some("")],
        [initial.as_deref(), surname.as_deref(), Some(&date), Some(""), postcode.as_deref()],
        [first.as_deref(), Some(""), Some(&date), sex.as_deref(), postcode.as_deref()],
        [Some(""), surname.as_deref(), Some(&date), sex.as_deref(), postcode.as_deref()],
        [initial.as_deref(), sound.as_deref(), Some(&date), sex.as_deref(), Some("")],
        [first.as_deref(), surname.as_deref(), Some(&date[..6]), Some(""), postcode.as_deref()],
        [first.as_deref(), surname.as_deref(), Some(&either), sex.as_deref(), Some("")],
    ];
    let joined = texts.into_iter().map(|fields| fields.into_iter().collect::<Option<Vec<_>>>().map(|fields| fields.join("|")));
    (0..).zip(joined).filter_map(|(place, text)| Some((place, text?))).collect()
}

/// The fields as they are compared; `None` for what is not known.
struct Parts {
    first: Option<String>,
    initial: Option<String>,
    surname: Option<String>,
    sound: Option<String>,
    born: (i16, i8, i8),
    sex: Option<String>,
    postcode: Option<String>,
}

impl Parts {
    /// Without a birth date known to the day there are no tokens.
    fn of(identity: &Identity) -> Option<Parts> {
        let born = identity.birth.filter(|date| date.precision == Precision::Day)?.first.ymd();
        let (first, initial) = first_name(&identity.first_names);
        let surname = surname(&identity.surname);
        Some(Parts {
            first,
            initial,
            sound: surname.as_deref().map(sound),
            surname,
            born,
            sex: (identity.sex != Sex::Unknown).then(|| identity.sex.letter().to_owned()),
            postcode: (identity.postcode.len() == 6).then(|| identity.postcode.to_ascii_uppercase()),
        })
    }
}

/// Words that stand before a surname and are no part of it (Landelijke Tabel 36 of the BRP, the common ones).
const PREFIXES: [&str; 26] = [
    "aan", "af", "al", "bij", "d", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "het", "in", "la", "le", "op", "s", "t",
    "te", "ten", "ter", "van",
];
const MORE_PREFIXES: [&str; 7] = ["uit", "uijt", "von", "voor", "vd", "v", "tot"];

/// The surname to compare: of a double name (with `-`) the first part that is none of a prefix, since a partner's name comes and
/// goes; without prefixes, accents and anything that is no letter.
fn surname(text: &str) -> Option<String> {
    let first = text.split(['-', '–']).find(|part| part.chars().any(char::is_alphabetic))?;
    let words: Vec<String> = folded(first).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let is_prefix = |word: &String| PREFIXES.contains(&word.as_str()) || MORE_PREFIXES.contains(&word.as_str());
    let own = words.iter().position(|word| !is_prefix(word)).unwrap_or(words.len().checked_sub(1)?);
    Some(words[own..].concat())
}

/// The first given name and its initial. Initials alone (`J.P.`, `JP`, `J`) are no name.
fn first_name(text: &str) -> (Option<String>, Option<String>) {
    let is_initials = text.contains('.') || (text.chars().count() <= 3 && text.chars().all(char::is_uppercase));
    let folded = folded(text);
    let Some(word) = folded.split(' ').find(|word| !word.is_empty()) else { return (None, None) };
    let name = (!is_initials && word.len() > 1).then(|| word.to_owned());
    (name, word.get(..1).map(str::to_owned))
}

/// Small letters without accents; anything else is a space.
fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' => plain.push(letter),
            'à'..='å' | 'ā' | 'ă' | 'ą' => plain.push('a'),
            'æ' => plain.push_str("ae"),
            'ç' | 'ć' | 'č' => plain.push('c'),
            'ď' | 'đ' => plain.push('d'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' | 'ė' => plain.push('e'),
            'ğ' => plain.push('g'),
            'ì'..='ï' | 'ī' | 'ı' => plain.push('i'),
            'ĳ' => plain.push_str("ij"),
            'ł' => plain.push('l'),
            'ñ' | 'ń' | 'ň' => plain.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => plain.push('o'),
            'œ' => plain.push_str("oe"),
            'ř' => plain.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => plain.push('s'),
            'ß' => plain.push_str("ss"),
            'ť' | 'ţ' | 'ț' => plain.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'ź' | 'ż' | 'ž' => plain.push('z'),
            // A mark of its own after its letter, and an apostrophe within a name, leave nothing.
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            _ => plain.push(' '),
        }
    }
    plain
}

/// How a Dutch surname sounds, roughly: spellings that are heard alike become one, vowels after the first letter go, doubled
/// letters are one.
fn sound(surname: &str) -> String {
    let rules = [
        ("sch", "s"),
        ("ij", "y"),
        ("ei", "y"),
        ("uij", "ui"),
        ("uy", "ui"),
        ("ch", "g"),
        ("ck", "k"),
        ("ks", "x"),
        ("ph", "f"),
        ("th", "t"),
        ("dt", "t"),
        ("c", "k"),
        ("q", "k"),
        ("z", "s"),
        ("v", "f"),
        ("w", "f"),
    ];
    let alike = rules.iter().fold(surname.to_owned(), |text, (from, to)| text.replace(from, to));
    let mut heard = String::new();
    for (place, letter) in alike.chars().enumerate() {
        let is_vowel = matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h');
        if (place == 0 || !is_vowel) && !heard.ends_with(letter) {
            heard.push(letter);
        }
    }
    // A final d is heard as t.
    if heard.ends_with('d') {
        heard.pop();
        if !heard.ends_with('t') {
            heard.push('t');
        }
    }
    heard
}

#[cfg(test)]
mod tests {
    use domain::PartialDate;
    use proptest::prelude::*;

    use super::*;

    fn child(first: &str, prefix: &str, surname: &str, born: &str, postcode: &str) -> Identity {
        Identity {
            bsn: None,
            birth: PartialDate::parse_compact(born),
            sex: Sex::Male,
            postcode: postcode.to_owned(),
            surname: surname.to_owned(),
            prefix: prefix.to_owned(),
            first_names: first.to_owned(),
            house_number: "1".to_owned(),
        }
    }

    /// Places of the combinations that two identities share.
    fn shared(one: &Identity, other: &Identity) -> Vec<u8> {
        let others = tokens(other);
        tokens(one).into_iter().filter(|token| others.contains(token)).map(|token| token.0).collect()
    }

    #[test]
    fn each_combination_forgives_what_it_says() {
        let one = child("Jan", "van der", "Meer", "20120304", "1234AB");
        for (other, expected) in [
            (child("Jan", "van der", "Meer", "20120304", "1234AB"), vec![0, 1, 2, 3, 4, 5, 6, 7]),
            (child("Jan", "", "Meer", "20120304", "9999ZZ"), vec![1, 5, 7]),
            (child("J.", "van der", "Meer", "20120304", "1234AB"), vec![2, 4, 5]),
            (child("Jan", "", "Smit", "20120304", "1234AB"), vec![3]),
            (child("Piet", "", "Meer", "20120304", "1234AB"), vec![4]),
            (child("Jan", "", "Meers", "20120304", "1234AB"), vec![3]),
            (child("Jan", "", "Mehr", "20120304", "5555XX"), vec![5]),
            (child("Jan", "", "Meer", "20120305", "1234AB"), vec![6]),
            (child("Jan", "", "Meer", "20120403", "5555XX"), vec![7]),
        ] {
            assert_eq!(shared(&one, &other), expected, "{} {}", other.first_names, other.surname);
        }
    }

    #[test]
    fn prefixes_and_double_names_make_no_difference() {
        for text in ["van der Meer", "Meer", "v.d. Meer", "VAN DER MEER", "Meer-de Vries", "van der Meer - Jansen", "Mëer", "’t Meer"] {
            assert_eq!(surname(text).as_deref(), Some("meer"), "{text}");
        }
        assert_eq!(surname("de"), Some("de".into()), "a name that is only a prefix stays");
        assert_eq!(surname(" - "), None);
        assert_eq!(surname("in 't Veld").as_deref(), Some("veld"));
    }

    #[test]
    fn spellings_that_sound_alike_are_one() {
        for (one, other) in
            [("dekker", "decker"), ("meijer", "meyer"), ("smid", "smit"), ("visser", "fisser"), ("claassen", "klasen"), ("berg", "bergh")]
        {
            assert_eq!(sound(one), sound(other), "{one} {other}");
        }
        assert_ne!(sound("jansen"), sound("bakker"));
    }

    #[test]
    fn initials_are_no_name() {
        assert_eq!(first_name("J.P."), (None, Some("j".into())));
        assert_eq!(first_name("JP"), (None, Some("j".into())));
        assert_eq!(first_name("Jan Piet"), (Some("jan".into()), Some("j".into())));
        assert_eq!(first_name("Bo"), (Some("bo".into()), Some("b".into())));
        assert_eq!(first_name(""), (None, None));
    }

    proptest! {
        #[test]
        fn no_name_panics_and_none_is_empty_of_letters(first in "\\PC{0,12}", last in "\\PC{0,20}") {
            let child = child(&first, "", &last, "20120304", "1234AB");
            prop_assert!(tokens(&child).len() <= Combination::ALL.len());
            prop_assert!(surname(&last).is_none_or(|name| name.bytes().all(|byte| byte.is_ascii_lowercase())));
        }
    }
}
