//! The table of doors: which room may use which. Checked from `cargo metadata`, never from good intentions.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, MetadataCommand, Package};

use crate::shell;

/// For each room, the rooms it may name in its `[dependencies]`. A room that is not here may not exist.
const DOORS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("person", &["domain"]),
    ("identity", &["domain", "person"]),
    ("records", &["domain"]),
    ("synthetic", &["domain"]),
    ("intake", &["domain", "person", "identity"]),
    ("check", &["domain", "intake"]),
    ("worklist", &["domain", "person", "trajectories"]),
    ("desk", &["check", "domain", "identity", "indicators", "intake", "person", "worklist"]),
    ("linkage", &["domain", "person"]),
    ("store", &["domain", "person", "records", "linkage"]),
    ("trajectories", &["domain", "person"]),
    ("indicators", &["domain"]),
    ("engine", &["domain", "person", "store", "trajectories", "indicators"]),
    ("disclosure", &["domain"]),
    ("estimates", &["domain", "disclosure"]),
    ("charts", &["domain"]),
    ("publication", &["domain", "disclosure", "estimates", "charts"]),
    ("screens", &["domain", "charts"]),
    ("register", &["domain", "records"]),
    ("signpost", &["domain"]),
    ("web_public", &["domain", "publication", "screens", "charts", "estimates", "register", "signpost"]),
    ("web_staff", &["domain", "records", "register", "screens"]),
    (
        "app",
        &[
            "charts",
            "check",
            "disclosure",
            "domain",
            "engine",
            "estimates",
            "identity",
            "indicators",
            "intake",
            "linkage",
            "person",
            "publication",
            "records",
            "register",
            "signpost",
            "store",
            "synthetic",
            "trajectories",
            "web_public",
            "web_staff",
        ],
    ),
    (
        "bench",
        &[
            "disclosure",
            "domain",
            "engine",
            "estimates",
            "identity",
            "indicators",
            "intake",
            "linkage",
            "person",
            "store",
            "synthetic",
            "trajectories",
        ],
    ),
    ("xtask", &[]),
];

/// Rooms that hold one person: what the front door must never reach, even indirectly.
const PERSON_LEVEL: &[&str] = &["person", "identity", "intake", "linkage", "store", "trajectories", "engine", "worklist"];

/// Rooms that must not reach a person-level room.
const CANNOT_NAME_A_CHILD: &[&str] =
    &["web_public", "web_staff", "publication", "charts", "screens", "disclosure", "estimates", "register", "signpost"];

/// What the partner's desk must never hold, even indirectly: it is small, and it cannot make statistics.
const NOT_AT_THE_DESK: &[&str] =
    &["app", "linkage", "store", "records", "engine", "disclosure", "estimates", "publication", "web_public", "web_staff"];

/// Rooms without input or output: these crates may not be among their dependencies.
pub const PURE: &[&str] = &["domain", "person", "linkage", "trajectories", "indicators", "disclosure", "estimates", "charts", "signpost"];
const INPUT_AND_OUTPUT: &[&str] = &["tokio", "sqlx", "axum", "tempfile", "indicatif"];

/// Every door that is open and should not be, as one line each; empty when the house is in order.
pub fn faults() -> Result<Vec<String>> {
    let metadata = MetadataCommand::new().manifest_path(shell::root().join("Cargo.toml")).exec().context("`cargo metadata` failed")?;
    let rooms: BTreeMap<&str, &Package> =
        metadata.workspace_packages().into_iter().map(|package| (package.name.as_str(), package)).collect();
    Ok(faults_of(&rooms.iter().map(|(name, package)| (*name, used(package))).collect()))
}

/// What a package names in `[dependencies]`; tests may use more.
fn used(package: &Package) -> BTreeSet<String> {
    let normal = package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
    normal.map(|dependency| dependency.name.clone()).collect()
}

