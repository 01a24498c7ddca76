//! A comparison ready to run: one code for each record, one ready value for each code, and how often it occurs.

use std::collections::HashMap;

use super::date::{self, DayOrder};
use super::error::LinkageError;
use super::kind::Kind;
use super::level::{CLOSE, DIFFERENT, EXACT_COMMON, LEVELS, MISSING, SWAPPED};
use super::model::{Comparison, Model};
use super::table::{Source, Texts};
use super::value::{Glance, Value, canonical};

/// All records in one order that does not depend on the order they came in: by source, then identifier.
pub(crate) struct Records {
    /// Place of the source, and of the record in it.
    pub(crate) rows: Vec<(u32, u32)>,
}

impl Records {
    pub(crate) fn new(sources: &[Source]) -> Records {
        let mut rows = Vec::with_capacity(sources.iter().map(Source::len).sum());
        for (place, source) in sources.iter().enumerate() {
            // The first letters as a number decide nearly every comparison without a look at the text.
            let mut own: Vec<(u64, u32)> = (0..source.len() as u32).map(|row| (opening(source.ids.get(row as usize)), row)).collect();
            let fields = |row: u32| source.columns.iter().map(move |column| column.value(row as usize));
            let id = |row: u32| source.ids.get(row as usize);
            own.sort_unstable();
            for same in own.chunk_by_mut(|x, y| x.0 == y.0).filter(|same| same.len() > 1) {
                same.sort_unstable_by(|(_, a), (_, b)| id(*a).cmp(id(*b)).then_with(|| fields(*a).cmp(fields(*b))).then(a.cmp(b)));
            }
            rows.extend(own.into_iter().map(|(_, row)| (place as u32, row)));
        }
        Records { rows }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// The first eight bytes of a text as a number that sorts as the text does.
pub(crate) fn opening(text: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(text.bytes()).for_each(|(own, byte)| *own = byte);
    u64::from_be_bytes(bytes)
}

/// One comparison over all records.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// For each record, in the order of [`Records`]; 0 says nothing.
    pub(crate) codes: Vec<u32>,
    /// Canonical texts; the first is empty.
    pub(crate) texts: Texts,
    pub(crate) values: Vec<Value>,
    glances: Vec<Glance>,
    /// Records with each value.
    pub(crate) counts: Vec<u32>,
    /// Of the records that say something, the share in each level of equality.
    pub(crate) equal: [f64; LEVELS],
    bands: Vec<u8>,
    established: Vec<bool>,
    /// Natural logarithms of [`Field::share`].
    log_shares: Vec<f64>,
    /// The comparison this one depends on.
    pub(crate) parent: Option<usize>,
    /// For given names: the surname's code with the same letters, and its place.
    partner: Option<(usize, Vec<u32>)>,
}

/// Part of a full name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Given,
    Family,
}

/// Makes every comparison of a model ready. Pseudonyms are left to [`pseudonyms`].
///
/// # Errors
/// When a column is not there.
pub(crate) fn fields(sources: &[Source], records: &Records, model: &Model) -> Result<Vec<Field>, LinkageError> {
    let mut found = Vec::new();
    for comparison in model.comparisons.iter().filter(|comparison| comparison.kind != Kind::Pseudonym) {
        let raw = Raw::new(sources, comparison)?;
        if comparison.kind == Kind::FullName {
            let named = |part: &str| format!("{}.{part}", comparison.name);
            found.push(raw.field(records, named("given"), Kind::GivenName, Part::Given));
            found.push(raw.field(records, named("family"), Kind::Surname, Part::Family));
        } else {
            found.push(raw.field(records, comparison.name.clone(), comparison.kind, Part::Whole));
        }
    }
    depend(&mut found);
    pair_names(&mut found);
    Ok(found)
}

/// Codes of a known pseudonym for each record, 0 where unknown.
///
/// # Errors
/// When a source that is asked for it has no such column.
pub(crate) fn pseudonyms(sources: &[Source], records: &Records, comparison: &Comparison) -> Result<Vec<u32>, LinkageError> {
    Ok(Raw::new(sources, comparison)?.field(records, String::new(), Kind::Pseudonym, Part::Whole).codes)
}

