//! `bihuan`: the composition of everything, its configuration and its command line. No business rule lives here.

mod bundles;
mod channels;
mod cli;
mod client;
mod commands;
mod configuration;
mod demo;
mod logging;
mod output;
mod progress;
mod replay;
mod serve;

use std::process::ExitCode;

use mimalloc::MiMalloc;

// A request asks for memory hundreds of times on one thread and gives much of it back on another, which this allocator takes
// calmly.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = match configuration::parse() {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return output::failed(&error.into()),
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => output::failed(&error),
    }
}
