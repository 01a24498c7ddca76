//! Footnotes that several indicators share.

use crate::Text;

/// Reasons are a set.
pub const REASONS_ARE_A_SET: Text = Text {
    nl: "Een kind kan met meer vormen van geweld te maken hebben. Per vorm tellen wij dan elke keer mee; de vormen samen zijn meer dan het totaal.",
    en: "A child may meet several forms of violence and counts under each; the forms together are more than the total.",
};

/// What the reason of an order is.
pub const REASON_OF_AN_ORDER: Text = Text {
    nl: "De vorm van geweld bij een maatregel is die van de Raad in de twee jaar daarvoor. Noemt de Raad er geen, dan is het die van meldingen, het CSG en de politie in die tijd. Een kind kan met meer vormen te maken hebben.",
    en: "The form of violence of an order is that of the Board's grounds in the two years before; where it names none, that of reports, CSG and police in that time. A child may meet several forms.",
};

/// Children are found by linkage.
pub const LINKED: Text = Text {
    nl: "Kinderen tellen wij door leveringen te koppelen. Records die niet te koppelen zijn, tellen hier niet mee.",
    en: "Children are counted by linking deliveries. Records that cannot be linked do not count here.",
};

/// Help that no delivery holds.
pub const NOT_IN_THE_REGISTER: Text = Text {
    nl: "Hulp uit een persoonsgebonden budget (pgb) en hulp van een lokaal team zonder verwijzing staan niet in de leveringen.",
    en: "Help paid from a personal budget (pgb) and help by a local team without referral are not in the deliveries.",
};
