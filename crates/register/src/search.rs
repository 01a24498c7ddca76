//! Finding a record by what a reader remembers of it: words, with their typing mistakes, who, by when, and where it stands.

use std::collections::{BTreeMap, BTreeSet};

use domain::Day;

use crate::{Kind, Record, Register, Shape};

/// What a reader looks for; what is empty may be anything.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Words, in any order; each must be there.
    pub words: String,
    /// How the source begins: `T2 B`, `T2 B, antwoord 4`, `T3`.
    pub source: String,
    /// Words of who promised it, or whose it is.
    pub who: String,
    /// The first day by which it may be due.
    pub due_from: Option<Day>,
    /// The last.
    pub due_through: Option<Day>,
}

impl Wanted {
    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        *self == Wanted::default()
    }
}

/// The records that fit and whether words had to be taken for words that resemble them. Those that say the
/// words in their title or source come first; else the order given stays.
///
/// Capitals and accents do not matter, and a word may be part of a longer one. When nothing fits, words that differ by one
/// letter (by two from eight letters on) fit too; when still nothing does, the records that hold most of the words.
///
/// ```
/// use register::{Kind, Register, Wanted, search};
/// let register = Register::of_texts();
/// let found = |words: &str| {
///     let wanted = Wanted { words: words.to_owned(), ..Wanted::default() };
///     search(&register, register.of_kind(Kind::Commitment), &wanted)
/// };
/// let (exact, near) = found("kindcheck klinieken");
/// assert_eq!((exact[0].id(), near), ("C-13", false));
/// let (typed, near) = found("kindchek kliniken");
/// assert_eq!((typed[0].id(), near), ("C-13", true));
/// ```
pub fn search<'a>(register: &'a Register, records: impl Iterator<Item = &'a Record>, wanted: &Wanted) -> (Vec<&'a Record>, bool) {
    Index::of(register).search(records, wanted)
}

/// The words of a register, made ready once for many searches.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Index {
    places: BTreeMap<(Kind, String), usize>,
    all: Words,
    whose: Words,
    /// What a record says in its title or in the words of its source.
    itself: Words,
}

/// In which records each word stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Words(BTreeMap<String, BTreeSet<usize>>);

impl Words {
    fn add(&mut self, text: &str, place: usize) {
        for word in words(text) {
            self.0.entry(word).or_default().insert(place);
        }
    }

    /// The records with a word that fits.
    fn with(&self, wanted: &str, fits: fn(&str, &str) -> bool) -> BTreeSet<usize> {
        self.0.iter().filter(|(own, _)| fits(own, wanted)).flat_map(|(_, places)| places.iter().copied()).collect()
    }
}

fn holds(own: &str, word: &str) -> bool {
    own.contains(word)
}

fn resembles(own: &str, word: &str) -> bool {
    own.contains(word) || is_near(own, word)
}

impl Index {
    /// The words of every record.
    pub fn of(register: &Register) -> Index {
        let mut index = Index::default();
        for (place, record) in register.all().enumerate() {
            index.places.insert((record.kind(), record.id().to_owned()), place);
            index.all.add(&all_text(register, record), place);
            index.whose.add(&whose(record), place);
            index.itself.add(&["title", "title_en", "source_words"].map(|field| record.get(field)).join(" "), place);
        }
        index
    }

    /// As [`search`], of the register this index was made of.
    pub fn search<'a>(&self, records: impl Iterator<Item = &'a Record>, wanted: &Wanted) -> (Vec<&'a Record>, bool) {
        let fits: Vec<&Record> = records.filter(|record| fits_source(record, wanted) && fits_days(record, wanted)).collect();
        let (words, who) = (words(&wanted.words), words(&wanted.who));
        if words.is_empty() && who.is_empty() {
            return (fits, false);
        }
        let place = |record: &&Record| self.places.get(&(record.kind(), record.id().to_owned())).copied();
        let fits: Vec<(&Record, usize)> = fits.iter().filter_map(|record| Some((*record, place(record)?))).collect();
        let sets = |fits: fn(&str, &str) -> bool| -> Vec<BTreeSet<usize>> {
            words.iter().map(|word| self.all.with(word, fits)).chain(who.iter().map(|word| self.whose.with(word, fits))).collect()
        };
        let most = |sets: &[BTreeSet<usize>], least: usize| -> Vec<(&'a Record, usize)> {
            let count = |place: usize| sets.iter().filter(|set| set.contains(&place)).count();
            let counts: Vec<usize> = fits.iter().map(|(_, place)| count(*place)).collect();
            let most = counts.iter().copied().max().unwrap_or(0);
            let keeps = |count: usize| count == most && count >= least.max(1);
            fits.iter().zip(counts).filter(|(_, count)| keeps(*count)).map(|(one, _)| *one).collect()
        };
        let mut exact = most(&sets(holds), words.len() + who.len());
        if exact.is_empty() {
            let near = most(&sets(resembles), (words.len() + who.len()).div_ceil(2));
            return (near.into_iter().map(|(record, _)| record).collect(), true);
        }
        let itself: Vec<BTreeSet<usize>> = words.iter().map(|word| self.itself.with(word, holds)).collect();
        exact.sort_by_key(|(_, place)| !itself.iter().all(|set| set.contains(place)));
        (exact.into_iter().map(|(record, _)| record).collect(), false)
    }
}

