use super::ids::Ids;
use super::script::{POOL, Script, columns};

/// For how many operations a second there are ids.
const OPERATIONS_PER_SECOND: usize = 10_000;

/// SQL that makes the table of ids anew, for so many clients that work for so long. Each client has rows of its own,
/// and tickets of its own, so that none waits for another's lock.
pub(super) fn fill(script: &Script, tickets: &[String], clients: usize, seconds: usize) -> String {
    let names = columns(script);
    let typed: Vec<String> = names.iter().map(|name| format!("{name} UUID NOT NULL")).collect();
    let mut sql = format!(
        "DROP TABLE IF EXISTS {POOL};\n\
         CREATE UNLOGGED TABLE {POOL} (client INT, n INT, {}, PRIMARY KEY (client, n));\n\
         COPY {POOL} FROM STDIN;\n",
        typed.join(", ")
    );
    let mut ids = Ids::from_now();
    let rows = OPERATIONS_PER_SECOND * seconds / script.operations / clients;
    let mut turns: Vec<_> = (0..clients).map(|client| tickets.iter().skip(client).step_by(clients).cycle()).collect();
    for row in 1..=rows {
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
