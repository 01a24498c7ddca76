//! The kinds of record.

use crate::Field;
use crate::kinds;

macro_rules! kinds_of_record {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $many:literal, $nl:literal, $fields:ident;)+) => {
        /// A kind of record.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Kind { $($(#[$doc])* $name,)+ }

        impl Kind {
            /// Every kind, in the order in which they lead to each other.
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)+];

            /// The word in files and commands.
            pub fn word(self) -> &'static str {
                match self { $(Kind::$name => $word,)+ }
            }

            /// The word for several: names of files and sheets.
            pub fn many(self) -> &'static str {
                match self { $(Kind::$name => $many,)+ }
            }

            /// The Dutch name.
            pub fn dutch(self) -> &'static str {
                match self { $(Kind::$name => $nl,)+ }
            }

            /// What is kept of this kind, in order; the id comes before.
            pub fn fields(self) -> &'static [Field] {
                match self { $(Kind::$name => kinds::$fields,)+ }
            }
        }
    };
}

kinds_of_record! {
    /// A question someone asked.
    Question = "question", "questions", "vraag", QUESTION;
    /// A recommendation.
    Recommendation = "recommendation", "recommendations", "aanbeveling", RECOMMENDATION;
    /// A response to a recommendation.
    Response = "response", "responses", "reactie", RESPONSE;
    /// A commitment: who promised what to whom.
    Commitment = "commitment", "commitments", "toezegging", COMMITMENT;
    /// A measure or pilot.
    Measure = "measure", "measures", "maatregel", MEASURE;
    /// A piece of evidence.
    Evidence = "evidence", "evidences", "bewijs", EVIDENCE;
    /// A regional approach.
    Approach = "approach", "approaches", "regionale aanpak", APPROACH;
    /// A prevention programme.
    Prevention = "prevention", "preventions", "preventie", PREVENTION;
    /// The status of a policy in a municipality.
    Policy = "policy", "policies", "beleid", POLICY;
    /// The care and expertise on offer.
    Offer = "offer", "offers", "aanbod", OFFER;
    /// An area in which municipalities cooperate.
    Area = "area", "areas", "samenwerkingsgebied", AREA;
}

impl Kind {
    /// Reads the word for one or for several.
    pub fn from_word(text: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.word() == text || kind.many() == text)
    }

    /// The field of a name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}
