//! Situations and the doors they must reach, one line each; and rules that must be refused.

use signpost::{Fault, Guide, GuideError, Place, Situation, When, Who};

/// `who age when where: doors, best first`. Age `-` is not said.
const SITUATIONS: &str = "
self 15 now home: 112 csg veilig-thuis kindertelefoon
self 15 now online: 112 csg helpwanted meldknop vraag-het-de-politie kindertelefoon veilig-thuis
self 15 now elsewhere: 112 csg kindertelefoon veilig-thuis
self 15 now unknown: 112 csg kindertelefoon veilig-thuis
self 30 now home: 112 csg veilig-thuis
self - now unknown: 112 csg kindertelefoon veilig-thuis
other 4 now home: 112 csg veilig-thuis kindertelefoon
other 45 now elsewhere: 112 csg veilig-thuis
other 12 now online: 112 csg helpwanted meldknop vraag-het-de-politie veilig-thuis kindertelefoon
professional 9 now home: 112 csg veilig-thuis
professional - now unknown: 112 csg veilig-thuis
professional 14 now online: 112 csg veilig-thuis helpwanted meldknop vraag-het-de-politie
worried-about-self 40 now unknown: 112 stop-it-now
worried-about-self 16 now home: 112 stop-it-now kindertelefoon
self 15 days:0 home: csg veilig-thuis kindertelefoon
self 15 days:1 elsewhere: csg kindertelefoon veilig-thuis
self 15 days:6 elsewhere: csg kindertelefoon veilig-thuis
self 15 days:7 elsewhere: csg kindertelefoon veilig-thuis
self 15 days:8 elsewhere: kindertelefoon veilig-thuis
self 15 days:7 home: csg veilig-thuis kindertelefoon
self 15 days:8 home: veilig-thuis kindertelefoon
self 15 days:7 unknown: csg kindertelefoon veilig-thuis
self 15 days:8 unknown: kindertelefoon veilig-thuis
self 15 days:2 online: csg helpwanted meldknop vraag-het-de-politie kindertelefoon veilig-thuis
self 15 days:9 online: helpwanted meldknop vraag-het-de-politie kindertelefoon veilig-thuis
self 25 days:7 elsewhere: csg veilig-thuis
self 60 days:3 home: csg veilig-thuis
self 60 days:300 home: veilig-thuis
other 6 days:5 home: csg veilig-thuis kindertelefoon
other 6 days:7 elsewhere: csg veilig-thuis kindertelefoon
other 6 days:8 elsewhere: veilig-thuis kindertelefoon
other 17 days:7 online: csg helpwanted meldknop vraag-het-de-politie veilig-thuis kindertelefoon
other 17 days:8 online: helpwanted meldknop vraag-het-de-politie veilig-thuis kindertelefoon
other - days:4 unknown: csg veilig-thuis kindertelefoon
professional 9 days:7 home: csg veilig-thuis
professional 9 days:8 home: veilig-thuis
professional 9 days:7 elsewhere: csg veilig-thuis
professional 9 days:8 unknown: veilig-thuis
professional 16 days:3 online: csg veilig-thuis helpwanted meldknop vraag-het-de-politie
professional 16 days:30 online: veilig-thuis helpwanted meldknop vraag-het-de-politie
worried-about-self 30 days:3 home: stop-it-now
worried-about-self 30 days:30 elsewhere: stop-it-now
worried-about-self 15 days:2 online: stop-it-now kindertelefoon
self 8 long-ago home: veilig-thuis kindertelefoon
self 12 long-ago home: veilig-thuis kindertelefoon
self 18 long-ago home: veilig-thuis kindertelefoon
self 19 long-ago home: veilig-thuis
self 11 long-ago elsewhere: kindertelefoon veilig-thuis
self 16 long-ago unknown: kindertelefoon veilig-thuis
self 18 long-ago elsewhere: kindertelefoon veilig-thuis
self 19 long-ago elsewhere: veilig-thuis
self 70 long-ago unknown: veilig-thuis
self 13 long-ago online: helpwanted meldknop vraag-het-de-politie kindertelefoon veilig-thuis
self 19 long-ago online: helpwanted meldknop vraag-het-de-politie veilig-thuis
self 25 long-ago online: helpwanted meldknop vraag-het-de-politie veilig-thuis
self 26 long-ago online: meldknop vraag-het-de-politie veilig-thuis
self - long-ago online: helpwanted meldknop vraag-het-de-politie kindertelefoon veilig-thuis
self - long-ago home: veilig-thuis kindertelefoon
other 3 long-ago home: veilig-thuis kindertelefoon
other 40 long-ago home: veilig-thuis
other 14 long-ago elsewhere: veilig-thuis kindertelefoon
other 26 long-ago online: meldknop vraag-het-de-politie veilig-thuis
other 25 long-ago online: helpwanted meldknop vraag-het-de-politie veilig-thuis
other - long-ago unknown: veilig-thuis kindertelefoon
professional 5 long-ago home: veilig-thuis
professional - long-ago elsewhere: veilig-thuis
professional 26 long-ago online: veilig-thuis meldknop vraag-het-de-politie
worried-about-self 20 long-ago unknown: stop-it-now
worried-about-self - long-ago unknown: stop-it-now kindertelefoon
worried-about-self 17 long-ago home: stop-it-now kindertelefoon
";

fn situation(words: &str) -> Situation {
    let words: Vec<&str> = words.split_whitespace().collect();
    Situation {
        who: Who::from_word(words[0]).expect("who"),
        age: words[1].parse().ok(),
        when: When::parse(words[2]).expect("when"),
        place: Place::from_word(words[3]).expect("where"),
    }
}

