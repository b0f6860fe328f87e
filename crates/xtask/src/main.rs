//! The project's own tooling: `cargo xtask <command>`.
//!
//! It imports none of the other crates, so that it builds in seconds and works while they do not.

#![expect(clippy::print_stdout, reason = "a command line tool answers on stdout")]

mod bench;
mod environment;
mod interrupt;
mod postgres;
mod requirements;
mod source;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
Usage: cargo xtask <command>

  test [--fast] [-- ARGS]   format check, clippy and all tests, against a PostgreSQL cluster of its own
                            --fast leaves out the first two; ARGS go to `cargo test`
  tidy                      checks the rules of the code base that no compiler knows
  requirements [--check]    writes docs/requirements.md from the marks in the tests, or checks it
  postgres [--durable]      runs a throw-away PostgreSQL cluster until Ctrl-C or the end of input
  bench [OPTIONS]           measures the built server beside what its databases can do at most, about 40 minutes
                            --quick          a few minutes, enough to see that it runs
                            --engine NAME    postgres or sqlite; may be given several times, as may the next two
                            --case NAME      create, create-dispatched, get, queue or transition
                            --clients N      instead of 1, 8 and 32
                            --pairs N        how often each is measured (5)
                            --seconds N      how long each time (4)
                            --statements     shows the statements that the limit runs
                            --json           answers with one JSON object
  bench clocks [OPTIONS]    measures how late a burst of alarms is told among a million armed ones, about 20 minutes
                            --quick             a few minutes, enough to see that it runs
                            --engine NAME       postgres or sqlite
                            --armed N           tickets whose alarm is far away (1000000)
                            --due N             tickets that come due within the window, then all at once (100000)
                            --window-seconds N  the window (60)
                            --nodes N           1 or 2 in the window; all at once is always tried with both
                            --creates N         tickets opened each second meanwhile (20)
                            --pairs N           how often one node is compared with two (2)
                            --distance-millis N puts PostgreSQL so far away, there and back (0)
  bench reports [OPTIONS]   measures the indicators of a month over a million tickets, and what counting them takes
                            --quick             20,000 tickets instead
                            --engine NAME       postgres or sqlite
                            --tickets N         tickets of the month (1000000)
                            --changed N         tickets that change, to be counted incrementally (20000)
                            --verify            hold every number against its list and against plain SQL (for --tickets 100000)
                            --month random      a month of demands played at random with their whole log, multiplied, to be verified
                            --seed N            another random month (1)
                            --demands N         demands that are played for it (a tenth of the tickets, at most 2000)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test", rest @ ..] => test::run(&workspace::root()?, &test::Options::parse(rest)?),
        ["tidy"] => tidy::run(&workspace::root()?),
        ["requirements"] => requirements::write(&workspace::root()?),
        ["requirements", "--check"] => requirements::check(&workspace::root()?),
        ["bench", rest @ ..] => bench::run(&workspace::root()?, rest),
        ["postgres"] => postgres::serve(postgres::Durability::Fast),
        ["postgres", "--durable"] => postgres::serve(postgres::Durability::Durable),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        [] => bail!("a command is missing\n\n{USAGE}"),
        other => bail!("`{}` is not understood\n\n{USAGE}", other.join(" ")),
    }
}
