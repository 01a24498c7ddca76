//! Multiple systems estimation held against populations whose size is known, and against tables that mean harm.

mod coverage;
mod hostile;
mod properties;

use estimates::mse::Overlap;

/// A table with lists a, b, c, ….
fn table(lists: usize, rows: impl IntoIterator<Item = (u32, u64)>) -> Overlap {
    Overlap::new(names(lists), rows).expect("a table")
}

fn names(lists: usize) -> Vec<String> {
    (0..lists).map(|list| char::from(b'a' + u8::try_from(list).expect("few lists")).to_string()).collect()
}
