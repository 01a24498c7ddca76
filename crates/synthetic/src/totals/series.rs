//! Figures of others, as a statistical office would publish them: made up like everything here.

use super::{Around, Sheet, Slip};
use crate::faults::Fault;
use crate::random::{Purpose, Stream};

const HEADER: &str = "reeks;bron;definitie;eenheid;periode;gebied;waarde;ondergrens;bovengrens;status;datum_bron;adres";
const SLIPS: &[Slip] =
    &[(Fault::WrongCode, 0.03, "SE-WORD"), (Fault::NotANumber, 0.03, "SE-NUMBER"), (Fault::CrossedLimits, 0.03, "SE-BOUNDS")];
const SUPPLIER: &str = "CBS";
/// Numbers of the Veilig Thuis regions for which a series is delivered: those that exist in every year.
const REGIONS: std::ops::RangeInclusive<u16> = 1..=15;

/// One series: name, definition, unit, value of a year at scale 1; a share has limits and does not grow with the scale.
struct Figure {
    name: &'static str,
    definition: &'static str,
    unit: &'static str,
    value: f64,
    is_share: bool,
}

const FIGURES: [Figure; 6] = [
    Figure { name: "adviezen", definition: "adviezen van Veilig Thuis", unit: "aantal", value: 143_210.0, is_share: false },
    Figure { name: "meldingen", definition: "meldingen bij Veilig Thuis", unit: "aantal", value: 127_340.0, is_share: false },
    Figure { name: "jeugdhulp", definition: "jongeren met jeugdhulp", unit: "aantal", value: 450_000.0, is_share: false },
    Figure {
        name: "hulplijn",
        definition: "gesprekken met kinderen over seksueel geweld",
        unit: "aantal",
        value: 6_400.0,
        is_share: false,
    },
    Figure { name: "uitbuiting", definition: "gemelde minderjarigen, seksuele uitbuiting", unit: "aantal", value: 210.0, is_share: false },
    Figure {
        name: "zelfrapportage",
        definition: "jongeren van 16 en 17, seksueel geweld ooit",
        unit: "procent",
        value: 14.0,
        is_share: true,
    },
];

/// The figures published in one year: the year before as provisional, the one before that as final.
pub(super) fn sheet<'a>(around: &Around<'a>, year: i16) -> Sheet<'a> {
    let mut sheet = Sheet::begin(around, (&format!("series_{SUPPLIER}"), year), (HEADER, SLIPS));
    for (at, figure) in FIGURES.iter().enumerate() {
        for (about, status) in [(year - 1, "provisional"), (year - 2, "final")] {
            write(&mut sheet, around, (at, figure), ("NL01".to_owned(), 1.0, 0), (year, about, status));
            if figure.name == "meldingen" {
                for region in REGIONS {
                    let area = domain::RegionCode::veilig_thuis(region).to_string();
                    write(&mut sheet, around, (at, figure), (area, 0.04, u64::from(region)), (year, about, status));
                }
            }
        }
    }
    sheet
}

fn write(
    sheet: &mut Sheet<'_>,
    around: &Around<'_>,
    (at, figure): (usize, &Figure),
    (area, share, number): (String, f64, u64),
    (year, about, status): (i16, i16, &str),
) {
    let mut stream = Stream::of(around.config.seed, Purpose::Series, (at as u64) << 32 | number, about as u64);
    let near = 1.0 + f64::from(stream.between(-60, 60)) / 1_000.0;
    let revised = if status == "final" { 1.0 + f64::from(stream.between(-8, 8)) / 1_000.0 } else { 1.0 };
    let size = if figure.is_share { 1.0 } else { around.config.scale * share };
    let value = figure.value * near * revised * size;
    sheet.row(|fault| {
        let told = |value: f64| if figure.is_share { format!("{value:.1}") } else { format!("{value:.0}") };
        let limits = if figure.is_share { (told(value - 1.2), told(value + 1.2)) } else { (String::new(), String::new()) };
        let (low, high) = if fault == Some(Fault::CrossedLimits) { (told(value + 2.0), told(value - 2.0)) } else { limits };
        let status = if fault == Some(Fault::WrongCode) { "voorlopig" } else { status };
        let value = if fault == Some(Fault::NotANumber) { "n.b.".to_owned() } else { told(value) };
        format!(
            "{};verzonnen land;{};{};{about}JJ00;{area};{value};{low};{high};{status};{year}-05-15;https://example.org/verzonnen/{}",
            figure.name, figure.definition, figure.unit, figure.name
        )
    });
}