/// The values of a comparison as they came: for each source its columns' places.
struct Raw<'a> {
    sources: &'a [Source],
    places: Vec<Vec<usize>>,
    order: DayOrder,
}

impl<'a> Raw<'a> {
    fn new(sources: &'a [Source], comparison: &Comparison) -> Result<Raw<'a>, LinkageError> {
        let mut places = Vec::new();
        for (number, source) in sources.iter().enumerate() {
            let place = |column: &String| {
                source.place(column).ok_or_else(|| LinkageError::UnknownColumn {
                    comparison: comparison.name.clone(),
                    column: column.clone(),
                    source_name: source.name().to_owned(),
                    present: source.header().join(", "),
                })
            };
            places.push(comparison.of(number).iter().map(place).collect::<Result<Vec<_>, _>>()?);
        }
        let whole = places.first().is_some_and(|places| places.len() == 1) && comparison.kind == Kind::Date;
        let values = || sources.iter().zip(&places).flat_map(|(source, places)| source.columns[places[0]].values.iter());
        let order = if whole { date::order(values()) } else { DayOrder::DayFirst };
        Ok(Raw { sources, places, order })
    }

    fn field(&self, records: &Records, name: String, kind: Kind, part: Part) -> Field {
        // Distinct combinations of values to canonical texts, then texts to codes in alphabetical order.
        let mut seen: Vec<HashMap<Vec<u32>, u32>> = vec![HashMap::new(); self.sources.len()];
        let mut texts: Vec<String> = Vec::new();
        let mut combination = Vec::new();
        let mut single: Vec<Vec<u32>> =
            self.sources.iter().zip(&self.places).map(|(source, places)| vec![u32::MAX; source.columns[places[0]].values.len()]).collect();
        let mut of_record = Vec::with_capacity(records.len());
        for (source, row) in &records.rows {
            let (source, row) = (*source as usize, *row as usize);
            let places = &self.places[source];
            let mut fresh = || {
                texts.push(self.canonical(source, row, kind, part));
                texts.len() as u32 - 1
            };
            let code = if let [place] = places.as_slice() {
                let slot = &mut single[source][self.sources[source].columns[*place].codes[row] as usize];
                if *slot == u32::MAX {
                    *slot = fresh();
                }
                *slot
            } else {
                combination.clear();
                combination.extend(places.iter().map(|place| self.sources[source].columns[*place].codes[row]));
                match seen[source].get(&combination) {
                    Some(code) => *code,
                    None => *seen[source].entry(combination.clone()).or_insert_with(fresh),
                }
            };
            of_record.push(code);
        }
        Field::new(name, kind, &texts, of_record)
    }

    fn canonical(&self, source: usize, row: usize, kind: Kind, part: Part) -> String {
        let columns = &self.sources[source].columns;
        let values: Vec<&str> = self.places[source].iter().map(|place| columns[*place].value(row)).collect();
        let raw = match values.as_slice() {
            [value] => (*value).to_owned(),
            many => dashed(many),
        };
        match part {
            Part::Whole => canonical(kind, &raw, self.order),
            Part::Given => canonical(kind, &split(&raw).0, self.order),
            Part::Family => canonical(kind, &split(&raw).1, self.order),
        }
    }
}

/// Year, month and day as one text; without a year there is no date.
fn dashed(parts: &[&str]) -> String {
    let whole = |text: &str| text.trim().trim_end_matches(".0").parse::<u32>().ok();
    let Some(year) = whole(parts[0]) else { return String::new() };
    let rest = parts[1..].iter().map(|part| format!("{:02}", whole(part).unwrap_or(0).min(99)));
    std::iter::once(format!("{year:04}")).chain(rest).collect::<Vec<_>>().join("-")
}

/// Given name and surname out of "Jansen, Piet" or "Piet de Jansen".
fn split(full: &str) -> (String, String) {
    if let Some((family, given)) = full.split_once(',') {
        return (given.trim().to_owned(), family.trim().to_owned());
    }
    let words: Vec<&str> = full.split_whitespace().collect();
    let prefix = |word: &str| {
        matches!(word.to_lowercase().as_str(), "van" | "de" | "der" | "den" | "ter" | "ten" | "te" | "von" | "el" | "v.d." | "'t")
    };
    let from = (1..words.len()).find(|place| prefix(words[*place])).unwrap_or(words.len().saturating_sub(1));
    (words[..from].join(" "), words[from..].join(" "))
}

impl Field {
    fn new(name: String, kind: Kind, texts: &[String], of_record: Vec<u32>) -> Field {
        let (sorted, moved) = sorted(texts);
        let codes: Vec<u32> = of_record.into_iter().map(|code| moved[code as usize]).collect();
        let mut held = Texts::default();
        sorted.iter().for_each(|text| held.push(text));
        let values: Vec<Value> = sorted.iter().map(|text| Value::new(kind, text)).collect();
        let glances = values.iter().map(Value::glance).collect();
        let mut counts = vec![0u32; sorted.len()];
        codes.iter().for_each(|code| counts[*code as usize] += 1);
        let often = 5 + codes.len() as u32 / 20_000;
        let established = counts.iter().map(|count| *count > often).collect();
        let bands = bands(&counts);
        let equal = equal(&counts, &bands);
        let (parent, partner, log_shares) = (None, None, Vec::new());
        let own = Field { name, kind, codes, texts: held, values, glances, counts, equal, bands, established, log_shares, parent, partner };
        Field { log_shares: (0..sorted.len() as u32).map(|code| own.share(code).ln()).collect(), ..own }
    }

