//! The site as files: every link leads to a file, and every file says what the served page says.

mod made;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use publication::Release;
use web_public::{Shelf, export};

type Site = BTreeMap<String, Vec<u8>>;

async fn made_site() -> Site {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    let shelf = Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf");
    let mut files = BTreeMap::new();
    let keep = |path: &str, bytes: &[u8]| {
        assert!(files.insert(path.to_owned(), bytes.to_vec()).is_none(), "{path} was written before");
        Ok(())
    };
    let count = export(shelf, keep).await.expect("a site");
    assert_eq!(count, files.len());
    files
}

/// Two sites of one release; made once for all tests.
fn sites() -> &'static [Site; 2] {
    static SITES: OnceLock<[Site; 2]> = OnceLock::new();
    SITES.get_or_init(|| {
        let make = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(made_site());
        std::thread::scope(|scope| [scope.spawn(make), scope.spawn(make)].map(|made| made.join().expect("a site")))
    })
}

/// The addresses a page of ours leads to.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let after = |mark: &'static str| page.split(mark).skip(1).filter_map(|rest| rest.split(['"', '#']).next());
    after(" href=\"/").chain(after(" src=\"/"))
}

#[test]
fn every_link_of_every_page_leads_to_a_file_of_the_site() {
    let files = &sites()[0];
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
    let [one, other] = sites();
    assert!(one.len() > 100 && one == other);
}
