//! Rules about the juvenile court.

mod dates;
mod subject;
mod word;

use crate::formats::Window;
use crate::formats::court::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] =
    &[judged(&dates::RULE, dates::broken_by), judged(&subject::RULE, subject::broken_by), judged(&word::RULE, word::broken_by)];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "CO",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "court_RB01_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "C-1;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;measure;11;board;2023-02-01;2023-02-14;granted;2023-02-14;2024-02-13",
    },
};
