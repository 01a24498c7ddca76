//! The site as files: every link leads to a file, and every file says what the served page says.

mod made;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use publication::Release;
use web_public::{Periods, Shelf, export};

type Site = BTreeMap<String, Vec<u8>>;

async fn made_site(periods: Periods) -> Site {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    let shelf = Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf");
    let mut files = BTreeMap::new();
    let keep = |path: &str, bytes: &[u8]| {
        assert!(files.insert(path.to_owned(), bytes.to_vec()).is_none(), "{path} was written before");
        Ok(())
    };
    let count = export(shelf, periods, keep).await.expect("a site");
    assert_eq!(count, files.len());
    files
}

/// Two sites of one release with the periods its pages open with, and one with every period; made once for all tests.
fn sites() -> &'static [Site; 3] {
    static SITES: OnceLock<[Site; 3]> = OnceLock::new();
    SITES.get_or_init(|| {
        let make =
            |periods| tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(made_site(periods));
        let wanted = [Periods::Opening, Periods::Opening, Periods::All];
        std::thread::scope(|scope| wanted.map(|periods| scope.spawn(move || make(periods))).map(|made| made.join().expect("a site")))
    })
}

/// The addresses a page of ours leads to.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let after = |mark: &'static str| page.split(mark).skip(1).filter_map(|rest| rest.split(['"', '#']).next());
    after(" href=\"/").chain(after(" src=\"/"))
}

#[test]
fn every_link_of_every_page_leads_to_a_file_of_the_site() {
    for files in [&sites()[0], &sites()[2]] {
        let is_there = |link: &str| {
            let path = link.trim_matches('/');
            let page = if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") };
            files.contains_key(path) || files.contains_key(&page)
        };
        let mut count = 0;
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = std::str::from_utf8(bytes).expect("a page is text");
            for link in links(page) {
                assert!(!link.contains('?') && is_there(link), "{path} leads to '{link}'");
                count += 1;
            }
            assert!(page.contains("http-equiv=\"Content-Security-Policy\""), "{path} carries no policy");
            assert!(!page.contains("<form"), "{path} has a form that nobody answers");
        }
        assert!(count > 1000, "only {count} links were looked at");
    }
}

#[test]
fn no_page_of_figures_stands_twice_and_regions_have_one_period_unless_more_is_asked() {
    let [few, _, all] = sites();
    for files in [few, all] {
        let mut seen: BTreeMap<&[u8], &str> = BTreeMap::new();
        for (path, bytes) in files.iter().filter(|(path, _)| path.contains("indicatoren/")) {
            let earlier = seen.insert(bytes, path);
            // Two indicators may look alike: a drawing does not name what it draws.
            let is_drawing = path.ends_with(".svg") || path.ends_with(".png");
            assert!(earlier.is_none() || is_drawing, "{path} says what {} says", earlier.unwrap_or_default());
        }
    }
    let of_a_region = |files: &Site| files.keys().filter(|path| path.contains("regio-") && path.contains("periode-")).count();
    assert_eq!(of_a_region(few), 0);
    assert!(of_a_region(all) > 0 && few.keys().all(|path| all.contains_key(path)), "asking for every period takes none away");
    assert!(few.keys().any(|path| path.starts_with("indicatoren/") && path.contains("/periode-")), "the country has every period");
    assert!(!few.keys().any(|path| path.starts_with("en/") && path.ends_with(".csv")), "cells are downloaded once");
}

#[test]
fn a_choice_has_a_file_of_its_own_with_its_downloads() {
    let files = &sites()[0];
    let page = |path: &str| String::from_utf8(files[path].clone()).expect("text");
    let own = page("indicatoren/help-after-order/regio-VT05/index.html");
    assert_ne!(own, page("indicatoren/help-after-order/index.html"));
    let csv = files.keys().filter(|path| path.starts_with("indicatoren/help-after-order/regio-VT05/") && path.ends_with(".csv"));
    assert!(csv.count() > 0, "its cells can be had as CSV");
    assert!(page("en/index.html").contains("<html lang=\"en\">") && page("404.html").contains("<html lang=\"nl\">"));
}

#[test]
fn the_same_release_gives_the_same_files() {
    let [one, other, _] = sites();
    assert!(one.len() > 100 && one == other);
}
