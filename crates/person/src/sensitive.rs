//! A wrapper that cannot be printed or written by accident.

use std::fmt;

/// Why a sensitive value is opened; the closed list keeps every opening findable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To replace identity by a pseudonym.
    Pseudonymise,
    /// To show a supplier its own reference in findings on its own file.
    OwnFindings,
    /// To check the value against a rule, inside the room that read it.
    Check,
}

/// A value about one person. It has no `Display` and no serialisation, `Debug` prints `[sensitive]`, and
/// opening it asks for a [`Purpose`].
///
/// ```
/// use person::{Purpose, Sensitive};
/// let reference = Sensitive::new(String::from("A-17"));
/// assert_eq!(format!("{reference:?}"), "[sensitive]");
/// assert_eq!(reference.open(Purpose::OwnFindings), "A-17");
/// ```
///
/// ```compile_fail
/// let reference = person::Sensitive::new("A-17");
/// println!("{reference}");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Sensitive<T> {
        Sensitive(value)
    }

    /// Opens it for a stated purpose.
    pub fn open(&self, _purpose: Purpose) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sensitive]")
    }
}
