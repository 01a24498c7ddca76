//! Care on offer in a place: which offers reach it with which part of care, and of which part none is known that is nearer than the
//! country as a whole.

use domain::{RegionCode, RegionKind};

use crate::place::{atlas, regions_of};
use crate::{Areas, Kind, Place, Record, Register};

/// One part of care in a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CarePart {
    /// The part, as a word of files.
    pub part: &'static str,
    /// Ids of the offers of the place itself or of a region or cooperation area it lies in, in order.
    pub near: Vec<String>,
    /// Ids of the offers of the whole country, in order: what is meant to be everywhere.
    pub national: Vec<String>,
}

impl CarePart {
    /// Whether the register knows of nothing nearer than the country as a whole.
    pub fn is_gap(&self) -> bool {
        self.near.is_empty()
    }
}

/// The parts of care in a place, in their order. An offer of a region counts in its municipalities, as with measures;
/// one of the country is told apart, for it says of no place that it is there. That none is known does not say that there is none.
///
/// ```
/// use register::{Place, Register, care};
/// let register = Register::of_texts();
/// let place = Place::find(&register, "GM0363").unwrap();
/// let parts = care(&register, &place);
/// assert_eq!(parts.len(), 7);
/// assert_eq!(parts[0].part, "prevent");
/// ```
pub fn care(register: &Register, place: &Place) -> Vec<CarePart> {
    let areas = register.areas();
    let offers: Vec<&Record> = register.of_kind(Kind::Offer).collect();
    of_offers(&offers, place, &areas)
}

fn of_offers(offers: &[&Record], place: &Place, areas: &Areas) -> Vec<CarePart> {
    let here: Vec<&Record> = offers.iter().copied().filter(|offer| place.has(offer, areas)).collect();
    let part = |part: &&'static str| {
        let (national, near): (Vec<&Record>, Vec<&Record>) =
            here.iter().copied().filter(|offer| offer.list("parts").contains(part)).partition(|offer| offer.list("region").contains(&"NL"));
        let ids = |offers: Vec<&Record>| offers.into_iter().map(|offer| offer.id().to_owned()).collect();
        CarePart { part, near: ids(near), national: ids(national) }
    };
    parts().iter().map(part).collect()
}

/// The parts of care, as the field of an offer names them.
fn parts() -> &'static [&'static str] {
    Kind::Offer.field("parts").map_or(&[], |field| field.shape.words())
}

/// The places within a place, each with its parts of care: the municipalities of a region or cooperation area, the Veilig Thuis
/// regions of the country; a municipality holds none.
///
/// ```
/// use register::{Place, Register, care_within};
/// let register = Register::of_texts();
/// let twente = Place::find(&register, "VT19").unwrap();
/// assert_eq!(care_within(&register, &twente).len(), 14);
/// ```
pub fn care_within(register: &Register, place: &Place) -> Vec<(RegionCode, Vec<CarePart>)> {
    let areas = register.areas();
    let offers: Vec<&Record> = register.of_kind(Kind::Offer).collect();
    let parts = |region: RegionCode| (region, of_offers(&offers, &Place::from(region), &areas));
    within(place, &areas).into_iter().map(parts).collect()
}

fn within(place: &Place, areas: &Areas) -> Vec<RegionCode> {
    let Some(region) = place.region() else { return areas.codes(&[place.word()]).into_iter().collect() };
    let municipalities = atlas().municipalities().iter();
    match region.kind() {
        RegionKind::Country => regions_of(RegionKind::VeiligThuis),
        RegionKind::VeiligThuis => municipalities.filter(|entry| entry.veilig_thuis == region).map(|entry| entry.code.region()).collect(),
        RegionKind::Youth => municipalities.filter(|entry| entry.youth == region).map(|entry| entry.code.region()).collect(),
        RegionKind::Municipality => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(id: &str, region: &str, parts: &str) -> (Record, u32) {
        let cells = [("id", id), ("source", "a test"), ("title", "x"), ("region", region), ("parts", parts)];
        let cells = cells.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let (record, findings) = Record::read(Kind::Offer, &cells, 1);
        (record.unwrap_or_else(|| panic!("{findings:?}")), 0)
    }

    #[test]
    fn what_a_region_offers_fills_the_gap_of_its_municipalities_and_what_one_offers_only_its_own() {
        let register =
            Register::of([offer("O-1", "NL", "prevent"), offer("O-2", "VT19", "stop"), offer("O-3", "GM0153", "offenders|stop")]);
        let reached = |word: &str| {
            let place = Place::find(&register, word).expect("a place");
            let said = |part: CarePart| format!("{} {}/{}", part.part, part.near.join("+"), part.national.join("+"));
            care(&register, &place).into_iter().map(said).filter(|said| !said.ends_with(" /")).collect::<Vec<_>>()
        };
        assert_eq!(reached("GM0153"), ["prevent /O-1", "stop O-2+O-3/", "offenders O-3/"]);
        assert_eq!(reached("GM0141"), ["prevent /O-1", "stop O-2/"]);
        assert_eq!([reached("VT19"), reached("NL")], [vec!["prevent /O-1", "stop O-2/"], vec!["prevent /O-1"]]);
        let within = care_within(&register, &Place::find(&register, "VT19").expect("a place"));
        let with_offenders = within.iter().filter(|(_, parts)| parts.iter().any(|part| part.part == "offenders" && !part.is_gap()));
        assert_eq!(with_offenders.map(|(region, _)| region.to_string()).collect::<Vec<_>>(), ["GM0153"]);
        assert!(care_within(&register, &Place::find(&register, "GM0153").expect("a place")).is_empty());
    }
}
