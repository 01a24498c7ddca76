//! Why a spreadsheet cannot be taken.

use std::io;

use crate::words::Words;

/// Why a spreadsheet cannot be taken.
#[derive(Debug)]
pub enum BookFault {
    /// The bytes could not be read.
    Reading(io::Error),
    /// No sound spreadsheet: another zip file, damaged, or protected with a password.
    Broken,
    /// It holds a document type definition, by which a small file can grow without end.
    WithDtd,
    /// It takes more room than a delivery can.
    TooBig,
    /// It unpacks to hundreds of times its size.
    Bomb,
    /// It links to other files.
    Links,
    /// It holds a macro.
    Macros,
    /// No sheet in sight begins with the agreed column names.
    NoTable,
    /// More than one sheet does.
    SeveralTables,
    /// The mapping names a sheet that is not there.
    NoSuchSheet,
}

impl BookFault {
    /// What it is and what to do.
    pub(crate) fn words(&self) -> Words {
        match self {
            BookFault::Reading(_) => Words { nl: "lezen is mislukt; probeer het opnieuw", en: "reading failed; try again" },
            BookFault::Broken => Words {
                nl: "dit is geen gaaf rekenblad (.xlsx), of het heeft een wachtwoord; sla het opnieuw op als .xlsx of als CSV",
                en: "this is no sound spreadsheet (.xlsx), or it has a password; save it again as .xlsx or as CSV",
            },
            BookFault::WithDtd => Words {
                nl: "het rekenblad heeft een DTD en wordt daarom niet gelezen; sla het op als CSV",
                en: "the spreadsheet has a DTD and is not read for that; save it as CSV",
            },
            BookFault::TooBig => Words {
                nl: "het rekenblad is te groot; sla het op als CSV, dat heeft geen grens",
                en: "the spreadsheet is too big; save it as CSV, which has no limit",
            },
            BookFault::Bomb => Words {
                nl: "het rekenblad wordt bij uitpakken honderden keren zo groot en wordt daarom niet gelezen; sla het op als CSV",
                en: "the spreadsheet grows hundreds of times when unpacked and is not read for that; save it as CSV",
            },
            BookFault::Links => Words {
                nl: "het rekenblad heeft koppelingen naar andere bestanden; plak de waarden in een nieuw rekenblad en sla dat op",
                en: "the spreadsheet links to other files; paste the values into a new spreadsheet and save that",
            },
            BookFault::Macros => Words {
                nl: "het rekenblad heeft een macro; sla het op als .xlsx zonder macro's of als CSV",
                en: "the spreadsheet has a macro; save it as .xlsx without macros or as CSV",
            },
            BookFault::NoTable => Words {
                nl: "geen zichtbaar blad begint met de afgesproken kolomnamen; zet die in de eerste rij, of gebruik mapping.toml",
                en: "no sheet in sight begins with the agreed column names; put them in the first row, or use mapping.toml",
            },
            BookFault::SeveralTables => Words {
                nl: "meer dan één blad begint met de afgesproken kolomnamen; houd er één, of noem het blad in mapping.toml (sheet)",
                en: "more than one sheet begins with the agreed column names; keep one, or name the sheet in mapping.toml (sheet)",
            },
            BookFault::NoSuchSheet => Words {
                nl: "het blad dat mapping.toml noemt (sheet) is er niet; schrijf de naam zoals op het tabblad",
                en: "the sheet that mapping.toml names (sheet) is not there; write the name as on its tab",
            },
        }
    }
}
