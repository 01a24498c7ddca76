//! How alike two texts are: edits and Jaro–Winkler, with a bound that spares most of the work.

/// Letters of a text as numbers, with the letters counted in 64 bits: two texts that share few bits share few letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letters {
    pub(crate) units: Box<[u16]>,
    bag: u64,
}

impl Letters {
    pub(crate) fn new(text: &str) -> Letters {
        let units: Box<[u16]> = text.encode_utf16().collect();
        let mut seen = [0u8; 32];
        let mut bag = 0u64;
        for unit in &units {
            let place = usize::from(*unit & 31);
            // The second time a letter is seen it gets a bit of its own; a third time is not told apart.
            let bit = if seen[place] == 0 { place } else { place + 32 };
            seen[place] += 1;
            bag |= 1 << bit;
        }
        Letters { units, bag }
    }

    /// Two bits for each letter of the alphabet: seen, and seen twice.
    pub(crate) fn bag(&self) -> u64 {
        self.bag
    }

    pub(crate) fn len(&self) -> usize {
        self.units.len()
    }
}

/// Letters, and one, of which edits are counted without asking for memory.
const FEW: usize = 32;

/// Whether two texts are at most `most` edits apart, a swap of neighbours being one edit (optimal string alignment).
pub(crate) fn within_edits(a: &Letters, b: &Letters, most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most || (a.bag ^ b.bag).count_ones() as usize > 2 * most {
        return false;
    }
    edits(&a.units, &b.units, most) <= most
}

/// Edits between two texts, in a band of width `most`; `most + 1` where they are more.
fn edits(a: &[u16], b: &[u16], most: usize) -> usize {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    let width = b.len() + 1;
    // Names are short: their rows need no memory of their own.
    let (mut few, mut many) = ([0usize; 3 * FEW], Vec::new());
    let rows: &mut [usize] = if width <= FEW {
        &mut few[..3 * width]
    } else {
        many.resize(3 * width, 0);
        &mut many
    };
    let (mut before, mut above, mut here) = (0, width, 2 * width);
    (0..width).for_each(|column| rows[above + column] = column);
    for row in 1..=a.len() {
        rows[here] = row;
        let mut least = row;
        for column in 1..=b.len() {
            let cost = usize::from(a[row - 1] != b[column - 1]);
            let mut value = (rows[above + column] + 1).min(rows[here + column - 1] + 1).min(rows[above + column - 1] + cost);
            if row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1] {
                value = value.min(rows[before + column - 2] + 1);
            }
            rows[here + column] = value;
            least = least.min(value);
        }
        if least > most + 1 {
            return most + 1;
        }
        (before, above, here) = (above, here, before);
    }
    rows[above + b.len()]
}

/// Whether Jaro–Winkler similarity (prefix weight 0.1, four letters) is at least `least`.
pub(crate) fn alike(a: &Letters, b: &Letters, least: f64) -> bool {
    if a.len().max(b.len()) <= 64 && a.len().min(b.len()) > 0 {
        // Letters the other lacks are never matched: so many are common at best.
        let (of_a, of_b) = (a.len() as f64, b.len() as f64);
        let common = (of_a - f64::from((a.bag & !b.bag).count_ones())).min(of_b - f64::from((b.bag & !a.bag).count_ones()));
        let bound = (common / of_a + common / of_b + 1.0) / 3.0;
        if bound + 0.4 * (1.0 - bound) < least {
            return false;
        }
    }
    jaro_winkler(&a.units, &b.units) >= least
}

/// Jaro–Winkler similarity (Winkler 1990): 1 for equal texts, 0 for nothing in common.
pub(crate) fn jaro_winkler(a: &[u16], b: &[u16]) -> f64 {
    let jaro = jaro(a, b);
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    jaro + 0.1 * prefix as f64 * (1.0 - jaro)
}

fn jaro(a: &[u16], b: &[u16]) -> f64 {
    // Matched letters are kept in 64 bits: longer texts are compared on their first 64.
    let (a, b) = (&a[..a.len().min(64)], &b[..b.len().min(64)]);
    if a.is_empty() || b.is_empty() {
        return f64::from(u8::from(a.len() == b.len()));
    }
    let window = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut of_a, mut of_b) = (0u64, 0u64);
    for (place, letter) in a.iter().enumerate() {
        let (from, to) = (place.saturating_sub(window), (place + window + 1).min(b.len()));
        if let Some(other) = (from..to).find(|other| of_b & (1 << other) == 0 && b[*other] == *letter) {
            of_a |= 1 << place;
            of_b |= 1 << other;
        }
    }
    let matched = f64::from(of_a.count_ones());
    if of_a == 0 {
        return 0.0;
    }
    let moved = kept(a, of_a).zip(kept(b, of_b)).filter(|(x, y)| x != y).count();
    (matched / a.len() as f64 + matched / b.len() as f64 + (matched - moved as f64 / 2.0) / matched) / 3.0
}

/// The letters whose bits are set, in their order.
fn kept(units: &[u16], mut bits: u64) -> impl Iterator<Item = u16> {
    std::iter::from_fn(move || {
        let place = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(units[place])
    })
}

/// Dice's coefficient over words, in sorted lists without repeats.
pub(crate) fn dice(a: &[u32], b: &[u32]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    2.0 * shared as f64 / (a.len() + b.len()) as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn jaro_winkler_gives_the_published_values() {
        // Winkler 1990 and the tables of the US Census Bureau.
        for (a, b, expected) in [
            ("martha", "marhta", 0.961_111_111),
            ("dwayne", "duane", 0.84),
            ("dixon", "dicksonx", 0.813_333_333),
            ("abc", "abc", 1.0),
            ("abc", "xyz", 0.0),
        ] {
            assert!((jaro_winkler(&units(a), &units(b)) - expected).abs() < 1e-9, "{a} {b}");
        }
    }

    #[test]
    fn a_swap_of_neighbours_is_one_edit() {
        for (a, b, most, expected) in [
            ("jansen", "jasnen", 1, true),
            ("jansen", "janssen", 1, true),
            ("jansen", "jansne", 1, true),
            ("jansen", "hansen", 1, true),
            ("jansen", "hanssen", 1, false),
            ("jansen", "hanssen", 2, true),
            ("", "a", 1, true),
            ("", "ab", 1, false),
        ] {
            assert_eq!(within_edits(&Letters::new(a), &Letters::new(b), most), expected, "{a} {b} {most}");
        }
    }

    /// Optimal string alignment with a whole table.
    fn plain(a: &[u16], b: &[u16]) -> usize {
        let mut table = vec![vec![0usize; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = match (i, j) {
                    (i, 0) => i,
                    (0, j) => j,
                    (i, j) => {
                        let cost = usize::from(a[i - 1] != b[j - 1]);
                        let mut best = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + cost);
                        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                            best = best.min(table[i - 2][j - 2] + 1);
                        }
                        best
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn bounds_never_change_the_answer(a in "[a-f]{0,9}|[ab]{30,40}", b in "[a-f]{0,9}|[ab]{30,40}", most in 1usize..3) {
            let (x, y) = (Letters::new(&a), Letters::new(&b));
            prop_assert_eq!(within_edits(&x, &y, most), plain(&x.units, &y.units) <= most);
            for least in [0.8, 0.88, 0.92] {
                prop_assert_eq!(alike(&x, &y, least), jaro_winkler(&x.units, &y.units) >= least);
            }
        }
    }
}
