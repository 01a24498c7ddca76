//! The suppliers: providers, certified institutions, the Board, Veilig Thuis, municipalities, Centres for Sexual Violence,
//! police units and courts; their habits of recording and their backlog.

use domain::{Atlas, Day, Municipality, RegionCode, RegionKind};

use crate::places::{Place, Places};
use crate::random::{Purpose, Stream};

/// Number of youth-care providers.
pub(crate) const PROVIDERS: u16 = 200;
/// Of them regional: four for each of the 42 youth regions.
const REGIONAL: u16 = 168;
/// Number of certified institutions.
pub(crate) const INSTITUTIONS: u16 = 13;
const YOUTH_REGIONS: u16 = 42;
const FIRST_INSTITUTION: u16 = PROVIDERS;
const BOARD: u16 = FIRST_INSTITUTION + INSTITUTIONS;
const FIRST_VEILIG_THUIS: u16 = BOARD + 1;
/// Region numbers run through 27, those that ended among them.
const VEILIG_THUIS_NUMBERS: u16 = 28;
const FIRST_MUNICIPALITY: u16 = FIRST_VEILIG_THUIS + VEILIG_THUIS_NUMBERS;
/// Numbers kept for the municipalities of [`MESSAGE_REGION`].
const MUNICIPAL_NUMBERS: u16 = 32;
/// Number of Centres for Sexual Violence.
pub(crate) const CENTRES: u16 = 16;
/// Number of police units.
pub(crate) const POLICE_UNITS: u16 = 10;
/// Number of courts.
pub(crate) const COURTS: u16 = 11;
const FIRST_CENTRE: u16 = FIRST_MUNICIPALITY + MUNICIPAL_NUMBERS;
const FIRST_POLICE: u16 = FIRST_CENTRE + CENTRES;
const FIRST_COURT: u16 = FIRST_POLICE + POLICE_UNITS;
/// The certified institutions once more, as suppliers of what they do under a measure.
const FIRST_PROCESS: u16 = FIRST_COURT + COURTS;
/// The municipalities of [`MESSAGE_REGION`] once more, as suppliers of adult support.
const FIRST_ADULT: u16 = FIRST_PROCESS + INSTITUTIONS;
/// The mailboxes with CORV messages, after the numbers kept for municipalities.
const FIRST_MAILBOX: u16 = FIRST_ADULT + MUNICIPAL_NUMBERS;
const MAILBOXES: u16 = 3;
/// The youth region whose municipalities deliver iJw messages and adult support, and whose CORV messages are delivered.
pub(crate) const MESSAGE_REGION: RegionCode = RegionCode::youth(7);
/// The Veilig Thuis region of the same municipalities.
const MAIL_REGION: RegionCode = RegionCode::veilig_thuis(11);
/// The provider that stops delivering half-way, where that fault is on.
pub(crate) const STOPPING: Supplier = Supplier(6);
/// The certified institution that changes its registration half-way, where that fault is on.
pub(crate) const CHANGING: Supplier = Supplier(FIRST_INSTITUTION + 2);

/// A supplier by its place in the list of all suppliers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Supplier(pub(crate) u16);

/// What a supplier delivers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Delivers {
    Help,
    Protection,
    Requests,
    VeiligThuis,
    Messages,
    Centre,
    Police,
    Court,
    Process,
    AdultSupport,
    Mailbox,
}

impl Delivers {
    /// Whether it delivers messages, in an archive, and not rows.
    pub(crate) fn in_messages(self) -> bool {
        matches!(self, Delivers::Messages | Delivers::Mailbox)
    }
}

/// How an organisation records.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Habits {
    /// Probability that it leaves the nature of violence empty, or the outcome of help.
    pub(crate) silence: f64,
    /// Probability that contact, setting and the like are left empty.
    pub(crate) circumstances_unknown: f64,
    /// Ordinary backlog in days.
    pub(crate) backlog: u32,
}

/// All suppliers.
pub(crate) struct Organisations {
    seed: u64,
    messengers: Vec<Municipality>,
    /// The police unit of [`MESSAGE_REGION`].
    mail_police: Supplier,
    habits: Vec<Habits>,
}

