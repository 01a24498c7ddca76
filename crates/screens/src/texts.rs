//! Every word of the screens, Dutch and English side by side, so that one person can read them all.
//!
//! Plain Dutch (B1). `{name}` is a place that is filled in; both languages have the same places. What an indicator or a
//! method says about itself is not here: it comes with the release.

pub use charts::Language;

/// The tag of a language in HTML.
pub fn tag(language: Language) -> &'static str {
    match language {
        Language::Dutch => "nl",
        Language::English => "en",
    }
}

/// The other language.
pub fn other(language: Language) -> Language {
    match language {
        Language::Dutch => Language::English,
        Language::English => Language::Dutch,
    }
}

/// What a language calls itself.
pub fn own_name(language: Language) -> &'static str {
    match language {
        Language::Dutch => "Nederlands",
        Language::English => "English",
    }
}

macro_rules! texts {
    ($(#[$doc:meta])* $set:ident: $($key:ident: $nl:literal, $en:literal;)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[allow(missing_docs)]
        pub enum $set { $($key,)+ }

        impl $set {
            /// Every text.
            pub const ALL: &'static [$set] = &[$($set::$key,)+];

            /// The text in a language, places unfilled.
            pub fn say(self, language: Language) -> &'static str {
                match (self, language) {
                    $(($set::$key, Language::Dutch) => $nl, ($set::$key, Language::English) => $en,)+
                }
            }

            /// The text with its places filled.
            pub fn fill(self, language: Language, places: &[(&str, &str)]) -> String {
                $crate::texts::filled(self.say(language), places)
            }
        }
    };
}

