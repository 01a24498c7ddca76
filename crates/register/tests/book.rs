//! The book: history, two persons, collisions, at rest in a database.

use register::{Author, Book, BookError, Kind, Moment, Record, Records, Register};

fn author(by: &str, at: i64) -> Author {
    Author { by: by.to_owned(), reason: "council of June".to_owned(), at: Moment(at) }
}

fn book(folder: &tempfile::TempDir) -> Book {
    Book::of(Records::open(&folder.path().join("register.sqlite")).expect("records"))
}

fn seeded(folder: &tempfile::TempDir) -> Book {
    let book = book(folder);
    let records: Vec<Record> = Register::of_texts().all().cloned().collect();
    let outcome = book.enter(&records, &author("adviser", 1)).expect("entered");
    assert_eq!((outcome.added, outcome.changed), (records.len(), 0));
    book
}

#[test]
fn what_is_entered_comes_back_and_entering_it_again_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = seeded(&folder);
    let register = book.register().expect("a register");
    assert!(register.all().eq(Register::of_texts().all()));
    let again = book.enter(&register.all().cloned().collect::<Vec<_>>(), &author("adviser", 2)).expect("entered");
    assert_eq!((again.added, again.changed, again.alike), (0, 0, register.all().count()));
    assert_eq!(book.history(Kind::Commitment, "C-09").expect("a history").len(), 1);
}

#[test]
fn a_commitment_is_closed_by_two_persons_with_evidence() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = seeded(&folder);
    assert!(matches!(book.approve("C-09", None, &author("second", 2)), Err(BookError::Closing(_))), "nothing was reported");
    assert!(matches!(book.report_done("C-09", " ", &author("first", 2)), Err(BookError::Closing(_))), "no evidence");
    let edit = book.edit((Kind::Commitment, "C-09"), 1, &[("state", "done"), ("evidence", "a letter")], &author("first", 2));
    assert!(edit.is_err(), "editing cannot close");
    book.report_done("C-09", "a letter of December", &author("first", 2)).expect("reported");
    assert!(matches!(book.approve("C-09", None, &author("first", 3)), Err(BookError::Closing(_))), "the same person");
    let closed = book.approve("C-09", None, &author("second", 4)).expect("approved");
    assert_eq!((closed.get("state"), closed.get("reported_by"), closed.get("approved_by")), ("done", "first", "second"));
    let history = book.history(Kind::Commitment, "C-09").expect("a history");
    let told: Vec<_> = history.iter().map(|version| (version.number, version.author.by.as_str(), version.changed.len())).collect();
    assert_eq!(told[1..], [(2, "first", 3), (3, "second", 2)]);
}

#[test]
fn what_a_second_person_is_asked_to_look_at_does_not_change_under_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = seeded(&folder);
    let commitment = (Kind::Commitment, "C-09");
    book.report_done("C-09", "a letter", &author("first", 2)).expect("reported");
    let slipped = book.edit(commitment, 2, &[("evidence", "another letter")], &author("second", 3));
    assert!(matches!(slipped, Err(BookError::Closing(_))), "evidence of what was reported stays");
    book.edit(commitment, 2, &[("note", "by the minister")], &author("third", 4)).expect("a note");
    let stale = book.approve("C-09", Some(2), &author("second", 5));
    assert!(matches!(stale, Err(BookError::Collision(_))), "it was changed since it was read");
    let opened = book.edit(commitment, 3, &[("state", "open")], &author("third", 6)).expect("opened again");
    assert_eq!((opened.get("reported_by"), opened.get("evidence")), ("", "a letter"));
    assert_eq!(book.at(Kind::Commitment, "C-09", 2).expect("read").expect("version 2").get("state"), "reported");
    let closed = opened.with(&[("id", "C-999"), ("state", "reported"), ("reported_by", "x")]).0.expect("a record");
    assert!(matches!(book.add(&closed, &author("third", 7)), Err(BookError::Closing(_))), "nothing comes in closed");
}

#[test]
fn two_editors_collide_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = seeded(&folder);
    let measure = (Kind::Measure, "M-12");
    book.edit(measure, 1, &[("baseline", "35 percent of schools")], &author("first", 2)).expect("the first writes");
    let late = book.edit(measure, 1, &[("goal", "all schools")], &author("second", 3));
    let Err(BookError::Collision(conflicts)) = late else { panic!("the second must be told") };
    assert_eq!((conflicts[0].expected, conflicts[0].standing), (1, 2));
    book.edit(measure, 2, &[("goal", "all schools")], &author("second", 4)).expect("having looked again");
    let register = book.register().expect("a register");
    let record = register.get(Kind::Measure, "M-12").expect("a measure");
    assert_eq!((record.get("baseline"), record.get("goal")), ("35 percent of schools", "all schools"));
}

#[test]
fn an_edit_that_does_not_fit_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = seeded(&folder);
    let edit = book.edit((Kind::Measure, "M-12"), 1, &[("start", "soon")], &author("first", 2));
    assert!(matches!(edit, Err(BookError::Unfit(_))));
    assert!(matches!(book.edit((Kind::Measure, "M-999"), 1, &[], &author("first", 2)), Err(BookError::Absent { .. })));
}

#[test]
fn what_was_promised_does_not_change_after_it_was_approved() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = seeded(&folder);
    let commitment = (Kind::Commitment, "C-09");
    book.report_done("C-09", "a letter", &author("first", 2)).expect("reported");
    book.approve("C-09", None, &author("second", 3)).expect("approved");
    for (field, value) in [("title", "Something else"), ("promised_by", "another"), ("due", "2030-01-01"), ("due_said", "later")] {
        let slipped = book.edit(commitment, 3, &[(field, value)], &author("first", 4));
        assert!(matches!(slipped, Err(BookError::Closing(_))), "{field}");
    }
    book.edit(commitment, 3, &[("note", "thanked")], &author("first", 5)).expect("a note");
    book.edit(commitment, 4, &[("state", "open"), ("due", "2030-01-01")], &author("first", 6)).expect("opened again");
}

#[test]
fn what_was_written_after_the_writer_looked_is_not_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = seeded(&folder);
    let seen = book.register().expect("a register");
    let record = seen.get(Kind::Measure, "M-12").expect("a measure").with(&[("goal", "of the file")]).0.expect("a record");
    book.edit((Kind::Measure, "M-12"), 1, &[("goal", "by hand")], &author("first", 2)).expect("the first writes");
    let late = book.enter_over(&seen, std::slice::from_ref(&record), &author("second", 3));
    assert!(matches!(late, Err(BookError::Collision(_))));
    assert_eq!(book.register().expect("a register").get(Kind::Measure, "M-12").map(|record| record.get("goal")), Some("by hand"));
}
