//! Names of clusters that last when records are added: a cluster keeps the name most of its records had, and every record
//! that gets another is in a log by which the change can be undone.

use std::collections::{BTreeMap, HashMap};

/// A record and the name of its cluster.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Member {
    /// Name of the source.
    pub source: String,
    /// Identifier of the record.
    pub id: String,
    /// Name of the cluster: a number.
    pub cluster: u64,
}

/// What happened to one record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Name of the source.
    pub source: String,
    /// Identifier of the record.
    pub id: String,
    /// Its cluster before; `None` for a record that is new.
    pub before: Option<u64>,
    /// Its cluster now; `None` for a record that is gone.
    pub now: Option<u64>,
}

impl Change {
    /// `added`, `gone`, `merged` (the cluster it was in is no more) or `split` (it left a cluster that goes on).
    pub fn what(&self, names: &[u64]) -> &'static str {
        match (self.before, self.now) {
            (None, _) => "added",
            (Some(_), None) => "gone",
            (Some(before), Some(_)) if names.binary_search(&before).is_ok() => "split",
            (Some(_), Some(_)) => "merged",
        }
    }
}

/// Clusters under lasting names, and the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Renamed {
    /// Name of the cluster of every record, in the order they came.
    pub clusters: Vec<u64>,
    /// Names in use, sorted.
    pub names: Vec<u64>,
    /// Every record whose cluster is another than before, in order of source and identifier.
    pub changes: Vec<Change>,
    /// Clusters that took in records of several clusters of before.
    pub mergers: u64,
    /// Clusters of before whose records are now in several.
    pub splits: u64,
}

/// Gives clusters the names they had. Of the clusters of now that hold records of one of before, the one with most of them
/// keeps the name (then the one whose first record comes first); a cluster that could keep several keeps the one it shares most
/// records with (then the lowest). New clusters are numbered on from the highest of before.
///
/// ```
/// use linkage::{Member, keep_names};
/// let member = |id: &str, cluster| Member { source: "a".into(), id: id.into(), cluster };
/// let before = [member("1", 7), member("2", 7), member("3", 9)];
/// // Now 2 and 3 are together and 4 is new.
/// let now = keep_names(&before, &[("a", "1"), ("a", "2"), ("a", "3"), ("a", "4")], &[0, 1, 1, 2]);
/// assert_eq!(now.clusters, [7, 9, 9, 10]);
/// let undone = linkage::undo(&[member("1", 7), member("2", 9), member("3", 9), member("4", 10)], &now.changes);
/// assert_eq!(undone.as_deref(), Some(&before[..]));
/// ```
pub fn keep_names(before: &[Member], records: &[(&str, &str)], clusters: &[u32]) -> Renamed {
    let old: HashMap<(&str, &str), u64> = before.iter().map(|own| ((own.source.as_str(), own.id.as_str()), own.cluster)).collect();
    let mut shared: BTreeMap<(u64, u32), u64> = BTreeMap::new();
    for (record, cluster) in records.iter().zip(clusters) {
        if let Some(name) = old.get(record) {
            *shared.entry((*name, *cluster)).or_default() += 1;
        }
    }
    let mut wishes: Vec<(u64, u32, u64)> = shared.iter().map(|((name, cluster), count)| (*count, *cluster, *name)).collect();
    wishes.sort_unstable_by(|x, y| y.0.cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut given, mut taken) = (HashMap::<u32, u64>::new(), HashMap::<u64, u32>::new());
    for (_, cluster, name) in &wishes {
        if !given.contains_key(cluster) && !taken.contains_key(name) {
            given.insert(*cluster, *name);
            taken.insert(*name, *cluster);
        }
    }
    let mut next = before.iter().map(|own| own.cluster + 1).max().unwrap_or(0);
    let named = |cluster: &u32| {
        *given.entry(*cluster).or_insert_with(|| {
            next += 1;
            next - 1
        })
    };
    let renamed: Vec<u64> = clusters.iter().map(named).collect();
    let mut names = renamed.clone();
    names.sort_unstable();
    names.dedup();
    let several = |of: &dyn Fn(&(u64, u32)) -> u64| {
        let mut keys: Vec<u64> = shared.keys().map(of).collect();
        keys.sort_unstable();
        keys.chunk_by(|x, y| x == y).filter(|same| same.len() > 1).count() as u64
    };
    let (mergers, splits) = (several(&|(_, cluster)| u64::from(*cluster)), several(&|(name, _)| *name));
    Renamed { changes: changes(&old, records, &renamed), clusters: renamed, names, mergers, splits }
}

