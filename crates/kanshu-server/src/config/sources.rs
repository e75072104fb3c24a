//! Where settings come from.

use std::path::{Path, PathBuf};

use figment::{
    Figment, Metadata, Profile, Provider,
    error::Error,
    providers::{Format, Toml},
    value::{Dict, Map, Value},
};
use serde::de::DeserializeOwned;

use super::ConfigProblem;

/// What is read when nobody names a file.
const DEFAULT_FILE: &str = "kanshu.toml";

/// Variables of the program that are not settings.
const NOT_SETTINGS: [&str; 2] = ["KANSHU_PASSWORD", "KANSHU_CONFIG"];

/// How variables begin that others set: our tests, and Kubernetes beside a service named `kanshu`
/// (`KANSHU_SERVICE_HOST`, `KANSHU_PORT_8080_TCP_ADDR`).
const NOT_OURS: [&str; 3] = ["KANSHU_TEST_", "KANSHU_SERVICE_", "KANSHU_PORT"];

/// Where settings come from, weakest first.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// A file named by the operator, which must exist. Without one, `kanshu.toml` is read if it exists.
    pub file: Option<PathBuf>,
    /// Environment variables; all but `KANSHU_*` are ignored.
    pub env: Vec<(String, String)>,
    /// Flags, by the setting they set: `("listen", "127.0.0.1:0")`.
    pub flags: Vec<(&'static str, String)>,
}

impl Sources {
    /// The environment of this process.
    pub fn of_process(file: Option<PathBuf>, flags: Vec<(&'static str, String)>) -> Self {
        let env = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self { file, env, flags }
    }

    pub(super) fn read(&self) -> Layers {
        let mut problems = Vec::new();
        let mut figment = Figment::new();
        let path = self.file.as_deref().unwrap_or(Path::new(DEFAULT_FILE));
        if let Some(text) = read_file(path, self.file.is_some(), &mut problems) {
            let layer = Layer::new(FILE, dict_of(path, &text, &mut problems));
            figment = figment.merge(layer);
        }
        let env = self.env.iter().filter_map(|(name, value)| {
            let is_setting = !NOT_SETTINGS.contains(&name.as_str())
                && !NOT_OURS.iter().any(|beginning| name.starts_with(beginning));
            let key = name.strip_prefix("KANSHU_").filter(|_| is_setting)?;
            Some((key.to_lowercase().replace("__", "."), value.as_str()))
        });
        figment = figment.merge(Layer::new(ENVIRONMENT, nested(env)));
        let flags = self.flags.iter().map(|(key, value)| ((*key).to_owned(), value.as_str()));
        figment = figment.merge(Layer::new(FLAGS, nested(flags)));
        Layers { figment, file: path.display().to_string(), problems }
    }
}

const FILE: &str = "file";
const ENVIRONMENT: &str = "environment";
const FLAGS: &str = "flags";

/// The settings of all sources, the stronger over the weaker.
#[derive(Default)]
pub(super) struct Layers {
    figment: Figment,
    file: String,
    pub(super) problems: Vec<ConfigProblem>,
}

impl Layers {
    /// The setting, if anybody gives it; `Err` says why it does not fit.
    pub(super) fn get<T: DeserializeOwned>(&self, key: &str) -> Option<Result<T, String>> {
        if !self.figment.contains(key) {
            return None;
        }
        let value = self.figment.extract_inner_lossy(key);
        Some(value.map_err(|error| error.kind.to_string()))
    }

    /// Where the winning value of a setting stands, in words.
    pub(super) fn source_of(&self, key: &str) -> String {
        match self.figment.find_metadata(key).map(|metadata| metadata.name.as_ref()) {
            Some(ENVIRONMENT) => format!("environment variable {}", variable_of(key)),
            Some(FLAGS) => format!("flag --{}", key.replace('_', "-")),
            _ => format!("file {}", self.file),
        }
    }

    /// Every given setting that is none of `known`, with where it stands.
    pub(super) fn unknown(&self, known: &[&str]) -> Vec<(String, String)> {
        let all: Dict = self.figment.extract().unwrap_or_default();
        let mut keys = Vec::new();
        collect_keys("", &all, known, &mut keys);
        keys.into_iter().map(|key| (key.clone(), self.source_of(&key))).collect()
    }
}

fn collect_keys(prefix: &str, dict: &Dict, known: &[&str], unknown: &mut Vec<String>) {
    for (name, value) in dict {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        if known.contains(&key.as_str()) {
            continue;
        }
        let is_section = known.iter().any(|k| k.starts_with(&format!("{key}.")));
        match value {
            Value::Dict(_, inner) if is_section => collect_keys(&key, inner, known, unknown),
            _ => unknown.push(key),
        }
    }
}

fn variable_of(key: &str) -> String {
    format!("KANSHU_{}", key.replace('.', "__").to_uppercase())
}

fn read_file(path: &Path, named: bool, problems: &mut Vec<ConfigProblem>) -> Option<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => None,
        Err(error) => {
            let message = format!("the file cannot be read: {error}");
            problems.push(ConfigProblem { source: format!("file {}", path.display()), message });
            None
        }
    }
}

fn dict_of(path: &Path, text: &str, problems: &mut Vec<ConfigProblem>) -> Dict {
    match Toml::from_str::<Dict>(text) {
        Ok(dict) => dict,
        Err(error) => {
            let message = format!("the file is not valid TOML: {}", error.to_string().trim());
            problems.push(ConfigProblem { source: format!("file {}", path.display()), message });
            Dict::new()
        }
    }
}

/// `a.b = v` as a dictionary in a dictionary. Values are read as TOML would: `true`, `12`, `[x, y]`.
fn nested<'a>(pairs: impl Iterator<Item = (String, &'a str)>) -> Dict {
    let mut root = Dict::new();
    for (key, text) in pairs {
        let value = match text.parse::<Value>() {
            Ok(value) => value,
            Err(never) => match never {},
        };
        let mut at = &mut root;
        let mut steps = key.split('.').peekable();
        while let Some(step) = steps.next() {
            if steps.peek().is_none() {
                at.insert(step.to_owned(), value.clone());
                break;
            }
            let next = at.entry(step.to_owned()).or_insert_with(|| Value::from(Dict::new()));
            match next {
                Value::Dict(_, inner) => at = inner,
                // A section given as a plain value is reported as an unknown setting.
                _ => break,
            }
        }
    }
    root
}

/// One source as figment wants it, so that it remembers where each value came from.
struct Layer {
    name: &'static str,
    dict: Dict,
}

impl Layer {
    fn new(name: &'static str, dict: Dict) -> Self {
        Self { name, dict }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name)
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        Ok(Profile::Default.collect(self.dict.clone()))
    }
}
