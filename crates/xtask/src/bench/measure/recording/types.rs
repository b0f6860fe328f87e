use anyhow::{Result, ensure};

use super::log::Executed;
use super::statement::{is_begin, is_end};
use crate::bench::measure::psql::Psql;

/// The types of the arguments of each statement, as PostgreSQL finds them.
pub(super) fn of(statements: &[Executed], psql: &Psql) -> Result<Vec<Vec<String>>> {
    let mut script = String::new();
    for (number, executed) in statements.iter().enumerate() {
        if !is_begin(&executed.sql) && !is_end(&executed.sql) {
            script.push_str(&format!("PREPARE s{number} AS {};\n", executed.sql));
        }
    }
    script
        .push_str("SELECT substr(name, 2), array_to_string(parameter_types::TEXT[], ',') FROM pg_prepared_statements");
    let mut types = vec![Vec::new(); statements.len()];
    for line in psql.run(&script)?.lines() {
        let (number, names) = line.split_once('\t').unwrap_or((line, ""));
        let place = number.parse::<usize>().ok().and_then(|number| types.get_mut(number));
        ensure!(place.is_some(), "`{line}` is no list of types");
        if let Some(place) = place.filter(|_| !names.is_empty()) {
            place.extend(names.split(',').map(str::to_owned));
        }
    }
    Ok(types)
}