fn faults_of(rooms: &BTreeMap<&str, BTreeSet<String>>) -> Vec<String> {
    let mut faults = Vec::new();
    for (room, uses) in rooms {
        let Some((_, allowed)) = DOORS.iter().find(|(name, _)| name == room) else {
            faults.push(format!("room `{room}` is not in the table of doors (xtask/src/doors.rs)"));
            continue;
        };
        let opened = uses.iter().filter(|used| rooms.contains_key(used.as_str()) && !allowed.contains(&used.as_str()));
        faults.extend(opened.map(|used| format!("`{room}` opens a door to `{used}` that the house does not have")));
        if PURE.contains(room) {
            let leaks = uses.iter().filter(|used| INPUT_AND_OUTPUT.contains(&used.as_str()));
            faults.extend(leaks.map(|used| format!("`{room}` is a pure room and may not use `{used}`")));
        }
    }
    let at_the_desk = reach(rooms, "desk");
    let misplaced = NOT_AT_THE_DESK.iter().filter(|room| at_the_desk.contains(**room));
    faults.extend(misplaced.map(|room| format!("`desk` can reach `{room}`: the desk holds checks and its own worklist, and no more")));
    for room in CANNOT_NAME_A_CHILD {
        let reached = reach(rooms, room);
        faults.extend(
            PERSON_LEVEL
                .iter()
                .filter(|person| reached.contains(**person))
                .map(|person| format!("`{room}` can reach `{person}`: the front door could name a child")),
        );
    }
    faults
}

/// Every room reachable from one.
fn reach(rooms: &BTreeMap<&str, BTreeSet<String>>, from: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from.to_owned()];
    while let Some(room) = open.pop() {
        for used in rooms.get(room.as_str()).into_iter().flatten() {
            if rooms.contains_key(used.as_str()) && reached.insert(used.clone()) {
                open.push(used.clone());
            }
        }
    }
    reached
}

/// The doors as a picture for the docs, in Mermaid.
pub fn picture() -> String {
    let mut text = String::from("```mermaid\nflowchart LR\n");
    for (room, uses) in DOORS.iter().filter(|(room, _)| !matches!(*room, "app" | "bench" | "desk" | "xtask" | "domain" | "person")) {
        for used in uses.iter().filter(|used| !matches!(**used, "domain" | "person")) {
            text.push_str(&format!("  {used} --> {room}\n"));
        }
    }
    text.push_str("```\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rooms(doors: &[(&'static str, &[&str])]) -> BTreeMap<&'static str, BTreeSet<String>> {
        doors.iter().map(|(room, uses)| (*room, uses.iter().map(|used| (*used).to_owned()).collect())).collect()
    }

    #[test]
    fn the_house_is_in_order() {
        assert_eq!(faults().expect("cargo metadata"), Vec::<String>::new());
    }

    #[test]
    fn opening_the_front_door_to_a_person_is_a_fault() {
        let mut house = rooms(DOORS);
        house.get_mut("web_public").expect("a room").insert("store".to_owned());
        let faults = faults_of(&house);
        assert!(faults.iter().any(|fault| fault.contains("`web_public` opens a door to `store`")));
        assert!(faults.iter().any(|fault| fault.contains("`web_public` can reach `person`")));
    }

    #[test]
    fn a_door_through_another_room_is_found_too() {
        let mut house = rooms(DOORS);
        house.get_mut("screens").expect("a room").insert("engine".to_owned());
        assert!(faults_of(&house).iter().any(|fault| fault.contains("`web_public` can reach `trajectories`")));
    }

    #[test]
    fn the_desk_may_not_reach_the_store() {
        let mut house = rooms(DOORS);
        house.get_mut("check").expect("a room").insert("store".to_owned());
        let faults = faults_of(&house);
        assert!(faults.iter().any(|fault| fault.contains("`desk` can reach `store`")));
        assert!(faults.iter().any(|fault| fault.contains("`desk` can reach `linkage`")));
    }

    #[test]
    fn a_pure_room_may_not_reach_the_network() {
        let mut house = rooms(DOORS);
        house.get_mut("disclosure").expect("a room").insert("tokio".to_owned());
        assert_eq!(faults_of(&house), ["`disclosure` is a pure room and may not use `tokio`"]);
    }
}
