//! The name of a delivered file says what it is: `kind_supplier_period_vN.ext`.

use std::fmt;

use domain::{OrganisationKind, Period};

/// The kind of a delivery.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DeliveryKind {
    /// Youth help, measures and authorisations, by *Beleidsinformatie Jeugd v7*.
    YouthPolicy,
    /// Requests to the Child Protection Board.
    Board,
    /// The objects of a Veilig Thuis region.
    VeiligThuis,
    /// iJw 3.2 messages.
    Ijw,
    /// Petitions to the juvenile court and its decisions.
    Court,
    /// What a certified institution does after an order.
    GiProcess,
    /// Contacts with a Centre for Sexual Violence.
    Csg,
    /// Reports, intake talks and complaints at the police.
    Police,
    /// Support, housing and income from 17 years on.
    AdultSupport,
    /// Totals about prevention; names nobody.
    Programme,
    /// Answers of pupils to a study; names nobody.
    Survey,
    /// Forms of sentinel professionals; names nobody.
    Informant,
    /// Figures of others.
    Series,
    /// StUF-Jeugdzorg (CORV) messages between police, Veilig Thuis and the Board.
    Corv,
}

impl DeliveryKind {
    /// Every kind.
    pub const ALL: [DeliveryKind; 14] = [
        DeliveryKind::YouthPolicy,
        DeliveryKind::Board,
        DeliveryKind::VeiligThuis,
        DeliveryKind::Ijw,
        DeliveryKind::Court,
        DeliveryKind::GiProcess,
        DeliveryKind::Csg,
        DeliveryKind::Police,
        DeliveryKind::AdultSupport,
        DeliveryKind::Programme,
        DeliveryKind::Survey,
        DeliveryKind::Informant,
        DeliveryKind::Series,
        DeliveryKind::Corv,
    ];

