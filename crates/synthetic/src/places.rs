//! Where people live: made-up postcodes, each in one municipality, and neighbours to move to.

use domain::{Atlas, Municipality, RegionCode};

use crate::random::Stream;

/// Letters of made-up postcodes.
const LETTERS: &[u8; 20] = b"ABCDEGHJKLMNPRSTVWXZ";
/// First of the made-up postcode numbers.
const FIRST_NUMBER: u16 = 1_000;
/// One postcode number for so many minors, and two for every municipality.
const MINORS_PER_NUMBER: u32 = 500;

/// One municipality and its postcode numbers.
pub(crate) struct Place {
    pub(crate) code: Municipality,
    pub(crate) name: String,
    pub(crate) minors: u32,
    pub(crate) youth: RegionCode,
    /// Position of its youth region in the list of regions.
    pub(crate) youth_place: u16,
    first_number: u16,
    numbers: u16,
}

/// All municipalities, with the shares of moves between them.
pub(crate) struct Places {
    pub(crate) all: Vec<Place>,
    minors_before: Vec<u32>,
}

/// An address. Postcodes are made up: the number lies in one made range a municipality, not where it lies in reality.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Address {
    /// Position in [`Places::all`].
    pub(crate) place: u16,
    pub(crate) number: u16,
    pub(crate) letters: [u8; 2],
    pub(crate) house: u16,
}

impl Places {
    pub(crate) fn of(atlas: &Atlas) -> Places {
        let regions: Vec<_> = atlas.youth_regions().map(|region| region.code).collect();
        let (mut next, mut minors, mut minors_before) = (FIRST_NUMBER, 0, Vec::new());
        let all = atlas
            .municipalities()
            .iter()
            .map(|entry| {
                let numbers = (2 + entry.minors / MINORS_PER_NUMBER) as u16;
                let youth_place = regions.iter().position(|region| *region == entry.youth).unwrap_or(0) as u16;
                let place = Place {
                    code: entry.code,
                    name: entry.name.clone(),
                    minors: entry.minors,
                    youth: entry.youth,
                    youth_place,
                    first_number: next,
                    numbers,
                };
                next += numbers;
                minors_before.push(minors);
                minors += entry.minors;
                place
            })
            .collect();
        Places { all, minors_before }
    }

    /// The municipality of an address.
    pub(crate) fn municipality(&self, address: Address) -> Municipality {
        self.all[usize::from(address.place)].code
    }

    /// An address in a municipality.
    pub(crate) fn address(&self, place: u16, stream: &mut Stream) -> Address {
        let number = self.number(place, stream);
        let letters = [stream.pick(LETTERS), stream.pick(LETTERS)];
        Address { place, number, letters, house: 1 + stream.below(60).min(stream.below(240)) as u16 }
    }

    /// A postcode number of a municipality.
    pub(crate) fn number(&self, place: u16, stream: &mut Stream) -> u16 {
        let entry = &self.all[usize::from(place)];
        entry.first_number + stream.below(u32::from(entry.numbers)) as u16
    }

    /// Where a household moves to: the same municipality (half), its youth region, or anywhere, by number of minors.
    pub(crate) fn destination(&self, from: u16, stream: &mut Stream) -> u16 {
        let home = &self.all[usize::from(from)];
        match stream.below(100) {
            0..50 => from,
            50..80 => {
                let near: Vec<_> = (0..self.all.len()).filter(|at| self.all[*at].youth_place == home.youth_place).collect();
                stream.pick(&near) as u16
            }
            _ => self.anywhere(stream),
        }
    }

    fn anywhere(&self, stream: &mut Stream) -> u16 {
        let total = self.all.iter().map(|place| place.minors).sum();
        let at = stream.below(total);
        (self.minors_before.partition_point(|before| *before <= at) - 1) as u16
    }

    /// Every postcode number with the municipality it lies in.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = (u16, Municipality)> + '_ {
        self.all.iter().flat_map(|place| (place.first_number..place.first_number + place.numbers).map(|number| (number, place.code)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_postcode_number_lies_in_one_municipality() {
        let places = Places::of(&Atlas::netherlands());
        let numbers: Vec<_> = places.numbers().map(|(number, _)| number).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]) && numbers.last() < Some(&10_000));
    }
}
