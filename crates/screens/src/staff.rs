//! Every word of the staff pages, Dutch and English side by side. Plain Dutch (B1), as on the public pages.

use crate::texts::Language;

texts! {
    /// A text of the staff pages.
    StaffText:
    // The frame.
    BrandLine: "Werkplek van het register", "Where the register is kept";
    Overview: "Overzicht", "Overview";
    Matrix: "Wie wordt bereikt", "Who is reached";
    Report: "Verslag", "Report";
    Files: "Bestanden", "Files";
    People: "Accounts", "Accounts";
    Log: "Logboek", "Log";
    Own: "Mijn account", "My account";
    LoggedInAs: "Ingelogd als {name}, {organisation}", "Logged in as {name}, {organisation}";
    LogOut: "Uitloggen", "Log out";
    NoChildHere: "Hier staat niets over een kind. Alles wat u doet, komt in het logboek.", "Nothing here is about a child. Everything you do stands in the log.";

    // The way in.
    LogIn: "Inloggen", "Log in";
    Name: "Naam", "Name";
    Password: "Wachtwoord", "Password";
    Continue: "Verder", "Continue";
    LogInHelp: "Geen account of wachtwoord kwijt? Vraag het de beheerder van uw organisatie.", "No account, or lost your password? Ask the administrator of your organisation.";
    WrongPassword: "Naam en wachtwoord horen niet bij elkaar. Probeer het opnieuw.", "Name and password do not belong together. Try again.";
    TooMany: "Het ging te vaak mis. Probeer het over {minutes} minuten opnieuw.", "Too many failed attempts. Try again in {minutes} minutes.";
    SecondFactor: "Tweede stap: code", "Second step: code";
    Code: "Code", "Code";
    HintCode: "Zes cijfers uit de app op uw telefoon, of een herstelcode", "Six digits from the app on your telephone, or a recovery code";
    CodeHelp: "Telefoon kwijt? Gebruik een van uw herstelcodes. Heeft u die niet meer, vraag de beheerder dan om een nieuwe start.", "Lost your telephone? Use one of your recovery codes. If you have none left, ask the administrator for a new start.";
    WrongCode: "Deze code klopt niet of is al gebruikt. Wacht op de volgende code en typ die.", "This code is wrong or was used before. Wait for the next code and type that.";
    ChoosePassword: "Kies een eigen wachtwoord", "Choose a password of your own";
    PasswordNew: "Nieuw wachtwoord", "New password";
    PasswordAgain: "Nieuw wachtwoord, nog een keer", "New password, once more";
    PasswordNow: "Wachtwoord van nu", "Present password";
    HintPassword: "Minstens 12 tekens. Een zin is prima.", "At least 12 characters. A sentence is fine.";
    PasswordsDiffer: "De twee wachtwoorden zijn niet gelijk. Typ twee keer hetzelfde.", "The two passwords differ. Type the same twice.";
    PasswordSame: "Dit is het wachtwoord van nu. Kies een ander.", "This is the present password. Choose another.";
    PasswordLength: "Kies een wachtwoord van 12 tot 256 tekens.", "Choose a password of 12 to 256 characters.";
    PasswordSimple: "Kies een wachtwoord zonder uw naam en niet steeds hetzelfde teken.", "Choose a password without your name and not the same character over and over.";
    WrongOwnPassword: "Het wachtwoord van nu klopt niet.", "The present password is wrong.";
    AnotherPassword: "Ander wachtwoord", "Another password";
    SetUpFactor: "Tweede stap instellen", "Set up the second step";
    SetUpIntro: "Open een app voor codes op uw telefoon, zoals FreeOTP of Aegis. Laat de app deze afbeelding scannen. Typ daarna de code die u ziet.", "Open an app for codes on your telephone, such as FreeOTP or Aegis. Let it scan this picture. Then type the code you see.";
    SetUpByHand: "Kunt u niet scannen? Typ deze sleutel in de app:", "Cannot scan? Type this key into the app:";
    QrTitle: "Afbeelding met de sleutel, om te scannen", "Picture with the key, to scan";
    RecoveryCodes: "Herstelcodes", "Recovery codes";
    RecoveryIntro: "Bewaar deze codes op een veilige plek. Elke code werkt één keer, als u uw telefoon niet heeft. U ziet ze alleen nu.", "Keep these codes in a safe place. Each works once, when you do not have your telephone. You see them only now.";
    RecoveryKept: "Ik heb de codes bewaard", "I have kept the codes";
    RecoveryLeft: "U heeft nog {count} herstelcodes. Nieuwe codes maken de oude waardeloos.", "You have {count} recovery codes left. New codes make the old ones worthless.";
    RecoveryUsed: "U gebruikte een herstelcode. Die werkt niet nog een keer.", "You used a recovery code. It will not work again.";
    NewCodes: "Maak nieuwe codes", "Make new codes";

    // When something cannot be done.
    MissingTitle: "Deze bladzijde is er niet", "There is no such page";
    MissingText: "Misschien is het adres verkeerd getypt, of is het nummer veranderd.", "Perhaps the address was mistyped or the number changed.";
    ForbiddenTitle: "Dat mag u niet met dit account", "Your account may not do this";
    ForbiddenText: "Vraag de beheerder om een rol voor deze regio.", "Ask the administrator for a role for this region.";
    FailedTitle: "Het lukte niet", "It did not work";
    FailedText: "Er ging iets mis bij ons. Wat u verstuurde is niet opgeslagen. Ga terug en probeer het opnieuw.", "Something went wrong on our side. What you sent was not saved. Go back and try again.";
    AgainTitle: "Nog niet opgeslagen", "Not saved yet";
    AgainText: "U was te lang weg of logde opnieuw in. Er is niets opgeslagen en niets verloren: wat u invulde staat nog op deze bladzijde. Controleer of u bent ingelogd en verstuur het opnieuw.", "You were away too long or logged in again. Nothing was saved and nothing is lost: what you filled in is still on this page. Make sure you are logged in and send it again.";
    LogInElsewhere: "Log in in een nieuw venster", "Log in in a new window";
    SendAgain: "Verstuur opnieuw", "Send again";
    ToOverview: "Naar het overzicht", "To the overview";
    ClosingTitle: "Een toezegging sluit u met twee personen", "A commitment is closed by two persons";
    ClosingText: "Een toezegging is pas gedaan als de een dat meldt met bewijs en een ander dat goedkeurt. Wie meldt, keurt niet goed.", "A commitment is done only when one person reports it with evidence and another approves. Whoever reports does not approve.";
    UnfitTitle: "Dit past niet in het register", "This does not fit in the register";
    UnfitText: "Ga terug en kijk wat er bij de velden staat.", "Go back and look at what stands beside the fields.";

    // Overview.
    NoRole: "Uw account heeft nog geen rol. Vraag de beheerder om een rol.", "Your account has no role yet. Ask the administrator for one.";
    OverviewHeadline: "Op {day}: van {passed} toezeggingen is de dag voorbij zonder bekend bewijs, {soon} moeten binnen 90 dagen, {reported} wachten op een tweede persoon.", "On {day}: the day of {passed} commitments has passed without known evidence, {soon} are due within 90 days, {reported} wait for a second person.";
    WaitsForYou: "Wacht op uw goedkeuring", "Waits for your approval";
    ReportedBy: "Gereedgemeld door {name}", "Reported done by {name}";
    TheRegister: "Het register", "The register";
    AddOne: "{kind} toevoegen", "add a {kind}";
    ManyQuestions: "vragen", "questions";
    ManyRecommendations: "aanbevelingen", "recommendations";
    ManyResponses: "reacties", "responses";
    ManyCommitments: "toezeggingen", "commitments";
    ManyMeasures: "maatregelen", "measures";
    ManyEvidences: "bewijsstukken", "pieces of evidence";
    ManyApproaches: "regionale aanpakken", "regional approaches";
    ManyPreventions: "preventieprogramma’s", "prevention programmes";
    ManyPolicies: "beleid van gemeenten", "policies of municipalities";
    ManyOffers: "aanbod van zorg", "care on offer";
    ManyAreas: "samenwerkingsgebieden", "cooperation areas";

    // Lists.
    Search: "Zoek op woord of nummer", "Search for a word or number";
    SearchGo: "Zoek", "Search";
    Found: "{count} gevonden", "{count} found";
    Pages: "Bladzijden", "Pages";
    ColumnState: "Stand", "State";
    ColumnLacks: "Wat mist", "What is lacking";
    ColumnSource: "Bron", "Source";
    ColumnNumber: "Aantal", "Number";
    ColumnWhen: "Wanneer", "When";
    ColumnWhat: "Wat", "What";
    ColumnWhom: "Wie of wat", "Who or what";
    ColumnDetail: "Bijzonderheden", "Details";
    ColumnPlace: "Nr", "No";
    ColumnRow: "Rij", "Row";
    ColumnWrong: "Wat is er mis", "What is wrong";
    ColumnFix: "Wat te doen", "What to do";

    // One record.
    Saved: "Opgeslagen.", "Saved.";
    VersionNumber: "versie {number}", "version {number}";
    Change: "Wijzigen", "Change";
    CopyThis: "Kopiëren als voorbeeld", "Copy as an example";
    ReportDone: "Gereedmelden", "Report done";
    Approve: "Goedkeuren", "Approve";
    History: "Geschiedenis", "History";
    HistoryOf: "Geschiedenis van {id}", "History of {id}";
    BackToRecord: "Terug", "Back";
    TakenOut: "leeg gemaakt", "made empty";
    Empty: "leeg", "empty";

    // The form.
    Id: "Nummer", "Number";
    HintId: "Letters, cijfers, punten en streepjes. Dit is het volgende vrije nummer.", "Letters, digits, dots and dashes. This is the next free number.";
    IdTaken: "Nummer bestaat al: kies een ander nummer", "Number is taken: choose another";
    Optional: "niet verplicht", "optional";
    Choose: "– kies –", "– choose –";
    HintDay: "Dag-maand-jaar, bijvoorbeeld 31-12-2026", "Day-month-year, for instance 31-12-2026";
    HintLines: "Meer dan één? Zet elk op een eigen regel.", "More than one? Put each on a line of its own.";
    HintRegions: "Naam of code, bijvoorbeeld Twente of VT19. Meer dan één? Zet elk op een eigen regel.", "Name or code, for instance Twente or VT19. More than one? Put each on a line of its own.";
    HintReferences: "Nummers uit het register, bijvoorbeeld C-09. Elk op een eigen regel.", "Numbers of the register, for instance C-09. Each on a line of its own.";
    HintTicks: "Kies alles wat past.", "Choose all that apply.";
    TicksFolded: "Toon {count} keuzes, {ticked} gekozen", "Show {count} choices, {ticked} chosen";
    MadeFrom: "Gemaakt naar {id}. Dat blijft erbij staan.", "Made from {id}. That stays with it.";
    ChangeOf: "{kind} {id} wijzigen", "Change {kind} {id}";
    CheckAnswers: "Controleer uw antwoorden", "Check your answers";
    CheckTitle: "Controleer uw antwoorden", "Check your answers";
    CheckFileTitle: "Controleer het bestand", "Check the file";
    CheckIntro: "dit gaat u opslaan.", "this is what you will save.";
    Was: "Was:", "Was:";
    Why: "Waarom deze wijziging?", "Why this change?";
    HintWhy: "Eén zin. Die komt in de geschiedenis.", "One sentence. It stands in the history.";
    WhyMissing: "Zeg in één zin waarom", "Say why, in one sentence";
    Save: "Opslaan", "Save";
    BackToForm: "Terug naar het formulier", "Back to the form";
    NothingChanged: "U heeft niets veranderd. Pas een veld aan, of ga terug.", "You changed nothing. Change a field, or go back.";
    OutsideYourRegion: "Dit ligt buiten uw regio of hoort bij een andere organisatie. Kies een regio van uw rol.", "This lies outside your region or belongs to another organisation. Choose a region of your role.";

    // Two at once.
    CollisionTitle: "Iemand anders wijzigde dit ook", "Someone else changed this too";
    CollisionText: "Terwijl u bezig was, sloeg {name} een wijziging op ({why}), op", "While you were working, {name} saved a change ({why}), on";
    CollisionChoose: "Er is niets verloren. Hieronder staan beide versies naast elkaar. Kies per veld wat moet blijven.", "Nothing is lost. Below both versions stand side by side. Choose for each field what should stay.";
    CollisionElsewhere: "Iemand anders wijzigde dit terwijl u keek. Er is niets opgeslagen. Bekijk het opnieuw.", "Someone else changed this while you were looking. Nothing was saved. Look again.";
    BothChanged: "U wijzigde dit allebei.", "You both changed this.";
    NowThere: "Wat er nu staat", "What is there now";
    YoursIs: "Wat u schreef", "What you wrote";
    ChooseOne: "Kies wat moet blijven bij: {field}", "Choose what should stay of: {field}";

    // Closing.
    ReportIntro: "Vertel wat laat zien dat dit gedaan is. Daarna kijkt een tweede persoon.", "Say what shows that this was done. A second person will look at it.";
    Evidence: "Bewijs", "Evidence";
    HintEvidence: "Bijvoorbeeld een brief met datum, of een verwijzing naar een besluit", "For instance a letter with its date, or a reference to a decision";
    EvidenceMissing: "Vul in wat laat zien dat dit gedaan is", "Fill in what shows that this was done";
    ApproveIntro: "Kijk of het bewijs klopt. Met uw goedkeuring is de toezegging gedaan.", "Look whether the evidence is right. With your approval the commitment is done.";
    WhyApprove: "Wat heeft u gezien?", "What did you look at?";
    HintWhyApprove: "Eén zin, bijvoorbeeld: brief gelezen", "One sentence, for instance: read the letter";

    // Matrix and report.
    MatrixHelp: "Een getal is het aantal maatregelen. Staat er ‘gat’, dan bereikt geen enkele maatregel deze combinatie. Kies een doelgroep om te zien wie niet wordt bereikt.", "A number is how many measures there are. Where it says ‘gap’, no measure reaches this combination. Choose a target group to see who is not reached.";
    EveryGroup: "Alle doelgroepen", "All target groups";
    TargetGroup: "Doelgroep", "Target group";
    Gap: "gat", "gap";
    GapAdd: "gat: vul aan", "gap: fill it";
    From: "Van", "From";
    Through: "Tot en met", "Through";
    ShowReport: "Toon verslag", "Show the report";
    PrintHelp: "Op papier: gebruik Afdrukken van uw browser. Het menu komt niet mee.", "On paper: use Print of your browser. The menu is left out.";
    WrongDay: "Schrijf de dag als 31-12-2026", "Write the day as 31-12-2026";
    WrongPeriod: "De laatste dag ligt voor de eerste. Kijk beide dagen na.", "The last day lies before the first. Check both days.";
    NotFollowed: "Wat niet te volgen is", "What cannot be followed";
    OfMeasures: "Van {count} maatregelen: hoeveel er iets missen.", "Of {count} measures: how many lack something.";

    // Files.
    BringIn: "Bestand inlezen", "Bring in a file";
    BringIntro: "Een bestand met één of meer soorten. U ziet eerst wat er zou gebeuren en wat er mis is. Er verandert niets voordat u ja zegt. Een fout in een rij houdt de andere rijen niet tegen.", "A file with one or more kinds. You first see what would happen and what is wrong. Nothing changes before you say yes. A mistake in one row does not hold up the others.";
    File: "Bestand", "File";
    HintFile: "CSV (UTF-8), XLSX of JSON, hoogstens 20 MB", "CSV (UTF-8), XLSX or JSON, at most 20 MB";
    FileMissing: "Kies een bestand", "Choose a file";
    FileFormat: "Kies een bestand waarvan de naam eindigt op .csv, .xlsx of .json", "Choose a file whose name ends in .csv, .xlsx or .json";
    FileUnreadable: "Dit bestand is niet te lezen. Sla het op als CSV UTF-8 of als XLSX en kies het opnieuw.", "This file cannot be read. Save it as CSV UTF-8 or as XLSX and choose it again.";
    Label: "Is het het register van een andere regio? Geef dan een korte naam", "Is it the register of another region? Then give it a short name";
    HintLabel: "Niet verplicht. Letters en cijfers, bijvoorbeeld oost. Wat bij ons anders is, komt ernaast te staan als M-1~oost.", "Optional. Letters and digits, for instance east. What differs from ours comes beside it as M-1~east.";
    LabelWrong: "Gebruik hoogstens 16 letters en cijfers", "Use at most 16 letters and digits";
    LookFirst: "Bekijk eerst", "Look first";
    PlanTold: "{file}: {rows} rijen. {added} nieuw, {changed} gewijzigd, {alike} gelijk, {beside} komen naast die van ons te staan.", "{file}: {rows} rows. {added} new, {changed} changed, {alike} alike, {beside} come to stand beside ours.";
    FindingsTitle: "Bevindingen: {shown} van {count}", "Findings: {shown} of {count}";
    SetAside: "niet overgenomen", "set aside";
    TakenAnyway: "wel overgenomen", "taken anyway";
    AskAnother: "vraag iemand met die rol", "ask somebody with that role";
    NothingToTake: "Er is niets om over te nemen.", "There is nothing to take in.";
    TakeThese: "Neem {count} over", "Take {count} in";
    TakenIn: "{count} overgenomen.", "{count} taken in.";
    TakeOut: "Bestanden maken", "Make files";
    TakeIntro: "Wat hier uit komt, kan er zo weer in.", "What comes out here can go in again as it is.";
    Everything: "Alles", "Everything";

    // Accounts.
    Organisation: "Organisatie", "Organisation";
    OrganisationMissing: "Vul de organisatie in", "Fill in the organisation";
    NameWrong: "2 tot 32 kleine letters, cijfers, punten en streepjes", "2 to 32 small letters, digits, dots and dashes";
    NameTaken: "Deze naam is al in gebruik. Kies een andere.", "This name is taken. Choose another.";
    NewAccount: "Account maken", "Make an account";
    AccountOf: "Account {name}", "Account {name}";
    Role: "Rol", "Role";
    Roles: "Rollen", "Roles";
    RoleReader: "lezer", "reader";
    RoleEditor: "bewerker", "editor";
    RoleApprover: "goedkeurder", "approver";
    RoleAdministrator: "beheerder", "administrator";
    Region: "Regio", "Region";
    HintRegion: "Naam of code, bijvoorbeeld Nederland, Twente of GM0153, of een samenwerkingsgebied zoals S-veilige-steden", "Name or code, for instance Nederland, Twente or GM0153, or a cooperation area as S-veilige-steden";
    RegionWrong: "Deze regio is er niet. Typ een naam of code.", "There is no such region. Type a name or code.";
    ElsewhereText: "Dit formulier kwam van een andere site. Er is niets gedaan. Ga naar de pagina zelf en vul het daar in.", "This form came from another site. Nothing was done. Go to the page itself and fill it in there.";
    TooLargeTitle: "Te groot", "Too large";
    TooLargeText: "Dit formulier of bestand is te groot. Er is niets opgeslagen. Een bestand mag hoogstens 24 MB zijn.", "This form or file is too large. Nothing was saved. A file may be 24 MB at most.";
    BusyTitle: "Even wachten", "One moment";
    BusyText: "Op dit moment loggen er veel mensen tegelijk in. Wacht een paar tellen en probeer het opnieuw.", "Many people are logging in right now. Wait a few seconds and try again.";
    AgainFile: "Uw sessie was voorbij. Er is niets opgeslagen, ook het bestand niet. Kies het bestand opnieuw.", "Your session was over. Nothing was saved, the file neither. Choose the file again.";
    AdministratorWhere: "Een beheerder is er voor heel Nederland en voor alle eigenaren. Kies Nederland en laat de eigenaar leeg.", "An administrator is for the whole country and every owner. Choose Nederland and leave the owner empty.";
    OnlyOwner: "Alleen van deze eigenaar (niet verplicht)", "Only of this owner (optional)";
    HintOwner: "Zoals de naam in het veld eigenaar staat. Leeg: van alle eigenaren.", "As the name stands in the field owner. Empty: of every owner.";
    OnlyOf: "alleen van", "only of";
    AddRole: "Rol toevoegen", "Add a role";
    TakeAway: "Haal weg", "Take away";
    StateActive: "in gebruik", "in use";
    StateInvited: "nog niet ingelogd", "not logged in yet";
    StateClosed: "gesloten", "closed";
    Access: "Toegang", "Access";
    AccessIntro: "Een nieuwe start geeft een nieuw wachtwoord voor één keer en een nieuwe tweede stap. Een gesloten account kan niet meer inloggen; de geschiedenis blijft.", "A new start gives a new password for once and a new second step. A closed account cannot log in any more; the history stays.";
    InviteAgain: "Geef een nieuwe start", "Give a new start";
    CloseAccount: "Sluit dit account", "Close this account";
    OncePassword: "Wachtwoord voor één keer", "One-time password";
    OnceIntro: "Geef dit aan {name}, niet per e-mail. Bij het inloggen kiest {name} een eigen wachtwoord. U ziet het alleen nu.", "Give this to {name}, not by e-mail. When logging in {name} chooses a password of their own. You see it only now.";
    LogWhole: "{count} regels; elke regel volgt uit de vorige.", "{count} entries; each follows from the one before.";
    LogWritten: "geschreven", "written";
    LogImported: "bestand overgenomen", "file imported";
    LogExported: "bestand gemaakt", "file made";
    LogReported: "verslag gemaakt", "report made";
    LogAdded: "account gemaakt", "account made";
    LogGranted: "rol gegeven", "role given";
    LogUngranted: "rol afgenomen", "role taken away";
    LogClosed: "account gesloten", "account closed";
    LogInvitedAgain: "nieuwe start gegeven", "new start given";
    LogPassword: "wachtwoord gekozen", "password chosen";
    LogSecondFactor: "tweede stap ingesteld", "second step set up";
    LogRecoveryCodes: "nieuwe herstelcodes", "new recovery codes";
    LogRecoveryUsed: "herstelcode gebruikt", "recovery code used";
    LogLoggedIn: "ingelogd", "logged in";
    LogLoggedOut: "uitgelogd", "logged out";
    LogRefused: "inloggen geweigerd", "log-in refused";
    DetailImported: "{added} toegevoegd, {changed} veranderd", "{added} added, {changed} changed";
    DetailExported: "{count} regels als {file}", "{count} records as {file}";
    DetailReported: "{region}, {from} tot en met {through}, als {form}", "{region}, {from} up to and including {through}, as {form}";
    DetailRefused: "{count} keer in een kwartier", "{count} times in a quarter of an hour";
    DetailOwnPassword: "wachtwoord van nu was verkeerd, op de bladzijde van het eigen account", "present password was wrong, on the page of the own account";
    DetailLeft: "nog {count} over", "{count} left";
    DetailBoth: "wachtwoord en tweede stap", "password and second step";
    DetailAnew: "opnieuw gemaakt", "made anew";
    DetailMadeHere: "gemaakt op de bladzijde van accounts", "made on the page of accounts";
    DetailMadeByCommand: "gemaakt met een opdracht", "made by command";
    DetailRoleAdded: "rol toegevoegd", "role added";
    DetailRoleTaken: "rol weggehaald", "role taken away";
    DetailClosed: "gesloten op de bladzijde van accounts", "closed on the page of accounts";
    DetailClosedByCommand: "gesloten met een opdracht", "closed by command";
    DetailNewStart: "nieuw wachtwoord en tweede stap", "new password and second step";
    DetailNewStartByCommand: "nieuwe start met een opdracht", "new start by command";
    DetailAnotherPassword: "koos een ander wachtwoord", "chose another password";
    DetailChosePassword: "koos een wachtwoord", "chose a password";
    DetailSetUp: "ingesteld op een telefoon, met herstelcodes", "set up on a telephone, with recovery codes";
    ByCommand: "met een opdracht op de server", "by command on the server";
    SubjectRecords: "{count} regels van het register", "{count} records of the register";
    InEnglish: "In het Engels ({filled} van {count} ingevuld)", "In English ({filled} of {count} filled in)";
    HintEnglish: "Wie de Engelse bladzijden leest, ziet deze woorden. Wat leeg blijft, staat daar in het Nederlands.", "Readers of the English pages see these words. What stays empty stands there in Dutch.";
    HintDecimal: "Een getal zoals 12,5, zonder eenheid", "A number as 12.5, without a unit";
    HintYardstick: "Nodig om nulmeting en einddoel naast het eerste cijfer te leggen. Schrijft u op hoeveel procent nog wacht, of hoeveel procent al hulp heeft?", "Needed to hold baseline and end goal against the first figure. Do you write how many per cent still wait, or how many have help already?";
    HintYardstickDays: "Alleen bij een deel in procent. Leeg: de termijn van het cijfer zelf.", "Only for a share in per cent. Empty: the term of the figure itself.";
    HintSteps: "Elk jaar op een regel, met het getal: 2027=12,5", "Each year on a line, with its number: 2027=12.5";
    BesideTitle: "Naast het cijfer dat moet bewegen", "Beside the figure that should move";
    NoRelease: "Naast deze bladzijden staat geen publicatie; cijfers ontbreken daarom.", "No release stands beside these pages; there are no figures for that reason.";
    FollowedTitle: "Maatregelen naast hun cijfer", "Measures beside their figure";
    MovedTitle: "Wat bewoog", "What moved";
    Figure: "Cijfer", "Figure";
    Baseline: "Nulmeting", "Baseline";
    StepsBetween: "Tussenstappen", "Intermediate steps";
    Goal: "Einddoel", "End goal";
    Now: "Nu", "Now";
    TheGap: "De weg naar het doel", "The way to the goal";
    BeforePeriod: "Voor de periode", "Before the period";
    EndOfPeriod: "Aan het einde", "At the end";
    OwnReport: "U heeft dit zelf gereedgemeld. Iemand anders moet kijken en goedkeuren.", "You reported this done yourself. Somebody else has to look and approve.";
    LogBroken: "Regel {place} volgt niet uit de vorige: iemand heeft het logboek veranderd.", "Entry {place} does not follow from the one before: somebody changed the log.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn both_languages_say_something_and_have_the_same_places() {
        let places = |text: &'static str| {
            text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect::<BTreeSet<_>>()
        };
        for text in StaffText::ALL {
            let (dutch, english) = (text.say(Language::Dutch), text.say(Language::English));
            assert!(!dutch.is_empty() && !english.is_empty() && dutch.trim() == dutch && english.trim() == english, "{text:?}");
            assert_eq!(places(dutch), places(english), "{text:?}");
        }
    }
}