    /// The word in a file name.
    pub fn word(self) -> &'static str {
        match self {
            DeliveryKind::YouthPolicy => "youth-policy",
            DeliveryKind::Board => "board",
            DeliveryKind::VeiligThuis => "veilig-thuis",
            DeliveryKind::Ijw => "ijw",
            DeliveryKind::Court => "court",
            DeliveryKind::GiProcess => "gi-process",
            DeliveryKind::Csg => "csg",
            DeliveryKind::Police => "police",
            DeliveryKind::AdultSupport => "adult-support",
            DeliveryKind::Programme => "programme",
            DeliveryKind::Survey => "survey",
            DeliveryKind::Informant => "informant",
            DeliveryKind::Series => "series",
            DeliveryKind::Corv => "corv",
        }
    }

    /// What it is called, in Dutch and in English: the words of the how-to pages.
    ///
    /// ```
    /// use intake::DeliveryKind;
    /// assert_eq!(DeliveryKind::Board.in_words(), ["Raad voor de Kinderbescherming", "Child Protection Board"]);
    /// ```
    pub fn in_words(self) -> [&'static str; 2] {
        match self {
            DeliveryKind::YouthPolicy => ["beleidsinformatie jeugd", "youth policy information"],
            DeliveryKind::Board => ["Raad voor de Kinderbescherming", "Child Protection Board"],
            DeliveryKind::VeiligThuis => ["Veilig Thuis", "Veilig Thuis"],
            DeliveryKind::Ijw => ["iJw-berichten", "iJw messages"],
            DeliveryKind::Court => ["kinderrechter", "juvenile court"],
            DeliveryKind::GiProcess => ["gecertificeerde instelling", "certified institution"],
            DeliveryKind::Csg => ["Centrum Seksueel Geweld", "Centre for Sexual Violence"],
            DeliveryKind::Police => ["politie", "police"],
            DeliveryKind::AdultSupport => ["hulp na 18", "support after 18"],
            DeliveryKind::Programme => ["preventie", "prevention"],
            DeliveryKind::Survey => ["scholierenonderzoek", "survey among pupils"],
            DeliveryKind::Informant => ["signalerende beroepskrachten", "sentinel professionals"],
            DeliveryKind::Series => ["cijfers van anderen", "figures of others"],
            DeliveryKind::Corv => ["CORV-berichten", "CORV messages"],
        }
    }

    /// Reads the word in a file name.
    pub fn from_word(text: &str) -> Option<DeliveryKind> {
        DeliveryKind::ALL.into_iter().find(|kind| kind.word() == text)
    }

    /// The formats a delivery of this kind may have.
    pub fn formats(self) -> &'static [FileFormat] {
        match self {
            DeliveryKind::Ijw | DeliveryKind::Corv => &[FileFormat::Xml, FileFormat::Tar],
            DeliveryKind::YouthPolicy
            | DeliveryKind::Board
            | DeliveryKind::VeiligThuis
            | DeliveryKind::Court
            | DeliveryKind::GiProcess
            | DeliveryKind::Csg
            | DeliveryKind::Police
            | DeliveryKind::AdultSupport
            | DeliveryKind::Programme
            | DeliveryKind::Survey
            | DeliveryKind::Informant
            | DeliveryKind::Series => &[FileFormat::Csv, FileFormat::Xlsx, FileFormat::Txt],
        }
    }

    /// Whether its rows tell of persons: such a delivery becomes events at the hub. The others are checked, and then
    /// used as they are.
    pub fn tells_of_persons(self) -> bool {
        match self {
            DeliveryKind::Programme | DeliveryKind::Survey | DeliveryKind::Informant | DeliveryKind::Series => false,
            DeliveryKind::YouthPolicy
            | DeliveryKind::Board
            | DeliveryKind::VeiligThuis
            | DeliveryKind::Ijw
            | DeliveryKind::Corv
            | DeliveryKind::Court
            | DeliveryKind::GiProcess
            | DeliveryKind::Csg
            | DeliveryKind::Police
            | DeliveryKind::AdultSupport => true,
        }
    }

    /// The kind of organisation that delivers under a supplier code. Most kinds have one; youth policy and iJw come
    /// from a certified institution (`GI…`), a municipality (a `GM` code) or else a provider. A municipality
    /// that delivers adult support is adult care there: it says nothing about the youth help it delivers. Who delivers
    /// what names nobody has no part in the chain, save a municipality. CORV messages are delivered by whoever sends or
    /// receives them: `VT…`, `RVDK`, `GI…`, a `GM` code, else a police unit.
    pub fn organisation_kind(self, supplier: &str) -> OrganisationKind {
        match self {
            DeliveryKind::Board => OrganisationKind::Board,
            DeliveryKind::VeiligThuis => OrganisationKind::VeiligThuis,
            DeliveryKind::YouthPolicy | DeliveryKind::Ijw if supplier.starts_with("GI") => OrganisationKind::Gi,
            DeliveryKind::YouthPolicy | DeliveryKind::Ijw if is_municipality_code(supplier) => OrganisationKind::Municipality,
            DeliveryKind::YouthPolicy | DeliveryKind::Ijw => OrganisationKind::Provider,
            DeliveryKind::Court => OrganisationKind::Court,
            DeliveryKind::GiProcess => OrganisationKind::Gi,
            DeliveryKind::Csg => OrganisationKind::Csg,
            DeliveryKind::Police => OrganisationKind::Police,
            DeliveryKind::AdultSupport => OrganisationKind::AdultCare,
            DeliveryKind::Programme if is_municipality_code(supplier) => OrganisationKind::Municipality,
            DeliveryKind::Programme | DeliveryKind::Survey | DeliveryKind::Informant | DeliveryKind::Series => OrganisationKind::Unknown,
            DeliveryKind::Corv => corv_party(supplier),
        }
    }
}

/// Who delivers its CORV messages under a supplier code: a Veilig Thuis region, the Board, a certified institution, a
/// municipality; a police unit under any other code.
fn corv_party(supplier: &str) -> OrganisationKind {
    match supplier {
        "RVDK" => OrganisationKind::Board,
        _ if supplier.starts_with("VT") => OrganisationKind::VeiligThuis,
        _ if supplier.starts_with("GI") => OrganisationKind::Gi,
        _ if is_municipality_code(supplier) => OrganisationKind::Municipality,
        _ => OrganisationKind::Police,
    }
}

fn is_municipality_code(supplier: &str) -> bool {
    supplier.strip_prefix("GM").is_some_and(|number| number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

impl fmt::Display for DeliveryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The format of a delivered file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FileFormat {
    /// Text with `;` between fields.
    Csv,
    /// A spreadsheet.
    Xlsx,
    /// Text with columns at fixed places, or with a separator.
    Txt,
    /// One message.
    Xml,
    /// Many messages.
    Tar,
}

impl FileFormat {
    /// Every format.
    pub const ALL: [FileFormat; 5] = [FileFormat::Csv, FileFormat::Xlsx, FileFormat::Txt, FileFormat::Xml, FileFormat::Tar];

    /// The extension without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            FileFormat::Csv => "csv",
            FileFormat::Xlsx => "xlsx",
            FileFormat::Txt => "txt",
            FileFormat::Xml => "xml",
            FileFormat::Tar => "tar",
        }
    }

    /// Reads an extension; capitals do not matter.
    fn from_extension(text: &str) -> Option<FileFormat> {
        FileFormat::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(text))
    }
}

