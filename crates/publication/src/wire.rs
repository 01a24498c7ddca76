//! The shapes of the release files, and nothing else; converted by hand in `compose` and `release`.

use disclosure::{AlmostAll, Policy, Thresholds};
use serde::{Deserialize, Serialize};

/// Version of these shapes; a reader refuses others.
pub(crate) const SHAPE: u32 = 1;

#[derive(Serialize, Deserialize)]
pub(crate) struct Text {
    pub nl: String,
    pub en: String,
}

/// `release.json`.
#[derive(Serialize, Deserialize)]
pub(crate) struct ReleaseFile {
    pub shape: u32,
    pub id: String,
    pub version: String,
    pub as_of: String,
    pub first_year: i16,
    pub last_year: i16,
    pub status: String,
    pub synthetic: bool,
    pub snapshot: String,
    pub configuration: String,
    pub program: String,
    /// Versions of the norms; none in releases that do not name them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub norms: Vec<String>,
    pub seed: u64,
    pub cells_shown: usize,
    pub cells: usize,
    pub linkage: Vec<Text>,
    /// The rules that the certificates go by; none in releases without them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Rules>,
    /// The earlier releases that it was protected beside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
    /// Figures of earlier releases that stand in this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeated: Vec<RepeatedYears>,
}

/// The rules of a release as its files state them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rules {
    /// Smallest count that is shown of the country.
    pub country: u64,
    /// Of a Veilig Thuis region.
    pub veilig_thuis: u64,
    /// Of a municipality.
    pub municipality: u64,
    /// Counts are rounded to multiples of it.
    pub base: u64,
    /// The least difference between two tables that opens a cell.
    pub width: u64,
    /// Whether a count of all but a few is hidden as those few are.
    pub hides_almost_all: bool,
}

impl Rules {
    /// What a policy states.
    pub fn of(policy: &Policy) -> Rules {
        let Thresholds { country, veilig_thuis, municipality } = policy.thresholds;
        let hides_almost_all = policy.almost_all == AlmostAll::Hide;
        Rules { country, veilig_thuis, municipality, base: policy.base, width: policy.width, hides_almost_all }
    }
}

/// An earlier release, and whether this one was protected beside it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Beside {
    /// Its version.
    pub version: String,
    /// Its hash.
    pub release: String,
    /// Whether it was; not where nothing is remembered of the other.
    #[serde(default = "yes", skip_serializing_if = "is_so")]
    pub jointly: bool,
}

/// Years of an indicator of which the figures are those of an earlier release: a newer figure would give somebody away.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RepeatedYears {
    /// Id of the indicator.
    pub indicator: String,
    /// The years, in order.
    pub years: Vec<i16>,
    /// Version of the release that told them first; nothing where there are no such figures: then nothing is told of these years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

fn yes() -> bool {
    true
}

fn is_so(jointly: &bool) -> bool {
    *jointly
}

/// `definitions.json`.
#[derive(Serialize, Deserialize)]
pub(crate) struct DefinitionsFile {
    pub indicators: Vec<DefinitionEntry>,
    pub methods: Vec<MethodEntry>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct DefinitionEntry {
    pub id: String,
    pub slug: String,
    pub title: Text,
    pub question: Text,
    pub definition: Text,
    pub footnotes: Vec<Text>,
    pub source: Text,
    pub counted: String,
    pub norm: Option<NormEntry>,
    pub method: String,
    /// Absent in releases that were made before it was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained: Option<ExplainedEntry>,
    /// What its intervals hold beside chance; absent where nothing was missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked: Option<LinkedEntry>,
    /// Rounding base of its counts; absent when the release has no figures of it.
    pub rounded_to: Option<u64>,
    pub cells_shown: usize,
    pub cells: usize,
}

/// Shares at the least: of next steps that came those that are counted, and of those counted the right ones.
#[derive(Serialize, Deserialize)]
pub(crate) struct LinkedEntry {
    pub found: f64,
    pub right: f64,
}

/// What the plan says.
#[derive(Serialize, Deserialize)]
pub(crate) struct ExplainedEntry {
    pub plan: Text,
    pub counts: Text,
    pub numerator: Text,
    pub denominator: Text,
    pub unreliable_when: Text,
    pub findings: Vec<String>,
    pub rows: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct NormEntry {
    pub due_days: u16,
    pub unit: String,
    pub kind: String,
    pub source: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct MethodEntry {
    pub slug: String,
    pub title: Text,
    pub text: Text,
}

/// A row of `tables/{slug}.csv`.
#[derive(Serialize, Deserialize)]
pub(crate) struct TableRow {
    pub region: String,
    pub span: String,
    pub breakdown: String,
    pub class: String,
    pub measure: String,
    pub value: Option<u64>,
    pub status: String,
}

/// A row of `figures/{slug}.csv`.
#[derive(Serialize, Deserialize)]
pub(crate) struct FigureRow {
    pub region: String,
    pub span: String,
    pub breakdown: String,
    pub class: String,
    pub statistic: String,
    pub value: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    pub level: Option<f64>,
    pub status: String,
    pub n: Option<u64>,
    pub n_status: String,
}

/// A row of `curves/{slug}.csv`.
#[derive(Serialize, Deserialize)]
pub(crate) struct CurveRow {
    pub region: String,
    pub span: String,
    pub breakdown: String,
    pub class: String,
    pub day: u16,
    pub at_risk: Option<u64>,
    pub at_risk_status: String,
    pub censored: Option<u64>,
    pub censored_status: String,
    pub reached: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    pub level: Option<f64>,
    pub status: String,
}

/// A row of `completeness.csv`.
#[derive(Serialize, Deserialize)]
pub(crate) struct CompletenessRow {
    pub region: String,
    pub year: i16,
    pub delivered: u32,
    pub expected: u32,
}

/// `extent.json`: absent in releases without it.
#[derive(Serialize, Deserialize)]
pub(crate) struct ExtentFile {
    pub rule: Text,
    pub cannot_see: Text,
    pub parts: Vec<ExtentPartEntry>,
    pub beside: Vec<OutsideEntry>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ExtentPartEntry {
    pub year: i16,
    pub age: String,
    pub lists: Vec<String>,
    pub estimates: Vec<ModelledEntry>,
    pub withheld: Option<Text>,
    pub notices: Vec<NoticeEntry>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ModelledEntry {
    pub method: String,
    pub reading: String,
    pub value: f64,
    pub lower: f64,
    pub upper: f64,
    pub level: f64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct NoticeEntry {
    pub code: String,
    pub text: Text,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct OutsideEntry {
    pub label: Text,
    pub value: f64,
    pub age: String,
    pub date: String,
    pub source: Text,
    pub definition: Text,
    pub cannot_see: Text,
}

/// `manifest.json`: every other file, sorted by path. The hash of this file is the hash of the release.
#[derive(Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub files: Vec<ManifestEntry>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ManifestEntry {
    pub path: String,
    pub bytes: u64,
    pub blake3: String,
}
