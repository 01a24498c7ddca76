//! The language in which the register speaks. What is kept in it stays as it was written.

/// A language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// Dutch.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// The Dutch or the English words.
    pub fn say(self, dutch: &'static str, english: &'static str) -> &'static str {
        match self {
            Language::Dutch => dutch,
            Language::English => english,
        }
    }
}
