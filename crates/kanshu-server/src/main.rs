//! The binary `kanshu`.

use std::process::ExitCode;

use clap::Parser;
use kanshu_server::cli::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kanshu_server::run(Cli::parse())
}