/// What the name of a delivered file says.
///
/// ```
/// use intake::{DeliveryKind, DeliveryName};
/// let name = DeliveryName::parse("youth-policy_P0123_2023HJ01_v2.csv").unwrap();
/// assert_eq!((name.kind(), name.supplier(), name.version()), (DeliveryKind::YouthPolicy, "P0123", 2));
/// assert_eq!(name.period().last_day().to_string(), "2023-06-30");
/// assert_eq!(name.to_string(), "youth-policy_P0123_2023HJ01_v2.csv");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DeliveryName {
    kind: DeliveryKind,
    supplier: String,
    period: Period,
    version: u32,
    format: FileFormat,
}

/// Longest supplier code.
const SUPPLIER_LENGTH: usize = 32;

impl DeliveryName {
    /// Reads the name of a file, without folders before it.
    ///
    /// # Errors
    ///
    /// When a part is missing or not as agreed; the error names the part and shows a good name.
    pub fn parse(file_name: &str) -> Result<DeliveryName, NameError> {
        let (stem, extension) = file_name.rsplit_once('.').ok_or(NameError::Parts)?;
        let format = FileFormat::from_extension(extension).ok_or(NameError::Format)?;
        let mut parts = stem.split('_');
        let (Some(kind), Some(supplier), Some(period), Some(version), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NameError::Parts);
        };
        let kind = DeliveryKind::from_word(kind).ok_or(NameError::Kind)?;
        let period = period.parse().map_err(|_| NameError::Period)?;
        let version = version.strip_prefix('v').filter(|number| !number.starts_with('+')).ok_or(NameError::Version)?;
        DeliveryName::new(kind, supplier, period, version.parse().map_err(|_| NameError::Version)?, format)
    }

    /// Puts a name together.
    ///
    /// # Errors
    ///
    /// When the supplier code has other characters than letters, digits and `-`, the version is 0, or the kind is
    /// not delivered in this format.
    pub fn new(kind: DeliveryKind, supplier: &str, period: Period, version: u32, format: FileFormat) -> Result<DeliveryName, NameError> {
        let agreed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if supplier.is_empty() || supplier.len() > SUPPLIER_LENGTH || !supplier.bytes().all(agreed) {
            return Err(NameError::Supplier);
        }
        if version == 0 {
            return Err(NameError::Version);
        }
        if !kind.formats().contains(&format) {
            return Err(NameError::FormatOfKind { kind, format });
        }
        Ok(DeliveryName { kind, supplier: supplier.to_owned(), period, version, format })
    }

    /// Its kind.
    pub fn kind(&self) -> DeliveryKind {
        self.kind
    }

    /// The supplier code.
    pub fn supplier(&self) -> &str {
        &self.supplier
    }

    /// The period it is about.
    pub fn period(&self) -> Period {
        self.period
    }

    /// Its version, from 1; a higher one replaces a lower one whole.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Its format.
    pub fn format(&self) -> FileFormat {
        self.format
    }

    /// The kind of organisation that delivers it.
    pub fn organisation_kind(&self) -> OrganisationKind {
        self.kind.organisation_kind(&self.supplier)
    }
}

impl fmt::Display for DeliveryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}_v{}.{}", self.kind, self.supplier, self.period, self.version, self.format.extension())
    }
}

