//! One private PostgreSQL cluster for each test process, in a temporary folder, gone when the process
//! is, however it ends.
//!
//! `KANSHU_TEST_POSTGRES=auto` (the default) uses a server when `initdb` is on the machine and says so
//! when not; `require` fails without one; `off` does not look. `KANSHU_TEST_POSTGRES_DURABLE=1` leaves
//! `fsync` on.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use kanshu_persistence::Store;

const SUPERUSER: &str = "kanshu";
const TEMPLATE: &str = "kanshu_template";

/// A running server with a migrated template database.
pub(crate) struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    databases: AtomicU32,
    /// The keeper stops the server when this end of its standard input closes.
    _keeper: ChildStdin,
}

/// The server of this process; `None` when there is none and none is required.
pub(crate) fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER
        .get_or_init(|| {
            let wanted = std::env::var("KANSHU_TEST_POSTGRES").unwrap_or_else(|_| "auto".into());
            match (wanted.as_str(), Cluster::start()) {
                ("require", Err(why)) => panic!("PostgreSQL is required for these tests: {why}"),
                ("auto", Err(why)) => {
                    say(&format!("PostgreSQL cannot be had ({why}): running on SQLite only"));
                    None
                }
                ("auto" | "require", Ok(cluster)) => Some(cluster),
                ("off", _) => {
                    say("KANSHU_TEST_POSTGRES=off: running on SQLite only");
                    None
                }
                (other, _) => panic!("KANSHU_TEST_POSTGRES is auto, require or off, not `{other}`"),
            }
        })
        .as_ref()
}

/// Past the capture of test output.
fn say(sentence: &str) {
    let _ = writeln!(std::io::stderr(), "\n*** {sentence} ***");
}

impl Cluster {
    fn start() -> Result<Self, String> {
        if std::env::var("KANSHU_TEST_POSTGRES").is_ok_and(|wanted| wanted == "off") {
            return Err("off".to_owned());
        }
        let programs = programs().ok_or("there is no initdb on this machine")?;
        let user = Unprivileged::when_root()?;
        let folder = tempfile::Builder::new().prefix("kanshu-pg-").tempdir().map_err(describe)?;
        // From here on the keeper removes the folder.
        let folder = folder.keep();
        if let Some(user) = &user {
            chown(&folder, Some(user.uid), Some(user.gid)).map_err(describe)?;
        }
        let data = folder.join("data");
        let initdb = run(
            user.as_ref(),
            Command::new(programs.join("initdb"))
                .args(["--username", SUPERUSER, "--auth", "trust", "--no-locale", "--no-sync"])
                .args(["--encoding", "UTF8", "--pgdata"])
                .arg(&data),
        );
        if let Err(why) = initdb {
            let _ = fs::remove_dir_all(&folder);
            return Err(why);
        }
        let keeper = keep(user.as_ref(), &programs, &folder)?;
        let cluster = Self { programs, folder, databases: AtomicU32::new(0), _keeper: keeper };
        cluster.make_template();
        Ok(cluster)
    }

    fn make_template(&self) {
        self.client("createdb", &[TEMPLATE]);
        let url = self.url(TEMPLATE);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime can be made").block_on(async {
            let store = Store::open(&url).await.expect("the template database is migrated");
            store.close().await.expect("the template database is left");
        });
    }

    /// Makes a database like the template and returns its address.
    pub(crate) fn new_database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.client("createdb", &["--template", TEMPLATE, &name]);
        self.url(&name)
    }

    /// Drops the database at an address made by [`Cluster::new_database`].
    pub(crate) fn drop_database(&self, url: &str) {
        let name = url.split('?').next().and_then(|url| url.rsplit('/').next());
        self.client("dropdb", &["--force", name.expect("a name in the address")]);
    }

    fn url(&self, database: &str) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://{SUPERUSER}@localhost/{database}?host={folder}")
    }

    fn client(&self, program: &str, arguments: &[&str]) {
        let mut command = Command::new(self.programs.join(program));
        command.arg("--host").arg(&self.folder).args(["--username", SUPERUSER]).args(arguments);
        run(None, &mut command).expect("the server answers");
    }
}

