//! What someone says about what happened: who, how old, when, where.

use domain::AcuteCare;
use domain::Day;

macro_rules! answers {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every answer, in the order of the page.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word in commands and rules.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            /// Reads the word.
            pub fn from_word(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|answer| answer.word() == text)
            }
        }
    };
}

answers! {
    /// About whom someone asks.
    Who {
        /// About themselves.
        Oneself = "self",
        /// About someone else: friend, parent, bystander.
        Other = "other",
        /// A professional.
        Professional = "professional",
        /// Worried about their own feelings or behaviour.
        WorriedAboutSelf = "worried-about-self",
    }
}

answers! {
    /// When it happened, as far as a door depends on it.
    When {
        /// There is danger now.
        Now = "now",
        /// In the acute phase: at most seven days ago, day 7 included.
        Acute = "acute",
        /// Longer ago, or not known.
        Later = "later",
    }
}

answers! {
    /// Where it happened.
    Place {
        /// At home or in the family.
        Home = "home",
        /// Online.
        Online = "online",
        /// Somewhere else.
        Elsewhere = "elsewhere",
        /// Not known, or not said.
        Unknown = "unknown",
    }
}

impl When {
    /// A number of whole days ago, by the table of the acute phase that `domain` keeps; the day itself is 0.
    pub fn days_ago(days: u16) -> When {
        let incident = Day(0);
        // The window has not changed since it was stated; a later statement would need the day of asking here.
        let care = AcuteCare::on(incident);
        if care.is_acute(incident, incident.plus(i32::from(days))) { When::Acute } else { When::Later }
    }

    /// Reads `now`, `days:N` and `long-ago`.
    ///
    /// ```
    /// use signpost::When;
    /// assert_eq!(When::parse("days:7"), Some(When::Acute));
    /// assert_eq!(When::parse("days:8"), Some(When::Later));
    /// assert_eq!(When::parse("days:-1"), None);
    /// ```
    pub fn parse(text: &str) -> Option<When> {
        match text {
            "now" => Some(When::Now),
            "long-ago" => Some(When::Later),
            other => other.strip_prefix("days:")?.parse().ok().map(When::days_ago),
        }
    }
}

/// What someone says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Situation {
    /// About whom.
    pub who: Who,
    /// Age in completed years of the person it happened to; `None` when not said, and then no door is left out for it.
    pub age: Option<u8>,
    /// When.
    pub when: When,
    /// Where.
    pub place: Place,
}

impl Situation {
    /// Every combination of answers, without an age.
    pub fn all() -> impl Iterator<Item = Situation> {
        Who::ALL.iter().flat_map(|who| {
            When::ALL
                .iter()
                .flat_map(move |when| Place::ALL.iter().map(move |place| Situation { who: *who, age: None, when: *when, place: *place }))
        })
    }
}
