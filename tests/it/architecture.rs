//! The boundaries between crates, kept by a machine.

use std::collections::BTreeMap;

use serde_json::Value;

/// Crates by row: a crate may depend only on crates of lower rows.
const ROWS: [(&str, u8); 14] = [
    ("kanshu-server", 5),
    ("kanshu-rest", 4),
    ("kanshu-graphql", 4),
    ("kanshu-identity", 3),
    ("kanshu-editorial", 3),
    ("kanshu-courier", 3),
    ("kanshu-delivery", 3),
    ("kanshu-persistence", 2),
    ("kanshu-citation", 1),
    ("kanshu-compliance", 1),
    ("kanshu-formats", 1),
    ("kanshu-domain", 0),
    ("migration", 0),
    ("kanshu-tests", 6),
];

/// Heavy libraries and the only crates that may name them (apart from tests).
const HEAVY: [(&str, &[&str]); 11] = [
    ("actix-web", &["kanshu-rest", "kanshu-server"]),
    ("async-graphql", &["kanshu-graphql", "kanshu-server"]),
    ("sea-orm", &["kanshu-persistence"]),
    ("sea-orm-migration", &["migration"]),
    ("utoipa", &["kanshu-rest", "kanshu-server"]),
    ("jsonwebtoken", &["kanshu-identity"]),
    ("argon2", &["kanshu-identity"]),
    ("clap", &["kanshu-server"]),
    ("hayagriva", &["kanshu-citation"]),
    ("hyper", &["kanshu-courier"]),
    ("tokio", &["kanshu-identity", "kanshu-courier", "kanshu-graphql", "kanshu-server"]),
];

/// Each workspace crate with the names it depends on (development dependencies apart).
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .args(["--manifest-path", manifest])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let direct = package["dependencies"].as_array().unwrap().iter();
            let direct = direct.filter(|d| d["kind"] != "dev").map(|d| text(&d["name"]));
            (text(&package["name"]), direct.collect())
        })
        .collect()
}

#[test]
fn no_crate_depends_upwards_or_sideways() {
    let rows = BTreeMap::from(ROWS);
    for (name, direct) in dependencies() {
        let row = rows.get(name.as_str());
        let row = *row.unwrap_or_else(|| panic!("{name} has no row; give it one"));
        for dependency in direct.iter().filter(|d| rows.contains_key(d.as_str())) {
            let below = rows[dependency.as_str()];
            assert!(below < row, "{name} (row {row}) depends on {dependency} (row {below})");
        }
    }
}

#[test]
fn heavy_libraries_stay_in_their_rooms() {
    for (name, direct) in dependencies() {
        for (library, rooms) in HEAVY {
            let named = direct.iter().any(|d| d == library);
            let home = rooms.contains(&name.as_str()) || name == "kanshu-tests";
            assert!(!named || home, "{name} may not depend on {library}");
        }
    }
}

#[test]
fn the_domain_knows_no_transport_no_database_and_no_runtime() {
    let domain = &dependencies()["kanshu-domain"];
    for banned in ["actix-web", "sea-orm", "async-graphql", "tokio", "utoipa", "migration"] {
        assert!(!domain.iter().any(|d| d == banned), "kanshu-domain gained {banned}");
    }
}