impl Supplier {
    /// The Child Protection Board.
    pub(crate) const BOARD: Supplier = Supplier(BOARD);
    /// The mailbox of Veilig Thuis in [`MESSAGE_REGION`].
    pub(crate) const MAIL_OF_VEILIG_THUIS: Supplier = Supplier(FIRST_MAILBOX);
    /// The mailbox of the police there.
    pub(crate) const MAIL_OF_POLICE: Supplier = Supplier(FIRST_MAILBOX + 1);
    /// The mailbox of the Board, of what is about that region.
    pub(crate) const MAIL_OF_BOARD: Supplier = Supplier(FIRST_MAILBOX + 2);

    /// What it delivers.
    pub(crate) fn delivers(self) -> Delivers {
        match self.0 {
            ..FIRST_INSTITUTION => Delivers::Help,
            FIRST_INSTITUTION..BOARD => Delivers::Protection,
            BOARD => Delivers::Requests,
            FIRST_VEILIG_THUIS..FIRST_MUNICIPALITY => Delivers::VeiligThuis,
            FIRST_MUNICIPALITY..FIRST_CENTRE => Delivers::Messages,
            FIRST_CENTRE..FIRST_POLICE => Delivers::Centre,
            FIRST_POLICE..FIRST_COURT => Delivers::Police,
            FIRST_COURT..FIRST_PROCESS => Delivers::Court,
            FIRST_PROCESS..FIRST_ADULT => Delivers::Process,
            FIRST_ADULT..FIRST_MAILBOX => Delivers::AdultSupport,
            FIRST_MAILBOX.. => Delivers::Mailbox,
        }
    }

    /// A Veilig Thuis region as a supplier.
    pub(crate) fn veilig_thuis(region: RegionCode) -> Supplier {
        Supplier(FIRST_VEILIG_THUIS + region.number())
    }

    /// Whether its mail is among what is delivered.
    pub(crate) fn delivers_mail(self) -> bool {
        self == Supplier::veilig_thuis(MAIL_REGION)
    }

    /// The certified institution of a youth region.
    pub(crate) fn institution(place: &Place) -> Supplier {
        Supplier(FIRST_INSTITUTION + share(place, INSTITUTIONS))
    }

    /// Another certified institution than this one.
    pub(crate) fn other_institution(self, stream: &mut Stream) -> Supplier {
        let after = self.0.saturating_sub(FIRST_INSTITUTION) + 1 + stream.below(u32::from(INSTITUTIONS - 1)) as u16;
        Supplier(FIRST_INSTITUTION + after % INSTITUTIONS)
    }

    /// The Centre for Sexual Violence of a place.
    pub(crate) fn centre(place: &Place) -> Supplier {
        Supplier(FIRST_CENTRE + share(place, CENTRES))
    }

    /// The police unit of a place.
    pub(crate) fn police(place: &Place) -> Supplier {
        Supplier(FIRST_POLICE + share(place, POLICE_UNITS))
    }

    /// The court of a place.
    pub(crate) fn court(place: &Place) -> Supplier {
        Supplier(FIRST_COURT + share(place, COURTS))
    }

    /// What a certified institution does under a measure, as a delivery of its own.
    pub(crate) fn process(self) -> Supplier {
        Supplier(FIRST_PROCESS + self.0.saturating_sub(FIRST_INSTITUTION).min(INSTITUTIONS - 1))
    }

    /// A provider for a child that lives here: mostly one of the region's four, the first more often; closed care and
    /// some foster care are national.
    pub(crate) fn provider(stream: &mut Stream, place: &Place, form: u8) -> Supplier {
        let national = if form == 13 { 0.9 } else { 0.12 };
        if stream.chance(national) {
            return Supplier(REGIONAL + stream.below(u32::from(PROVIDERS - REGIONAL)) as u16);
        }
        Supplier(place.youth_place * 4 + stream.weighted(&[(45, 0), (30, 1), (15, 2), (10, 3)]))
    }
}

/// Which of so many areas a place lies in; areas are whole youth regions, side by side.
fn share(place: &Place, areas: u16) -> u16 {
    place.youth_place * areas / YOUTH_REGIONS
}

