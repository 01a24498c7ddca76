//! What the elements of a message said: the texts that are kept, by path.

/// The texts of the elements that are kept. Text of an element that is not in the list is never kept.
#[derive(Clone, Debug)]
pub(crate) struct Slip {
    paths: &'static [&'static str],
    texts: Vec<Option<String>>,
    twice: Option<&'static str>,
}

impl Slip {
    /// An empty slip for these paths.
    pub(crate) fn new(paths: &'static [&'static str]) -> Slip {
        Slip { paths, texts: vec![None; paths.len()], twice: None }
    }

    /// Keeps a text where its path is in the list. The last one stands; [`Slip::twice`] tells that there were two.
    pub(crate) fn keep(&mut self, path: &str, text: &str) {
        let Some(place) = self.place(path) else { return };
        if self.texts[place].replace(text.to_owned()).is_some() {
            self.twice.get_or_insert(name(self.paths[place]));
        }
    }

    /// The text at a path; empty where nothing stood there.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.place(path).and_then(|place| self.texts[place].as_deref()).unwrap_or_default()
    }

    /// Whether the element was there, empty or not.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.place(path).is_some_and(|place| self.texts[place].is_some())
    }

    /// The name of an element that may stand once and stood twice.
    pub(crate) fn twice(&self) -> Option<&'static str> {
        self.twice
    }

    /// Forgets what stands under these paths.
    pub(crate) fn clear(&mut self, under: &str) {
        for (path, text) in self.paths.iter().zip(&mut self.texts) {
            if path.starts_with(under) {
                *text = None;
            }
        }
        self.twice = None;
    }

    fn place(&self, path: &str) -> Option<usize> {
        self.paths.iter().position(|known| *known == path)
    }
}

/// The name of the element at the end of a path, without what stands for its namespace.
pub(crate) fn name(path: &'static str) -> &'static str {
    let last = path.rsplit('/').next().unwrap_or(path);
    last.split_once(':').map_or(last, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_listed_is_kept_and_twice_is_told() {
        let mut slip = Slip::new(&["a/S:b", "P/c"]);
        slip.keep("a/S:b", "1");
        slip.keep("a/other", "secret");
        assert_eq!((slip.text("a/S:b"), slip.text("a/other"), slip.twice()), ("1", "", None));
        slip.keep("P/c", "");
        assert!(slip.has("P/c") && slip.text("P/c").is_empty());
        slip.keep("a/S:b", "2");
        assert_eq!((slip.text("a/S:b"), slip.twice()), ("2", Some("b")));
        slip.clear("P/");
        assert!(!slip.has("P/c") && slip.has("a/S:b") && slip.twice().is_none());
    }
}
