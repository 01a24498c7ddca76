//! The pages of the register over a made release, as a browser gets them.

mod made;

use std::sync::{Arc, Mutex, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use publication::Release;
use register::{Kind, Record, Register};
use tower::ServiceExt as _;
use web_public::{Shelf, router};

async fn get(address: &str) -> (StatusCode, String) {
    static SITE: OnceLock<Router> = OnceLock::new();
    let site = SITE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        made::write(folder.path());
        router(Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf"))
    });
    let request = Request::get(address).body(Body::empty()).expect("a request");
    let answer = site.clone().oneshot(request).await.expect("an answer");
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
    (status, String::from_utf8(bytes.into()).expect("text"))
}

#[tokio::test]
async fn every_commitment_and_measure_of_the_texts_stands_on_the_page_and_has_a_page_of_its_own() {
    let (_, page) = get("/maatregelen?op=2020-12-01").await;
    let register = Register::of_texts();
    for record in register.of_kind(Kind::Commitment).chain(register.of_kind(Kind::Measure)) {
        let address = format!("/maatregelen/{}", record.id());
        assert!(page.contains(&format!("href=\"{address}\"")), "{address}");
    }
    for id in ["C-09", "C-51", "M-37", "Q-F3", "R-4", "P-voorbeeld"] {
        assert_eq!(get(&format!("/maatregelen/{id}")).await.0, StatusCode::OK, "{id}");
    }
    let (_, pilots) = get("/maatregelen/M-37").await;
    assert!(pilots.contains("href=\"/indicatoren/help-after-order\"") && pilots.contains("geen nulmeting"));
    assert_eq!(get("/maatregelen/C-999").await.0, StatusCode::NOT_FOUND);
    assert_eq!(get("/maatregelen/%FF").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_day_in_the_address_decides_what_was_due_and_unknown_is_said_to_be_unknown() {
    let (_, before) = get("/maatregelen?op=2020-12-01").await;
    let (_, after) = get("/maatregelen?op=2021-02-01").await;
    let unknown = |page: &str| page.matches(">termijn voorbij, bewijs onbekend</td>").count();
    assert_eq!((unknown(&before), unknown(&after)), (1, 10));
    assert!(before.contains("binnen 90 dagen") && after.contains("onbekend of iets is gedaan"));
    let (status, wrong) = get("/maatregelen?op=morgen").await;
    assert!(status == StatusCode::OK && wrong.contains("Schrijf de dag als 2020-12-31"));
}

#[tokio::test]
async fn the_matrix_names_measures_and_groups_that_are_not_reached() {
    let (_, page) = get("/maatregelen/matrix").await;
    assert!(page.contains("Niet bereikt:") && page.contains("href=\"/maatregelen/M-13\""));
    let (_, english) = get("/en/maatregelen/matrix?regio=VT19").await;
    assert!(english.contains("Who is reached, and who is not") && english.contains("Not reached:"));
    let (_, cell) = get("/maatregelen/matrix?vorm=sexual&deel=after-18").await;
    assert!(cell.contains("id=\"cel\"") && cell.contains("geen maatregel") && cell.contains("href=\"/maatregelen/M-53\""));
    assert!(page.contains("id=\"bundelen\"") && page.contains("vorm=sexual&amp;deel=after-18#cel"));
    let (status, area) = get("/maatregelen/matrix?regio=S-mensenhandel").await;
    assert!(status == StatusCode::OK && area.contains("Samenwerking van 32 gemeenten tegen mensenhandel: van 420"));
    let (status, wrong) = get("/maatregelen/matrix?regio=XX").await;
    assert!(status == StatusCode::OK && wrong.contains("role=\"alert\""));
}

#[tokio::test]
async fn a_reader_of_the_letter_finds_a_commitment_by_its_words_its_place_and_its_day() {
    for (address, id) in [
        ("zoek=kindcheck+klinieken", "C-13"),
        ("zoek=kindchek+kliniken", "C-13"),
        ("bron=T2-B-2", "C-21"),
        ("wie=zonmw&zoek=gehonoreerd", "C-21"),
        ("van=2023-01-01&tot=2023-12-31", "C-10"),
        ("zoek=xyzzyq+qwrtyz", ""),
    ] {
        let (status, page) = get(&format!("/maatregelen?{address}")).await;
        assert_eq!(status, StatusCode::OK);
        match id {
            "" => assert!(page.contains("Niets gevonden"), "{address}"),
            id => assert!(page.contains(&format!("href=\"/maatregelen/{id}\"")) && page.len() < 40_000, "{address}"),
        }
    }
    let (_, typed) = get("/maatregelen?zoek=kindchek+kliniken").await;
    assert!(typed.contains("Dit lijkt erop"), "what was taken for what was typed is said");
    let (_, markup) = get("/maatregelen?zoek=%3Cscript%3E").await;
    assert!(!markup.contains("<script>") && markup.contains("&lt;script&gt;"));
    let (_, english) = get("/en/maatregelen?zoek=kindcheck+clinics").await;
    assert!(english.contains("A multi-year impulse for the Kindcheck in forensic clinics begins"));
}

#[tokio::test]
async fn a_question_leads_to_its_commitment_a_commitment_to_its_measure_and_groups_to_their_questions() {
    let (_, question) = get("/maatregelen/Q-F3").await;
    assert!(question.contains("id=\"leidt\"") && question.contains("href=\"/maatregelen/C-09\""));
    let (_, commitment) = get("/en/maatregelen/C-09").await;
    assert!(commitment.contains("href=\"/en/maatregelen/M-37\"") && commitment.contains("href=\"/en/maatregelen/Q-F3\""));
    let (_, recommendation) = get("/maatregelen/R-11").await;
    assert!(recommendation.contains("href=\"/maatregelen/A-7\""), "a declined requirement leads to its reason");
    let (_, page) = get("/maatregelen").await;
    assert!(page.contains("href=\"/maatregelen?wie=GroenLinks\"") && page.contains("Een lijst of score van gezinnen is profileren"));
}

#[tokio::test]
async fn every_count_of_what_is_lacking_leads_to_that_many_records() {
    let register = Register::of_texts();
    for (fault, count) in register.fault_counts() {
        let (_, page) = get(&format!("/maatregelen?mist={}", fault.word())).await;
        let rows = page.matches("class=\"utrecht-table__cell ib-row-head\"").count();
        assert_eq!(rows, count, "{}", fault.word());
    }
    let (_, page) = get("/maatregelen?mist=not-measurable-because").await;
    assert!(page.contains("scholen kiezen zelf hoe"), "the reason stands beside it");
}

#[tokio::test]
async fn regions_stand_side_by_side_and_what_is_not_known_is_unknown() {
    let (_, page) = get("/maatregelen/regios").await;
    assert!(page.contains("Rotterdam-Rijnmond") && page.contains("aanpak, niveau onbekend") && page.contains("onbekend"));
    let (_, municipalities) = get("/en/maatregelen/regios?soort=gemeente").await;
    assert_eq!(municipalities.matches("/en/maatregelen/matrix?regio=GM").count(), 342);
}

#[tokio::test]
async fn care_on_offer_policy_and_areas_have_a_page_that_leaves_the_rest_unknown() {
    let (_, page) = get("/maatregelen/aanbod").await;
    for words in [
        "Kindcheck in de ggz",
        "vertrouwensarts",
        "4 van 12 bekend",
        "Van 342 gemeenten is van 0 bekend",
        "niet gemeten: niet genoemd in de brief",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_place_shows_which_parts_of_care_no_known_offer_reaches() {
    let (_, country) = get("/maatregelen/aanbod").await;
    assert!(country.contains("id=\"gaten-tabel\"") && country.contains("href=\"/maatregelen/aanbod?regio=VT19\""));
    let (_, twente) = get("/maatregelen/aanbod?regio=VT19").await;
    assert_eq!(twente.matches("href=\"/maatregelen/aanbod?regio=GM").count(), 14, "each municipality of Twente");
    assert!(!twente.contains("Van 342 gemeenten"));
    let (_, own) = get("/en/maatregelen/aanbod?regio=GM0153").await;
    let parts = "prevent, signal, investigate, stop, limit harm, offenders, help after 18";
    assert!(own.contains(&format!("In Enschede only national offers are known of: {parts}.")), "the texts name no offer of a place");
    assert!(!own.contains("id=\"gaten-tabel\""), "nothing lies within a municipality");
    let (status, wrong) = get("/maatregelen/aanbod?regio=XX").await;
    assert!(status == StatusCode::OK && wrong.contains("role=\"alert\""));
}

#[tokio::test]
async fn the_page_of_a_place_names_its_own_approach_and_leads_to_the_register() {
    let (_, rotterdam) = get("/regios/VT18").await;
    assert!(rotterdam.contains("Wat hier is afgesproken") && rotterdam.contains("href=\"/maatregelen/P-rotterdam\""));
    let (_, amsterdam) = get("/en/regios/GM0363").await;
    assert!(amsterdam.contains("names nothing yet that is about this place only") && !amsterdam.contains("P-amsterdam"));
    for page in ["matrix", "aanbod", "voortgang"] {
        assert!(amsterdam.contains(&format!("href=\"/en/maatregelen/{page}?regio=GM0363\"")), "{page}");
    }
    assert!(!get("/regios/NL").await.1.contains("Wat hier is afgesproken"));
}

#[tokio::test]
async fn the_report_shows_what_moved_from_the_release_and_comes_as_a_word_file() {
    let (_, page) = get("/maatregelen/voortgang?van=2025-01-01&tot=2025-12-31").await;
    assert!(page.contains("Voortgang 1 januari 2025 tot en met 31 december 2025") && page.contains("Wat bewoog") && page.contains("M-37"));
    let (_, english) = get("/en/maatregelen/voortgang?van=2020-07-01&tot=2021-01-01&regio=GM0363").await;
    assert!(
        english.contains("Progress Amsterdam 1 July 2020 up to and including 1 January 2021")
            && english.contains("Measures in this period")
    );
    let (status, wrong) = get("/maatregelen/voortgang?van=2025-01-01&tot=2024-01-01").await;
    assert!(status == StatusCode::OK && wrong.contains("De laatste dag ligt voor de eerste"));
}

#[tokio::test]
async fn a_measure_stands_beside_its_figure_and_the_gap_is_read_from_the_figure_itself() {
    let (_, example) = get("/maatregelen/P-voorbeeld").await;
    for words in
        ["Naast het cijfer dat moet bewegen", "Nulmeting", "15,0\u{a0}%", "2025: 10,0\u{a0}%", "5,0\u{a0}%", "De weg naar het doel"]
    {
        assert!(example.contains(words), "{words}");
    }
    let unclear = "Niet te zeggen of het cijfer naar het doel beweegt: de nulmeting ligt binnen de grenzen van het cijfer.";
    assert!(
        example.contains(unclear) && example.contains("De tussenstap van 2025 (10,0\u{a0}%) is niet gehaald."),
        "16.7 % (14.8-18.6) against 15"
    );
    let (_, pilots) = get("/en/maatregelen/M-37").await;
    assert!(pilots.contains("cannot be said: no baseline and end goal as numbers"));
    let (_, report) = get("/en/maatregelen/voortgang?van=2025-01-01&tot=2025-12-31").await;
    assert!(report.contains("Measures beside their figure") && report.contains("M-37 Six pilots in the chain of youth protection"));
    assert!(!report.contains("P-voorbeeld"), "a made-up example stands beside no live figure");
    let (_, early) = get("/maatregelen/voortgang?van=2022-01-01&tot=2023-06-30").await;
    assert!(early.contains("2022: ") && !early.contains("2023: ") && !early.contains("2025: "), "no figure of a year that was not over");
}

#[tokio::test]
async fn the_time_line_is_drawn_in_two_widths_with_the_counts_beside_it() {
    for (address, words) in
        [("/maatregelen?op=2020-12-01", "Toezeggingen in de tijd"), ("/en/maatregelen?op=2020-12-01", "Commitments in time")]
    {
        let (_, page) = get(address).await;
        let drawn = page.split("<svg ").filter(|svg| svg.contains(words) && svg.contains("role=\"img\"")).count();
        assert_eq!(drawn, 2, "{address}");
        assert!(page.contains("id=\"tijdlijn-tabel\""), "the table beside it");
    }
}

#[tokio::test]
async fn english_pages_speak_english_but_for_the_words_of_the_source() {
    let (_, question) = get("/en/maatregelen/Q-B7").await;
    assert!(
        question.contains("they are aimed at different groups") && question.contains("T2 B, answer 3") && !question.contains("antwoord 3")
    );
    let (_, commitment) = get("/en/maatregelen/C-09").await;
    assert!(commitment.contains("Minister of Health") && commitment.contains("31 December 2020"));
    assert!(commitment.contains("<span lang=\"nl\">informeren voortgangsrapportage"), "words of the source are marked as Dutch");
}

#[tokio::test]
async fn a_register_that_does_not_answer_keeps_no_page_from_its_reader() {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    let (answer, silence) = std::sync::mpsc::channel::<()>();
    let silence = Mutex::new(silence);
    let shelf = Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf");
    let site = router(shelf.with_news(Box::new(move || {
        silence.lock().expect("a lock").recv().ok();
        None
    })));
    let page = site.oneshot(Request::get("/maatregelen/M-37").body(Body::empty()).expect("a request")).await.expect("an answer");
    assert_eq!(page.status(), StatusCode::OK, "what was read before is shown");
    drop(answer);
}

#[tokio::test]
async fn what_is_written_in_the_register_stands_on_the_pages_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    let written: Arc<Mutex<Option<Register>>> = Arc::default();
    let news = Arc::clone(&written);
    let shelf = Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf");
    let site = router(shelf.with_news(Box::new(move || news.lock().expect("a lock").take())));
    let ask = async |address: &str| {
        let answer = site.clone().oneshot(Request::get(address).body(Body::empty()).expect("a request")).await.expect("an answer");
        (answer.status(), String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.expect("a body").into()).expect("text"))
    };
    assert_eq!(ask("/maatregelen/M-900").await.0, StatusCode::NOT_FOUND);
    let all = Register::of_texts().all().cloned().chain([helped("M-900", &[])]).map(|record| (record, 1)).collect::<Vec<_>>();
    *written.lock().expect("a lock") = Some(Register::of(all));
    let (status, page) = ask("/maatregelen/M-900").await;
    assert!(status == StatusCode::OK && page.contains("Hulp voor jongens"), "{page}");
    assert!(ask("/en/maatregelen?zoek=jongens").await.1.contains("/en/maatregelen/M-900"), "search knows it too");
}

/// A measure with numbers beside the share that still waits for help, with some cells changed.
fn helped(id: &str, changes: &[(&str, &str)]) -> Record {
    let cells = [("id", id), ("source", "raad"), ("title", "Hulp voor jongens"), ("status", "running"), ("indicators", "help-after-order")];
    let numbers =
        [("regions", "NL"), ("value_of", "waiting"), ("baseline_value", "90"), ("goal_value", "10,5"), ("step_values", "2024=80")];
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let cells = cells.into_iter().chain(numbers).map(owned).chain(changes.iter().copied().map(owned)).collect();
    let (record, findings) = Record::read(Kind::Measure, &cells, 1);
    record.unwrap_or_else(|| panic!("{findings:?}"))
}

/// What a page says of the way to the goal, by hand: in the made release 16.7 % (14.8 to 18.6) of the country still waited in 2025, so of
/// the way from 90 to 10.5 (90 - 16.7) / 79.5 was covered; the years of VT05 are hidden but pooled, VT09 is hidden altogether.
#[tokio::test]
async fn what_is_said_of_the_way_to_the_goal_follows_from_the_cell_and_is_held_back_where_it_cannot_be_known() {
    let covered = "Van de weg van nulmeting naar einddoel is 92\u{a0}% afgelegd (tussen 90\u{a0}% en 95\u{a0}%).";
    let step = "De tussenstap van 2024 (80,0\u{a0}%) is gehaald.";
    let whole = format!("{covered} {step}");
    let all: [(&[(&str, &str)], &str); 13] = [
        (&[], &whole),
        (&[("start", "2025-03-01")], &whole),
        (&[("start", "2026-01-01")], "niet te zeggen: het cijfer is van voor de start"),
        (&[("end", "2024-12-31")], "niet te zeggen: het cijfer is van na het einde"),
        (&[("status", "plan")], "niet te zeggen: wat gepland is, is nog niet begonnen"),
        (&[("status", "ended")], "niet te zeggen: wanneer het stopte, is onbekend"),
        (&[("regions", "VT09")], "niet te zeggen: het cijfer is afgeschermd of onbekend"),
        (&[("regions", "GM0363")], "niet te zeggen: voor deze plaats is er geen cijfer"),
        (&[("value_of", "")], "niet te zeggen: er staat niet bij welk cijfer nulmeting en einddoel zijn"),
        (&[("value_days", "90")], "niet te zeggen: de publicatie heeft het cijfer niet waarin nulmeting en einddoel zijn geschreven"),
        (&[("value_of", "reached"), ("baseline_value", "50"), ("goal_value", "77"), ("step_values", "")], "Het einddoel is gehaald."),
        (
            &[("value_of", "reached"), ("baseline_value", "85"), ("goal_value", "95"), ("step_values", "")],
            "Het cijfer ligt nu verder van het doel dan de nulmeting.",
        ),
        (
            &[("indicators", "report-children"), ("regions", "GM0363"), ("value_of", "count"), ("step_values", "")],
            "niet te zeggen: het cijfer telt jaren bij elkaar op",
        ),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    let mut records: Vec<Record> =
        all.iter().enumerate().map(|(place, (changes, _))| helped(&format!("M-{}", 900 + place), changes)).collect();
    records.push(helped("M-950", &[("regions", "VT05")]));
    let shelf = Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf");
    let site = router(shelf.with_register(Register::of(records.into_iter().map(|record| (record, 1)))));
    let ask = async |address: &str| {
        let answer = site.clone().oneshot(Request::get(address).body(Body::empty()).expect("a request")).await.expect("an answer");
        String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.expect("a body").into()).expect("text")
    };
    for (place, (changes, said)) in all.iter().enumerate() {
        let page = ask(&format!("/maatregelen/M-{}", 900 + place)).await;
        assert!(page.contains(&format!("<dd>{said}</dd>")), "{changes:?}: {said}");
    }
    let pooled = ask("/maatregelen/M-950").await;
    assert!(
        pooled.contains("Van de weg van nulmeting naar einddoel") && !pooled.contains("De tussenstap"),
        "pooled years say nothing of a step"
    );
    let list = ask("/maatregelen").await;
    assert!(list.contains("Nederland, 2025: 16,7") && list.contains(&format!("). {whole}</td>")), "the list says whose figure it is");
    assert!(list.contains("<td class=\"utrecht-table__cell\">Amsterdam, geen cijfer voor deze plaats</td>"));
}

#[tokio::test]
async fn every_record_of_the_texts_has_a_page_in_both_languages() {
    for record in Register::of_texts().all() {
        for language in ["", "/en"] {
            assert_eq!(get(&format!("{language}/maatregelen/{}", record.id())).await.0, StatusCode::OK, "{}", record.id());
        }
    }
}