    /// Records that say something.
    pub(crate) fn filled(&self) -> u64 {
        self.codes.len() as u64 - u64::from(self.counts[0])
    }

    /// The level of a value that both sides share.
    pub(crate) fn exact(&self, code: u32) -> u8 {
        EXACT_COMMON + self.bands[code as usize]
    }

    /// The level of two different values, neither of which is missing.
    pub(crate) fn unequal(&self, a: u32, b: u32) -> u8 {
        let (a, b) = (a as usize, b as usize);
        self.glances[a].level(&self.glances[b], self.kind).unwrap_or_else(|| self.looked_at(a, b))
    }

    /// The level of two different values that a glance tells, of which neither is missing.
    pub(crate) fn glanced(&self, a: u32, b: u32) -> Option<u8> {
        self.glances[a as usize].level(&self.glances[b as usize], self.kind)
    }

    /// The level of two different values by all that is known of them.
    pub(crate) fn looked_at(&self, a: usize, b: usize) -> u8 {
        self.values[a].level(&self.values[b], self.kind, self.established[a] && self.established[b])
    }

    /// Of the others, the share that has this value: what an equal value is worth.
    pub(crate) fn share(&self, code: u32) -> f64 {
        f64::from(self.counts[code as usize].max(2) - 1) / self.filled().max(1) as f64
    }

