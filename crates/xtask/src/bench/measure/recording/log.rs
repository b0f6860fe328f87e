//! Reads the log of PostgreSQL with `log_statement = all`.

/// Stands for the name of what was prepared for one run only.
const UNNAMED: &str = "<unnamed>";

/// A statement that was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Executed {
    /// The process of the connection.
    pub(super) connection: String,
    pub(super) sql: String,
    /// Whether the server prepared it for this once.
    pub(super) unprepared: bool,
    /// None stands for NULL.
    pub(super) arguments: Vec<Option<String>>,
}

/// All statements in a piece of the log, in order.
pub(super) fn read(text: &str) -> Vec<Executed> {
    let mut found: Vec<Executed> = Vec::new();
    for line in text.lines() {
        let Some(connection) = line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(id, _)| id) else {
            continue;
        };
        if let Some((name, sql)) = statement(line) {
            let (connection, sql) = (connection.to_owned(), sql.to_owned());
            found.push(Executed { connection, sql, unprepared: name == UNNAMED, arguments: Vec::new() });
        } else if let Some((_, list)) = line.split_once("DETAIL:  ").filter(|(_, rest)| is_parameters(rest)) {
            let of = found.iter_mut().rev().find(|executed| executed.connection == connection);
            if let (Some(of), Some((_, list))) = (of, list.split_once(": ")) {
                of.arguments = arguments(list);
            }
        }
    }
    found
}

/// The name under which it was prepared, and its text.
fn statement(line: &str) -> Option<(&str, &str)> {
    let (_, message) = line.split_once("LOG:  ")?;
    match message.strip_prefix("execute ") {
        Some(named) => named.split_once(": "),
        None => message.strip_prefix("statement: ").map(|sql| ("", sql)),
    }
}

fn is_parameters(detail: &str) -> bool {
    detail.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("parameters:"))
}

/// Reads `$1 = 'it''s', $2 = NULL`.
fn arguments(list: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    let mut rest = list;
    while let Some((_, value)) = rest.split_once(" = ") {
        let Some(quoted) = value.strip_prefix('\'') else {
            values.push(None);
            rest = value;
            continue;
        };
        let mut text = String::new();
        let mut characters = quoted.char_indices().peekable();
        let mut end = quoted.len();
        while let Some((at, character)) = characters.next() {
            if character == '\'' && characters.next_if(|(_, next)| *next == '\'').is_none() {
                end = at + 1;
                break;
            }
            text.push(character);
        }
        values.push(Some(text));
        rest = quoted.get(end..).unwrap_or_default();
    }
    values
}
