use super::ids::Ids;
use super::script::{POOL, Script, columns};

/// How many rows each of so many clients has for so many operations in all. Where no id must be fresh, clients go
/// round and round in their tickets.
pub(super) fn rows(script: &Script, tickets: &[String], clients: usize, operations: usize) -> usize {
    let operations = if script.ids > 0 { operations } else { tickets.len() };
    (operations / clients / script.operations).max(1)
}

/// SQL that makes the table of ids anew. Each client has rows of its own, and tickets of its own, so that none waits
/// for another's lock.
pub(super) fn fill(script: &Script, tickets: &[String], clients: usize, rows: usize) -> String {
    let names = columns(script);
    let typed: Vec<String> = names.iter().map(|name| format!("{name} UUID NOT NULL")).collect();
    let mut sql = format!(
        "DROP TABLE IF EXISTS {POOL};\n\
         CREATE UNLOGGED TABLE {POOL} (client INT, n INT, {}, PRIMARY KEY (client, n));\n\
         COPY {POOL} FROM STDIN;\n",
        typed.join(", ")
    );
    let mut ids = Ids::from_now();
    let mut turns: Vec<_> = (0..clients).map(|client| tickets.iter().skip(client).step_by(clients).cycle()).collect();
    for row in 0..rows {
        for (client, turn) in turns.iter_mut().enumerate() {
            sql.push_str(&format!("{client}\t{row}"));
            for _ in 0..script.operations {
                if script.ticket {
                    sql.push('\t');
                    sql.push_str(turn.next().map_or("", String::as_str));
                }
                for _ in 0..script.ids {
                    sql.push_str(&format!("\t{:032x}", ids.next()));
                }
            }
            sql.push('\n');
        }
    }
    sql.push_str(&format!("\\.\nVACUUM ANALYZE {POOL};\n"));
    sql
}