    /// The natural logarithm of that share.
    pub(crate) fn log_share(&self, code: u32) -> f64 {
        self.log_shares[code as usize]
    }
}

/// Distinct texts in alphabetical order, the empty one first, and for each text its place among them.
fn sorted(texts: &[String]) -> (Vec<&str>, Vec<u32>) {
    let mut order: Vec<(u64, u32)> = texts.iter().enumerate().map(|(place, text)| (opening(text), place as u32)).collect();
    let text = |place: u32| texts[place as usize].as_str();
    order.sort_unstable_by(|(x, a), (y, b)| x.cmp(y).then_with(|| text(*a).cmp(text(*b))));
    let mut found = vec![""];
    let mut moved = vec![0; texts.len()];
    for (_, place) in order {
        if found.last().is_some_and(|last| *last != text(place)) {
            found.push(text(place));
        }
        moved[place as usize] = found.len() as u32 - 1;
    }
    (found, moved)
}

fn equal(counts: &[u32], bands: &[u8]) -> [f64; LEVELS] {
    let mut records = [0u64; LEVELS];
    counts.iter().zip(bands).skip(1).for_each(|(count, band)| records[usize::from(EXACT_COMMON + band)] += u64::from(*count));
    let total = records.iter().sum::<u64>().max(1) as f64;
    records.map(|own| own as f64 / total)
}

/// The third of the records a value belongs to, from common to rare; values that are as frequent share a band.
fn bands(counts: &[u32]) -> Vec<u8> {
    let mut frequencies: Vec<u32> = counts[1..].to_vec();
    frequencies.sort_unstable_by(|a, b| b.cmp(a));
    let total: u64 = frequencies.iter().map(|count| u64::from(*count)).sum();
    let mut band_of: HashMap<u32, u8> = HashMap::new();
    let mut before = 0u64;
    for group in frequencies.chunk_by(|a, b| a == b) {
        let own = u64::from(group[0]) * group.len() as u64;
        let middle = 2 * before + own;
        band_of.insert(group[0], ((3 * middle) / (2 * total).max(1)).min(2) as u8);
        before += own;
    }
    counts.iter().enumerate().map(|(place, count)| if place == 0 { 0 } else { band_of.get(count).copied().unwrap_or(2) }).collect()
}

/// What depends on what: sex on the given name, parts of an address on the finest that is there.
fn depend(fields: &mut [Field]) {
    let find = |kind: Kind| fields.iter().position(|field| field.kind == kind);
    let given = find(Kind::GivenName);
    let root = [Kind::Postcode, Kind::Street, Kind::City].into_iter().find_map(find);
    let city = find(Kind::City);
    for (place, field) in fields.iter_mut().enumerate() {
        let parent = match field.kind {
            Kind::Sex => given,
            Kind::HouseNumber | Kind::Street | Kind::City | Kind::Postcode => root,
            Kind::Category => city.or(root),
            _ => None,
        };
        field.parent = parent.filter(|parent| *parent != place);
    }
}

/// Tells for each given name which surname has the same letters.
fn pair_names(fields: &mut [Field]) {
    let find = |kind: Kind| fields.iter().position(|field| field.kind == kind);
    let (Some(given), Some(family)) = (find(Kind::GivenName), find(Kind::Surname)) else { return };
    // Both are in alphabetical order.
    let surnames = &fields[family].texts;
    let mut place = 0;
    let same = |text: &str| {
        while place < surnames.len() && surnames.get(place) < text {
            place += 1;
        }
        if place < surnames.len() && surnames.get(place) == text { place as u32 } else { 0 }
    };
    let codes = fields[given].texts.iter().map(same).collect();
    fields[given].partner = Some((family, codes));
}

/// Puts the level of swapped names in place of both, where each given name is the other's surname, or nearly.
pub(crate) fn swap(fields: &[Field], levels: &mut [u8], a: &[u32], b: &[u32]) {
    let Some(given) = fields.iter().position(|field| field.partner.is_some()) else { return };
    let Some((family, codes)) = &fields[given].partner else { return };
    let unlike = |level: u8| matches!(level, CLOSE | DIFFERENT);
    if !unlike(levels[given]) || !unlike(levels[*family]) {
        return;
    }
    let crossed = |x: &[u32], y: &[u32]| codes[x[given] as usize] != 0 && codes[x[given] as usize] == y[*family];
    let (first, second) = (crossed(a, b), crossed(b, a));
    // One side equal, the other at least alike.
    let nearly = |x: &[u32], y: &[u32]| {
        let other = codes[x[given] as usize];
        other != 0 && y[*family] != 0 && (fields[*family].unequal(other, y[*family]) < CLOSE)
    };
    if (first && (second || nearly(b, a))) || (second && nearly(a, b)) {
        levels[given] = SWAPPED;
        levels[*family] = SWAPPED;
    }
}

/// The level of one comparison of a pair of codes, without memory.
pub(crate) fn level(field: &Field, a: u32, b: u32) -> u8 {
    if a == 0 || b == 0 {
        MISSING
    } else if a == b {
        field.exact(a)
    } else {
        field.unequal(a, b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_name_is_taken_apart() {
        for (full, given, family) in [
            ("Jansen, Piet", "Piet", "Jansen"),
            ("Piet Jansen", "Piet", "Jansen"),
            ("Piet Jan de Vries", "Piet Jan", "de Vries"),
            ("Madonna", "", "Madonna"),
            ("", "", ""),
        ] {
            assert_eq!(split(full), (given.to_owned(), family.to_owned()));
        }
    }

    #[test]
    fn bands_hold_a_third_of_the_records_each() {
        // One value of 30 records, three of 10, thirty of 1.
        let mut counts = vec![0, 30, 10, 10, 10];
        counts.extend([1; 30]);
        let bands = bands(&counts);
        assert_eq!((bands[1], bands[2], bands[5]), (0, 1, 2));
    }
}
