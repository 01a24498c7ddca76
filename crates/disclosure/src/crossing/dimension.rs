//! One dimension of a table: its codes, which of them add up to which, and the one that holds all.

use std::collections::HashMap;

use super::CrossingError;

/// Most (code, code that holds it) pairs of one dimension: a million codes of depth ten.
const MOST_PAIRS: usize = 10_000_000;

/// Codes in an order in which a code stands after all that hold it; the top is the first.
///
/// A code may have several parents (Veilig Thuis and youth regions over the same municipalities): a parent then holds
/// the leaves below it, each once.
///
/// ```
/// let pairs = [("GM1", "VT1"), ("GM2", "VT1"), ("VT1", "NL")].map(|(child, parent)| (child.to_owned(), parent.to_owned()));
/// let region = disclosure::crossing::Dimension::new("region", &pairs)?;
/// assert_eq!(region.codes(), ["NL", "VT1", "GM1", "GM2"]);
/// # Ok::<(), disclosure::crossing::CrossingError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dimension {
    name: String,
    codes: Vec<String>,
    places: HashMap<String, usize>,
    parents: Vec<Vec<usize>>,
    children: Vec<Vec<usize>>,
    /// Per code: itself and all that hold it.
    above: Vec<Vec<usize>>,
    /// Per code: the leaves it holds.
    leaves: Vec<Vec<usize>>,
    /// Whether no code has two parents.
    tree: bool,
    /// How many codes stand in tables. Beyond are sets of them: who has these and no other.
    published: usize,
}

/// Most last codes that may overlap: there are 2⁸ − 1 sets of eight.
const MOST_OVERLAPPING: usize = 8;
/// Stands between the codes of a set.
const AND: char = '|';

impl Dimension {
    /// From pairs (child, parent); a pair told twice counts once.
    ///
    /// # Errors
    /// When there is no pair, a code is empty or holds a `;`, codes hold each other in a circle, more than one code has no
    /// parent, or the hierarchy is too deep to write out.
    pub fn new(name: &str, pairs: &[(String, String)]) -> Result<Dimension, CrossingError> {
        let mut draft = Draft::default();
        for (child, parent) in pairs {
            if let Some(code) = [child, parent].into_iter().find(|code| code.is_empty() || code.contains(';')) {
                return Err(CrossingError::Code { dimension: name.to_owned(), code: code.clone() });
            }
            draft.add(child, parent);
        }
        draft.ordered(name)
    }

    /// Codes of which one person may have several, who then counts once under each and once in their total. What is counted
    /// are sets of last codes: after all codes comes one for each set, `a|` for `a` alone, `a|b` for both.
    ///
    /// ```
    /// let pairs = [("hit", "all"), ("seen", "all")].map(|(child, parent)| (child.to_owned(), parent.to_owned()));
    /// let form = disclosure::crossing::Dimension::overlapping("form", &pairs)?;
    /// assert_eq!(form.codes(), ["all", "hit", "seen", "hit|", "seen|", "hit|seen"]);
    /// assert_eq!(form.set("seen|hit"), form.place("hit|seen"));
    /// # Ok::<(), disclosure::crossing::CrossingError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Self::new`]; and when a code has two parents or a `|` in it, or there are fewer than two last codes or more than eight.
    pub fn overlapping(name: &str, pairs: &[(String, String)]) -> Result<Dimension, CrossingError> {
        let plain = Dimension::new(name, pairs)?;
        let last: Vec<&String> = (0..plain.codes.len()).filter(|code| plain.is_leaf(*code)).map(|code| &plain.codes[code]).collect();
        let is_one = |code: &String| !code.contains(AND);
        if !plain.tree || !(2..=MOST_OVERLAPPING).contains(&last.len()) || !plain.codes.iter().all(is_one) {
            return Err(CrossingError::Overlapping { dimension: name.to_owned(), most: MOST_OVERLAPPING });
        }
        let mut draft = Draft::default();
        for (code, parents) in plain.parents.iter().enumerate() {
            parents.iter().for_each(|parent| draft.add(&plain.codes[code], &plain.codes[*parent]));
        }
        let mut sets: Vec<u32> = (1..1 << last.len()).collect();
        sets.sort_by_key(|set| set.count_ones());
        for set in sets {
            let own: Vec<&str> = (0..last.len()).filter(|place| set >> place & 1 == 1).map(|place| last[place].as_str()).collect();
            let text = set_name(&own);
            own.iter().for_each(|code| draft.add(&text, code));
        }
        draft.published = Some(plain.codes.len());
        draft.ordered(name)
    }