impl Organisations {
    pub(crate) fn of(seed: u64, places: &Places) -> Organisations {
        let messengers: Vec<_> = places.all.iter().filter(|place| place.youth == MESSAGE_REGION).map(|place| place.code).collect();
        let count = FIRST_MAILBOX + MAILBOXES;
        let mail_police = places.all.iter().find(|place| place.youth == MESSAGE_REGION).map_or(Supplier(FIRST_POLICE), Supplier::police);
        Organisations { seed, messengers, mail_police, habits: (0..count).map(|at| habits(seed, at)).collect() }
    }

    /// Every supplier.
    pub(crate) fn all(&self) -> impl Iterator<Item = Supplier> + use<> {
        let municipal = self.messengers.len() as u16;
        let nobody = [FIRST_MUNICIPALITY + municipal..FIRST_CENTRE, FIRST_ADULT + municipal..FIRST_MAILBOX];
        (0..self.habits.len() as u16).filter(move |number| !nobody.iter().any(|gap| gap.contains(number))).map(Supplier)
    }

    /// How a supplier records.
    pub(crate) fn habits(&self, supplier: Supplier) -> Habits {
        self.habits[usize::from(supplier.0)]
    }

    /// The municipality as a supplier of messages, if it is one.
    pub(crate) fn messenger(&self, municipality: Municipality) -> Option<Supplier> {
        Some(Supplier(FIRST_MUNICIPALITY + self.municipal(municipality)?))
    }

    /// The municipality as a supplier of adult support, if it is one.
    pub(crate) fn adult_support(&self, municipality: Municipality) -> Option<Supplier> {
        Some(Supplier(FIRST_ADULT + self.municipal(municipality)?))
    }

    fn municipal(&self, municipality: Municipality) -> Option<u16> {
        self.messengers.iter().position(|own| *own == municipality).map(|at| at as u16)
    }

    /// Kind and supplier as a file name begins, `veilig-thuis_VT22`.
    pub(crate) fn file_stem(&self, supplier: Supplier) -> String {
        match supplier.delivers() {
            Delivers::Help => format!("youth-policy_P{:04}", supplier.0 + 1),
            Delivers::Protection => format!("youth-policy_GI{:02}", supplier.0 - FIRST_INSTITUTION + 1),
            Delivers::Requests => "board_RVDK".to_owned(),
            Delivers::VeiligThuis => format!("veilig-thuis_VT{:02}", supplier.0 - FIRST_VEILIG_THUIS),
            Delivers::Messages => format!("ijw_{}", self.messengers[usize::from(supplier.0 - FIRST_MUNICIPALITY)].region()),
            Delivers::Centre => format!("csg_CSG{:02}", supplier.0 - FIRST_CENTRE + 1),
            Delivers::Police => format!("police_PE{:02}", supplier.0 - FIRST_POLICE + 1),
            Delivers::Court => format!("court_RB{:02}", supplier.0 - FIRST_COURT + 1),
            Delivers::Process => format!("gi-process_GI{:02}", supplier.0 - FIRST_PROCESS + 1),
            Delivers::AdultSupport => format!("adult-support_{}", self.messengers[usize::from(supplier.0 - FIRST_ADULT)].region()),
            Delivers::Mailbox if supplier == Supplier::MAIL_OF_VEILIG_THUIS => format!("corv_{MAIL_REGION}"),
            Delivers::Mailbox if supplier == Supplier::MAIL_OF_POLICE => format!("corv_PE{:02}", self.mail_police.0 - FIRST_POLICE + 1),
            Delivers::Mailbox => "corv_RVDK".to_owned(),
        }
    }

    /// Whether it delivers for this year even when it has nothing to tell. A Veilig Thuis region that has ended
    /// delivers only what it still has to finish.
    pub(crate) fn exists(&self, atlas: &Atlas, supplier: Supplier, year: i16) -> bool {
        if supplier.delivers() != Delivers::VeiligThuis {
            return true;
        }
        let number = supplier.0 - FIRST_VEILIG_THUIS;
        atlas.veilig_thuis_regions(year).any(|region| region.code.kind() == RegionKind::VeiligThuis && region.code.number() == number)
    }

