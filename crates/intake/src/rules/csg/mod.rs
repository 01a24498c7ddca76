//! Rules about the Centres for Sexual Violence.

mod age;
mod dates;
mod word;

use crate::formats::Window;
use crate::formats::csg::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] =
    &[judged(&dates::RULE, dates::broken_by), judged(&word::RULE, word::broken_by), judged(&age::RULE, age::broken_by)];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "CS",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "csg_CSG01_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "S-1;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;2023-02-08;2023-02-03;sexual;hands-on;family;none;adult;J;J;2023-02-20;2023-02-08;police-consults-nfi;J;veilig-thuis;2023-02-09",
    },
};