fn fits_source(record: &Record, wanted: &Wanted) -> bool {
    let source = record.get("source");
    wanted.source.is_empty() || source.strip_prefix(wanted.source.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn fits_days(record: &Record, wanted: &Wanted) -> bool {
    match (wanted.due_from, wanted.due_through, record.day("due")) {
        (None, None, _) => true,
        (_, _, None) => false,
        (from, through, Some(due)) => from.is_none_or(|from| from <= due) && through.is_none_or(|through| due <= through),
    }
}

/// Everything that is said in a record, and in the records it names.
fn all_text(register: &Register, record: &Record) -> String {
    let mut text = record.id().to_owned();
    for field in record.kind().fields() {
        text.push(' ');
        text.push_str(record.get(field.name));
        if let Shape::References(kind) = field.shape {
            for named in record.list(field.name).into_iter().filter_map(|id| register.get(kind, id)) {
                text.extend([" ", named.get("title"), " ", named.get("answer")]);
            }
        }
    }
    text
}

fn whose(record: &Record) -> String {
    let fields = ["promised_by", "owner", "partners", "asked_by", "made_by", "given_by", "organisation"];
    fields.map(|field| format!("{} {}", record.get(field), record.get(&format!("{field}_en")))).join(" ")
}

/// The words of a text: small letters without accents, and digits.
fn words(text: &str) -> Vec<String> {
    let plain: String = text.chars().flat_map(char::to_lowercase).map(without_accent).collect();
    plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    }
}

/// Whether two words differ by few letters: none under four letters, one under eight, else two. Of a longer word only its
/// beginning counts, so that a part of a Dutch compound is found.
fn is_near(own: &str, word: &str) -> bool {
    let wanted: Vec<char> = word.chars().collect();
    let most = match wanted.len() {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    let own: Vec<char> = own.chars().take(wanted.len() + most).collect();
    own.len() + most >= wanted.len() && nearest_beginning(&own, &wanted) <= most
}

/// Fewest changes (a letter more, less, other, or two swapped) that make `wanted` of a beginning of `own`.
fn nearest_beginning(own: &[char], wanted: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=own.len()).collect()];
    for (line, letter) in wanted.iter().enumerate() {
        let mut row = vec![line + 1];
        for (place, other) in own.iter().enumerate() {
            let changed = rows[line][place] + usize::from(letter != other);
            let mut least = changed.min(rows[line][place + 1] + 1).min(row[place] + 1);
            if line > 0 && place > 0 && *letter == own[place - 1] && wanted[line - 1] == *other {
                least = least.min(rows[line - 1][place - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.iter().min().copied()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(wanted: &Wanted) -> Vec<String> {
        let register = Register::of_texts();
        let (found, _) = search(&register, register.of_kind(Kind::Commitment), wanted);
        found.into_iter().map(|record| record.id().to_owned()).collect()
    }

    fn by_words(text: &str) -> Vec<String> {
        ids(&Wanted { words: text.to_owned(), ..Wanted::default() })
    }

    #[test]
    fn capitals_accents_and_order_do_not_matter() {
        assert!(by_words("GEINFORMEERD kader").contains(&"C-02".to_owned()));
        assert_eq!(by_words("athena"), ["C-08"]);
    }

    #[test]
    fn a_typing_mistake_finds_what_was_meant_and_nonsense_finds_nothing() {
        assert!(by_words("prevalentiemoniter wodc").contains(&"C-05".to_owned()));
        assert!(by_words("jeugdbeschermigscafes").contains(&"C-35".to_owned()), "a letter left out");
        assert!(by_words("sporenonderzeok").contains(&"C-24".to_owned()), "two letters swapped");
        assert_eq!(by_words("xyzzyxyzzy"), Vec::<String>::new());
    }

    #[test]
    fn a_paragraph_an_owner_or_a_day_narrows_the_list() {
        let source = |text: &str| ids(&Wanted { source: text.to_owned(), ..Wanted::default() });
        assert_eq!(source("T2 B, antwoord 2"), ["C-03", "C-21"]);
        assert!(source("T2 B").len() > 5 && source("T2").len() > source("T2 B").len());
        assert_eq!(source("T"), Vec::<String>::new(), "a source is named whole");
        assert!(ids(&Wanted { who: "zonmw".to_owned(), ..Wanted::default() }).iter().all(|id| ["C-03", "C-12", "C-21"].contains(&&**id)));
        let due = Wanted { due_from: Day::parse_iso("2022-01-01"), due_through: Day::parse_iso("2022-12-31"), ..Wanted::default() };
        assert_eq!(ids(&due), ["C-11", "C-12", "C-14", "C-15"]);
    }

    #[test]
    fn the_words_of_the_question_find_the_commitment_that_answers_it() {
        assert!(by_words("uitspraken rechters").contains(&"C-37".to_owned()));
    }
}
