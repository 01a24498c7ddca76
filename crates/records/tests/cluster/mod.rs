//! A PostgreSQL server that lives as long as a test, in a temporary folder, on a socket in that folder and nowhere else.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A running server; it stops, and its folder goes, when this is dropped.
pub struct Cluster {
    folder: tempfile::TempDir,
    programs: PathBuf,
}

impl Cluster {
    /// Starts one; `None` where PostgreSQL is not installed, and then it says so.
    pub fn start() -> Option<Cluster> {
        Cluster::start_with("listen_addresses=", &[])
    }

    /// The same with a setting of its own and with files beside its data.
    pub fn start_with(setting: &str, files: &[(&str, &str)]) -> Option<Cluster> {
        let Some(programs) = programs() else {
            eprintln!("skipped: PostgreSQL is not installed here");
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let cluster = Cluster { folder, programs };
        if is_root() {
            let owned = Command::new("chown").arg("nobody").arg(cluster.folder.path()).status().expect("chown runs");
            assert!(owned.success(), "the folder is given to nobody");
        }
        let data = cluster.data();
        let data = data.to_str().expect("a path");
        cluster.run("initdb", &["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        for (name, text) in files {
            cluster.keep(name, text);
        }
        let socket = cluster.folder.path().display();
        let options = format!("-F -c {setting} -c unix_socket_directories={socket} -c max_connections=30");
        cluster.run("pg_ctl", &["-D", data, "-w", "-t", "60", "-l", &format!("{socket}/log"), "-o", &options, "start"]);
        Some(cluster)
    }

    /// The address of its one database.
    pub fn address(&self) -> String {
        format!("postgres:///postgres?user=postgres&host={}", self.folder.path().display())
    }

    /// Writes a file into the data, for the server alone.
    fn keep(&self, name: &str, text: &str) {
        let path = self.data().join(name);
        std::fs::write(&path, text).expect("a file");
        let path = path.to_str().expect("a path");
        let is_done =
            |program: &str, arguments: &[&str]| Command::new(program).args(arguments).status().is_ok_and(|status| status.success());
        assert!(is_done("chmod", &["600", path]) && (!is_root() || is_done("chown", &["nobody", path])), "{name} is the server's own");
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let began = Instant::now();
        let path = self.programs.join(program);
        // The server refuses to run as root.
        let mut command = if is_root() { Command::new("setpriv") } else { Command::new(&path) };
        if is_root() {
            command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(&path);
        }
        let status = command.args(arguments).current_dir("/").stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.expect("the program starts").success(), "{program} failed");
        assert!(began.elapsed() < Duration::from_secs(90), "{program} took too long");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.run("pg_ctl", &["-D", self.data().to_str().expect("a path"), "-m", "immediate", "-w", "stop"]);
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The folder with the newest server programs: Debian keeps them outside the path.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions.flatten().map(|entry| entry.path().join("bin")).collect();
    folders.retain(|folder| ["initdb", "pg_ctl", "postgres"].iter().all(|name| Path::new(folder).join(name).is_file()));
    folders.sort();
    folders.pop()
}