/// A text with its places filled.
///
/// ```
/// use screens::{Language, Text};
/// assert_eq!(Text::SomeDays.fill(Language::Dutch, &[("days", "14")]), "14 dagen");
/// ```
pub fn filled(text: &str, places: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (name, value) in places {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

texts! {
    /// A text of the public screens.
    Text:
    // The frame.
    BrandLine: "Zicht op de keten rond geweld tegen kinderen", "A view of the chain around violence against children";
    SkipToContent: "Naar de inhoud", "Skip to the content";
    MainMenu: "Hoofdmenu", "Main menu";
    Breadcrumb: "Kruimelpad", "Breadcrumb";
    Overview: "Overzicht", "Overview";
    Chain: "Keten", "Chain";
    Indicators: "Indicatoren", "Indicators";
    Regions: "Regio’s", "Regions";
    RegisterMenu: "Maatregelen", "Measures";
    Method: "Methode", "Methods";
    MadeData: "Verzonnen gegevens: dit land bestaat niet.", "Made-up data: this country does not exist.";
    MadeDataMore: "De cijfers laten zien hoe de monitor werkt.", "The figures show how the monitor works.";
    Unapproved: "Niet goedgekeurd.", "Not approved.";
    UnapprovedMore: "Deze publicatie is niet goedgekeurd: niemand heeft de cijfers nagekeken.", "This release is not approved: no one has reviewed the figures.";
    AboutTheFigures: "Over de cijfers", "About the figures";
    Accessibility: "Toegankelijkheid", "Accessibility";
    Privacy: "Privacy", "Privacy";
    Licences: "Licenties", "Licences";
    HelpNow: "Direct hulp nodig?", "Need help now?";
    CallVeiligThuis: "Bel Veilig Thuis", "Call Veilig Thuis";
    FreeDayAndNight: ", gratis, dag en nacht. Bij gevaar:", ", free, day and night. In danger:";
    Colophon: "Publicatie {version} · cijfers CC BY 4.0 · programma EUPL-1.2", "Release {version} · figures CC BY 4.0 · program EUPL-1.2";

    // Symbols.
    Hidden: "afgeschermd", "shielded";
    Unknown: "onbekend", "unknown";
    LegendTitle: "Betekenis van de tekens", "Meaning of the symbols";
    LegendHidden: "afgeschermd, zodat niemand te herkennen is", "shielded, so that no one can be recognised";
    LegendUnknown: "onbekend of niet betrouwbaar genoeg", "unknown or not reliable enough";
    LegendZero: "geen, of afgerond nul", "none, or rounds to none";
    LegendEmptyName: "leeg", "blank";
    LegendEmpty: "kan niet voorkomen", "cannot occur";
    LegendProvisional: "voorlopig", "provisional";

    // Names of classes.
    Everyone: "Alle kinderen", "All children";
    ByForm: "Naar vorm van geweld", "By form of violence";
    BySex: "Naar geslacht", "By sex";
    ByAge: "Naar leeftijd", "By age";
    Sexual: "Seksueel geweld", "Sexual violence";
    Physical: "Lichamelijk geweld", "Physical violence";
    Emotional: "Emotioneel geweld", "Emotional violence";
    Neglect: "Verwaarlozing", "Neglect";
    Witness: "Getuige van geweld tussen ouders", "Witness of violence between parents";
    Exploitation: "Uitbuiting", "Exploitation";
    Girls: "Meisjes", "Girls";
    Boys: "Jongens", "Boys";
    From0To3: "0–3 jaar", "0–3 years";
    From4To7: "4–7 jaar", "4–7 years";
    From8To11: "8–11 jaar", "8–11 years";
    From12To15: "12–15 jaar", "12–15 years";
    From16To17: "16–17 jaar", "16–17 years";
    From18To22: "18–22 jaar", "18–22 years";

    // Terms and units.
    Statutory: "wettelijke termijn", "statutory term";
    FieldNorm: "veldnorm", "field norm";
    OwnYardstick: "eigen maatstaf", "own yardstick";
    ThreeMonths: "drie maanden", "three months";
    HalfYear: "een half jaar", "half a year";
    OneYear: "een jaar", "one year";
    OneDay: "1 dag", "1 day";
    SomeDays: "{days} dagen", "{days} days";
    OneWorkingDay: "1 werkdag", "1 working day";
    SomeWorkingDays: "{days} werkdagen", "{days} working days";
    Records: "registraties", "records";
    Cases: "zaken", "cases";
    Children: "kinderen", "children";
    Starts: "trajecten", "trajectories";
    PerTenThousand: "per 10.000 minderjarigen", "per 10,000 minors";
    January: "januari", "January";
    February: "februari", "February";
    March: "maart", "March";
    April: "april", "April";
    May: "mei", "May";
    June: "juni", "June";
    July: "juli", "July";
    August: "augustus", "August";
    September: "september", "September";
    October: "oktober", "October";
    November: "november", "November";
    December: "december", "December";

    // Around a figure.
    AsOf: "Peildatum", "As of";
    StatusName: "Status", "Status";
    Provisional: "voorlopig *", "provisional *";
    NotApproved: "niet goedgekeurd", "not approved";
    Final: "definitief", "final";
    ProvisionalUnapproved: "voorlopig *, niet goedgekeurd", "provisional *, not approved";
    Source: "Bron", "Source";
    Release: "Publicatie", "Release";
    CompletenessName: "Volledigheid", "Completeness";
    DeliveredOf: "{share} ({delivered} van {expected} delen geleverd)", "{share} ({delivered} of {expected} parts delivered)";
    NormName: "Norm", "Norm";
    NormLine: "binnen {term}: {kind}", "within {term}: {kind}";
    NormSource: "Bron van de norm: {source}", "Source of the norm (in Dutch): {source}";
    Interval: "95%-interval", "95% interval";
    ByRounding: "Door afronding", "By rounding";
    RoundingLine: "door afronding {interval}", "by rounding {interval}";
    IntervalLine: "95%-interval {interval}", "95% interval {interval}";
    Download: "Downloaden", "Download";
    DownloadCsv: "Cijfers (CSV)", "Figures (CSV)";
    AboutCsv: "In het CSV-bestand staan komma’s tussen de kolommen en punten voor de decimalen. Waar geen waarde is, zegt de kolom status waarom.", "In the CSV file columns are separated by commas and decimals by points. Where there is no value the column status says why.";
    HowComputed: "Hoe dit is berekend", "How this was computed";
    PermanentLink: "Vaste link", "Permanent link";
    ShowAsTable: "Bekijk de cijfers als tabel", "Show the figures as a table";
    Definition: "Wat precies geteld is", "What exactly is counted";
    CountsName: "Wat telt", "What counts";
    NumeratorName: "Teller", "Numerator";
    DenominatorName: "Noemer", "Denominator";
    RoundedTo: "Alle aantallen zijn afgerond op een veelvoud van {base}.", "All counts are rounded to a multiple of {base}.";

    // Files and notes of a figure.
    DownloadXlsx: "Cijfers (XLSX)", "Figures (XLSX)";
    DownloadJson: "Cijfers (JSON)", "Figures (JSON)";
    DownloadParquet: "Veilige aantallen (Parquet)", "Safe counts (Parquet)";
    DownloadPython: "Tien regels Python", "Ten lines of Python";
    DownloadR: "Tien regels R", "Ten lines of R";
    DrawingName: "Tekening", "Drawing";
    FootnoteName: "Voetnoot", "Footnote";
    FootnotesName: "Voetnoten", "Footnotes";
    BackFromNote: "Terug van voetnoot {number}", "Back from footnote {number}";

    // Regions beside each other.
    CompareRegions: "Vergelijk alle regio’s", "Compare all regions";
    CompareRegionsTitle: "{title}: regio’s naast elkaar", "{title}: regions side by side";
    CompareRegionsIntro: "Regio’s verschillen altijd een beetje, ook door toeval. Hier ziet u welke verschillen groter zijn dan dat, en hoe het elke regio door de jaren verging. Een rangorde is dit niet.", "Regions always differ a little, by chance too. Here you see which differences are larger than that, and how each region fared over the years. This is no ranking.";
    FunnelHeading: "Welke regio’s vallen op?", "Which regions stand out?";
    FunnelTitle: "{title}: regio’s naar omvang, {period}", "{title}: regions by size, {period}";
    FunnelSentence: "Van de {shown} regio’s met een cijfer ligt dit hoger dan toeval verklaart: {above}. Lager: {below}.", "Of the {shown} regions with a figure these lie higher than chance explains: {above}. Lower: {below}.";
    FunnelNobody: "geen", "none";
    FunnelIntro: "Rechts staan grote regio’s, links kleine; bij kleine regio’s doet toeval meer. Tussen de streepjeslijnen ligt 95 % van de regio’s die op de andere lijken, tussen de buitenste lijnen 99,8 %. Een regio daarbuiten verdient een vraag, geen oordeel.", "Large regions stand on the right, small ones on the left, where chance does more. Between the dashed lines lie 95% of regions that are like the others, between the outer lines 99.8%. A region outside deserves a question, not a verdict.";
    FunnelSizes: "Aantal trajecten waarop het cijfer rust", "Number of trajectories the figure rests on";
    FunnelCentre: "Alle regio’s samen", "All regions together";
    FunnelNear: "95% van zulke regio’s", "95% of such regions";
    FunnelPlaceColumn: "Ligt", "Lies";
    FunnelInside: "binnen de grenzen", "within the limits";
    FunnelAbove: "erboven", "above";
    FunnelBelow: "eronder", "below";
    PanelsHeading: "Elke regio door de jaren", "Each region over the years";
    PanelsTitle: "{title}: elke regio door de jaren", "{title}: each region over the years";
    PanelsIntro: "{statistic}. Alle regio’s op één schaal; de streepjeslijn is Nederland.", "{statistic}. All regions on one scale; the dashed line is the Netherlands.";

    // A region beside others, and the letter to its council.
    RegionMinors: "In {region} wonen naar schatting {minors} minderjarigen. Waar ‘per 10.000’ staat, is door dat aantal gedeeld.", "An estimated {minors} minors live in {region}. Where it says ‘per 10,000’, this number was divided by.";
    RegionCommitments: "Toezeggingen", "Commitments";
    RegionMeasures: "Maatregelen", "Measures";
    RegionApproaches: "Aanpak", "Approach";
    RegionReport: "Voortgangsverslag van deze plaats", "Progress report of this place";
    RegionOffer: "Zorg en expertise hier", "Care and expertise here";
    RegionReached: "Wie hier wordt bereikt, en wie niet", "Who is reached here, and who is not";
    RegionRegisterMore: "en nog {count}", "and {count} more";
    RegionRegisterNone: "Het register van maatregelen noemt nog niets dat alleen over deze plaats gaat.", "The register of measures names nothing yet that is about this place only.";
    RegionRegister: "Wat hier is afgesproken", "What was agreed here";
    RegionSimilar: "Vergelijkbaar in aantal minderjarigen:", "Similar in number of minors:";
    SimilarColumn: "Vergelijkbare regio’s", "Similar regions";
    SimilarRange: "{lower} – {upper} ({shown} van {all})", "{lower} – {upper} ({shown} of {all})";
    SimilarNone: "geen te zien", "none shown";
    LetterLink: "Tekst voor een raadsbrief", "Text for a letter to the council (in Dutch)";
    LetterTitle: "Geweld tegen kinderen in {region}: cijfers voor de gemeenteraad", "Violence against children in {region}: figures for the council";
    LetterIntro: "Deze tekst kunt u overnemen. Elk getal komt uit dezelfde beveiligde cellen als de bladzijden met cijfers.", "This text is in Dutch and yours to use. Every number comes from the same protected cells as the pages of figures.";
    LetterDocx: "Tekst als Word-bestand", "Text as a Word file";
    LetterOpening: "In {region} wonen naar schatting {minors} minderjarigen. Deze cijfers laten zien hoeveel van hen in beeld komen vanwege geweld, en of hulp op tijd komt. Wat niemand meldt, staat er niet in.", "An estimated {minors} minors live in {region}. These figures show how many of them come into view because of violence, and whether help comes in time. What nobody reports is not in them.";
    LetterCounts: "Hoeveel kinderen in beeld komen", "How many children come into view";
    LetterWaits: "Of hulp op tijd komt", "Whether help comes in time";
    LetterCount: "{title}: {count} {unit} in {period}, dat is {value} per 10.000 minderjarigen per jaar (95%-interval {interval}).", "{title}: {count} {unit} in {period}, which is {value} per 10,000 minors a year (95% interval {interval}).";
    LetterWait: "{title}: na {term} ({kind}) wacht {value} nog (95%-interval {interval}; {period}).", "{title}: {term} later ({kind}) {value} still wait (95% interval {interval}; {period}).";
    LetterReached: "{title}: binnen {term} ({kind}) is {value} bij de volgende stap (95%-interval {interval}; {period}).", "{title}: within {term} ({kind}) {value} reach the next step (95% interval {interval}; {period}).";
    LetterHigher: "In Nederland is dat {value}; het verschil is groter dan toeval verklaart.", "In the Netherlands it is {value}; the difference is larger than chance explains.";
    LetterLower: "In Nederland is dat {value}, dus meer; het verschil is groter dan toeval verklaart.", "In the Netherlands it is {value}, so more; the difference is larger than chance explains.";
    LetterSame: "In Nederland is dat {value}; het verschil kan toeval zijn.", "In the Netherlands it is {value}; the difference may be chance.";
    LetterNotSaid: "Wat niet te zeggen is", "What cannot be said";
    LetterHidden: "Afgeschermd, zodat niemand in {region} te herkennen is: {titles}.", "Shielded, so that no one in {region} can be recognised: {titles}.";
    LetterUnknown: "Onbekend of niet betrouwbaar genoeg in {region}: {titles}.", "Unknown or not reliable enough in {region}: {titles}.";
    LetterAll: "Alle cijfers", "All figures";
    LetterSymbols: "x: afgeschermd, zodat niemand te herkennen is; .: onbekend of niet betrouwbaar genoeg. Achter elk cijfer staan de grenzen van zijn 95%-interval.", "x: shielded, so that no one can be recognised; .: unknown or not reliable enough. After each figure stand the limits of its 95% interval.";
    LetterSources: "Bronnen", "Sources";
    LetterSource: "{title}: {what} Bron: {source}.", "{title}: {what} Source: {source}.";
    LetterRelease: "Inbeeld, publicatie {version}, peildatum {day}. Vaste link: {address}. Hoe de cijfers zijn gemaakt, staat op /methode.", "Inbeeld, release {version}, as of {day}. Permanent link: {address}. How the figures were made is told at /methode.";

    // Finding.
    FindPageTitle: "Zoeken", "Search";
    FindPageWords: "Regio, gemeente of onderwerp", "Region, municipality or subject";
    FindPageShort: "Regio of onderwerp", "Region or subject";
    FindPageIntro: "Typ de naam van een gemeente of regio, of een woord als ‘wachttijd’ of ‘melding’. Een typefout mag.", "Type the name of a municipality or region, or a word like ‘waiting’ or ‘report’. A typing mistake is fine.";
    FindPageNothing: "Niets gevonden. Probeer een ander woord, of kijk bij alle regio’s en alle indicatoren in het menu.", "Nothing found. Try another word, or look at all regions and all indicators in the menu.";
    KindVeiligThuis: "regio van Veilig Thuis", "Veilig Thuis region";
    KindYouth: "jeugdregio", "youth region";

    // Changes and the calendar.
    ChangesTitle: "Wijzigingen en kalender", "Changes and calendar";
    ChangesIntro: "Elke publicatie blijft bestaan zoals ze was. Hier staat wat er per publicatie veranderde, en wanneer de volgende komt.", "Every release stays as it was. Here stands what each release changed, and when the next one comes.";
    CalendarTitle: "Publicatiekalender", "Release calendar";
    CalendarTable: "Publicaties en hun peildatum", "Releases and their reference day";
    CalendarNote: "Organisaties leveren per half jaar; daarna volgt een publicatie. Een verwachte maand kan verschuiven als leveringen ontbreken.", "Organisations deliver by half-year; a release follows. An expected month may move when deliveries are missing.";
    Published: "gepubliceerd", "published";
    Expected: "verwacht", "expected";
    ReleaseTitle: "Publicatie {version}", "Release {version}";
    FirstRelease: "De eerste publicatie die hier staat, met {count} indicatoren.", "The first release on offer here, with {count} indicators.";
    ChangeNew: "Nieuw:", "New:";
    ChangeGone: "Vervallen:", "Dropped:";
    ChangeDefinition: "Anders omschreven:", "Defined differently:";
    ChangeCells: "Van de aantallen die beide publicaties hebben, zijn er {revised} bijgesteld; {appeared} zijn nu te zien en waren dat niet, {hidden} zijn nu afgeschermd of onbekend.", "Of the counts both releases have, {revised} were revised; {appeared} are shown now and were not, {hidden} are now shielded or unknown.";
    CorrectionsTitle: "Een fout gezien?", "Seen a mistake?";
    CorrectionsText: "Een fout in een publicatie wordt niet stil verbeterd. De publicatie wordt ingetrokken of er komt een nieuwe, en dat staat hier.", "A mistake in a release is not mended in silence. The release is withdrawn or a new one follows, and that is said here.";

    // Rights.
    RightsTitle: "Wat gebeurt er met mijn gegevens?", "What happens with my data?";
    RightsIntro: "Organisaties die kinderen helpen, houden bij wat zij doen. Van die gegevens maakt deze monitor cijfers over groepen. Hier leest u wat er met de gegevens gebeurt en wat uw rechten zijn.", "Organisations that help children keep track of what they do. This monitor turns such data into figures about groups. Here you read what happens with the data and what your rights are.";
    RightsWhat: "Welke gegevens zijn dat?", "Which data are these?";
    RightsWhatText: "Dat er een melding, onderzoek, maatregel of hulp was, op welke dag, bij welk soort organisatie en in welke gemeente. En geslacht, geboortemaand en de vorm van geweld. Geen verslagen, geen foto’s, geen namen van ouders of hulpverleners.", "That there was a report, investigation, order or help, on which day, at what kind of organisation and in which municipality. And sex, month of birth and the form of violence. No case notes, no photographs, no names of parents or workers.";
    RightsKnown: "Kan iemand mij herkennen?", "Can anyone recognise me?";
    RightsKnownText: "De organisatie die u kent, kent u. Zij haalt naam, nummer en adres weg voordat zij iets verstuurt; er blijft een versleuteld kenmerk over, dat een tweede partij nog eens versleutelt. Wie de cijfers maakt, ziet geen namen of nummers. Op deze website staan alleen cijfers over groepen; waar een groep te klein is, staat een x.", "The organisation that knows you, knows you. It removes name, number and address before it sends anything; what remains is an encrypted mark, which a second party encrypts once more. Those who make the figures see no names or numbers. This website only has figures about groups; where a group is too small there is an x.";
    RightsWho: "Wie krijgt de gegevens te zien?", "Who gets to see the data?";
    RightsWhoText: "Alleen mensen die er cijfers van maken, voor één vastgelegd doel. Elke keer dat iemand iets doet, wordt dat opgeschreven in een logboek dat niemand ongemerkt kan veranderen. Niemand kan er één kind in opzoeken.", "Only people who make figures of them, for one recorded purpose. Each time someone does something it is written in a log that no one can change unnoticed. Nobody can look up one child in it.";
    RightsHowLong: "Hoe lang blijven ze bewaard?", "How long are they kept?";
    RightsHowLongText: "Zo lang als het vastgelegde doel het vraagt; daarna worden ze gewist. De cijfers over groepen blijven.", "As long as the recorded purpose requires; then they are erased. The figures about groups remain.";
    RightsMine: "Wat mag ik vragen?", "What may I ask?";
    RightsMineText: "Vraag het de organisatie waar u of uw kind bekend is: Veilig Thuis, de gemeente, jeugdhulp, de politie. U mag vragen wat zij van u heeft, een fout laten verbeteren, bezwaar maken en laten wissen wat niet bewaard hoeft te worden. Wist zij iets, dan geeft zij dat door en verdwijnt het ook hier. Vanaf 16 jaar vraagt u dat zelf; daarvoor doet een ouder of voogd dat.", "Ask the organisation where you or your child are known: Veilig Thuis, the municipality, youth help, the police. You may ask what it has of you, have a mistake mended, object, and have erased what need not be kept. When it erases something it passes this on and it disappears here too. From 16 years on you ask yourself; before that a parent or guardian does.";
    RightsComplaint: "Niet tevreden?", "Not satisfied?";
    RightsComplaintText: "Elke organisatie heeft een functionaris gegevensbescherming die naar u luistert. U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens.", "Every organisation has a data protection officer who listens to you. You can also complain to the Dutch Data Protection Authority (Autoriteit Persoonsgegevens).";

    // More about accessibility and privacy.
    AccessibilityTested: "Hoe dat is getest", "How this was tested";
    AccessibilityTestedText: "Elke bladzijde is in een echte browser nagekeken op 1360, 768, 360 en 320 pixels breed, in beide talen en zonder JavaScript, met axe-core op WCAG 2.2 en met een controle van de HTML. Dat vindt niet alles: mensen vinden meer.", "Every page was checked in a real browser at 1360, 768, 360 and 320 pixels wide, in both languages and without JavaScript, by axe-core for WCAG 2.2 and by a check of its HTML. That does not find everything: people find more.";
    AccessibilityReport: "Lukt iets niet?", "Does something not work?";
    AccessibilityReportText: "Meld het bij de organisatie die deze website beheert. Zeg welke bladzijde het is, wat u wilde doen en waarmee u werkt. Elk bestand met cijfers is ook als gewone tekst (CSV) te krijgen.", "Report it to the organisation that runs this website. Say which page it is, what you wanted to do and what you work with. Every file of figures also comes as plain text (CSV).";
    PrivacyVisit: "Uw bezoek", "Your visit";
    PrivacyVisitText: "De server houdt niets bij over u: geen cookie, geen sessie, geen statistiek. Wat u kiest, staat in het adres. De server bewaart pagina’s hoogstens een dag onder hun adres, zonder te weten wie ze vroeg; wat u zoekt bewaart hij niet. De wegwijzer naar hulp werkt ook zonder verbinding, en verlaat met één toets de geschiedenis van uw browser.", "The server keeps nothing about you: no cookie, no session, no statistics. What you choose stands in the address. The server keeps pages under their address for a day at most, without knowing who asked for them; what you search for is not kept. The signpost to help also works without a connection, and leaves the history of your browser at one key.";
    PrivacyData: "De gegevens achter de cijfers", "The data behind the figures";
    PrivacyDataText: "Wat er gebeurt met gegevens over kinderen voordat het cijfers zijn, en wat u daarover mag vragen, staat op een eigen bladzijde.", "What happens with data about children before they are figures, and what you may ask about it, stands on a page of its own.";

    // A table built in steps.
    TablesTitle: "Zelf een tabel maken", "Build a table";
    TablesIntro: "Kies stap voor stap wat u wilt zien. De keuze staat in het adres: u kunt de tabel bewaren, delen en downloaden.", "Choose step by step what you want to see. The choice stands in the address: you can keep, share and download the table.";
    TablesStep: "Stap {number} van 3: {title}", "Step {number} of 3: {title}";
    TablesStepWhat: "Welke cijfers?", "Which figures?";
    TablesStepWhere: "Van welk soort gebied?", "Of what kind of area?";
    TablesStepWhich: "Welke gebieden, periodes en groepen?", "Which areas, periods and groups?";
    TablesMost: "Kies er hoogstens tien.", "Choose ten at most.";
    TablesNoneIsAll: "Kiest u niets, dan ziet u alles.", "If you choose nothing, you see everything.";
    TablesNoClass: "Niet naar groep", "Not by group";
    TablesNext: "Verder", "Continue";
    TablesShow: "Maak de tabel", "Build the table";
    TablesChange: "Wijzig", "Change";
    TablesAll: "alles", "all";
    TablesNoWhat: "Kies minstens één cijfer.", "Choose one figure at least.";
    TablesNoWhere: "Kies een soort gebied.", "Choose a kind of area.";
    TablesResult: "Uw tabel", "Your table";
    TablesCaption: "De gekozen cijfers", "The figures chosen";
    TablesRows: "{count} cijfers.", "{count} figures.";
    TablesMore: "De eerste {most} staan hier; in de bestanden staan ze allemaal.", "The first {most} stand here; the files have them all.";
    TablesEmpty: "Voor deze keuze heeft de publicatie geen cijfers. Wijzig een van de stappen.", "The release has no figures for this choice. Change one of the steps.";
    TablesStatistic: "Maat", "Measure";
    TablesValue: "Waarde", "Value";
    TablesLimits: "grenzen", "limits";
    TablesWhole: "Alle cijfers als bestanden", "All figures as files";

    // The filter.
    Choice: "Keuze", "Choice";
    ShowFigures: "Toon cijfers", "Show figures";
    Region: "Regio", "Region";
    Period: "Periode", "Period";
    CompareWith: "Vergelijk met", "Compare with";
    NoComparison: "Niets", "Nothing";
    Country: "Nederland", "The Netherlands";
    VeiligThuisRegions: "Regio’s van Veilig Thuis", "Veilig Thuis regions";
    YouthRegions: "Jeugdregio’s", "Youth regions";
    Municipalities: "Gemeenten", "Municipalities";
    OtherPeriods: "Andere periodes", "Other periods";
    SomethingWrong: "Er is iets niet goed ingevuld", "Something is not filled in correctly";
    WrongRegion: "Kies een regio uit de lijst. Nu ziet u Nederland.", "Choose a region from the list. You now see the Netherlands.";
    WrongPeriod: "Kies een periode uit de lijst. Nu ziet u {period}.", "Choose a period from the list. You now see {period}.";
    WrongCompare: "Kies uit de lijst waarmee u wilt vergelijken.", "Choose from the list what to compare with.";
    WrongRelease: "Deze publicatie is er niet. Nu ziet u publicatie {version}.", "There is no such release. You now see release {version}.";

    // The front page.
    OverviewTitle: "Zicht op de keten", "A view of the chain";
    LeadWaiting: "van de kinderen heeft {term} na de maatregel van de rechter nog geen hulp", "of children have no help {term} after the order of the court";
    LeadReached: "van de kinderen heeft binnen {term} na de maatregel van de rechter hulp", "of children have help within {term} after the order of the court";
    LeadChart: "Deel van de kinderen met hulp, naar dagen sinds de maatregel.", "Share of children with help, by days since the order.";
    LeadInterval: "De echte waarde ligt met 95 % zekerheid tussen {lower} en {upper}.", "The true value lies between {lower} and {upper} with 95% certainty.";
    LeadBefore: "Van de maatregelen uit {before} was dat {value}.", "Of the orders of {before} it was {value}.";
    LeadYear: "Maatregelen die begonnen in {year}.", "Orders that started in {year}.";
    LeadMore: "Alles over {title}", "All about {title}";
    LeadHidden: "Hoeveel kinderen wachten op hulp na de maatregel van de rechter, is afgeschermd", "How many children wait for help after the order of the court is shielded";
    LeadNone: "De cijfers van deze publicatie", "The figures of this release";
    ReleaseCounts: "Deze publicatie telt {indicators} indicatoren over {first} tot en met {last}, voor {regions} regio’s en heel Nederland.", "This release has {indicators} indicators for {first} up to {last}, for {regions} regions and the whole country.";
    WhereWaiting: "Waar wacht een kind het langst?", "Where do children wait longest?";
    ChainInFigures: "De keten in cijfers", "The chain in figures";
    YearBefore: "In {before} was dat {value}.", "In {before} it was {value}.";
    NoYearBefore: "Er is geen eerder jaar om mee te vergelijken.", "There is no earlier year to compare with.";
    StillWaiting: "wacht na {term} nog", "still waiting {term} later";
    WithinTerm: "binnen {term}", "within {term}";
    WaysIn: "Verder kijken", "Look further";
    WayRegion: "Mijn regio", "My region";
    WayRegionMore: "Alle cijfers van uw regio naast die van het land.", "All figures of your region beside those of the country.";
    WayIndicators: "Alle indicatoren", "All indicators";
    WayIndicatorsMore: "Wat is geteld, hoe lang iets duurt en waar het wacht.", "What is counted, how long things take and where they wait.";
    WayMethod: "Hoe de cijfers zijn gemaakt", "How the figures were made";
    WayMethodMore: "Van levering tot publicatie, met de formules en de aannames.", "From delivery to release, with formulas and assumptions.";
    ShownTitle: "Wat u niet ziet", "What you do not see";
    ShownLine: "{share} van de cellen is te zien.", "{share} of the cells can be seen.";
    ShownMore: "De andere zijn afgeschermd, zodat niemand te herkennen is. Elke tabel zegt waar dat zo is.", "The others are shielded, so that no one can be recognised. Every table says where.";

    // The chain.
    ChainTitle: "De keten in {region}", "The chain in {region}";
    ChainIntro: "Een kind gaat van melding tot hulp door veel handen. Elke overdracht heeft een termijn. Hier ziet u hoeveel kinderen op tijd bij de volgende stap zijn, en waar ze wachten.", "From report to help a child passes through many hands. Every hand-over has a term. Here you see how many children reach the next step in time, and where they wait.";
    ChainLongest: "Het vaakst wacht een kind bij ‘{title}’: na {term} wacht nog {share} (95%-interval {interval}), {period}.", "Children wait most often at ‘{title}’: {term} later {share} are still waiting (95% interval {interval}), {period}.";
    AtOnce: "op de dag zelf", "on the day itself";
    ChainFigure: "Hoeveel kinderen zijn op tijd bij de volgende stap?", "How many children reach the next step in time?";
    ChainDrawing: "Elke balk is iedereen die aan een overdracht begon. Het donkere deel was binnen de termijn bij de volgende stap; het streepje is het 95%-interval. Wie niet aankwam, wacht nog, of de stap kon niet meer. Een overdracht opent haar eigen bladzijde.", "Every bar is everyone who began a hand-over. The dark part reached the next step within the term; the whisker is the 95% interval. Those who did not arrive still wait, or the step became impossible. A hand-over opens its own page.";
    HandOver: "Overdracht", "Hand-over";
    TermColumn: "Termijn", "Term";
    ArrivedColumn: "Op tijd bij de volgende stap", "At the next step in time";
    WaitingColumn: "Wacht na de termijn nog", "Still waiting after the term";
    NotCovered: "Wat niet in beeld is", "What is not in view";
    NotCoveredText: "Een cijfer telt alleen wat is geleverd. Waar een levering ontbreekt, stopt de waarneming: een kind geldt daar niet als ‘zonder vervolg’. De tabel laat zien welk deel van de verwachte leveringen er is.", "A figure counts only what was delivered. Where a delivery is missing, observation stops: a child there does not count as ‘without follow-up’. The table shows which part of the expected deliveries is there.";
    CoveredTable: "Geleverd van wat verwacht werd", "Delivered of what was expected";
    StageReport: "Melding bij Veilig Thuis", "Report to Veilig Thuis";
    StageAssessment: "Beoordeling van de veiligheid", "Safety assessment";
    StageInvestigation: "Onderzoek van Veilig Thuis begint", "Veilig Thuis investigation starts";
    StageInvestigationDone: "Onderzoek klaar", "Investigation done";
    StageCsg: "Contact met het CSG", "Contact with the CSG";
    StageElsewhere: "Ook elders in beeld", "In view elsewhere too";
    StagePolice: "Melding of aangifte bij de politie", "Report or complaint to the police";
    StageAcute: "Acuut onveilig", "Acutely unsafe";
    StageSafe: "Maatregel of crisishulp", "Order or crisis help";
    StageTransfer: "Overdracht door Veilig Thuis", "Transfer by Veilig Thuis";
    StageAccepted: "Overdracht aanvaard", "Transfer accepted";
    StageHelp: "Hulp begint", "Help starts";
    StageMonitoring: "Eerste monitoring", "First monitoring";
    StageBoardAsked: "Verzoek aan de Raad", "Request to the Board";
    StageBoardStarts: "Onderzoek van de Raad begint", "Board investigation starts";
    StageBoardDone: "Onderzoek van de Raad klaar", "Board investigation done";
    StageCourtAsked: "Verzoek bij de rechter", "Petition to the court";
    StageCourtDecides: "Beslissing van de rechter", "Decision of the court";
    StageOrder: "Maatregel van de rechter", "Order of the court";
    StageGuardian: "Eerste contact jeugdbeschermer", "First contact with the guardian";
    StagePlan: "Plan gemaakt", "Plan made";
    StageAllocated: "Hulp toegewezen", "Help allocated";
    StageEighteen: "Wordt 18", "Turns 18";
    StageAdultHelp: "Hulp loopt door", "Help goes on";
    StageHousing: "Woning of inkomen", "Housing or income";

    // The list of indicators.
    IndicatorsIntro: "Elke indicator heeft een eigen bladzijde met cijfers, verloop, regio’s en uitleg.", "Every indicator has a page of its own with figures, course, regions and explanation.";
    Counting: "Aantallen", "Counts";
    Waiting: "Wachttijden", "Waits";
    NoIndicators: "Deze publicatie heeft geen indicatoren.", "This release has no indicators.";

    // The page of an indicator.
    InRegion: "{title} in {region}", "{title} in {region}";
    CountSentence: "In {period} ging het om {count} {unit}.", "In {period} there were {count} {unit}.";
    RateSentence: "Dat is {rate} per 10.000 minderjarigen (95%-interval {interval}).", "That is {rate} per 10,000 minors (95% interval {interval}).";
    WaitSentence: "Van de trajecten die begonnen in {period} wachtte na {term} nog {share} (95%-interval {interval}).", "Of the trajectories that started in {period}, {share} were still waiting {term} later (95% interval {interval}).";
    ReachSentence: "Van de trajecten die begonnen in {period} was {share} binnen {term} bij de volgende stap (95%-interval {interval}).", "Of the trajectories that started in {period}, {share} reached the next step within {term} (95% interval {interval}).";
    CompareSentence: "{name}: {value} ({interval}).", "{name}: {value} ({interval}).";
    HiddenSentence: "Dit cijfer is afgeschermd voor {region} in {period}.", "This figure is shielded for {region} in {period}.";
    UnknownSentence: "Dit cijfer is niet bekend voor {region} in {period}.", "This figure is not known for {region} in {period}.";
    NothingSentence: "Deze publicatie heeft geen cijfer voor {region} in {period}.", "This release has no figure for {region} in {period}.";
    HiddenWhy: "Dit cijfer, of een cijfer ernaast, gaat over zo weinig kinderen dat iemand herkend zou kunnen worden.", "This figure, or one beside it, is about so few children that someone might be recognised.";
    UnknownWhy: "Er is te weinig geleverd, of het aantal is te klein om dit betrouwbaar te zeggen.", "Too little was delivered, or the number is too small to say this reliably.";
    NothingWhy: "Voor deze regio wordt deze periode niet gepubliceerd.", "This period is not published for this region.";
    WhatCan: "Wat wel kan:", "What can be said:";
    WholeCountry: "heel Nederland", "the whole country";
    PooledYears: "{years} samen", "{years} together";
    UnknownClass: "Onbekend", "Unknown";
    TableNumber: "Tabel {number}", "Table {number}";
    AboutTheData: "Over deze gegevens", "About these data";
    CurveHidden: "Het verloop in {region}, {period}, is voor het grootste deel niet te laten zien.", "Most of the course in {region}, {period}, cannot be shown.";
    CurveHiddenWhy: "Per stap gaat het om zo weinig kinderen dat iemand herkend zou kunnen worden, of er is nog te kort gevolgd.", "Each step is about so few children that someone might be recognised, or has not been followed long enough.";
    TrendHidden: "Voor {region} is geen enkel jaar los te laten zien.", "For {region} no single year can be shown.";
    RegionsHidden: "Voor {period} is dit cijfer voor geen enkele regio te laten zien.", "For {period} this figure cannot be shown for any region.";
    ClassesHidden: "Afgeschermd of onbekend in alle groepen.", "Shielded or unknown in all groups.";
    MapNote: "Een gearceerd vak met x is afgeschermd: het gaat om zo weinig kinderen dat iemand herkend zou kunnen worden. Een grijs vak met een punt is onbekend. Kies een regio voor al haar cijfers.", "A hatched box with x is shielded: it is about so few children that someone might be recognised. A grey box with a dot is unknown. Choose a region for all its figures.";
    CurveTitle: "Hoe snel komt de volgende stap?", "How fast does the next step come?";
    CurveIntro: "Deel dat de volgende stap heeft bereikt, naar dagen sinds het begin in {period}. Het vlak is het 95%-interval.", "Share that reached the next step, by days since the start in {period}. The band is the 95% interval.";
    DaysSinceStart: "Dagen sinds het begin", "Days since the start";
    WorkingDaysSinceStart: "Werkdagen sinds het begin", "Working days since the start";
    CurveStepsTable: "Verloop in {region}, {period}", "Course in {region}, {period}";
    Day: "Dag", "Day";
    StillFollowed: "Wacht nog en gevolgd", "Still waiting and followed";
    Censored: "Niet verder gevolgd", "Not followed further";
    ReachedShare: "Volgende stap bereikt", "Reached the next step";
    TrendTitle: "Verloop over de jaren", "Course over the years";
    TrendIntro: "{statistic}. Het vlak is het 95%-interval. Een open rondje met * is voorlopig.", "{statistic}. The band is the 95% interval. An open dot with * is provisional.";
    BreaksTitle: "Breuken in de reeks", "Breaks in the series";
    BreaksIntro: "Bij een breuk stopt de lijn. Jaren ervoor en erna zijn niet met elkaar te vergelijken.", "At a break the line stops. Years before and after it cannot be compared.";
    BreakLabel: "breuk {day}", "break {day}";
    StepLabel: "sprong {year}", "step {year}";
    AfterBreak: "na een breuk", "after a break";
    BreakInYear: "breuk in dit jaar", "break within this year";
    TakenOver: "De cijfers van {years} zijn overgenomen uit publicatie {version}: een bijgewerkt cijfer zou een kind kunnen verraden.", "The figures of {years} are taken from release {version}: an updated figure could give a child away.";
    NotTakenOver: "Over {years} staan hier geen cijfers: naast wat eerder is gepubliceerd zouden ze een kind kunnen verraden.", "There are no figures of {years} here: beside what was published before they could give a child away.";
    YearsAnd: "{years} en {last}", "{years} and {last}";
    BreakInside: "De cijfers over {period} gaan over een breuk heen: ze tellen op wat niet hetzelfde is geteld.", "The figures of {period} run over a break: they add up what was not counted alike.";
    TrendTable: "Verloop over de jaren in {region}", "Course over the years in {region}";
    Year: "Jaar", "Year";
    ByGroup: "Wie zijn het?", "Who are they?";
    BreakdownIntro: "Heel Nederland, {period}. {statistic}.", "The whole country, {period}. {statistic}.";
    BreakdownTable: "{heading}, Nederland, {period}", "{heading}, the Netherlands, {period}";
    Class: "Groep", "Group";
    RegionsTitle: "Regio’s naast elkaar", "Regions side by side";
    RegionsIntro: "{statistic}, {period}. De kaart heeft voor elke regio een even groot vak.", "{statistic}, {period}. The map has a box of the same size for every region.";
    RegionsTable: "{title} per regio, {period}", "{title} by region, {period}";
    MapTitle: "{title} per regio, {period}: kaart", "{title} by region, {period}: map";
    RankingTitle: "{title} per regio, {period}: van hoog naar laag", "{title} by region, {period}: from high to low";
    HexagonTitle: "{title} per gemeente, {period}", "{title} by municipality, {period}";
    HexagonIntro: "{statistic}, {period}. Elke gemeente is een even grote zeshoek.", "{statistic}, {period}. Every municipality is a hexagon of the same size.";
    Municipality: "Gemeente", "Municipality";
    AllRegionsTitle: "Alle regio’s", "All regions";
    Count: "Aantal", "Count";
    RateStatistic: "Aantal per 10.000 minderjarigen", "Number per 10,000 minors";
    CountStatistic: "Aantal", "Number";
    WaitStatistic: "Deel dat na {term} nog wacht", "Share still waiting {term} later";
    ReachStatistic: "Deel dat binnen {term} de volgende stap bereikt", "Share that reaches the next step within {term}";
    CompetingStatistic: "Deel waarvoor de stap binnen {term} niet meer kon", "Share for whom the step became impossible within {term}";
    UnseenStatistic: "Deel dat niet {term} lang is gevolgd", "Share not followed for {term}";
    MedianStatistic: "Dagen waarbinnen de helft de volgende stap bereikt", "Days within which half reach the next step";
    Median: "Helft binnen (dagen)", "Half within (days)";
    MedianWorking: "Helft binnen (werkdagen)", "Half within (working days)";
    RatePerTenThousand: "Per 10.000", "Per 10,000";
    StillWaitingColumn: "Wacht na {term}", "Waiting after {term}";
    ReachedColumn: "Binnen {term}", "Within {term}";
    CompetingColumn: "Kon niet meer", "Became impossible";
    UnseenColumn: "Niet {term} gevolgd", "Not followed {term}";
    StartsColumn: "Begonnen", "Started";
    RatioNote: "De hoogste waarde staat boven. Regio’s waarvan de intervallen elkaar raken, verschillen misschien niet.", "The highest value comes first. Regions whose intervals touch may not differ.";

    // Regions.
    RegionsPageIntro: "Kies een regio en zie alle indicatoren naast die van het land.", "Choose a region and see all indicators beside those of the country.";
    MinorsEstimate: "Achter elke naam staat het aantal minderjarigen (schatting).", "Behind each name is the number of minors (estimate).";
    RegionTitle: "{region} naast Nederland", "{region} beside the Netherlands";
    CountryTitle: "Nederland: alle indicatoren", "The Netherlands: all indicators";
    RegionIntro: "Van {of} indicatoren zijn er {shown} te zien voor {region}.", "Of {of} indicators {shown} can be seen for {region}.";
    RegionSay: "Wat er te zeggen is", "What can be said";
    RegionHigher: "Hoger dan in het land", "Higher than in the country";
    RegionLower: "Lager dan in het land", "Lower than in the country";
    RegionSame: "Geen verschil te zien", "No difference to be seen";
    RegionSoMany: "{count} indicatoren", "{count} indicators";
    RegionHiddenList: "Afgeschermd of onbekend", "Shielded or unknown";
    RegionDifference: "Hoger of lager zeggen we alleen als de 95%-intervallen elkaar niet raken. Kijk voor wat afgeschermd of onbekend is naar het hele land.", "We say higher or lower only where the 95% intervals do not touch. For what is shielded or unknown, look at the whole country.";
    RegionCountsTable: "Aantal per 10.000 minderjarigen in {region}", "Numbers per 10,000 minors in {region}";
    RegionWaitsTable: "Deel dat na de termijn nog wacht in {region}", "Share still waiting after the term in {region}";
    IndicatorColumn: "Indicator", "Indicator";
    RegionEnded: "Deze regio bestaat niet meer.", "This region no longer exists.";
    RegionNoFigures: "Deze publicatie heeft geen cijfers voor {region}.", "This release has no figures for {region}.";

    // Methods.
    MethodIntro: "Zo gaan we van de leveringen van organisaties naar een cijfer op het scherm.", "This is how deliveries of organisations become a figure on a screen.";
    MethodNone: "Bij deze publicatie zitten geen bladzijden over de methode.", "This release comes without method pages.";
    MethodOnlyDutch: "", "This page is only available in Dutch.";
    MethodOnlyEnglish: "Deze bladzijde is er alleen in het Engels.", "";
    ReleaseFacts: "Deze publicatie", "This release";
    ReleaseId: "Kenmerk", "Id";
    ReleaseHash: "Controlegetal", "Hash";
    Snapshot: "Leveringen", "Deliveries";
    Configuration: "Instellingen", "Configuration";
    Program: "Programma", "Program";
    Seed: "Toevalsgetal", "Seed";
    LinkageTitle: "Koppeling", "Linkage";

    // Other pages.
    AccessibilityText: "Iedereen moet deze cijfers kunnen lezen. De bladzijden werken zonder JavaScript, met het toetsenbord, met een schermlezer en op een klein scherm. Bij elke tekening staat een tabel met dezelfde cijfers. We streven naar WCAG 2.2, niveau AA. Een onafhankelijk onderzoek is nog niet gedaan.", "Everyone should be able to read these figures. The pages work without JavaScript, by keyboard, with a screen reader and on a small screen. Every drawing comes with a table of the same figures. We aim at WCAG 2.2, level AA. An independent audit has not been done yet.";
    AccessibilityKnown: "Wat nog niet goed is", "What is not right yet";
    AccessibilityKnownText: "In brede tabellen schuift u op een klein scherm opzij binnen de tabel. De bladzijden over de methode zijn soms maar in één taal.", "Wide tables scroll sideways inside the table on a small screen. Method pages are sometimes in one language only.";
    PrivacyText: "Deze website zet geen cookies, laadt niets van andere websites en bewaart niet wie wat leest. Hier staan alleen cijfers over groepen. Een cijfer dat iets over één kind zou kunnen verraden, is afgeschermd: het staat in geen tabel, geen tekening en geen bestand.", "This website sets no cookies, loads nothing from other websites and does not keep who reads what. It only holds figures about groups. A figure that could give something away about one child is shielded: it is in no table, no drawing and no file.";
    PrivacyHow: "Hoe dat werkt", "How that works";
    PrivacyHowText: "De aantallen worden eerst beschermd; daarna pas worden er deel, gemiddelde en interval uit berekend. Daardoor kan niemand een afgeschermd aantal terugrekenen.", "Counts are protected first; shares, averages and intervals are computed only after that. So no one can work back to a shielded count.";
    LicencesText: "De cijfers mag u gebruiken onder CC BY 4.0, met bronvermelding. Het programma is vrije software onder de EUPL 1.2.", "You may use the figures under CC BY 4.0, naming the source. The program is free software under the EUPL 1.2.";
    LicencesShipped: "Wat van anderen is", "What others made";
    LicencesTable: "Onderdelen met hun versie en licentie", "Parts with their version and licence";
    LicencesColumnName: "Onderdeel", "Part";
    LicencesColumnVersion: "Versie", "Version";
    LicencesColumnLicence: "Licentie", "Licence";
    LicencesBorders: "Indeling van gemeenten en regio’s: CBS en Kadaster, bewerkt, CC BY 4.0.", "Division into municipalities and regions: CBS and Kadaster, adapted, CC BY 4.0.";
    // The signpost and the reporting code.
    SignpostTitle: "Waar kun je terecht?", "Where can you go?";
    SignpostIntro: "Je bent niet de enige en je kunt nu iemand bereiken. Deze nummers kun je meteen bellen.", "You are not the only one, and you can reach someone now. You can call these numbers at once.";
    SignpostLeave: "Deze pagina verlaten (Esc)", "Leave this page (Esc)";
    SignpostLeaveMore: "Druk op Esc of op de knop bovenaan en deze pagina is weg, ook uit de geschiedenis van dit tabblad.", "Press Esc or the button at the top and this page is gone, from the history of this tab too.";
    SignpostNoScript: "In deze browser staat JavaScript uit. De knop werkt, maar het adres van deze pagina blijft in de geschiedenis staan. Wis die zelf.", "JavaScript is off in this browser. The button works, but the address of this page stays in the history. Clear it yourself.";
    SignpostQuestions: "Of beantwoord hooguit drie vragen", "Or answer at most three questions";
    SignpostQuestionsMore: "Je antwoorden blijven op dit scherm: er wordt niets verstuurd of bewaard.", "Your answers stay on this screen: nothing is sent or kept.";
    SignpostTrace: "Geen spoor", "No trace";
    SignpostTraceMore: "Deze pagina plaatst geen cookie, vraagt na het openen niets meer op en werkt ook zonder internet. Een telefoonnummer kan wel op een rekening of in de lijst met gesprekken staan.", "This page sets no cookie, asks for nothing once it is open and works without internet too. A telephone number may still show on a bill or in the list of calls.";
    SignpostCall: "Bel", "Call";
    SignpostSite: "Chat of lees op", "Chat or read on";
    SignpostChecked: "Nummers en adressen worden opnieuw nagekeken voor", "Numbers and addresses are checked again before";
    SignpostLink: "Waar kan een kind, jongere of omstander terecht?", "Where can a child, young person or bystander go?";
    ProfessionalTitle: "Meldcode voor professionals", "The reporting code for professionals";
    ProfessionalIntro: "Werk je met kinderen of gezinnen en vermoed je geweld? De meldcode helpt je in vijf stappen. Bij direct gevaar bel je 112.", "Do you work with children or families and suspect violence? The reporting code helps you in five steps. In immediate danger call 112.";
    MeldcodeSteps: "De vijf stappen", "The five steps";
    MeldcodeDecisions: "De twee beslissingen van stap 5", "The two decisions of step 5";
    MeldcodeSince: "Geldt vanaf", "Holds from";
    SourceLabel: "Bron:", "Source:";
    SectorFrameworks: "Wat je sector heeft", "What your sector has";
    SectorLabel: "Sector", "Sector";
    FrameworkLabel: "Afwegingskader en hulpmiddelen", "Assessment framework and aids";
    TraceTitle: "Sporenonderzoek na seksueel geweld", "Trace examination after sexual violence";
    TraceCaption: "Wie sporen onderzoekt, naar leeftijd van het kind; binnen {days} dagen, dag {days} telt mee. Stand van {day}. Bron: {source}.", "Who examines traces, by age of the child; within {days} days, day {days} included. State of {day}. Source: {source}.";
    AgeLabel: "Leeftijd", "Age";
    ExaminerLabel: "Wie onderzoekt", "Who examines";
    AgeUnder: "jonger dan {age} jaar", "under {age} years";
    AgeRange: "{from} tot en met {through} jaar", "{from} to {through} years";
    AgeFrom: "{age} jaar en ouder", "{age} years and older";
    ByNfi: "forensisch arts van het NFI", "forensic physician of the NFI";
    ByPoliceAndNfi: "de politie overlegt met het NFI wie het doet", "the police consult the NFI on who does it";
    ByRegionalPhysician: "regionale forensisch arts", "regional forensic physician";
    PrintTitle: "Samenvatting om te printen", "Summary to print";
    PrintText: "Print deze pagina en vul de regels met de hand in. Er is niets om te versturen: deze site kent geen kinderen.", "Print this page and fill in the lines by hand. There is nothing to send: this site knows no children.";
    PrintLine: "Gedaan op: …………………… met: …………………… uitkomst: ……………………", "Done on: …………………… with: …………………… result: ……………………";

    // The register.
    RegisterTitle: "Maatregelen en toezeggingen", "Measures and commitments";
    RegisterHeadline: "Op {day}: van {all} toezeggingen is van {passed} de termijn voorbij zonder dat bewijs bekend is, {soon} lopen binnen 90 dagen af, {undated} noemen geen dag, {done} zijn gedaan en {declined} punten zijn afgewezen.", "On {day}: of {all} commitments the term of {passed} has passed without known evidence, {soon} fall due within 90 days, {undated} name no day, {done} are done and {declined} points were declined.";
    RegisterUnknown: "Staat er geen bewijs in het register, dan is onbekend of iets is gedaan. Dat is geen oordeel. Een toezegging is gedaan als er bewijs is dat twee personen hebben gezien.", "Where the register holds no evidence, it is unknown whether something was done. That is no verdict. A commitment is done when two persons have seen the evidence.";
    RegisterReal: "De toezeggingen en maatregelen komen uit de bron die erbij staat. Alleen de cijfers van de monitor zijn verzonnen.", "The commitments and measures come from the source beside them. Only the figures of the monitor are made up.";
    RegisterSources: "Bronnen. T0: reactie van de VNG op de Slachtoffermonitor 2017–2018. T1: VNG over ‘Help!, ook na mijn 18de’, 2020. T2: brief van de minister van VWS, 20 juli 2020, Kamerstuk 31 015; A tot en met G zijn de delen van het antwoord, genummerd naar de blokken van vragen met hun antwoord; I is de inbreng van een fractie. T3: Taskforce kindermishandeling en seksueel misbruik, pagina voor gemeenten. T4: VNG over het rapport van de Kinderombudsman, 23 mei 2014.", "Sources. T0: reaction of the VNG to the victim monitor 2017–2018. T1: VNG on ‘Help!, ook na mijn 18de’, 2020. T2: letter of the minister of Health, 20 July 2020, Kamerstuk 31 015; A to G are the parts of the answer, numbered by block of questions with its answer; I is the contribution of a parliamentary group. T3: Taskforce on child abuse, page for municipalities. T4: VNG on the report of the Children’s Ombudsman, 23 May 2014.";
    DuePassed: "Termijn voorbij", "Term passed";
    DueLater: "Nog aan de beurt", "Still to come";
    DueNever: "Zonder dag", "Without a day";
    CommitmentsDone: "Gedaan", "Done";
    CommitmentsDeclined: "Afgewezen, met de reden", "Declined, with the reason";
    FaultsTitle: "Wat niet te volgen is", "What cannot be followed";
    MeasuresTitle: "Alle maatregelen", "All measures";
    CaptionPassed: "Toezeggingen waarvan de termijn voorbij is of die gereed zijn gemeld", "Commitments whose term has passed or that were reported done";
    CaptionDue: "Toezeggingen waarvan de termijn nog loopt, op volgorde van dag", "Commitments whose term still runs, by day";
    CaptionUndated: "Toezeggingen die geen dag noemen", "Commitments that name no day";
    CaptionDone: "Toezeggingen die gedaan zijn", "Commitments that are done";
    CaptionDeclined: "Wat is gevraagd en niet is toegezegd", "What was asked and not promised";
    CaptionFaults: "Hoe vaak iets ontbreekt aan maatregelen, preventie en toezeggingen", "How often something is lacking in measures, prevention and commitments";
    CaptionMeasures: "Maatregelen, van wie ze zijn en wat eraan ontbreekt", "Measures, whose they are and what they lack";
    ColumnCommitment: "Toezegging", "Commitment";
    ColumnMeasure: "Maatregel", "Measure";
    ColumnWho: "Door wie", "By whom";
    ColumnOwner: "Eigenaar", "Owner";
    ColumnWhen: "Wanneer", "When";
    ColumnStanding: "Stand", "Standing";
    ColumnStatus: "Fase", "Phase";
    ColumnSource: "Bron", "Source";
    ColumnReason: "Reden", "Reason";
    ColumnLacks: "Wat ontbreekt", "What is lacking";
    ColumnNumber: "Aantal", "Number";
    StandingWasDue: "termijn voorbij, bewijs onbekend", "term passed, evidence unknown";
    StandingReported: "gereedgemeld, tweede persoon kijkt nog", "reported done, a second person still to look";
    StandingDue: "termijn loopt", "term runs";
    StandingSoon: "binnen 90 dagen", "within 90 days";
    StandingUndated: "geen dag genoemd", "no day named";
    StandingDone: "gedaan", "done";
    StandingDeclined: "afgewezen", "declined";
    StandingWithdrawn: "ingetrokken", "withdrawn";
    StatusPlan: "plan", "plan";
    StatusPilot: "proef", "pilot";
    StatusRunning: "loopt", "running";
    StatusEnded: "gestopt", "ended";
    PartPrevent: "voorkomen", "prevent";
    PartSignal: "signaleren", "signal";
    PartInvestigate: "onderzoeken", "investigate";
    PartStop: "stoppen", "stop";
    PartLimitHarm: "schade beperken", "limit harm";
    PartOffenders: "daders", "offenders";
    PartAfter18: "hulp na 18 jaar", "help after 18";
    GroupChildren: "kinderen", "children";
    GroupYoungPeople: "jongeren", "young people";
    GroupDisabled: "kinderen met een beperking", "disabled children";
    GroupParents: "ouders", "parents";
    GroupParentsDisabled: "ouders met een verstandelijke beperking", "parents with an intellectual disability";
    GroupAdults: "volwassenen", "adults";
    GroupProfessionals: "professionals", "professionals";
    MatrixTitle: "Wie wordt bereikt, en wie niet", "Who is reached, and who is not";
    MatrixIntro: "{region}: van {cells} combinaties van vorm, deel van de zorg en doelgroep bereikt geen maatregel er {gaps}. Landelijke maatregelen tellen overal mee.", "{region}: of {cells} combinations of form, part of care and target group no measure reaches {gaps}. National measures count everywhere.";
    MatrixCounts: "Aantal maatregelen", "Number of measures";
    MatrixCaption: "Maatregelen die lopen of gepland zijn, naar vorm van geweld en deel van de zorg", "Measures that run or are planned, by form of violence and part of care";
    MatrixDetails: "Welke maatregelen, en welke groepen niet", "Which measures, and which groups not";
    MatrixNotReached: "Niet bereikt:", "Not reached:";
    MatrixNone: "geen enkele groep ontbreekt.", "no group is missing.";
    PageBefore: "Vorige bladzijde", "Previous page";
    PageAfter: "Volgende bladzijde", "Next page";
    WrongDay: "Schrijf de dag als 2020-12-31. Nu ziet u vandaag.", "Write the day as 2020-12-31. You now see today.";
    RegisterWays: "Verder in het register", "More of the register";
    FindTitle: "Zoek in de toezeggingen en maatregelen", "Search the commitments and measures";
    FindWords: "Woorden", "Words";
    FindSource: "Plaats in de bron", "Place in the source";
    FindAnywhere: "overal", "anywhere";
    FindWho: "Van wie", "Whose";
    FindFrom: "Uiterlijk vanaf", "Due from";
    FindThrough: "Uiterlijk tot en met", "Due up to and including";
    FindGo: "Zoek", "Search";
    FindAll: "Alles tonen", "Show all";
    FindFound: "{count} gevonden.", "{count} found.";
    FindNear: "Precies deze woorden staan er niet. Dit lijkt erop:", "These exact words are not there. This resembles them:";
    FindNothing: "Niets gevonden. Probeer minder woorden, of een ander deel van de bron.", "Nothing found. Try fewer words, or another part of the source.";
    FindCaption: "Wat u zocht", "What you looked for";
    FindBySource: "Per deel van de bron", "By part of the source";
    QuestionsTitle: "Vragen aan de minister, per fractie", "Questions to the minister, by parliamentary group";
    QuestionsCaption: "Hoe de vragen van elke fractie zijn beantwoord; een vraag van twee fracties telt bij allebei", "How the questions of each group were answered; a question of two groups counts with both";
    QuestionsGroup: "Fractie", "Group";
    LeadsTitle: "Waar dit in het register terugkomt", "Where this comes back in the register";
    ColumnWhat: "Wat", "What";
    ColumnKind: "Soort", "Kind";
    ColumnFigure: "Cijfer nu", "Figure now";
    ColumnStretch: "Looptijd", "Runs";
    FigureNone: "geen indicator", "no indicator";
    TimelineCommitments: "Toezeggingen in de tijd", "Commitments in time";
    TimelineMeasures: "Maatregelen in de tijd", "Measures in time";
    TimelineDescription: "Een regel per punt: de {count} punten die het dichtst bij {day} liggen, op volgorde van dag. Een streep staat op {day}. De lijsten op deze bladzijde noemen dezelfde dagen in woorden.", "A row for each point: the {count} points nearest to {day}, in order of day. A line stands at {day}. The lists on this page name the same days in words.";
    TimelineBelow: "De punten die het dichtst bij de dag liggen. De tabel telt ze allemaal; de lijsten hieronder noemen elke toezegging met bron.", "The points nearest to the day. The table counts all of them; the lists below name each commitment with its source.";
    TimelineMeasuresBelow: "De maatregelen waarvan het begin of het einde het dichtst bij de dag ligt. De lijst onderaan noemt de looptijd van elke maatregel.", "The measures that begin or end nearest to the day. The list below names from when until when each of them runs.";
    TimelineTitle: "Tijdlijn", "Time line";
    TimelineCaption: "Toezeggingen met een dag, per half jaar", "Commitments with a day, by half year";
    TimelineHalf: "{half} helft van {year}", "{half} half of {year}";
    TimelineFirst: "eerste", "first";
    TimelineSecond: "tweede", "second";
    TimelinePeriod: "Half jaar", "Half year";
    TimelineNow: "nu", "now";
    LacksTitle: "Wat ontbreekt: {fault}", "What is lacking: {fault}";
    LacksIntro: "{count} van {all} maatregelen, preventieprogramma’s, aanpakken en toezeggingen.", "{count} of {all} measures, prevention programmes, approaches and commitments.";
    CellTitle: "{form}: {part}", "{form}: {part}";
    CellCaption: "Welke maatregelen welke doelgroep bereiken", "Which measures reach which target group";
    CellGap: "geen maatregel", "no measure";
    CellColumnGroup: "Doelgroep", "Target group";
    CellColumnMeasures: "Maatregelen", "Measures";
    OverlapsTitle: "Wat bundelen zou samenbrengen", "What bundling would join";
    OverlapsIntro: "Deze maatregelen bereiken dezelfde vormen, delen en doelgroepen. {count} paren; hier staan die met de meeste overlap.", "These measures reach the same forms, parts and target groups. {count} pairs; those with most overlap stand here.";
    OverlapsCaption: "Maatregelen die hetzelfde bereiken", "Measures that reach the same";
    OverlapsOne: "Maatregel", "Measure";
    OverlapsOther: "En", "And";
    OverlapsOwners: "Van wie", "Whose";
    OverlapsCells: "Samen", "Shared";
    OverlapsMany: "Meer dan {count} maatregelen: kies een gemeente of regio om overlap te zien.", "More than {count} measures: choose a municipality or region to see overlap.";
    CompareTitle: "Regio’s naast elkaar", "Regions side by side";
    CompareIntro: "Wat elke regio zelf doet en wat geen maatregel bereikt. Landelijke maatregelen tellen overal mee. Wat het register niet weet, is onbekend; dat is geen oordeel.", "What each region does itself and what no measure reaches. National measures count everywhere. What the register does not know is unknown; that is no verdict.";
    CompareCaption: "Regio’s in het register", "Regions in the register";
    CompareKind: "Soort regio", "Kind of region";
    CompareOwn: "Eigen maatregelen", "Own measures";
    CompareNoBaseline: "Zonder nulmeting", "Without a baseline";
    CompareGaps: "Niet bereikt", "Not reached";
    CompareMaturity: "Aanpak, niveau", "Approach, level";
    CompareNoLevel: "aanpak, niveau onbekend", "approach, level unknown";
    ComparePrevention: "Preventiebeleid", "Prevention policy";
    CompareTrafficking: "Beleid mensenhandel", "Policy on trafficking";
    CompareOffers: "Eigen aanbod", "Own care on offer";
    OfferTitle: "Zorg, expertise en beleid", "Care, expertise and policy";
    OfferIntro: "Wat er is voor kinderen, ouders, daders en professionals, en wat gemeenten hebben vastgesteld. Wat geen bron zegt, is onbekend.", "What there is for children, parents, offenders and professionals, and what municipalities have adopted. What no source says is unknown.";
    OfferGapsTitle: "Waar geen eigen aanbod bekend is", "Where no offer of its own is known";
    OfferGaps: "In {place} is geen aanbod bekend van: {parts}.", "In {place} no offer is known of: {parts}.";
    OfferGapsNational: "In {place} is alleen landelijk aanbod bekend van: {parts}.", "In {place} only national offers are known of: {parts}.";
    OfferGapsNone: "In {place} is van elk deel van de zorg eigen of regionaal aanbod bekend.", "In {place} an offer of its own or of its region is known of each part of care.";
    OfferGapsUnknown: "Dat er geen aanbod bekend is, zegt niet dat het er niet is. Aanbod van een regio telt in elke gemeente daarvan mee; aanbod van één gemeente alleen daar. Landelijk is wat overal hoort te zijn; of het er in deze plaats is, zegt dat niet.", "That no offer is known does not say that there is none. What a region offers counts in each of its municipalities; what one municipality offers counts there only. National is what should be everywhere; that does not say that this place has it.";
    OfferGapsCaption: "Aanbod van de plaats zelf of van een regio eromheen, per deel van de zorg", "Offers of the place itself or of a region around it, by part of care";
    OfferGapCell: "geen bekend", "none known";
    OfferNationalCell: "landelijk", "national";
    OfferCare: "Zorg en expertise", "Care and expertise";
    OfferCaption: "Zorg en expertise per sector", "Care and expertise by sector";
    OfferSector: "Sector", "Sector";
    OfferPlace: "Waar", "Where";
    OfferParts: "Delen van de zorg", "Parts of care";
    OfferQualities: "Wat er is", "What there is";
    OfferHas: "er is", "there is";
    OfferLacks: "er is niet", "there is not";
    OfferUnknown: "onbekend", "unknown";
    OfferPolicy: "Beleid", "Policy";
    OfferPolicyCaption: "Preventiebeleid en beleid tegen mensenhandel", "Policy on prevention and on human trafficking";
    OfferPolicyCounts: "Van {all} gemeenten is van {known} bekend of er beleid is.", "Of {all} municipalities it is known of {known} whether there is a policy.";
    OfferAreas: "Samenwerkingsgebieden", "Cooperation areas";
    OfferAreasCaption: "Gebieden waarin gemeenten of regio’s samenwerken", "Areas in which municipalities or regions cooperate";
    OfferMembers: "Deelnemers", "Members";
    OfferMembersSome: "{known} van {all} bekend", "{known} of {all} known";
    OfferPrevention: "Preventie", "Prevention";
    OfferPreventionCaption: "Preventieprogramma’s: voor wie, met welk bewijs, bereik en effect", "Prevention programmes: for whom, with what evidence, reach and effect";
    OfferEvidence: "Bewijs", "Evidence";
    OfferReach: "Bereik: gepland, gehaald", "Reach: planned, actual";
    OfferEffect: "Effect", "Effect";
    OfferNotMeasured: "niet gemeten: {reason}", "not measured: {reason}";
    OfferApproaches: "Regionale aanpakken", "Regional approaches";
    OfferApproachesCaption: "Aanpakken met hun niveau", "Approaches with their level";
    OfferLevel: "Niveau", "Level";
    NoteColumn: "Toelichting", "Explanation";
    ReportTitle: "Voortgangsverslag", "Progress report";
    ReportIntro: "Kies een periode en een plaats. Druk de bladzijde af, of neem haar mee als Word-bestand.", "Choose a period and a place. Print the page, or take it along as a Word file.";
    ReportFrom: "Eerste dag", "First day";
    ReportThrough: "Laatste dag", "Last day";
    ReportGo: "Maak verslag", "Make report";
    ReportDocx: "Verslag als Word-bestand", "Report as a Word file";
    ReportNoFigure: "geen cijfer in deze jaren", "no figure in these years";
    FollowedTitle: "Naast het cijfer dat moet bewegen", "Beside the figure that should move";
    FollowedIntro: "Nulmeting, tussenstappen en einddoel komen van wie de maatregel bijhoudt; de nulmeting telt als precies getal. Het cijfer komt uit de publicatie. Dat het beweegt, zegt niet waardoor.", "Baseline, steps and end goal come from who keeps the measure; the baseline counts as exact. The figure comes from the release. That it moves does not say why.";
    FollowedFigure: "Cijfer", "Figure";
    FollowedBaseline: "Nulmeting", "Baseline";
    FollowedSteps: "Tussenstappen", "Intermediate steps";
    FollowedGoal: "Einddoel", "End goal";
    FollowedNow: "Nu", "Now";
    FigureNoPlace: "geen cijfer voor deze plaats", "no figure for this place";
    FollowedGap: "De weg naar het doel", "The way to the goal";
    FollowedNone: "geen", "none";
    GapNoNumbers: "niet te zeggen: geen nulmeting en einddoel als getal", "cannot be said: no baseline and end goal as numbers";
    GapNoYardstick: "niet te zeggen: er staat niet bij welk cijfer nulmeting en einddoel zijn", "cannot be said: it is not said which figure baseline and end goal are";
    GapOtherYardstick: "niet te zeggen: de publicatie heeft het cijfer niet waarin nulmeting en einddoel zijn geschreven", "cannot be said: the release does not have the figure in which baseline and end goal were written";
    GapTooEarly: "niet te zeggen: het cijfer is van voor de start", "cannot be said: the figure is from before the start";
    GapPooled: "niet te zeggen: het cijfer telt jaren bij elkaar op", "cannot be said: the figure adds years together";
    GapEnded: "niet te zeggen: wanneer het stopte, is onbekend", "cannot be said: when it ended is unknown";
    GapPlanned: "niet te zeggen: wat gepland is, is nog niet begonnen", "cannot be said: what is planned has not begun";
    GapTooLate: "niet te zeggen: het cijfer is van na het einde", "cannot be said: the figure is from after the end";
    GapNoFigure: "niet te zeggen: het cijfer is afgeschermd of onbekend", "cannot be said: the figure is shielded or unknown";
    GapNoYear: "niet te zeggen: er is nog geen cijfer uit deze jaren", "cannot be said: there is no figure of these years yet";
    GapNoPlace: "niet te zeggen: voor deze plaats is er geen cijfer", "cannot be said: there is no figure for this place";
    GapReached: "Het einddoel is gehaald.", "The end goal has been reached.";
    GapClosing: "Van de weg van nulmeting naar einddoel is {share} afgelegd (tussen {least} en {most}).", "Of the way from baseline to end goal {share} was covered (between {least} and {most}).";
    GapUnderOne: "minder dan 1 %", "less than 1%";
    GapUnclear: "Niet te zeggen of het cijfer naar het doel beweegt: de nulmeting ligt binnen de grenzen van het cijfer.", "It cannot be said whether the figure moves to the goal: the baseline lies within its limits.";
    GapWidening: "Het cijfer ligt nu verder van het doel dan de nulmeting.", "The figure is further from the goal than the baseline.";
    StepMade: "De tussenstap van {year} ({value}) is gehaald.", "The step of {year} ({value}) was reached.";
    StepUnclear: "Of de tussenstap van {year} ({value}) is gehaald, is niet te zeggen.", "Whether the step of {year} ({value}) was reached cannot be said.";
    StepMissed: "De tussenstap van {year} ({value}) is niet gehaald.", "The step of {year} ({value}) was not reached.";
    ReportWrong: "De laatste dag ligt voor de eerste. Nu ziet u de hele tijd.", "The last day lies before the first. You now see the whole time.";

    ExtentMenu: "Omvang", "Extent";
    ExtentTitle: "Hoeveel kinderen maken seksueel geweld mee?", "How many children experience sexual violence?";
    ExtentLead: "Bij tussen {lower} en {upper} kinderen van {age} jaar begon seksueel geweld in {year} of kwam het aan het licht: zo ver lopen {count} schattingen met hun onzekerheid uiteen. Het echte aantal is niet bekend.", "For between {lower} and {upper} children aged {age} sexual violence began or came to light in {year}: so far do {count} estimates with their uncertainty lie apart. The true number is not known.";
    ExtentNone: "Deze publicatie heeft geen schatting.", "This release has no estimate.";
    ExtentIntro: "Niemand kan deze kinderen tellen: veel van hen vertellen het nooit. Uit de overlap van lijsten is te schatten hoeveel er op geen enkele lijst staan. Elke schatting mist iets anders. Kijk hoe ver ze uiteen liggen, niet naar één getal.", "Nobody can count these children: many of them never tell. From the overlap of lists one can estimate how many stand on none. Every estimate misses something else. Look how far they lie apart, not at one number.";
    ExtentChart: "Schattingen naast elkaar, {age} jaar, {year}", "Estimates side by side, aged {age}, {year}";
    ExtentChartNote: "Het lijntje is het 95%-interval; een stip alleen heeft er geen. Elke schatting uit lijsten staat er twee keer: zoals vastgelegd, en zonder verwijzingen van de ene lijst naar de andere.", "The line is the 95% interval; a dot alone has none. Every estimate from lists is given twice: as recorded, and without referrals from one list to another.";
    ExtentMadeUp: "Cijfers van anderen gaan over het echte Nederland, de schattingen over een verzonnen land van een andere grootte: hier zijn ze niet te vergelijken.", "Figures of others are about the real Netherlands, the estimates about a made-up country of another size: here they cannot be compared.";
    ExtentIndependence: "Los van elkaar", "Unrelated lists";
    ExtentStepwise: "Stap voor stap", "Step by step";
    ExtentBest: "Best passend", "Best fit";
    ExtentAverage: "Gemiddeld", "Averaged";
    ExtentRecorded: "vastgelegd", "recorded";
    ExtentUnreferred: "niet verwezen", "not referred";
    ExtentTable: "Alle schattingen", "All estimates";
    ExtentSources: "Wat elke bron telt, en wat zij niet kan zien", "What each source counts, and what it cannot see";
    ExtentOurs: "Schattingen uit lijsten", "Estimates from lists";
    ExtentColumnName: "Bron", "Source";
    ExtentColumnChildren: "Kinderen in een jaar", "Children in a year";
    ExtentCounts: "Telt", "Counts";
    ExtentBlind: "Ziet niet", "Cannot see";
    ExtentFromLists: "Alle kinderen bij wie in het jaar seksueel geweld begon of aan het licht kwam, geschat uit: {lists}", "All children in whose lives sexual violence began or came to light in the year, estimated from: {lists}";
    ListVeiligThuis: "Veilig Thuis", "Veilig Thuis";
    ListCsg: "Centrum Seksueel Geweld", "Centre for Sexual Violence";
    ListPolice: "politie", "police";
    ListBoard: "Raad voor de Kinderbescherming", "Child Protection Board";
    ListHelp: "hulp", "help";
    ExtentNoInterval: "{value} (geen interval)", "{value} (no interval)";
    ExtentYears: "Per jaar en leeftijd", "By year and age";
    ExtentYearsTable: "Laagste ondergrens en hoogste bovengrens van alle schattingen", "Lowest and highest limit over all estimates";
    ExtentColumnYear: "Jaar", "Year";
    ExtentColumnAge: "Leeftijd", "Age";
    ExtentColumnSpread: "Van – tot", "From – to";
    OverlapTitle: "De tabel waaruit is geschat", "The table the estimates are made from";
    OverlapIntro: "De schattingen zijn gemaakt uit het aantal kinderen op elke combinatie van lijsten. Hoe meer dezelfde kinderen op meer dan één lijst staan, hoe minder er op geen enkele staan. Kleine aantallen zijn afgeschermd, en meer waar anders een klein aantal te berekenen was; wat er staat is afgerond op {base}. Een combinatie die ontbreekt, komt niet voor.", "The estimates are made from the number of children on every combination of lists. The more the same children stand on more than one list, the fewer stand on none. Small counts are hidden, and more where a small count could be worked out otherwise; what is shown is rounded to {base}. A combination that is missing does not occur.";
    OverlapWithheld: "De tabel van {year}, met hoeveel kinderen er op elke combinatie van lijsten staan, wordt niet getoond.", "The table of {year}, of how many children stand on every combination of lists, is not shown.";
    OverlapTable: "Kinderen naar de lijsten waarop zij staan, {year}", "Children by the lists they stand on, {year}";
    OverlapColumnLists: "Lijsten", "Lists";
    OverlapColumnAge: "{age} jaar", "Aged {age}";
    OverlapAny: "Op ten minste één lijst", "On one list or more";
    OverlapThis: "{list}, alles bij elkaar", "{list}, all together";
    OverlapExactly: "Alleen {lists}", "Only {lists}";
    OverlapAnd: "{most} en {last}", "{most} and {last}";
    OverlapOthers: "Ook van {years} staat de tabel in het bestand.", "The file has the table of {years} as well.";
    OverlapDownload: "Kinderen naar lijsten (CSV)", "Children by lists (CSV)";
    WaitingLists: "Wachtlijsten", "Waiting lists";
    WaitingListsMore: "Hoeveel keer er aan het eind van elke maand wordt gewacht, per stap en per regio.", "How many wait at the end of every month, by step and by region.";
    WaitingListsIntro: "Eind {month} wordt in de keten zoveel keer gewacht op een volgende stap. Wij tellen keren, geen kinderen: een kind kan op meer dingen tegelijk wachten.", "At the end of {month} the chain waits this many times for a next step. We count times, not children: a child can wait for several things at once.";
    WaitingListsTable: "Wachten eind {month}, in regio’s die alles aanleverden", "Waiting at the end of {month}, in regions that delivered everything";
    WaitingListsNone: "Er zijn nog geen wachtlijsten: daarvoor moet over een heel jaar zijn aangeleverd.", "There are no waiting lists yet: a whole year has to be delivered first.";
    WaitingFor: "Waarop", "For what";
    WaitingNow: "Eind {month}", "End of {month}";
    WaitingPastTerm: "Langer dan de termijn, tot een jaar", "Longer than the term, up to a year";
    WaitingPastYear: "Langer dan een jaar", "Longer than a year";
    WaitingDrawing: "Hoeveel keer er aan het eind van elke maand wordt gewacht", "Times that somebody waits at the end of every month";
    WaitingDrawingNote: "Elke stip is een maand, over alle regio’s die toen alles aanleverden. Tellen er andere regio’s mee dan de maand ervoor, dan is de lijn onderbroken.", "Each dot is a month, over all regions that delivered everything then. Where other regions count than the month before, the line is broken.";
    WaitingByLength: "Hoe lang er eind {month} al wordt gewacht", "How long those who wait at the end of {month} have waited";
    WaitingByRegion: "Hoeveel keer er wordt gewacht, per regio", "Times that somebody waits, by region";
    WaitingByMonth: "Hoeveel keer er wordt gewacht, per maand, alle regio’s samen", "Times that somebody waits, by month, all regions together";
    WaitingMonth: "Eind van", "End of";
    WaitingRegions: "Regio’s die meetellen", "Regions that count";
    CrosstabsTitle: "Nader uitgesplitst", "Broken down further";
    CrosstabsIntro: "Tabellen voor het hele land, per jaar, naar meer dingen tegelijk.", "Tables of the whole country, by year, by several things at once.";
    CrosstabTables: "De tabellen", "The tables";
    CrosstabCounts: "Aantal in {year}{within}", "Number in {year}{within}";
    CrosstabColumns: "Van alles wat in een kolom telt: welk deel er in elke rij staat, {year}{within}", "Of all that counts in a column: what share stands in each row, {year}{within}";
    CrosstabRows: "Van alles wat in een rij telt: welk deel er in elke kolom staat, {year}{within}", "Of all that counts in a row: what share stands in each column, {year}{within}";
    CrosstabThird: "Van alles wat in een vakje telt: bij welk deel ‘{what}’, {year}", "Of all that counts in a cell: for what share ‘{what}’, {year}";
    CrosstabNumber: "Aantal", "Number";
    CrosstabShare: "Deel", "Share";
    CrosstabAll: "Alles bij elkaar", "All together";
    CrosstabDrawing: "{of}: de verdeling in {year}", "{of}: how it is divided in {year}";
    CrosstabDrawingOne: "Welk deel: {of}, {year}", "What share: {of}, {year}";
    CrosstabDrawingNote: "Elke balk is een deel van één groep: die waarvan de naam achter de komma staat, of de groep van de balk zelf. Het streepje is het 95%-interval.", "Each bar is a share of one group: the one named behind the comma, or the group of the bar itself. The whisker is the 95% interval.";
    CrosstabDrawingNoteAll: "Elke balk is een deel van het geheel. Het streepje is het 95%-interval.", "Each bar is a share of the whole. The whisker is the 95% interval.";
    CrosstabContrast: "In {year} gaat het om {of} bij {share_first} van de keren dat het {first} waren, en bij {share_second} van de keren dat het {second} waren. Het verschil, {first} min {second}, is {difference} procentpunt (95%-interval {difference_limits}). Daarvan komt {composition} ({composition_limits}) doordat de twee groepen niet gelijk zijn in {strata}. Wat overblijft is {rates} ({rates_limits}).", "In {year} it was {of} in {share_first} of the times it was {first}, and in {share_second} of the times it was {second}. The difference, {first} less {second}, is {difference} percentage points (95% interval {difference_limits}). Of this {composition} ({composition_limits}) comes of the two groups not being alike in {strata}. What remains is {rates} ({rates_limits}).";
    CrosstabTimes: "Wij tellen keren, geen kinderen: een kind kan meer dan één keer meetellen. De intervallen houden daar geen rekening mee.", "We count times, not children: a child can count more than once. The intervals do not allow for that.";
    CrosstabTogether: "Voor deze vergelijking zijn samengenomen: {strata}.", "Taken together for this comparison: {strata}.";
    CrosstabNote: "Wat na de vergelijking overblijft, is geen bewijs van ongelijke behandeling: alles wat hier niet is uitgesplitst, zit er nog in. Groepen met een afgeschermd aantal zijn voor de vergelijking samengenomen.", "What remains after the comparison is no proof of unequal treatment: it still holds everything that is not broken down here. Groups with a hidden count were taken together for the comparison.";
    ExtentDoubts: "Wat er tegen deze getallen pleit", "What speaks against these numbers";
    ExtentTooLow: "Deze marge is eerder te laag dan te hoog. In verzonnen landen, waarvan het echte aantal bekend is, lag dat in onze proeven soms boven de marge en niet eronder: kinderen die bijna niemand ziet, tellen in zulke schattingen te weinig mee.", "This range is too low rather than too high. In made-up countries, whose true number is known, that number sometimes lay above the range in our trials and not below it: children whom hardly anyone sees count too little in such estimates.";
    ExtentAssumptions: "Aannames, controles en kritiek", "Assumptions, checks and criticism";
    ExtentCriticism: "Whitehead e.a. (2019) noemen de methode ondeugdelijk waar haar aannames niet kloppen. Binette en Steorts (2022) hielden haar tegen bekende aantallen: 60 tot 90 % van de 95%-intervallen bevatte het echte aantal, en wat misging kwam te laag uit.", "Whitehead et al. (2019) call the method unsound where its assumptions fail. Binette and Steorts (2022) held it against known numbers: 60 to 90% of 95% intervals held the true number, and what went wrong came out too low.";

    NotFoundTitle: "Deze bladzijde is er niet", "There is no such page";
    NotFoundText: "Misschien is het adres verkeerd getypt of zit deze indicator niet in de publicatie. Kijk bij", "Perhaps the address was mistyped or the indicator is not in this release. Look at";
    AllIndicatorsLower: "alle indicatoren", "all indicators";
    AllRegionsLower: "alle regio’s", "all regions";
    NotFoundAnd: "of", "or";
    BadRequestTitle: "Dit adres klopt niet", "This address is not right";
    BadRequestText: "De server kan het adres niet lezen. Begin opnieuw bij", "The server cannot read the address. Start again at";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
    }

    #[test]
    fn both_languages_have_the_same_places() {
        for text in Text::ALL {
            assert_eq!(places(text.say(Language::Dutch)), places(text.say(Language::English)), "{text:?}");
        }
    }

    #[test]
    fn texts_are_trimmed_and_in_at_least_one_language_there() {
        for text in Text::ALL {
            for language in [Language::Dutch, Language::English] {
                assert_eq!(text.say(language).trim(), text.say(language), "{text:?}");
            }
            assert!(!text.say(Language::Dutch).is_empty() || !text.say(Language::English).is_empty(), "{text:?}");
        }
    }
}
