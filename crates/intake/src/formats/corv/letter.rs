//! One message: what its elements say.

use domain::{Code, Day};

use super::facets::Flaw;
use super::{Moment, Party, stuf_day};
use crate::field::Given;
use crate::formats::Window;
use crate::formats::slip::Slip;

/// The messages that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// `vtMeldingDi01`: the police report a worrying situation to Veilig Thuis.
    Report,
    /// `vtTerugkoppelingDi01`: Veilig Thuis tells what it made of a report; names no child.
    Feedback,
    /// `vtoDi01`: the Board is asked to investigate.
    Request,
    /// `notificatieDi01`: the Board tells how far it is.
    Result,
}

impl Kind {
    /// Every kind.
    pub(super) const ALL: [Kind; 4] = [Kind::Report, Kind::Feedback, Kind::Request, Kind::Result];

    /// The root element, and what `functie` in the header says.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Report => "vtMeldingDi01",
            Kind::Feedback => "vtTerugkoppelingDi01",
            Kind::Request => "vtoDi01",
            Kind::Result => "notificatieDi01",
        }
    }

    /// The element that holds one person, and within it the person and the role.
    pub(super) fn party(self) -> Option<(&'static str, &'static str, &'static str)> {
        match self {
            Kind::Report => Some(("J:object/J:betreft/J:gerelateerde/J:heeftBetrokken", "J:gerelateerde/", "J:jeugzorgrol")),
            Kind::Feedback => None,
            Kind::Request | Kind::Result => Some(("J:object/Z:heeftBetrekkingOp", "Z:gerelateerde/Z:natuurlijkPersoon/", "Z:omschrijving")),
        }
    }
}

/// The elements that are kept beside the persons; of everything else nothing is kept.
pub(super) const KEPT: &[&str] = &[
    "J:stuurgegevens/S:berichtcode",
    "J:stuurgegevens/S:zender/S:organisatie",
    "J:stuurgegevens/S:zender/S:applicatie",
    "J:stuurgegevens/S:ontvanger/S:organisatie",
    "J:stuurgegevens/S:ontvanger/S:applicatie",
    "J:stuurgegevens/S:referentienummer",
    "J:stuurgegevens/S:tijdstipBericht",
    "J:stuurgegevens/S:functie",
    "J:object/J:identificatieVtMelding",
    "J:object/J:datumMelding",
    "J:object/J:datumIncident",
    "J:object/J:indicatieAgenderingAfstemmingsoverlegGewenst",
    "J:object/J:indicatieSASHIngevuld",
    "J:object/J:SASHniveau",
    "J:object/J:isIngediendDoor",
    "J:object/Z:identificatie",
    "J:object/Z:startdatum",
    "J:object/Z:registratiedatum",
    "J:object/Z:uitkomst",
    "J:object/Z:status",
    "J:object/Z:naarAanleidingVan/Z:gerelateerde/J:identificatieVtMelding",
    "J:object/Z:isUitgevoerdDoor/Z:gerelateerde/Z:naam",
    "J:object/Z:isUitgevoerdDoor/Z:gerelateerde/Z:oinNummer",
    "J:object/Z:isVan/Z:gerelateerde/Z:omschrijvingGeneriek",
    "J:object/Z:heeftBetrekkingOpAndere/Z:gerelateerde/Z:identificatie",
    "J:object/Z:heeftAlsUitvoerende",
    "J:object/Z:resultaat/Z:omschrijving",
    "J:object/Z:heeft/Z:gerelateerde/Z:omschrijving",
    "J:object/Z:heeft/Z:datumStatusGezet",
];

/// Outcomes of a safety assessment (UitkomstVeiligheidsbeoordeling); the code is the place in this list, from 1.
pub(crate) const OUTCOMES: [&str; 4] =
    ["vervolgstappen belegd bij VT", "overdracht", "geen vervolgstappen nodig", "inzet regionaal maatwerk VT"];

/// What stands in one message.
pub(crate) struct Letter<'a> {
    slip: &'a Slip,
    pub(crate) kind: Kind,
    /// First and last day of the delivery, where its name tells.
    pub(crate) window: Option<Window>,
    /// When it was sent.
    pub(crate) moment: Given<Moment>,
    /// The persons in it.
    pub(crate) parties: &'a [Party],
    flaws: &'a [Flaw],
}

impl<'a> Letter<'a> {
    /// Reads a message whose elements were kept.
    pub(super) fn read(kind: Kind, window: Option<Window>, (slip, parties, flaws): (&'a Slip, &'a [Party], &'a [Flaw])) -> Letter<'a> {
        let moment = Given::read(slip.text("J:stuurgegevens/S:tijdstipBericht"), Moment::parse);
        Letter { slip, kind, window, moment, parties, flaws }
    }

    /// The text of an element; empty where it was not there.
    pub(crate) fn text(&self, path: &str) -> &'a str {
        self.slip.text(path)
    }

    /// Whether an element was there, empty or not.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.slip.has(path)
    }

    /// A day as StUF writes it.
    pub(crate) fn day(&self, path: &str) -> Given<Day> {
        Given::read(self.text(path), stuf_day)
    }

    /// The field that breaks the schema in this way, if one does.
    pub(crate) fn flaw(&self, is_meant: impl Fn(&Flaw) -> bool) -> Option<&'static str> {
        self.flaws.iter().find(|flaw| is_meant(flaw)).map(|flaw| flaw.field())
    }

    /// The name of an element that stood twice.
    pub(crate) fn twice(&self) -> Option<&'static str> {
        self.slip.twice().or_else(|| self.parties.iter().find_map(Party::twice))
    }

    /// The identification of the message by its sender.
    pub(crate) fn reference(&self) -> &'a str {
        self.text("J:stuurgegevens/S:referentienummer")
    }

    /// The number of the report that a report or feedback is about.
    pub(crate) fn report_number(&self) -> &'a str {
        match self.kind {
            Kind::Report => self.text("J:object/J:identificatieVtMelding"),
            Kind::Feedback => self.text("J:object/Z:naarAanleidingVan/Z:gerelateerde/J:identificatieVtMelding"),
            Kind::Request | Kind::Result => "",
        }
    }

    /// The number of the requester's matter, by which a request and its result belong together; of a result that does not
    /// tell it, the Board's own.
    pub(crate) fn matter(&self) -> &'a str {
        let (own, other) = (self.text("J:object/Z:identificatie"), "J:object/Z:heeftBetrekkingOpAndere/Z:gerelateerde/Z:identificatie");
        match self.kind {
            Kind::Result if !self.text(other).is_empty() => self.text(other),
            Kind::Request | Kind::Result => own,
            Kind::Report | Kind::Feedback => "",
        }
    }

    /// The children the message is about.
    pub(crate) fn children(&self) -> impl Iterator<Item = &'a Party> + use<'a> {
        self.parties.iter().filter(|party| party.is_child())
    }

    /// The outcome of a safety assessment; [`Code::NONE`] where the message tells none.
    pub(crate) fn outcome(&self) -> Code {
        let place = OUTCOMES.iter().zip(1..).find(|(word, _)| **word == self.text("J:object/Z:uitkomst"));
        place.map_or(Code::NONE, |(_, place)| Code(place))
    }

    /// The status that feedback or a result tells.
    pub(crate) fn status(&self) -> &'a str {
        match self.kind {
            Kind::Feedback => self.text("J:object/Z:status"),
            Kind::Result => self.text("J:object/Z:heeft/Z:gerelateerde/Z:omschrijving"),
            Kind::Report | Kind::Request => "",
        }
    }
}
