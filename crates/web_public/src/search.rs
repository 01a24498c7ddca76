//! Finding a region, an indicator or a method by what a reader types, typing mistakes included.
//!
//! Words are compared by their trigrams (three letters in a row, the ends of the word marked), as PostgreSQL's `pg_trgm` does: the
//! share of trigrams two words have in common. Capitals and accents do not matter. Every word typed must resemble a word of
//! what is found.

use std::collections::BTreeSet;

use domain::{Atlas, RegionCode, RegionKind};
use publication::{Definition, Release};

/// Least resemblance of a word that is taken for another.
const LEAST: f64 = 0.4;
/// How much a word counts that stands in the description and not in the name.
const IN_TEXT: f64 = 0.6;
/// Letters of a query that are looked at.
const LONGEST: usize = 100;
/// Most that is found of one kind.
const MOST: usize = 12;

/// What can be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    /// A region.
    Region(RegionCode),
    /// An indicator, by its slug.
    Indicator(String),
    /// A cross table, by its slug.
    Crosstab(String),
    /// A method, by its slug.
    Method(String),
}

/// Everything of a release that can be found, its words made ready.
#[derive(Debug)]
pub(crate) struct Search(Vec<Known>);

#[derive(Debug)]
struct Known {
    target: Target,
    name: Vec<Word>,
    text: Vec<Word>,
}

/// A folded word and its trigrams.
#[derive(Debug)]
struct Word {
    word: String,
    trigrams: BTreeSet<[char; 3]>,
}

impl Search {
    /// The regions of an atlas, and the indicators, cross tables and methods of a release.
    pub(crate) fn of(release: &Release, atlas: &Atlas) -> Search {
        let municipalities = atlas.municipalities().iter().map(|entry| entry.code.region());
        let areas = atlas.veilig_thuis_regions(i16::MAX).chain(atlas.youth_regions()).map(|entry| entry.code);
        let region = |region: RegionCode| Known {
            name: words(&format!("{} {}", atlas.name(region).unwrap_or_default(), also_called(atlas, region))),
            text: words(&format!("{region} {}", kind_words(region.kind()))),
            target: Target::Region(region),
        };
        let country = [RegionCode::COUNTRY];
        let defined = |target: fn(String) -> Target, own: &Definition| Known {
            target: target(own.slug.clone()),
            name: words(&format!("{} {}", own.title.nl, own.title.en)),
            text: words(
                &[&own.question.nl, &own.question.en, &own.definition.nl, &own.definition.en, &own.slug].map(String::as_str).join(" "),
            ),
        };
        let indicators = release.indicators().iter().map(|indicator| defined(Target::Indicator, &indicator.definition));
        let crosstabs = release.crosstabs.iter().filter(|table| !table.is_by_month() || table.is_first_alike());
        let crosstabs = crosstabs.map(|table| defined(Target::Crosstab, table.definition()));
        let methods = release.methods.iter().map(|method| Known {
            target: Target::Method(method.slug.clone()),
            name: words(&format!("{} {}", method.title.nl, method.title.en)),
            text: words(&method.slug),
        });
        Search(
            country.into_iter().chain(areas).chain(municipalities).map(region).chain(indicators).chain(crosstabs).chain(methods).collect(),
        )
    }

    /// What resembles the query, best first: regions, indicators, cross tables and methods, at most twelve of each.
    pub(crate) fn find(&self, query: &str) -> Vec<&Target> {
        let query = words(&query.chars().take(LONGEST).collect::<String>());
        if query.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(f64, &Target)> = self.0.iter().filter_map(|known| Some((known.resemblance(&query)?, &known.target))).collect();
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        // What resembles far less than the best is noise.
        let best = found.first().map_or(0.0, |(score, _)| *score);
        found.retain(|(score, _)| *score >= best * 0.6);
        let mut counts = [0usize; 4];
        let mut is_among_first = |target: &Target| {
            let count = &mut counts[target.kind()];
            *count += 1;
            *count <= MOST
        };
        found.into_iter().map(|(_, target)| target).filter(|target| is_among_first(target)).collect()
    }
}

impl Target {
    fn kind(&self) -> usize {
        match self {
            Target::Region(_) => 0,
            Target::Indicator(_) => 1,
            Target::Crosstab(_) => 2,
            Target::Method(_) => 3,
        }
    }
}

impl Known {
    /// The mean resemblance of the words typed; `None` where one of them resembles nothing.
    fn resemblance(&self, query: &[Word]) -> Option<f64> {
        let best = |words: &[Word], word: &Word| words.iter().map(|own| own.resemblance(word)).fold(0.0, f64::max);
        let score =
            |word: &Word| Some(best(&self.name, word).max(best(&self.text, word) * IN_TEXT)).filter(|score| *score >= LEAST * IN_TEXT);
        let scores: Vec<f64> = query.iter().map(score).collect::<Option<_>>()?;
        // Of two names that hold the words, the shorter says them more exactly.
        Some(scores.iter().sum::<f64>() / scores.len() as f64 - 0.002 * self.name.len() as f64)
    }
}

impl Word {
    /// 1 for the same word, 0.9 for one that begins so, else the share of trigrams in common; 0 below the least that counts.
    fn resemblance(&self, typed: &Word) -> f64 {
        if self.word == typed.word {
            return 1.0;
        }
        if typed.word.chars().count() > 2 && self.word.starts_with(&typed.word) {
            return 0.9;
        }
        let common = self.trigrams.intersection(&typed.trigrams).count() as f64;
        let share = 2.0 * common / (self.trigrams.len() + typed.trigrams.len()) as f64;
        if share >= LEAST { share * 0.85 } else { 0.0 }
    }
}

fn words(text: &str) -> Vec<Word> {
    let folded = folded(text);
    let parts = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    parts.map(|word| Word { word: word.to_owned(), trigrams: trigrams(word) }).collect()
}

fn trigrams(word: &str) -> BTreeSet<[char; 3]> {
    let letters: Vec<char> = [' ', ' '].into_iter().chain(word.chars()).chain([' ']).collect();
    letters.windows(3).map(|three| [three[0], three[1], three[2]]).collect()
}

/// Small letters without accents.
fn folded(text: &str) -> String {
    let plain = |letter: char| match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    };
    text.to_lowercase().chars().map(plain).collect()
}

/// What people call a place besides its name.
fn also_called(atlas: &Atlas, region: RegionCode) -> &'static str {
    match atlas.name(region) {
        Some("'s-Gravenhage" | "’s-Gravenhage") => "Den Haag The Hague",
        Some("'s-Hertogenbosch" | "’s-Hertogenbosch") => "Den Bosch",
        Some("Nederland") => "Netherlands land",
        Some(_) | None => "",
    }
}

fn kind_words(kind: RegionKind) -> &'static str {
    match kind {
        RegionKind::Country => "land country",
        RegionKind::VeiligThuis => "veilig thuis regio region",
        RegionKind::Youth => "jeugdregio youth region",
        RegionKind::Municipality => "gemeente municipality",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_mistake_is_near_and_another_word_is_not() {
        let one = |text: &str| words(text).remove(0);
        assert!(one("Amsterdam").resemblance(&one("amsterdm")) > 0.6);
        assert!(one("Súdwest").resemblance(&one("sudwest")) > 0.99);
        assert!(one("Groningen").resemblance(&one("grunningen")) > 0.4);
        assert!(one("Twente").resemblance(&one("zeeland")).abs() < 1e-9);
        assert!(words("a - !").is_empty());
    }
}