#[test]
fn each_situation_reaches_its_doors_best_first() {
    let lines: Vec<&str> = SITUATIONS.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines.len() >= 60, "{} situations", lines.len());
    for line in lines {
        let (asked, doors) = line.split_once(": ").expect("a line of the table");
        let found: Vec<&str> = Guide::national().doors(situation(asked)).iter().map(|door| door.id.as_str()).collect();
        assert_eq!(found.join(" "), doors, "{asked}");
    }
}

/// Answers a reader gives before the doors of a situation are shown: danger and worry about oneself end the questions.
fn answers(asked: Situation) -> usize {
    match (asked.who, asked.when) {
        (Who::WorriedAboutSelf, _) => 1,
        (Who::Oneself | Who::Other | Who::Professional, When::Now) => 2,
        (Who::Oneself | Who::Other | Who::Professional, When::Acute | When::Later) => 3,
    }
}

#[test]
fn more_than_sixty_situations_reach_a_door_in_at_most_three_answers() {
    let asked: Vec<Situation> = SITUATIONS
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(words, _)| situation(words))
        .filter(|asked| answers(*asked) <= Guide::national().questions().len() && !Guide::national().doors(*asked).is_empty())
        .collect();
    assert!(asked.len() > 60 && Guide::national().questions().len() == 3, "{}", asked.len());
}

#[test]
fn a_professional_gets_the_five_steps_and_others_do_not() {
    let guide = Guide::national();
    let steps = |line: &str| guide.steps(situation(line)).into_iter().map(|step| step.nl.clone()).collect::<Vec<_>>();
    let meldcode: Vec<String> = guide.meldcode().steps.iter().map(|step| step.text.nl.clone()).collect();
    assert!(steps("professional 9 long-ago home").ends_with(&meldcode));
    assert!(!steps("other 9 long-ago home").iter().any(|step| meldcode.contains(step)));
    assert_eq!(steps("self 15 now home")[0], "Is er nu gevaar? Bel 112.");
}

#[test]
fn a_door_past_its_date_is_refused_and_its_last_day_is_not() {
    let guide = Guide::national();
    let last = guide.all_doors().iter().map(|door| door.valid_until).min().expect("a door");
    assert_eq!(guide.check_on(last), Ok(()));
    let Err(GuideError::Faults(faults)) = guide.check_on(last.plus(1)) else { panic!("the day after must be refused") };
    assert!(faults.iter().all(|fault| matches!(fault, Fault::PastItsDate { .. })) && !faults.is_empty());
}

/// The national rules with one text replaced must be refused with this message.
#[track_caller]
fn refused(from: &str, to: &str, message: &str) {
    let text = include_str!("../signpost.toml");
    assert!(text.contains(from), "the rules no longer say {from}");
    let error = Guide::read(&text.replacen(from, to, 1)).expect_err("rules that cannot work");
    assert!(error.to_string().contains(message), "{error}");
}

#[test]
fn a_path_that_ends_nowhere_is_refused() {
    refused("who = [\"worried-about-self\"]\nstep", "who = [\"professional\"]\nstep", "worried-about-self/19/later/home ends at no door");
}

#[test]
fn a_calm_door_before_an_urgent_one_is_refused() {
    refused(
        "[[rule]]\ndoor = \"112\"",
        "[[rule]]\ndoor = \"veilig-thuis\"\n\n[[rule]]\ndoor = \"112\"",
        "does not begin with the most urgent door",
    );
}

#[test]
fn danger_without_112_is_refused() {
    refused("door = \"112\"\nwhen = [\"now\"]", "door = \"112\"\nwhen = [\"later\"]", "self/any age/now/home does not begin");
}

#[test]
fn unknown_doors_answers_days_and_keys_are_refused() {
    refused("door = \"meldknop\"", "door = \"meldknopje\"", "'meldknopje'");
    refused("where = [\"online\"]", "where = [\"internet\"]", "'internet'");
    refused("2027-12-31", "2027-02-30", "'2027-02-30'");
    refused("urgency = \"danger\"", "urgency = \"red\"", "'red'");
    refused("region = \"NL\"", "regio = \"NL\"", "cannot be read");
}

#[test]
fn a_door_no_one_can_reach_or_that_is_never_opened_is_refused() {
    refused("chat = \"https://www.meldknop.nl\"\n", "", "door meldknop has neither telephone nor chat");
    refused("door = \"meldknop\"", "door = \"helpwanted\"", "no path leads to door meldknop");
}

#[test]
fn a_question_must_have_exactly_the_answers_the_rules_know() {
    refused("is = \"elsewhere\"", "is = \"outside\"", "question where");
}

#[test]
fn the_reporting_code_has_five_steps() {
    refused(
        "[[meldcode.step]]\ntitle = { nl = \"Overleg\"",
        "[[meldcode.decision]]\ntitle = { nl = \"Overleg\"",
        "five steps and two decisions",
    );
}

#[test]
fn both_languages_say_something_everywhere() {
    let guide = Guide::national();
    let doors = guide.all_doors().iter().flat_map(|door| [&door.name, &door.about, &door.hours]);
    let steps = guide.meldcode().steps.iter().chain(&guide.meldcode().decisions).flat_map(|step| [&step.title, &step.text]);
    let asked = guide.questions().iter().flat_map(|question| question.answers.iter().map(|answer| &answer.say).chain([&question.ask]));
    for words in doors.chain(steps).chain(asked) {
        assert!(!words.nl.trim().is_empty() && !words.en.trim().is_empty(), "{words:?}");
    }
}

#[test]
fn frameworks_name_sectors_of_the_chain() {
    let known: Vec<&str> = domain::Sector::ALL.iter().map(|sector| sector.word()).collect();
    for sector in &Guide::national().meldcode().sectors {
        assert!(known.contains(&sector.id.as_str()), "{} is not among {known:?}", sector.id);
    }
}
