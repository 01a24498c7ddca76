//! A missing number is not a zero.

use std::fmt;

/// What is known of one published number.
///
/// ```
/// use domain::Cell;
/// let cell = Cell::Shown(20);
/// assert_eq!(cell.map(|count| count * 2), Cell::Shown(40));
/// assert_eq!(Cell::<u64>::Hidden.symbol(), Some("x"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cell<T> {
    /// May be read.
    Shown(T),
    /// Shielded, so that no child can be told from it.
    Hidden,
    /// Not known, or too unreliable to say.
    Unknown,
    /// Cannot exist.
    Impossible,
}

impl<T> Cell<T> {
    /// The value, where it may be read.
    pub fn shown(self) -> Option<T> {
        match self {
            Cell::Shown(value) => Some(value),
            Cell::Hidden | Cell::Unknown | Cell::Impossible => None,
        }
    }

    /// The same status with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Cell<U> {
        match self {
            Cell::Shown(value) => Cell::Shown(change(value)),
            Cell::Hidden => Cell::Hidden,
            Cell::Unknown => Cell::Unknown,
            Cell::Impossible => Cell::Impossible,
        }
    }

    /// By reference.
    pub fn as_ref(&self) -> Cell<&T> {
        match self {
            Cell::Shown(value) => Cell::Shown(value),
            Cell::Hidden => Cell::Hidden,
            Cell::Unknown => Cell::Unknown,
            Cell::Impossible => Cell::Impossible,
        }
    }

    /// The symbol tables use where there is no value: `x` shielded, `.` unknown, blank impossible.
    pub fn symbol(&self) -> Option<&'static str> {
        match self {
            Cell::Shown(_) => None,
            Cell::Hidden => Some("x"),
            Cell::Unknown => Some("."),
            Cell::Impossible => Some(""),
        }
    }

    /// The word of the `status` column in files.
    pub fn status_word(&self) -> &'static str {
        match self {
            Cell::Shown(_) => "shown",
            Cell::Hidden => "hidden",
            Cell::Unknown => "unknown",
            Cell::Impossible => "impossible",
        }
    }
}

impl<T: fmt::Display> fmt::Display for Cell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Shown(value) => value.fmt(f),
            Cell::Hidden | Cell::Unknown | Cell::Impossible => f.write_str(self.symbol().unwrap_or_default()),
        }
    }
}

/// Whether a figure may still change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// Will not change.
    Final,
    /// May change when late registrations come in, `*`.
    Provisional,
}