    /// Days of backlog of a supplier in the week of a day: its ordinary backlog, more after summer and in December,
    /// and a chance of the week. A function of organisation and week only, not of scale.
    pub(crate) fn backlog(&self, supplier: Supplier, day: Day) -> i32 {
        let week = (day.0 + 3).div_euclid(7);
        let season = match day.month().number() {
            8 | 9 => 6,
            12 => 4,
            _ => 0,
        };
        let chance = Stream::of(self.seed, Purpose::Backlog, u64::from(supplier.0), week as u64).below(8);
        (self.habits(supplier).backlog + season + chance) as i32
    }
}

fn habits(seed: u64, at: u16) -> Habits {
    let mut stream = Stream::of(seed, Purpose::Habits, u64::from(at), 0);
    Habits { silence: 0.03 + 0.20 * stream.unit(), circumstances_unknown: 0.15 + 0.35 * stream.unit(), backlog: stream.below(13) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_supplier_has_its_own_name() {
        let places = Places::of(&Atlas::netherlands());
        let organisations = Organisations::of(1, &places);
        let names: std::collections::BTreeSet<_> = organisations.all().map(|supplier| organisations.file_stem(supplier)).collect();
        assert_eq!(names.len(), organisations.all().count());
        assert!(names.contains("youth-policy_P0200") && names.contains("youth-policy_GI13") && names.contains("ijw_GM0193"));
        assert!(organisations.messengers.len() <= usize::from(MUNICIPAL_NUMBERS));
        for name in ["csg_CSG16", "police_PE10", "court_RB11", "gi-process_GI13", "adult-support_GM0193"] {
            assert!(names.contains(name), "{name}");
        }
    }

    #[test]
    fn the_mail_is_of_one_region_whoever_looks_at_it() {
        let atlas = Atlas::netherlands();
        let places = Places::of(&atlas);
        let organisations = Organisations::of(1, &places);
        let region: Vec<_> = places.all.iter().filter(|place| place.youth == MESSAGE_REGION).collect();
        assert!(region.iter().all(|place| atlas.veilig_thuis_in(place.code, 2023) == Some(MAIL_REGION)));
        assert!(region.iter().all(|place| Supplier::police(place) == organisations.mail_police));
        let names =
            [Supplier::MAIL_OF_VEILIG_THUIS, Supplier::MAIL_OF_POLICE, Supplier::MAIL_OF_BOARD].map(|box_| organisations.file_stem(box_));
        assert_eq!(names, ["corv_VT11", "corv_PE02", "corv_RVDK"]);
    }

    /// What the method page of the country says of the merger with seed 1: a step in what is left empty, which `inbeeld-bench breaks` finds.
    #[test]
    fn regions_that_merge_leave_the_nature_of_violence_empty_by_other_habits_than_the_one_that_goes_on() {
        let organisations = Organisations::of(1, &Places::of(&Atlas::netherlands()));
        let silence = |number| organisations.habits(Supplier::veilig_thuis(RegionCode::veilig_thuis(number))).silence;
        assert_eq!([16, 26, 27].map(|number| format!("{:.2}", silence(number))), ["0.13", "0.07", "0.18"]);
    }

    #[test]
    fn a_region_that_ended_is_expected_before_its_end_only() {
        let atlas = Atlas::netherlands();
        let organisations = Organisations::of(1, &Places::of(&atlas));
        let old = Supplier::veilig_thuis(RegionCode::veilig_thuis(26));
        assert!(organisations.exists(&atlas, old, 2019) && !organisations.exists(&atlas, old, 2020));
    }

    #[test]
    fn backlog_is_a_function_of_organisation_and_week() {
        let organisations = Organisations::of(1, &Places::of(&Atlas::netherlands()));
        let monday = Day::parse_iso("2023-03-06").expect("a day");
        assert_eq!(organisations.backlog(Supplier(3), monday), organisations.backlog(Supplier(3), monday.plus(6)));
        let weeks: std::collections::BTreeSet<_> = (0..20).map(|week| organisations.backlog(Supplier(3), monday.plus(7 * week))).collect();
        assert!(weeks.len() > 3);
    }
}
