//! Forms and circumstances of violence; `Unknown` is a value of each, and its share is published.

use std::fmt;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        pub enum $name {
            /// Not known.
            #[default]
            Unknown,
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// Every value; unknown comes last, as tables show it.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+ $name::Unknown];

            /// The word used in files.
            pub fn word(self) -> &'static str {
                match self {
                    $name::Unknown => "unknown",
                    $($name::$variant => $text,)+
                }
            }

            /// Reads the word used in files.
            pub fn from_word(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.word() == text)
            }

            /// A small number for files: unknown is 0, the others count from 1 in the order they are declared.
            pub fn number(self) -> u8 {
                self as u8
            }

            /// The value with this number.
            pub fn from_number(number: u8) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| *value as u8 == number)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use named;

named! {
    /// Form of violence.
    Form {
        /// Sexual violence.
        Sexual = "sexual",
        /// Physical violence.
        Physical = "physical",
        /// Emotional violence.
        Emotional = "emotional",
        /// Neglect.
        Neglect = "neglect",
        /// Witness of violence between parents.
        Witness = "witness",
        /// Exploitation.
        Exploitation = "exploitation",
    }
}

named! {
    /// Whether there was physical contact.
    Contact {
        /// With physical contact.
        HandsOn = "hands-on",
        /// Without physical contact.
        HandsOff = "hands-off",
    }
}

named! {
    /// Where, or in which relation, it happened.
    Setting {
        /// In the family.
        Family = "family",
        /// In a relation of dependency.
        Dependency = "dependency",
        /// In an institution or foster care.
        Institution = "institution",
        /// At school.
        School = "school",
        /// Among peers.
        Peers = "peers",
        /// By an acquaintance.
        Acquaintance = "acquaintance",
        /// By a stranger.
        Stranger = "stranger",
        /// In sport.
        Sport = "sport",
        /// In the street or nightlife.
        Street = "street",
        /// Online only.
        OnlineOnly = "online-only",
    }
}

named! {
    /// The online side of it.
    Online {
        /// Nothing online.
        None = "none",
        /// Sexting or shared images.
        Images = "images",
        /// Sextortion.
        Sextortion = "sextortion",
        /// Grooming.
        Grooming = "grooming",
        /// Something else online.
        Other = "other",
    }
}

named! {
    /// Age of the other person.
    OtherAge {
        /// A minor.
        Minor = "minor",
        /// An adult.
        Adult = "adult",
    }
}

/// A set of forms of violence: one bit per [`Form`], bit 0 is unknown. Reasons are a set; a primary one cannot be told.
///
/// ```
/// use domain::{Form, Forms};
/// let grounds = Forms::parse("sexual|neglect").unwrap();
/// assert!(grounds.has(Form::Sexual) && !grounds.has(Form::Physical));
/// assert_eq!(grounds.to_string(), "sexual|neglect");
/// assert!(Forms::NONE.is_empty());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Forms(pub u8);

impl Forms {
    /// The empty set: nothing is said.
    pub const NONE: Forms = Forms(0);

    /// The set of one form.
    pub fn of(form: Form) -> Forms {
        Forms(1 << form.number())
    }

    /// This set with one more form.
    pub fn with(self, form: Form) -> Forms {
        Forms(self.0 | 1 << form.number())
    }

    /// Forms in either set.
    pub fn union(self, other: Forms) -> Forms {
        Forms(self.0 | other.0)
    }

    /// Whether the form is in the set.
    pub fn has(self, form: Form) -> bool {
        self.0 & (1 << form.number()) != 0
    }

    /// Whether nothing is said.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The forms that are known, or unknown alone where none is: what a table counts.
    pub fn known_or_unknown(self) -> Forms {
        let known = Forms(self.0 & !1);
        if known.is_empty() { Forms::of(Form::Unknown) } else { known }
    }

    /// Its forms in the order tables show them.
    pub fn iter(self) -> impl Iterator<Item = Form> {
        Form::ALL.iter().copied().filter(move |form| self.has(*form))
    }

    /// Reads `a|b`; the empty text is the empty set.
    pub fn parse(text: &str) -> Option<Forms> {
        text.split('|').filter(|word| !word.is_empty()).try_fold(Forms::NONE, |set, word| Form::from_word(word).map(|form| set.with(form)))
    }
}

impl fmt::Display for Forms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.iter().map(Form::word).collect();
        f.write_str(&words.join("|"))
    }
}