fn changes(old: &HashMap<(&str, &str), u64>, records: &[(&str, &str)], names: &[u64]) -> Vec<Change> {
    let now: HashMap<(&str, &str), u64> = records.iter().copied().zip(names.iter().copied()).collect();
    let change = |(source, id): &(&str, &str), before, now| Change { source: (*source).to_owned(), id: (*id).to_owned(), before, now };
    let moved = now.iter().map(|(record, name)| change(record, old.get(record).copied(), Some(*name)));
    let gone = old.iter().filter(|(record, _)| !now.contains_key(*record)).map(|(record, name)| change(record, Some(*name), None));
    let mut changes: Vec<Change> = moved.filter(|change| change.before != change.now).chain(gone).collect();
    changes.sort_by(|x, y| (&x.source, &x.id).cmp(&(&y.source, &y.id)));
    changes
}

/// The clusters of before, in order of source and identifier, out of those of now and the log; `None` where the log is not one
/// of these clusters.
pub fn undo(now: &[Member], changes: &[Change]) -> Option<Vec<Member>> {
    let mut clusters: BTreeMap<(&str, &str), u64> =
        now.iter().map(|member| ((member.source.as_str(), member.id.as_str()), member.cluster)).collect();
    for change in changes {
        let record = (change.source.as_str(), change.id.as_str());
        if clusters.get(&record).copied() != change.now {
            return None;
        }
        match change.before {
            Some(before) => clusters.insert(record, before),
            None => clusters.remove(&record),
        };
    }
    Some(clusters.into_iter().map(|((source, id), cluster)| Member { source: source.to_owned(), id: id.to_owned(), cluster }).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn member(id: &str, cluster: u64) -> Member {
        Member { source: "a".to_owned(), id: id.to_owned(), cluster }
    }

    #[test]
    fn the_larger_part_of_a_split_keeps_the_name_and_a_merger_keeps_the_larger() {
        let before = [member("1", 5), member("2", 5), member("3", 5), member("4", 8), member("5", 9)];
        let records = [("a", "1"), ("a", "2"), ("a", "3"), ("a", "4"), ("a", "5"), ("a", "6")];
        // 3 leaves 1 and 2; 4 and 5 come together with 6, which is new.
        let now = keep_names(&before, &records, &[0, 0, 1, 2, 2, 2]);
        assert_eq!(now.clusters, [5, 5, 10, 8, 8, 8]);
        assert_eq!((now.mergers, now.splits), (1, 1));
        let told: Vec<(&str, &str)> = now.changes.iter().map(|change| (change.id.as_str(), change.what(&now.names))).collect();
        assert_eq!(told, [("3", "split"), ("5", "merged"), ("6", "added")]);
    }

    #[test]
    fn a_log_of_other_clusters_undoes_nothing() {
        let change = Change { source: "a".to_owned(), id: "1".to_owned(), before: Some(3), now: Some(4) };
        assert_eq!(undo(&[member("1", 5)], &[change]), None);
    }

    proptest! {
        #[test]
        fn every_change_can_be_undone_and_no_name_means_two_clusters(
            old in prop::collection::vec(0u64..6, 0..12), now in prop::collection::vec(0u32..6, 0..16), from in 0usize..4,
        ) {
            let ids: Vec<String> = (0..30).map(|id| format!("{id:02}")).collect();
            let before: Vec<Member> = old.iter().enumerate().map(|(place, cluster)| member(&ids[place], *cluster)).collect();
            let records: Vec<(&str, &str)> = (0..now.len()).map(|place| ("a", ids[place + from].as_str())).collect();
            let renamed = keep_names(&before, &records, &now);
            let pairs: std::collections::BTreeSet<(u64, u32)> = renamed.clusters.iter().copied().zip(now.iter().copied()).collect();
            prop_assert_eq!(pairs.len(), renamed.names.len(), "names and clusters are one to one");
            let members: Vec<Member> = records.iter().zip(&renamed.clusters).map(|((_, id), cluster)| member(id, *cluster)).collect();
            prop_assert_eq!(undo(&members, &renamed.changes), Some(before));
            let again = keep_names(&members, &records, &now);
            prop_assert!(again.changes.is_empty(), "the same clusters keep their names");
        }
    }
}