/// Why a file name is not the name of a delivery.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NameError {
    /// Not four parts and an extension.
    #[error("a delivery is named kind_supplier_period_vN.ext, for example youth-policy_P0123_2023HJ01_v1.csv")]
    Parts,
    /// The first part is no kind.
    #[error("the first part of the name is the kind: {}", DeliveryKind::ALL.map(DeliveryKind::word).join(", "))]
    Kind,
    /// The second part is no supplier code.
    #[error("the second part of the name is your supplier code: letters, digits and '-', at most 32")]
    Supplier,
    /// The third part is no period.
    #[error("the third part of the name is the period: 2023HJ01 for a half-year, 2023JJ00 for a year")]
    Period,
    /// The fourth part is no version.
    #[error("the fourth part of the name is the version: v1, then v2 for a delivery that replaces it")]
    Version,
    /// The extension is none of ours.
    #[error("the name of a delivery ends in .csv, .xlsx, .txt, .xml or .tar")]
    Format,
    /// The kind is not delivered in this format.
    #[error("a delivery of kind {kind} is not delivered as .{}", format.extension())]
    FormatOfKind {
        /// The kind.
        kind: DeliveryKind,
        /// The format of the name.
        format: FileFormat,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_part_that_is_not_as_agreed_is_named() {
        let cases = [
            ("", NameError::Parts),
            ("youth-policy.csv", NameError::Parts),
            ("youth-policy_P0123_2023HJ01_v1_extra.csv", NameError::Parts),
            ("help_P0123_2023HJ01_v1.csv", NameError::Kind),
            ("board_R V_2023HJ01_v1.csv", NameError::Supplier),
            ("board__2023HJ01_v1.csv", NameError::Supplier),
            ("board_RVDK_2023HJ03_v1.csv", NameError::Period),
            ("board_RVDK_2023HJ01_1.csv", NameError::Version),
            ("board_RVDK_2023HJ01_v0.csv", NameError::Version),
            ("board_RVDK_2023HJ01_v+1.csv", NameError::Version),
            ("board_RVDK_2023HJ01_v1.xls", NameError::Format),
            ("board_RVDK_2023HJ01_v1.tar", NameError::FormatOfKind { kind: DeliveryKind::Board, format: FileFormat::Tar }),
            ("ijw_GM0363_2023HJ01_v1.csv", NameError::FormatOfKind { kind: DeliveryKind::Ijw, format: FileFormat::Csv }),
        ];
        for (text, error) in cases {
            assert_eq!(DeliveryName::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn the_supplier_code_says_what_kind_of_organisation_it_is() {
        let kind = |text| DeliveryName::parse(text).expect("a name").organisation_kind();
        assert_eq!(kind("youth-policy_GI01_2023HJ01_v1.csv"), OrganisationKind::Gi);
        assert_eq!(kind("youth-policy_GM0363_2023HJ01_v1.csv"), OrganisationKind::Municipality);
        assert_eq!(kind("youth-policy_GMZ_2023HJ01_v1.csv"), OrganisationKind::Provider);
        assert_eq!(kind("ijw_GM0363_2023HJ01_v1.tar"), OrganisationKind::Municipality);
        assert_eq!(kind("veilig-thuis_VT22_2023HJ01_v1.csv"), OrganisationKind::VeiligThuis);
        assert_eq!(kind("board_RVDK_2023JJ00_v1.csv"), OrganisationKind::Board);
        assert_eq!(kind("court_RB01_2023HJ01_v1.csv"), OrganisationKind::Court);
        assert_eq!(kind("gi-process_GI01_2023HJ01_v1.csv"), OrganisationKind::Gi);
        assert_eq!(kind("csg_CSG01_2023HJ01_v1.csv"), OrganisationKind::Csg);
        assert_eq!(kind("police_PE01_2023HJ01_v1.csv"), OrganisationKind::Police);
        assert_eq!(kind("adult-support_GM0363_2023HJ01_v1.csv"), OrganisationKind::AdultCare);
        assert_eq!(kind("adult-support_ZK01_2023HJ01_v1.csv"), OrganisationKind::AdultCare);
        assert_eq!(kind("programme_GM0363_2023JJ00_v1.csv"), OrganisationKind::Municipality);
        assert_eq!(kind("series_CBS_2023JJ00_v1.csv"), OrganisationKind::Unknown);
        assert_eq!(kind("corv_VT22_2023HJ01_v1.tar"), OrganisationKind::VeiligThuis);
        assert_eq!(kind("corv_RVDK_2023HJ01_v1.xml"), OrganisationKind::Board);
        assert_eq!(kind("corv_PE04_2023HJ01_v1.tar"), OrganisationKind::Police);
    }

    #[test]
    fn every_kind_is_read_back_from_its_word_and_has_a_format() {
        for kind in DeliveryKind::ALL {
            assert_eq!(DeliveryKind::from_word(kind.word()), Some(kind));
            assert!(!kind.formats().is_empty());
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_read_writes_back(text in "\\PC{0,40}") {
            if let Ok(name) = DeliveryName::parse(&text) {
                prop_assert_eq!(DeliveryName::parse(&name.to_string()), Ok(name));
            }
        }
    }
}
