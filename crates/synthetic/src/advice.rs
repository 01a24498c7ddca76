//! Advice asked from Veilig Thuis: it names no child, so it belongs to a municipality and a year, not to a household.

use domain::{Atlas, Day, Forms, Month, Municipality, Sector};

use crate::history::FORMS;
use crate::life::{busy_day, chain};
use crate::organisations::{Organisations, Supplier};
use crate::places::Places;
use crate::random::{Purpose, Stream};

/// Advice a year in the whole country at scale 1.
const A_YEAR: f64 = 143_210.0;

/// One advice.
pub(crate) struct Advice {
    pub(crate) supplier: Supplier,
    pub(crate) municipality: Municipality,
    /// Number within its region, unique.
    pub(crate) number: u32,
    pub(crate) postcode: u16,
    pub(crate) day: Day,
    pub(crate) sector: Sector,
    pub(crate) role: &'static str,
    pub(crate) forms: Forms,
}

/// The advice asked in one municipality in one year. A larger scale has all of a smaller one's, and more.
pub(crate) fn given(
    (seed, scale): (u64, f64),
    (places, organisations, atlas): (&Places, &Organisations, &Atlas),
    (place, year): (u16, i16),
) -> Vec<Advice> {
    let mut stream = Stream::of(seed, Purpose::Advice, u64::from(place), year as u64);
    let home = &places.all[usize::from(place)];
    let total: u32 = places.all.iter().map(|place| place.minors).sum();
    let count = (A_YEAR * f64::from(home.minors) / f64::from(total) * scale + stream.unit()) as u32;
    let Some(region) = atlas.veilig_thuis_in(home.code, year) else { return Vec::new() };
    let supplier = Supplier::veilig_thuis(region);
    let habits = organisations.habits(supplier);
    let mut one = |number: u32| {
        let first = Month::new(year, 1).first_day();
        let drawn = first.plus(stream.between(0, 364));
        let day = busy_day(&mut stream, drawn).min(Month::new(year + 1, 1).first_day().plus(-1));
        let (sector, role) = chain::asker(&mut stream, habits);
        let postcode = places.number(place, &mut stream);
        let said = !stream.chance(habits.silence);
        let forms = if said { Forms::of(stream.pick(&FORMS)) } else { Forms::NONE };
        let number = (u32::from(place) << 20 | number) + 1;
        Advice { supplier, municipality: home.code, number, postcode, day, sector, role, forms }
    };
    (0..count).map(&mut one).collect()
}