    /// The set of last codes written as `a`, or `a|b` in any order.
    pub fn set(&self, text: &str) -> Option<usize> {
        let mut codes =
            text.split(AND).map(|code| self.place(code.trim()).filter(|code| self.is_last(*code))).collect::<Option<Vec<_>>>()?;
        codes.sort_unstable();
        codes.dedup();
        let own: Vec<&str> = codes.iter().map(|code| self.codes[*code].as_str()).collect();
        self.place(&set_name(&own)).filter(|code| self.is_set(*code))
    }

    /// Whether one person may have several codes.
    pub fn overlaps(&self) -> bool {
        self.published < self.codes.len()
    }

    /// Whether a code is a set of codes, which stands in no table.
    pub fn is_set(&self, code: usize) -> bool {
        code >= self.published
    }

    /// Codes that stand in tables.
    pub fn published(&self) -> &[String] {
        &self.codes[..self.published]
    }

    /// Whether no code that stands in tables lies below this one, which does.
    pub fn is_last(&self, code: usize) -> bool {
        !self.is_set(code) && self.below(code).is_empty()
    }

    /// The codes in tables that a code is made of: [`Self::parts`], save that of overlapping codes sets are left out.
    pub fn below(&self, code: usize) -> &[usize] {
        match self.children[code].first() {
            Some(first) if self.is_set(*first) => &[],
            _ if self.overlaps() => &self.children[code],
            _ => self.parts(code),
        }
    }

    /// Name of the dimension.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All codes, the top first.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// Place of a code among [`Self::codes`].
    pub fn place(&self, code: &str) -> Option<usize> {
        self.places.get(code).copied()
    }

    /// Whether nothing lies below a code.
    pub fn is_leaf(&self, code: usize) -> bool {
        self.children[code].is_empty()
    }

    /// Parents of a code; none for the top.
    pub fn parents(&self, code: usize) -> &[usize] {
        &self.parents[code]
    }

    /// A code and all that hold it.
    pub fn above(&self, code: usize) -> &[usize] {
        &self.above[code]
    }

    /// Leaves that a code holds; a leaf holds itself.
    pub fn leaves(&self, code: usize) -> &[usize] {
        &self.leaves[code]
    }

    /// What adds up to a code: its children, or its leaves where codes have several parents; nothing for a leaf.
    pub fn parts(&self, code: usize) -> &[usize] {
        if self.tree || self.is_leaf(code) { &self.children[code] } else { &self.leaves[code] }
    }

    /// Codes of which a code is a part (see [`Self::parts`]).
    pub fn wholes(&self, code: usize) -> &[usize] {
        if self.tree {
            &self.parents[code]
        } else if self.is_leaf(code) {
            // The leaf itself stands first among what lies above it.
            &self.above[code][1..]
        } else {
            &[]
        }
    }

    /// Whether this is the whole hierarchy, or the part of it from the top down to some level.
    pub fn is_upper_part_of(&self, whole: &Dimension) -> bool {
        if self == whole {
            return true;
        }
        let same = |code: usize| {
            let Some(place) = whole.place(&self.codes[code]) else { return false };
            let texts = |dimension: &Dimension, codes: &[usize]| -> Vec<String> {
                codes.iter().map(|code| dimension.codes[*code].clone()).collect()
            };
            let is_below = self.is_leaf(code) || texts(self, self.parts(code)) == texts(whole, whole.parts(place));
            is_below && texts(self, self.parents(code)) == texts(whole, whole.parents(place))
        };
        whole.tree && (0..self.codes.len()).all(same)
    }

    /// Whether no code has two parents.
    pub fn is_tree(&self) -> bool {
        self.tree
    }

    /// Whether every code save the top is a leaf right under the top.
    pub fn is_flat(&self) -> bool {
        (1..self.codes.len()).all(|code| self.is_leaf(code) && self.parents[code] == [0])
    }
}

/// How a set is written.
fn set_name(codes: &[&str]) -> String {
    match codes {
        [one] => format!("{one}{AND}"),
        several => several.join("|"),
    }
}

