use super::*;

fn sources(env: &[(&str, &str)], flags: &[(&'static str, &str)]) -> Sources {
    Sources {
        file: None,
        env: env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        flags: flags.iter().map(|(k, v)| (*k, (*v).to_owned())).collect(),
    }
}

/// Loads with a configuration file of this name and text.
fn load_file(name: &str, text: &str, mut sources: Sources) -> Result<Config, ConfigErrors> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join(format!("{name}.toml"));
    std::fs::write(&path, text).expect("a temporary file can be written");
    sources.file = Some(path);
    Config::load(&sources)
}

#[test]
fn a_site_that_nobody_configured_listens_at_home_on_a_file() {
    let config = Config::load(&sources(&[], &[])).expect("the defaults are valid");
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.database_url, "sqlite://./data/kanshu.db");
    assert_eq!(config.body_limit_bytes, 2_097_152);
    assert!(config.policy.four_eyes);
    assert!(config.cors_origins.is_empty());
    assert!(!config.trust_forwarded_for);
}

#[test]
fn flags_win_over_the_environment_and_the_environment_over_the_file() {
    let file = "listen = \"127.0.0.1:1\"\nbody_limit_bytes = 5000\ndata_dir = \"/one\"\n";
    let env = [("KANSHU_LISTEN", "127.0.0.1:2"), ("KANSHU_BODY_LIMIT_BYTES", "6000")];
    let flags = [("listen", "127.0.0.1:3")];
    let config = load_file("order", file, sources(&env, &flags)).expect("valid");
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.body_limit_bytes, 6000);
    assert_eq!(config.database_url, "sqlite:///one/kanshu.db");
}

#[test]
fn every_problem_is_reported_with_where_it_stands() {
    let file = "lisen = 1\n[policy]\nfour_eyes = \"perhaps\"\n[policy.more]\nx = 1\n";
    let env = [("KANSHU_GRAPHQL__DEPTH", "0"), ("KANSHU_NONSENSE", "1")];
    let flags = [("listen", "nowhere")];
    let errors =
        load_file("problems", file, sources(&env, &flags)).expect_err("five things are wrong");
    let text = errors.to_string();
    assert_eq!(errors.0.len(), 6, "{text}");
    assert!(text.contains("problems.toml: `lisen` is not a setting"), "{text}");
    assert!(text.contains("`policy.more` is not a setting"), "{text}");
    assert!(text.contains("`policy.four_eyes`"), "{text}");
    assert!(text.contains("environment variable KANSHU_GRAPHQL__DEPTH"), "{text}");
    assert!(text.contains("environment variable KANSHU_NONSENSE"), "{text}");
    assert!(text.contains("flag --listen: `listen`: `nowhere`"), "{text}");
}

#[test]
fn origins_are_a_list_in_the_file_and_separated_by_commas_in_the_environment() {
    let env = [("KANSHU_CORS_ORIGINS", "https://a.example, https://b.example:8443")];
    let config = Config::load(&sources(&env, &[])).expect("valid");
    assert_eq!(config.cors_origins, ["https://a.example", "https://b.example:8443"]);

    let file = "cors_origins = [\"https://a.example/\"]";
    let errors = load_file("cors", file, sources(&[], &[]));
    assert!(errors.expect_err("a path is no origin").to_string().contains("no web origin"));
}

#[test]
fn a_file_that_is_named_must_exist_and_be_toml() {
    let missing = Sources { file: Some("/nowhere/kanshu.toml".into()), ..Sources::default() };
    let errors = Config::load(&missing).expect_err("there is no such file").to_string();
    assert!(errors.contains("file /nowhere/kanshu.toml: the file cannot be read"), "{errors}");

    let errors = load_file("broken", "listen = ", sources(&[], &[]));
    assert!(errors.expect_err("broken").to_string().contains("not valid TOML"));
}

#[test]
fn the_password_and_the_test_variables_are_no_settings() {
    let env = [("KANSHU_PASSWORD", "secret"), ("KANSHU_TEST_POSTGRES", "off")];
    assert!(Config::load(&sources(&env, &[])).is_ok());
}

#[test]
fn what_kubernetes_sets_beside_a_service_of_our_name_is_no_setting() {
    let env = [
        ("KANSHU_SERVICE_HOST", "10.0.0.1"),
        ("KANSHU_SERVICE_PORT_HTTP", "8080"),
        ("KANSHU_PORT", "tcp://10.0.0.1:8080"),
        ("KANSHU_PORT_8080_TCP_ADDR", "10.0.0.1"),
        ("KANSHU_TEST_POSTGRES_DURABLE", "1"),
    ];
    assert!(Config::load(&sources(&env, &[])).is_ok());
}

#[test]
fn declarations_are_made_by_the_names_that_reports_say() {
    let none = Config::load(&sources(&[], &[])).expect("valid").policy.declarations;
    assert!(!none.required_information_shown_openly && !none.disclaimers_as_large_as_claims);

    let file = "[compliance]\npacks = [\"/etc/kanshu/house\"]\n\
                declarations = [\"required_information_shown_openly\"]\n";
    let config = load_file("declared", file, sources(&[], &[])).expect("valid");
    assert!(config.policy.declarations.required_information_shown_openly);
    assert!(!config.policy.declarations.disclaimers_as_large_as_claims);
    assert_eq!(config.house_packs, [PathBuf::from("/etc/kanshu/house")]);

    let env =
        [("KANSHU_COMPLIANCE__DECLARATIONS", "disclaimers_as_large_as_claims,everythingIsFine")];
    let errors = Config::load(&sources(&env, &[])).expect_err("no such declaration").to_string();
    assert!(errors.contains("`everythingIsFine`"), "{errors}");
    assert!(errors.contains("KANSHU_COMPLIANCE__DECLARATIONS"), "{errors}");
}
