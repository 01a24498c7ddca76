//! Regions side by side: what each does itself, what reaches it, and what nothing reaches.

use std::collections::BTreeMap;

use domain::{RegionCode, RegionKind};

use crate::matrix::{Cells, covered};
use crate::place::{atlas, regions_of};
use crate::{Fault, Kind, Record, Register, faults};

/// A region beside the others. What is counted is its own: of the region itself, or of an area it belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegionLine {
    /// The region.
    pub region: RegionCode,
    /// Measures of its own that have not ended.
    pub measures: usize,
    /// Those of them without a baseline.
    pub without_baseline: usize,
    /// Cells of the matrix that no measure reaches, those of the country and of the region it lies in counted.
    pub gaps: usize,
    /// The highest level of its approaches; `None` where there is no approach or no level.
    pub maturity: Option<u8>,
    /// Its approaches.
    pub approaches: usize,
    /// Status of its policy on prevention, as a word; `unknown` where the register says nothing.
    pub prevention: String,
    /// Status of its policy on human trafficking.
    pub trafficking: String,
    /// Care and expertise of its own.
    pub offers: usize,
}

#[derive(Clone, Default)]
struct Own {
    measures: usize,
    without_baseline: usize,
    cells: Cells,
    maturity: Option<u8>,
    approaches: usize,
    prevention: String,
    trafficking: String,
    offers: usize,
}

/// Every region of a kind, in the order of the atlas. One pass over the register, however many regions there are.
///
/// ```
/// use domain::RegionKind;
/// use register::{Register, compared};
/// let lines = compared(&Register::of_texts(), RegionKind::VeiligThuis);
/// let rotterdam = lines.iter().find(|line| line.region.to_string() == "VT18").unwrap();
/// assert_eq!((rotterdam.approaches, rotterdam.maturity, rotterdam.prevention.as_str()), (1, None, "unknown"));
/// ```
pub fn compared(register: &Register, kind: RegionKind) -> Vec<RegionLine> {
    let own = own(register);
    let nothing = Own::default();
    let of = |code: RegionCode| own.get(&code).unwrap_or(&nothing);
    let line = |region: RegionCode| {
        let above = region.municipality().and_then(|code| atlas().municipality(code)).map(|entry| [entry.veilig_thuis, entry.youth]);
        let reached = [RegionCode::COUNTRY, region].into_iter().chain(above.into_iter().flatten());
        let cells = reached.fold(Cells::default(), |cells, code| cells.with(&of(code).cells));
        let own = of(region);
        let said = |word: &str| if word.is_empty() { "unknown".to_owned() } else { word.to_owned() };
        RegionLine {
            region,
            measures: own.measures,
            without_baseline: own.without_baseline,
            gaps: cells.missed(),
            maturity: own.maturity,
            approaches: own.approaches,
            prevention: said(&own.prevention),
            trafficking: said(&own.trafficking),
            offers: own.offers,
        }
    };
    regions_of(kind).into_iter().map(line).collect()
}

/// What each code has of its own.
fn own(register: &Register) -> BTreeMap<RegionCode, Own> {
    let areas = register.areas();
    let mut all: BTreeMap<RegionCode, Own> = BTreeMap::new();
    for record in register.all() {
        match record.kind() {
            Kind::Measure if record.get("status") != "ended" => {
                let (cells, lacks) = (covered(record), faults(record).contains(&Fault::NoBaseline));
                for code in areas.codes(&record.list("regions")) {
                    let own = all.entry(code).or_default();
                    own.measures += 1;
                    own.without_baseline += usize::from(lacks);
                    own.cells = own.cells.with(&cells);
                }
            }
            Kind::Approach if record.get("is_example") != "yes" => each(&mut all, record, |own| {
                own.approaches += 1;
                own.maturity = own.maturity.max(record.get("maturity").parse().ok());
            }),
            Kind::Policy => each(&mut all, record, |own| {
                let place = if record.get("topic") == "prevention" { &mut own.prevention } else { &mut own.trafficking };
                record.get("status").clone_into(place);
            }),
            Kind::Offer => each(&mut all, record, |own| own.offers += 1),
            Kind::Question
            | Kind::Recommendation
            | Kind::Response
            | Kind::Commitment
            | Kind::Measure
            | Kind::Evidence
            | Kind::Approach
            | Kind::Prevention
            | Kind::Area => {}
        }
    }
    all
}

fn each(all: &mut BTreeMap<RegionCode, Own>, record: &Record, mut change: impl FnMut(&mut Own)) {
    for code in record.list("region").into_iter().filter_map(|word| word.parse().ok()) {
        change(all.entry(code).or_default());
    }
}
