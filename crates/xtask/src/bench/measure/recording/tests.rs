use super::expand;
use super::log::{self, Executed};
use super::statement::{Argument, Recorded, generalise};

#[test]
fn statements_are_read_from_the_log_with_their_arguments() {
    let text = "\
2026-11-22 02:15:19.123 UTC [77] LOG:  statement: BEGIN\n\
2026-11-22 02:15:19.124 UTC [77] LOG:  execute __diesel_stmt_0: INSERT INTO a VALUES ($1, $2, $3)\n\
2026-11-22 02:15:19.124 UTC [77] DETAIL:  parameters: $1 = 'it''s = ''it''', $2 = NULL, $3 = '{\"a\": \"b, $2 = c\"}'\n\
2026-11-22 02:15:19.125 UTC [78] LOG:  checkpoint starting: time\n";
    let found = log::read(text);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].sql, "BEGIN");
    assert!(!found[1].unprepared);
    let arguments: Vec<_> = found[1].arguments.iter().map(Option::as_deref).collect();
    assert_eq!(arguments, [Some("it's = 'it'"), None, Some("{\"a\": \"b, $2 = c\"}")]);
}

#[test]
fn rows_that_travel_as_arrays_are_said_row_by_row() {
    let executed = |sql: &str, arguments: &[&str]| Executed {
        connection: "7".to_owned(),
        sql: sql.to_owned(),
        unprepared: false,
        arguments: arguments.iter().map(|value| Some((*value).to_owned())).collect(),
    };
    let over_arrays = "INSERT INTO \"a\" (\"b\", \"c\") SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING";
    let found = expand::rows(executed(over_arrays, &["{1,NULL}", "{\"{\\\"x\\\": \\\"y, z\\\"}\",\"NULL\"}"])).unwrap();
    assert_eq!(found.sql, "INSERT INTO \"a\" (\"b\", \"c\") VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING");
    let arguments: Vec<_> = found.arguments.iter().map(Option::as_deref).collect();
    assert_eq!(arguments, [Some("1"), Some("{\"x\": \"y, z\"}"), None, Some("NULL")]);
    let plain = executed("SELECT $1", &["{1,2}"]);
    assert_eq!(expand::rows(plain.clone()).unwrap(), plain);
}

const TICKETS: [&str; 2] = ["01990000-0000-7000-8000-000000000001", "01990000-0000-7000-8000-000000000002"];

fn recorded(ticket: &str, arguments: &[&str]) -> Recorded {
    let arguments = arguments.iter().map(|value| Some((*value).to_owned())).collect();
    let executed = Executed { connection: "7".to_owned(), sql: "UPDATE t".to_owned(), unprepared: false, arguments };
    Recorded { statements: vec![executed], ticket: ticket.to_owned() }
}

fn arguments(types: &[&str], one: &[&str], other: &[&str]) -> Vec<Argument> {
    let types = vec![types.iter().map(|kind| (*kind).to_owned()).collect()];
    let [one, other] = [recorded(TICKETS[0], one), recorded(TICKETS[1], other)];
    generalise(&one, &other, &types).unwrap().remove(0).arguments
}

#[test]
fn what_differs_between_two_requests_is_made_anew() {
    let [a, b] = ["01990000-0000-7000-8000-00000000000a", "01990000-0000-7000-8000-00000000000b"];
    let types = ["uuid", "uuid", "uuid", "text", "text", "jsonb"];
    let found = arguments(&types, &[TICKETS[0], a, a, "no-1", "same", "{}"], &[TICKETS[1], b, b, "no-2", "same", "[]"]);
    assert_eq!(
        found,
        [
            Argument::Ticket,
            Argument::FreshId(0),
            Argument::FreshId(0),
            Argument::FreshText,
            Argument::Constant("same".to_owned()),
            Argument::Constant("{}".to_owned()),
        ]
    );
}

#[test]
fn integers_that_differ_count_from_the_version_that_was_read() {
    let found = arguments(&["bigint", "bigint", "integer"], &["3", "2", "0"], &["6", "5", "0"]);
    assert_eq!(found, [Argument::Version(1), Argument::Version(0), Argument::Constant("0".to_owned())]);
}
