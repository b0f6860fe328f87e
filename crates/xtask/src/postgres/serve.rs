use std::process::ExitCode;

use anyhow::Result;

use super::{Binaries, Cluster, Durability};
use crate::interrupt::Interrupt;

/// Runs a cluster until Ctrl-C or the end of input.
pub(crate) fn serve(durability: Durability) -> Result<ExitCode> {
    let interrupt = Interrupt::listen()?;
    let binaries = Binaries::find_or_install()?;
    let cluster = Cluster::start(&binaries, durability)?;
    println!("{}", cluster.url());
    let (program, log) = (binaries.program("postgres"), cluster.log());
    eprintln!(
        "xtask: {} runs as process {} until Ctrl-C, its log is {}; all is lost then",
        program.display(),
        cluster.process(),
        log.display()
    );
    let ended = interrupt.sender();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        let _ = ended.send(());
    });
    interrupt.wait();
    Ok(ExitCode::SUCCESS)
}
