//! The coverage matrix: forms of violence × parts of care × target groups, and which measures stand in each cell.

use crate::{Kind, Place, Record, Register};

/// One cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MatrixCell {
    /// Form of violence.
    pub form: &'static str,
    /// Part of care.
    pub part: &'static str,
    /// Target group.
    pub group: &'static str,
    /// Ids of the measures that reach it; empty is a gap.
    pub measures: Vec<String>,
}

/// The whole matrix.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matrix {
    /// The place it is for, as a word; measures of the country count everywhere.
    pub place: String,
    /// Forms, in order.
    pub forms: &'static [&'static str],
    /// Parts of care, in order.
    pub parts: &'static [&'static str],
    /// Target groups, in order.
    pub groups: &'static [&'static str],
    /// Every cell: form by form, part by part, group by group.
    pub cells: Vec<MatrixCell>,
}

impl Matrix {
    /// Cells that no measure reaches.
    pub fn gaps(&self) -> impl Iterator<Item = &MatrixCell> {
        self.cells.iter().filter(|cell| cell.measures.is_empty())
    }

    /// Measures that reach a form and a part, for any group; each once.
    pub fn measures(&self, form: &str, part: &str) -> Vec<&str> {
        let cells = self.cells.iter().filter(|cell| cell.form == form && cell.part == part);
        let mut ids: Vec<&str> = cells.flat_map(|cell| cell.measures.iter().map(String::as_str)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// The matrix of a place: measures of that place, of the region it lies in and of the country that have not ended.
///
/// A measure that names several forms, parts or groups stands in each of their cells.
pub fn matrix(register: &Register, place: impl Into<Place>) -> Matrix {
    let (place, areas) = (place.into(), register.areas());
    let (forms, parts, groups) = (words("forms"), words("parts"), words("target_groups"));
    let mut lists = vec![Vec::new(); forms.len() * parts.len() * groups.len()];
    for measure in register.of_kind(Kind::Measure).filter(|measure| measure.get("status") != "ended" && place.has(measure, &areas)) {
        for cell in cells_of(measure) {
            lists[cell].push(measure.id().to_owned());
        }
    }
    let axes = forms.iter().flat_map(|form| parts.iter().flat_map(move |part| groups.iter().map(move |group| (*form, *part, *group))));
    let cells = axes.zip(lists).map(|((form, part, group), measures)| MatrixCell { form, part, group, measures }).collect();
    Matrix { place: place.word().to_owned(), forms, parts, groups, cells }
}

fn places(measure: &Record, field: &str, words: &[&str]) -> Vec<usize> {
    measure.list(field).into_iter().filter_map(|word| words.iter().position(|known| *known == word)).collect()
}

/// The cells a measure names, as places in the list of all cells.
fn cells_of(measure: &Record) -> Vec<usize> {
    let (forms, parts, groups) = (words("forms"), words("parts"), words("target_groups"));
    let [form_places, part_places, group_places] =
        [("forms", forms), ("parts", parts), ("target_groups", groups)].map(|(field, words)| places(measure, field, words));
    let rows = form_places.iter().flat_map(|form| part_places.iter().map(move |part| form * parts.len() + part));
    rows.flat_map(|row| group_places.iter().map(move |group| row * groups.len() + group)).collect()
}

/// A set of cells of the matrix.
#[derive(Clone, Copy, Default)]
pub(crate) struct Cells([u64; 8]);

impl Cells {
    /// Both together.
    pub(crate) fn with(mut self, other: &Cells) -> Cells {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own |= other);
        self
    }

    /// How many cells of the matrix are not in it.
    pub(crate) fn missed(&self) -> usize {
        let all = words("forms").len() * words("parts").len() * words("target_groups").len();
        all - self.0.iter().map(|bits| bits.count_ones() as usize).sum::<usize>()
    }
}

/// The cells a measure reaches.
pub(crate) fn covered(measure: &Record) -> Cells {
    let mut cells = Cells::default();
    for cell in cells_of(measure) {
        cells.0[cell / 64] |= 1 << (cell % 64);
    }
    cells
}

/// The words of a field of a measure.
fn words(field: &str) -> &'static [&'static str] {
    Kind::Measure.field(field).map_or(&[], |field| field.shape.words())
}

/// Pairs of measures that share a form, a part, a group and a region: where bundling may join forces. Each pair comes with
/// the number of cells it shares, most first.
pub fn overlaps(matrix: &Matrix) -> Vec<(String, String, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for cell in &matrix.cells {
        for (place, first) in cell.measures.iter().enumerate() {
            for second in &cell.measures[place + 1..] {
                *counts.entry((first, second)).or_insert(0_usize) += 1;
            }
        }
    }
    let mut pairs: Vec<(String, String, usize)> = counts.into_iter().map(|((a, b), count)| (a.clone(), b.clone(), count)).collect();
    pairs.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1))));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compared;
    use domain::{RegionCode, RegionKind};

    fn measure(id: &str, cells: &[(&str, &str)]) -> (Record, u32) {
        let own = [("id", id), ("source", "a test"), ("title", "a measure"), ("status", "running"), ("regions", "NL")];
        let cells = own.iter().chain(cells).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let (record, findings) = Record::read(Kind::Measure, &cells, 1);
        (record.unwrap_or_else(|| panic!("{findings:?}")), 0)
    }

    #[test]
    fn a_measure_closes_the_cells_it_names_and_no_other() {
        let cells = [("forms", "sexual"), ("parts", "prevent|stop"), ("target_groups", "boys")];
        let register = Register::of([measure("M-1", &cells)]);
        let found = matrix(&register, RegionCode::COUNTRY);
        let closed: Vec<(&str, &str, &str)> =
            found.cells.iter().filter(|cell| !cell.measures.is_empty()).map(|cell| (cell.form, cell.part, cell.group)).collect();
        assert_eq!(closed, [("sexual", "prevent", "boys"), ("sexual", "stop", "boys")]);
        assert_eq!(found.gaps().count(), found.cells.len() - 2);
    }

    #[test]
    fn a_regional_measure_counts_in_its_region_only_and_an_ended_one_nowhere() {
        let cells =
            |regions, status| [("forms", "sexual"), ("parts", "stop"), ("target_groups", "boys"), ("regions", regions), ("status", status)];
        let register = Register::of([measure("M-1", &cells("VT19", "running")), measure("M-2", &cells("NL", "ended"))]);
        let count = |region: &str| matrix(&register, region.parse::<RegionCode>().expect("a region")).measures("sexual", "stop").len();
        assert_eq!([count("VT19"), count("VT05"), count("NL")], [1, 0, 0]);
    }

    #[test]
    fn regions_side_by_side_count_the_gaps_of_their_own_matrix() {
        let cells = |region| [("forms", "sexual|neglect"), ("parts", "stop|signal"), ("target_groups", "boys|girls"), ("regions", region)];
        let texts = Register::of_texts();
        let own = [measure("X-1", &cells("VT19")), measure("X-2", &cells("GM0363")), measure("X-3", &cells("NL"))];
        let register = Register::of(texts.all().cloned().map(|record| (record, 0)).chain(own));
        for kind in [RegionKind::VeiligThuis, RegionKind::Municipality, RegionKind::Country] {
            for line in compared(&register, kind) {
                assert_eq!(line.gaps, matrix(&register, line.region).gaps().count(), "{}", line.region);
            }
        }
        let all = words("forms").len() * words("parts").len() * words("target_groups").len();
        assert!(all <= 512, "the set of cells holds 512");
    }

    #[test]
    fn measures_that_share_cells_overlap() {
        let cells = [("forms", "sexual"), ("parts", "stop|signal"), ("target_groups", "boys")];
        let register = Register::of([measure("M-1", &cells), measure("M-2", &cells), measure("M-3", &[("forms", "neglect")])]);
        assert_eq!(overlaps(&matrix(&register, RegionCode::COUNTRY)), [("M-1".to_owned(), "M-2".to_owned(), 2)]);
    }
}
