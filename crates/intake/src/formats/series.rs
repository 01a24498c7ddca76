//! `series`: figures of others, beside ours and never mixed in.

use domain::{Day, Period, RegionCode};
use person::Record;

use super::Delivery;
use super::child_row::nameless;
use super::design::Design;
use super::table::{self, Fields, Seen};
use crate::field::{Given, decimal, place_in};
use crate::findings::Tray;
use crate::rules::{self, judges};

/// How final a figure is.
const STATUSES: [&str; 2] = ["provisional", "final"];

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) series: &'a str,
    pub(crate) source: &'a str,
    pub(crate) definition: &'a str,
    pub(crate) unit: &'a str,
    pub(crate) period: Given<Period>,
    pub(crate) region: Given<RegionCode>,
    pub(crate) value: Given<f64>,
    pub(crate) lower: Given<f64>,
    pub(crate) upper: Given<f64>,
    pub(crate) status: Given<u8>,
    /// The day the source was published.
    pub(crate) published: Given<Day>,
    pub(crate) address: &'a str,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [series, source, definition, unit, period, region, value, lower, upper, status, published, address] = fields.all();
        Row {
            series,
            source,
            definition,
            unit,
            period: Given::read(period, |text| text.parse().ok()),
            region: Given::read(region, region_of),
            value: decimal(value),
            lower: decimal(lower),
            upper: decimal(upper),
            status: place_in(&STATUSES, status),
            published: Given::read(published, Day::parse_iso),
            address,
        }
    }
}

/// The country as CBS codes it, or a region code of the house.
fn region_of(text: &str) -> Option<RegionCode> {
    if text == "NL01" { Some(RegionCode::COUNTRY) } else { text.parse().ok() }
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    design: Design,
    figures: Seen,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] = &[
        "reeks",
        "bron",
        "definitie",
        "eenheid",
        "periode",
        "gebied",
        "waarde",
        "ondergrens",
        "bovengrens",
        "status",
        "datum_bron",
        "adres",
    ];
    const REFERENCE: usize = 0;
    // Series, source, period and area.
    const RECORD: &'static [usize] = &[0, 1, 4, 5];

    fn new() -> Layout {
        Layout { design: Design::default(), figures: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        for (rule, broken_by) in judges(rules::series::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        for (rule, broken_by) in judges(rules::series::DESIGN) {
            tray.judge(rule, broken_by(&row, &mut self.design));
        }
        if !tray.is_sound() {
            return None;
        }
        let [series, source, _, _, period, region] = fields.from(0);
        let (hash, is_known) = self.figures.look(&[series, source, period, region]);
        if is_known {
            tray.found(&rules::series::doubled::RULE, "reeks");
            return None;
        }
        self.figures.remember(hash);
        Some(nameless(row.series, tray))
    }
}
