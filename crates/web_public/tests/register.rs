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
async fn the_report_shows_what_moved_from_the_release_and_comes_as_a_word_file() {
    let (_, page) = get("/maatregelen/voortgang?van=2025-01-01&tot=2025-12-31").await;
    assert!(page.contains("Voortgang 1 januari 2025 tot en met 31 december 2025") && page.contains("Wat bewoog") && page.contains("M-37"));
    let (_, english) = get("/en/maatregelen/voortgang?van=2020-07-01&tot=2021-01-01&regio=GM0363").await;
    assert!(english.contains("Progress Amsterdam 1 July 2020 through 1 January 2021") && english.contains("Measures in this period"));
    let (status, wrong) = get("/maatregelen/voortgang?van=2025-01-01&tot=2024-01-01").await;
    assert!(status == StatusCode::OK && wrong.contains("De laatste dag ligt voor de eerste"));
}

#[tokio::test]
async fn a_measure_stands_beside_its_figure_and_the_gap_is_read_from_the_figure_itself() {
    let (_, example) = get("/maatregelen/P-voorbeeld").await;
    for words in ["Naast het cijfer dat moet bewegen", "Nulmeting", "15,0\u{a0}%", "2025: 10,0\u{a0}%", "5,0\u{a0}%", "Het gat"] {
        assert!(example.contains(words), "{words}");
    }
    assert!(example.contains("Het gat is ") || example.contains("Niet te zeggen of het gat"), "the figure of the release decides");
    let (_, pilots) = get("/en/maatregelen/M-37").await;
    assert!(pilots.contains("cannot be said: there is no baseline and end goal as a number"));
    let (_, report) = get("/en/maatregelen/voortgang?van=2025-01-01&tot=2025-12-31").await;
    assert!(report.contains("Measures beside their figure") && report.contains("M-37 Six pilots in the chain of youth protection"));
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
    let cells =
        [("id", "M-900"), ("source", "raad"), ("title", "Hulp voor jongens"), ("status", "running"), ("indicators", "help-after-order")];
    let numbers = [("regions", "NL"), ("baseline_value", "90"), ("goal_value", "10,5"), ("step_values", "2024=80")];
    let cells = cells.into_iter().chain(numbers).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let (record, findings) = Record::read(Kind::Measure, &cells, 1);
    let record = record.unwrap_or_else(|| panic!("{findings:?}"));
    let mut cells = record.cells();
    cells.extend([("id", "M-901"), ("start", "2050-01-01")].map(|(name, value)| (name.to_owned(), value.to_owned())));
    let later = Record::read(Kind::Measure, &cells, 2).0.expect("a record");
    let all = Register::of_texts().all().cloned().chain([record, later]).map(|record| (record, 1)).collect::<Vec<_>>();
    *written.lock().expect("a lock") = Some(Register::of(all));
    let (status, page) = ask("/maatregelen/M-900").await;
    assert!(status == StatusCode::OK && page.contains("Hulp voor jongens") && page.contains("Het gat is voor "), "{page}");
    assert!(page.contains("De tussenstap van 2024 (80,0\u{a0}%)"));
    assert!(ask("/en/maatregelen?zoek=jongens").await.1.contains("/en/maatregelen/M-900"), "search knows it too");
    let (_, later) = ask("/maatregelen/M-901").await;
    assert!(
        later.contains("het cijfer is van voor de start") && !later.contains("Het gat is voor "),
        "what was counted before says nothing"
    );
}

#[tokio::test]
async fn every_record_of_the_texts_has_a_page_in_both_languages() {
    for record in Register::of_texts().all() {
        for language in ["", "/en"] {
            assert_eq!(get(&format!("{language}/maatregelen/{}", record.id())).await.0, StatusCode::OK, "{}", record.id());
        }
    }
}