/// Starts the server under a shell that waits for the end of our process: when the pipe to it closes, be
/// it by `kill -9`, it stops the server and removes the folder.
fn keep(user: Option<&Unprivileged>, programs: &Path, folder: &Path) -> Result<ChildStdin, String> {
    let durable = std::env::var("KANSHU_TEST_POSTGRES_DURABLE").is_ok_and(|value| value == "1");
    let speed = if durable { "" } else { "-c fsync=off -c full_page_writes=off" };
    let script = r#"
        trap '' INT TERM HUP
        cd "$2" || exit 1
        "$1/pg_ctl" --pgdata data --log log --wait --silent --options \
            "-c listen_addresses= -c unix_socket_directories=$2 -c max_connections=300 $3" start \
            || { echo failed; tail -5 log; cd /; rm -rf "$2"; exit 1; }
        echo ready
        read -r _
        "$1/pg_ctl" --pgdata data --mode immediate --silent stop
        cd / && rm -rf "$2"
    "#;
    let mut command = as_user(user, "sh");
    command.args(["-c", script, "keeper"]).arg(programs).arg(folder).arg(speed);
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(describe)?;
    let (Some(stdin), Some(stdout)) = (child.stdin, child.stdout) else {
        return Err("the keeper has no pipes".to_owned());
    };
    let mut said = String::new();
    let mut lines = BufReader::new(stdout);
    lines.read_line(&mut said).map_err(describe)?;
    if said.trim() == "ready" {
        return Ok(stdin);
    }
    let why: Vec<String> = lines.lines().map_while(Result::ok).collect();
    Err(format!("the server did not start: {}", why.join("; ")))
}

/// The folder that `initdb` and its fellows are in: through the path, else the newest that Debian
/// installed.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // On the path may stand only a link to one of them.
    let linked = std::env::split_paths(&path)
        .filter_map(|folder| fs::canonicalize(folder.join("initdb")).ok())
        .filter_map(|initdb| initdb.parent().map(Path::to_owned));
    let is_whole = |folder: &PathBuf| {
        ["initdb", "pg_ctl", "createdb", "dropdb"].iter().all(|name| folder.join(name).exists())
    };
    linked.into_iter().find(is_whole).or_else(|| {
        let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
        let folders = versions.map(|version| version.path().join("bin"));
        folders.filter(is_whole).max_by_key(|folder| {
            let version = folder.parent().and_then(Path::file_name).and_then(|name| name.to_str());
            version.and_then(|version| version.parse::<u32>().ok())
        })
    })
}

/// Somebody other than root, because the server refuses to run as root.
struct Unprivileged {
    uid: u32,
    gid: u32,
}

impl Unprivileged {
    /// `None` when we are not root.
    fn when_root() -> Result<Option<Self>, String> {
        let me = fs::metadata("/proc/self").map_err(describe)?.uid();
        if me != 0 {
            return Ok(None);
        }
        let passwd = fs::read_to_string("/etc/passwd").map_err(describe)?;
        let find = |name: &str| {
            let mut fields = passwd.lines().find(|l| l.split(':').next() == Some(name))?.split(':');
            Some(Self { uid: fields.nth(2)?.parse().ok()?, gid: fields.next()?.parse().ok()? })
        };
        let user = find("postgres").or_else(|| find("nobody"));
        user.map(Some).ok_or_else(|| "there is no user to run the server as".to_owned())
    }
}

fn as_user(user: Option<&Unprivileged>, program: impl AsRef<std::ffi::OsStr>) -> Command {
    match user {
        None => Command::new(program),
        Some(Unprivileged { uid, gid }) => {
            let mut command = Command::new("setpriv");
            command.arg(format!("--reuid={uid}")).arg(format!("--regid={gid}"));
            command.args(["--clear-groups", "--"]).arg(program);
            command
        }
    }
}

fn run(user: Option<&Unprivileged>, command: &mut Command) -> Result<(), String> {
    let mut command = {
        let mut as_them = as_user(user, command.get_program());
        as_them.args(command.get_args());
        as_them
    };
    // A folder that every user may stand in.
    let output = command
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{}: {error}", command.get_program().to_string_lossy()))?;
    if output.status.success() {
        return Ok(());
    }
    let why = String::from_utf8_lossy(&output.stderr);
    Err(format!("{}: {}", command.get_program().to_string_lossy(), why.trim()))
}

fn describe(error: std::io::Error) -> String {
    error.to_string()
}