/// Codes as they come.
#[derive(Default)]
struct Draft {
    /// How many of the codes stand in tables, where not all do.
    published: Option<usize>,
    codes: Vec<String>,
    places: HashMap<String, usize>,
    parents: Vec<Vec<usize>>,
    children: Vec<Vec<usize>>,
}

impl Draft {
    fn place(&mut self, code: &str) -> usize {
        if let Some(place) = self.places.get(code) {
            return *place;
        }
        self.codes.push(code.to_owned());
        self.places.insert(code.to_owned(), self.codes.len() - 1);
        self.parents.push(Vec::new());
        self.children.push(Vec::new());
        self.codes.len() - 1
    }

    fn add(&mut self, child: &str, parent: &str) {
        let (child, parent) = (self.place(child), self.place(parent));
        if !self.parents[child].contains(&parent) {
            self.parents[child].push(parent);
            self.children[parent].push(child);
        }
    }

    fn top(&self, name: &str) -> Result<usize, CrossingError> {
        let tops: Vec<usize> = (0..self.codes.len()).filter(|code| self.parents[*code].is_empty()).collect();
        match tops[..] {
            [] if self.codes.is_empty() => Err(CrossingError::NoCodes { dimension: name.to_owned() }),
            [] => Err(CrossingError::Circle { dimension: name.to_owned(), code: self.codes[0].clone() }),
            [top] => Ok(top),
            [first, second, ..] => {
                let (first, second) = (self.codes[first].clone(), self.codes[second].clone());
                Err(CrossingError::SeveralTops { dimension: name.to_owned(), first, second })
            }
        }
    }

    /// Codes from the top down, each after all its parents.
    fn order(&self, name: &str) -> Result<Vec<usize>, CrossingError> {
        let mut waiting: Vec<usize> = self.parents.iter().map(Vec::len).collect();
        let mut order = Vec::with_capacity(self.codes.len());
        let mut open = vec![self.top(name)?];
        while let Some(code) = open.pop() {
            order.push(code);
            for child in self.children[code].iter().rev() {
                waiting[*child] -= 1;
                if waiting[*child] == 0 {
                    open.push(*child);
                }
            }
        }
        match waiting.iter().position(|left| *left > 0) {
            Some(code) => Err(CrossingError::Circle { dimension: name.to_owned(), code: self.codes[code].clone() }),
            None => Ok(order),
        }
    }

    fn ordered(self, name: &str) -> Result<Dimension, CrossingError> {
        let mut order = self.order(name)?;
        let published = self.published.unwrap_or(order.len());
        // Sets hold nothing: they can stand last.
        order.sort_by_key(|old| if *old < published { 0 } else { *old });
        let mut new = vec![0; order.len()];
        for (place, old) in order.iter().enumerate() {
            new[*old] = place;
        }
        let renamed = |lists: &[Vec<usize>]| -> Vec<Vec<usize>> {
            order.iter().map(|old| lists[*old].iter().map(|other| new[*other]).collect()).collect()
        };
        let (parents, children) = (renamed(&self.parents), renamed(&self.children));
        let above = written_out(name, &parents)?;
        let mut leaves = vec![Vec::new(); order.len()];
        for (leaf, holders) in above.iter().enumerate().filter(|(code, _)| children[*code].is_empty()) {
            for holder in holders {
                leaves[*holder].push(leaf);
            }
        }
        let codes: Vec<String> = order.iter().map(|old| self.codes[*old].clone()).collect();
        let places = codes.iter().cloned().enumerate().map(|(place, code)| (code, place)).collect();
        let tree = parents.iter().all(|own| own.len() <= 1);
        Ok(Dimension { name: name.to_owned(), codes, places, parents, children, above, leaves, tree, published })
    }
}

/// Per code: itself first, then all that hold it.
fn written_out(name: &str, parents: &[Vec<usize>]) -> Result<Vec<Vec<usize>>, CrossingError> {
    let mut above: Vec<Vec<usize>> = Vec::with_capacity(parents.len());
    let mut pairs = 0;
    for (code, own) in parents.iter().enumerate() {
        let mut list = vec![code];
        for holder in own.iter().flat_map(|parent| &above[*parent]) {
            if own.len() == 1 || !list.contains(holder) {
                list.push(*holder);
            }
        }
        pairs += list.len();
        if pairs > MOST_PAIRS {
            return Err(CrossingError::TooDeep { dimension: name.to_owned() });
        }
        above.push(list);
    }
    Ok(above)
}
