//! Places that many share: so many in all, and so many for one of them, so that nobody can hold all.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Places, and who has them.
pub struct Places<Who: Hash + Eq> {
    taken: Mutex<HashMap<Who, usize>>,
    all: usize,
    each: usize,
}

/// A place of somebody; free again when it is dropped.
pub struct Place<Who: Hash + Eq> {
    places: Arc<Places<Who>>,
    who: Who,
}

impl<Who: Hash + Eq + Clone> Places<Who> {
    /// `all` places, of which one may have `each`.
    pub fn new(all: usize, each: usize) -> Arc<Places<Who>> {
        Arc::new(Places { taken: Mutex::new(HashMap::new()), all, each })
    }

    /// A place, unless all are taken or this one has as many as it may.
    pub fn take(self: &Arc<Self>, who: &Who) -> Option<Place<Who>> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.get(who).copied().unwrap_or(0);
        if own >= self.each || taken.values().sum::<usize>() >= self.all {
            return None;
        }
        taken.insert(who.clone(), own + 1);
        Some(Place { places: Arc::clone(self), who: who.clone() })
    }
}

impl<Who: Hash + Eq> Drop for Place<Who> {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.who) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_more_than_their_own_and_all_together_not_more_than_there_are() {
        let places = Places::new(3, 2);
        let first = [places.take(&"desk"), places.take(&"desk")];
        assert!(first.iter().all(Option::is_some) && places.take(&"desk").is_none());
        let other = places.take(&"other").expect("one is left for another");
        assert!(places.take(&"third").is_none(), "all are taken");
        drop(other);
        assert!(places.take(&"third").is_some());
        drop(first);
        assert!(places.take(&"desk").is_some());
        assert!(places.taken.lock().expect("counted").is_empty(), "who has none is not remembered");
    }
}
