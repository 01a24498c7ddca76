//! Text made alike before it is compared: case, diacritics, punctuation, ij and y, tussenvoegsels, words for nothing.

/// Lower case, without Latin diacritics, punctuation as one space, hyphens kept. Other scripts keep their letters.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        for byte in text.bytes() {
            match byte {
                b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
                b'A'..=b'Z' => out.push(char::from(byte.to_ascii_lowercase())),
                b'-' => push_mark(&mut out, '-'),
                b'\'' | b'`' => {}
                _ => push_mark(&mut out, ' '),
            }
        }
        return trimmed(out);
    }
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => out.push(character),
            '-' | '‐' | '‑' | '–' => push_mark(&mut out, '-'),
            '\'' | '’' | '`' | '´' => {}
            '\u{300}'..='\u{36f}' => {}
            _ => match latin(character) {
                Some(plain) => out.push_str(plain),
                None if character.is_alphanumeric() => out.push(character),
                None => push_mark(&mut out, ' '),
            },
        }
    }
    trimmed(out)
}

/// Without marks at the end; none are put at the beginning.
fn trimmed(mut out: String) -> String {
    out.truncate(out.trim_end_matches([' ', '-']).len());
    out
}

/// A space or hyphen, never two in a row; a hyphen wins from a space.
fn push_mark(out: &mut String, mark: char) {
    match out.chars().last() {
        None | Some('-') => {}
        Some(' ') if mark == ' ' => {}
        Some(' ') => {
            out.pop();
            out.push(mark);
        }
        Some(_) => out.push(mark),
    }
}

fn latin(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĳ' => "ij",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        _ => return None,
    })
}

/// Words that stand for nothing, after folding.
pub(crate) fn says_nothing(folded: &str) -> bool {
    matches!(folded, "" | "na" | "n a" | "nan" | "null" | "nil" | "none" | "unknown" | "onbekend" | "unk" | "missing" | "nvt" | "n v t")
}

/// Whether a text, not yet folded, says something.
pub(crate) fn holds(raw: &str) -> bool {
    // Words for nothing begin with one of four letters and are short: most texts need no folding to tell.
    let mut letters = raw.bytes().filter(u8::is_ascii_alphanumeric);
    let plainly = raw.is_ascii()
        && letters.next().is_some_and(|first| !matches!(first.to_ascii_lowercase(), b'n' | b'u' | b'o' | b'm') || letters.count() > 8);
    plainly || !says_nothing(&folded(raw))
}

const PREFIXES: &[&str] = &[
    "van", "de", "der", "den", "het", "t", "ten", "ter", "te", "v", "d", "vd", "vdn", "vander", "vanden", "vande", "von", "zu", "zur",
    "op", "in", "aan", "bij", "uit", "la", "le", "du", "des", "di", "da", "do", "dos", "del", "el", "al", "ait", "ben", "bin", "st", "s",
];

/// A surname without what stands before it (*van der*, *v.d.*, *el*), and without spaces. The whole name where nothing
/// else is left.
pub(crate) fn core(part: &str) -> String {
    let words: Vec<&str> = part.split_whitespace().collect();
    let skipped = words.iter().take_while(|word| PREFIXES.contains(word)).count();
    let rest = if skipped < words.len() { &words[skipped..] } else { &words[..] };
    rest.concat()
}

/// A short code of how a name sounds: the first letter and up to `letters` classes of consonants after it, Dutch
/// spellings alike (ck-k-c, ph-f-v, sch-s-z, d-t). Non-Latin names keep their first letters.
pub(crate) fn sound(core: &str, letters: usize) -> String {
    let mut out = String::new();
    let mut last = ' ';
    for (place, character) in core.chars().filter(|character| character.is_alphanumeric()).enumerate() {
        let class = match character {
            'b' | 'p' => 'p',
            'f' | 'v' | 'w' => 'f',
            'c' | 'k' | 'q' | 'x' => 'k',
            's' | 'z' => 's',
            'd' | 't' => 't',
            'g' | 'h' => 'h',
            'j' | 'i' | 'y' => 'i',
            'm' | 'n' => 'n',
            'a' | 'e' | 'o' | 'u' => 'a',
            _ => character,
        };
        let silent = place > 0 && matches!(class, 'a' | 'i' | 'h');
        if !silent && class != last {
            out.push(class);
        }
        last = class;
        if out.chars().count() > letters {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_alike_across_case_marks_and_diacritics() {
        let cases = [
            ("Müller", "muller"),
            ("D'Angelo", "dangelo"),
            ("VAN  DER   MEER", "van der meer"),
            ("Jansen - de Vries", "jansen-de vries"),
            ("v.d. Berg", "v d berg"),
            ("Dĳkstra", "dijkstra"),
            ("王小明", "王小明"),
            ("Ольга", "ольга"),
            ("--", ""),
        ];
        cases.iter().for_each(|(raw, expected)| assert_eq!(&folded(raw), expected));
    }

    #[test]
    fn what_says_nothing_is_seen_without_folding_what_says_something() {
        for raw in ["", "--", "N/A", "n.v.t.", " onbekend", "(None)", "-", "Ünknown", "null "] {
            assert_eq!(holds(raw), !says_nothing(&folded(raw)), "{raw}");
            assert!(!holds(raw), "{raw}");
        }
        for raw in ["Noor", "Mila", "0", "x", "Unknownst-Nilsson", "1234 AB", "王"] {
            assert!(holds(raw), "{raw}");
        }
    }

    #[test]
    fn what_stands_before_a_surname_is_left_out_of_its_core() {
        assert_eq!(core("van der meer"), "meer");
        assert_eq!(core("v d meer"), "meer");
        assert_eq!(core("van"), "van");
        assert_eq!(core("jansen"), "jansen");
    }

    #[test]
    fn spellings_that_sound_alike_share_a_code() {
        assert_eq!(sound("bakker", 3), sound("backer", 3));
        assert_eq!(sound("de", 3), sound("te", 3));
        assert_ne!(sound("visser", 3), sound("mulder", 3));
    }
}
