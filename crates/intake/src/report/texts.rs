//! Every text of the reports that is not a rule's own, in both languages, so that one person can read them all.

use crate::words::Words;

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $nl:literal, $en:literal;)+) => {
        $(pub(crate) const $name: Words = Words { nl: $nl, en: $en };)+
    };
}

texts! {
    DO = "Doen:", "To do:";
    ALLOWED = "Mag in", "Allowed in";
    HINT_REPORT = "Alle gevallen, met een lijst per collega: voeg --report MAP toe.", "Every case, with a list for each colleague: add --report DIR.";
    ROWS_COUNT = "Rij 1 is de eerste onder de kop; bij berichten het eerste product of bericht.",
        "Row 1 is the first below the header; of messages the first product or message.";
    WHY = "Waarom:", "Why:";
    LOOK = "Kijk bij:", "Look at:";
    ROW = "rij", "row";
    NOTHING = "Niets gevonden.", "Nothing found.";
    SUPPLIER = "leverancier", "supplier";
    PERIOD = "periode", "period";
    READ = "gelezen", "read";
    ACCEPTED = "aangenomen", "accepted";
    SET_ASIDE = "apart gelegd", "set aside";
    EARLIER = "ook in de vorige aanlevering:", "in the previous delivery too:";
    DEVIATIONS = "Bekend en geaccepteerd", "Known and accepted";
    REASON = "Reden:", "Reason:";
    UNTIL = "tot en met", "until";
    BY = "door", "by";
    STILL_ASIDE = "Geaccepteerde fouten houden de rij apart; zij houden het bestand niet tegen.",
        "Accepted errors keep the row set aside; they do not hold the file back.";
    TITLE = "Controle van een aanlevering", "Check of a delivery";
    TOGETHER = "Alle bestanden samen: wat te doen", "All files together: what to do";
    FILE = "bestand", "file";
    FILES = "bestanden", "files";
    OVERVIEW = "Overzicht", "Overview";
    CAUSES = "Wat te doen", "What to do";
    CAUSES_SHEET = "Oorzaken", "Causes";
    ERRORS = "Fouten", "Errors";
    WARNINGS = "Waarschuwingen", "Warnings";
    NOTICES = "Meldingen", "Notices";
    ERRORS_MEAN = "De rij telt niet mee tot dit is hersteld.", "The row does not count until this is mended.";
    WARNINGS_MEAN = "De rij telt mee; kijk of dit klopt.", "The row counts; see whether this is right.";
    NOTICES_MEAN = "Niets is fout; goed om te weten.", "Nothing is wrong; good to know.";
    CASES = "gevallen", "cases";
    CASE = "geval", "case";
    REFERENCE = "uw kenmerk", "your reference";
    FIELD = "veld", "field";
    PART = "onderdeel", "part";
    CODE = "code", "code";
    SEVERITY = "soort", "severity";
    COUNT = "aantal", "count";
    MESSAGE = "wat is er", "what is wrong";
    FIX = "wat te doen", "what to do";
    WHY_COLUMN = "waarom", "why";
    MORE = "meer, hier niet genoemd", "more, not listed here";
    MORE_IN_LISTS = "meer; zie de lijsten (XLSX, CSV)", "more; see the lists (XLSX, CSV)";
    MIRROR = "Spiegel: hoe de velden gevuld zijn", "Mirror: how the fields are filled";
    MIRROR_SHEET = "Spiegel", "Mirror";
    AGAINST = "Naast", "Beside";
    NO_PREVIOUS = "Er is geen vorige aanlevering om naast te leggen; geef haar mee met --previous.",
        "There is no previous delivery to lay beside it; give it with --previous.";
    REMARKABLE = "Opvallend anders dan de vorige keer", "Remarkably different from last time";
    NOT_REMARKABLE = "Niets is opvallend anders dan de vorige keer.", "Nothing is remarkably different from last time.";
    ALL_FIELDS = "Alle velden", "All fields";
    FILLED = "gevuld", "filled";
    VALUE = "waarde", "value";
    NOW = "nu", "now";
    THEN = "vorige keer", "last time";
    SIMILAR = "vergelijkbaar", "similar";
    NO_SIMILAR = "Vergelijkbare leveranciers staan er niet naast: daarvoor is een bestand met gepubliceerde, veilige aantallen nodig (--similar).",
        "Similar suppliers do not stand beside it: that takes a file of published safe counts (--similar).";
    NOT_LISTED = "niet in de lijst", "not in the list";
    ONLY_CODES = "Alleen velden met een code staan er met hun waarden; van de andere alleen of zij gevuld zijn.",
        "Only fields with a code show their values; of the others only whether they are filled.";
    QUALITY = "Kwaliteit", "Quality";
    COMBINATIONS = "Combinaties die niet kunnen", "Combinations that cannot be";
    DOUBLED = "Dubbele rijen", "Doubled rows";
    LATE = "Te laat geregistreerd: begonnen voor deze periode, niet in de vorige aanlevering",
        "Registered late: started before this period, not in the previous delivery";
    LATE_UNKNOWN = "Te laat geregistreerd: niet te zeggen zonder de vorige aanlevering (--previous).",
        "Registered late: cannot be told without the previous delivery (--previous).";
    UNKNOWN = "Onbekend", "Unknown";
    BREAKS = "Breuk in de reeks", "Break in the series";
    NO_BREAKS = "Geen breuk in de reeks gezien.", "No break in the series seen.";
    SINCE = "sinds", "since";
    DIFFERENCE = "Verschil met de vorige versie", "Difference from the version before";
    ADDED = "erbij", "added";
    REMOVED = "eruit", "removed";
    CHANGED = "anders", "changed";
    SAME = "gelijk gebleven", "the same";
    PROOF = "Bewijs van controle", "Proof of check";
    RECEIPT_NOTE = "Deze code hoort bij precies deze bytes. Krijgt u na het aanleveren een ontvangstbewijs met dezelfde code, dan is dit bestand aangekomen.",
        "This code belongs to exactly these bytes. If the proof of receipt shows the same code after delivery, this file has arrived.";
    LISTS_NOTE = "Naast deze pagina staan een XLSX (een werkblad per collega) en een CSV met alle gevallen.",
        "Beside this page stand an XLSX (a sheet for each colleague) and a CSV with every case.";
    MADE_OFFLINE = "Gemaakt op deze computer; er is niets verstuurd.", "Made on this computer; nothing was sent.";
    THE_CHILD = "Het kind", "The child";
    DATES = "Data", "Dates";
    CODES = "Codes", "Codes";
    FILE_AND_ROWS = "Bestand en rijen", "File and rows";
}
