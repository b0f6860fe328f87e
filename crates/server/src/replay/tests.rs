//! Reading files and mappings, the order of the steps, and when a run may go on. The replay itself: `tests/replay.rs`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use bihuan_domain::policy::{Bundle, Policy, PolicyVersion};

use super::mapping::Mapping;
use super::plan::{self, Step};
use super::rows::{self, Row, Sheet};
use super::stored::{self, Stored};
use super::{input, sheet};
use crate::bundles;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn mapping() -> Mapping {
    Mapping::read(&data("mapping.toml")).unwrap()
}

fn bundle() -> Bundle {
    bundles::load("boston311").unwrap().bundle
}

fn read(bytes: &[u8]) -> anyhow::Result<Sheet> {
    let policy = Policy::new(PolicyVersion(0), bundle()).unwrap();
    rows::read(&input::records(bytes).unwrap(), &mapping(), &policy)
}

#[test]
fn every_dirty_row_is_reported_with_its_line_and_the_reason_and_the_others_are_kept() {
    let sheet = sheet(&data("dirty.csv"), &mapping(), &bundle()).unwrap();
    let kept: Vec<(u64, &str)> = sheet.rows.iter().map(|row| (row.line, row.external_id.as_str())).collect();
    assert_eq!(kept, [(2, "D-01"), (18, "D-14"), (21, "D-16")]);
    let form = "is not a time of the form %Y-%m-%d %H:%M:%S";
    let expected: &[(u64, &str)] = &[
        (3, "column promised: 2020-05-04 08:59:59 lies before the opening at 2020-05-04 09:00:00"),
        (4, "column closed: 2020-05-04 08:00:00 lies before the opening at 2020-05-04 09:00:00"),
        (5, &format!("column opened: `2020-02-30 09:00:00` {form}")),
        (6, "column opened: the time is missing"),
        (7, &format!("column promised: `soon` {form}")),
        (8, "the id `D-01` is on line 2 already"),
        (9, "9 columns where the header has 10"),
        (10, "11 columns where the header has 10"),
        (11, "column 9 (place) is not UTF-8 from its byte 4"),
        (13, "column kept: `maybe` is neither yes nor no"),
        (14, "the kind `circus` (office = `Circus`) is not in the bundle boston311"),
        (15, "the type `pwdx.elephants` (office = `PWDx`, matter = `Elephants`) is not in the bundle boston311"),
        (16, "the channel `pigeon` (way = `Pigeon`) is not in the bundle boston311"),
        (17, "column id: the id is missing"),
        (20, &format!("column promised: `2020-05-03` {form}")),
        (22, "a quote is opened here and never closed: the rest of the file is inside it"),
    ];
    let reported: Vec<u64> = sheet.rejected.iter().map(|row| row.line).collect();
    assert_eq!(reported, expected.iter().map(|(line, _)| *line).collect::<Vec<_>>());
    for (row, (line, reason)) in sheet.rejected.iter().zip(expected) {
        assert!(row.reason.starts_with(reason), "line {line}: {}", row.reason);
    }
}

#[test]
fn plain_packed_marked_and_windows_files_hold_the_same_rows() {
    let plain = std::fs::read(data("requests.csv")).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let read_file = |name: &str, bytes: &[u8]| {
        let file = directory.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        sheet(&file, &mapping(), &bundle()).unwrap().rows
    };
    let expected = read_file("plain", &plain);
    assert_eq!(expected.len(), 40);
    assert_eq!(expected[7].line, 11, "the words of the first and the seventh request have two lines");
    // Two members one after the other are one gzip file.
    let (head, tail) = plain.split_at(1_000);
    let mut packed = Vec::new();
    for part in [head, tail] {
        let mut encoder = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::default());
        encoder.write_all(part).unwrap();
        encoder.finish().unwrap();
    }
    assert_eq!(read_file("packed", &packed), expected);
    assert_eq!(read_file("marked", &[b"\xef\xbb\xbf", plain.as_slice()].concat()), expected);
    let windows = String::from_utf8(plain).unwrap().replace('\n', "\r\n");
    assert_eq!(read_file("windows", windows.as_bytes()), expected);
}

#[test]
fn gzip_that_breaks_off_is_an_error_and_not_a_shorter_file() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("broken.csv.gz");
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(&std::fs::read(data("requests.csv")).unwrap()).unwrap();
    let packed = encoder.finish().unwrap();
    std::fs::write(&file, packed.split_at(packed.len() / 2).0).unwrap();
    let error = format!("{:#}", sheet(&file, &mapping(), &bundle()).unwrap_err());
    assert!(error.contains("gzip") && error.contains("broken.csv.gz"), "{error}");
}

#[test]
fn a_column_that_is_missing_or_doubled_is_named_with_its_place_in_the_mapping() {
    for (header, expected) in [
        ("id,opened,closed,kept,office,matter,way,place,words", "no column `promised`, which `columns.target`"),
        ("id,opened,promised,closed,kept,office,way,place,words", "no column `matter`, which `codes.type`"),
        ("id,id,opened,promised,closed,kept,office,matter,way,place,words", "two columns `id`"),
        ("", "empty"),
    ] {
        let error = read(header.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{header}: {error}");
    }
}

#[test]
fn a_mapping_says_what_is_wrong_with_it() {
    let text = std::fs::read_to_string(data("mapping.toml")).unwrap();
    for (good, bad, expected) in [
        ("zone = \"America/New_York\"", "zone = \"Boston\"", "`Boston` is not in the IANA database"),
        ("date_format = \"%Y-%m-%d %H:%M:%S\"", "date_format = \"%Q\"", "`date_format`"),
        ("kind = \"{office}\"", "kind = \"{office\"", "never closed"),
        ("opened = \"opened\"", "open = \"opened\"", "unknown field `open`"),
        ("system = \"invented\"", "system = \"a b\"", "`system` must have"),
        ("role = \"integrator\"", "", "missing field `role`"),
    ] {
        assert!(text.contains(good), "{good}");
        let error = format!("{:#}", Mapping::parse(&text.replace(good, bad)).unwrap_err());
        assert!(error.contains(expected), "{bad}: {error}");
    }
}

#[test]
fn the_mapping_that_comes_with_the_boston_bundle_is_good() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/mappings/boston311.toml");
    let mapping = Mapping::read(&file).unwrap();
    let bundle = bundles::load(&mapping.bundle).unwrap().bundle;
    assert!(bundle.units.iter().any(|unit| unit.code == mapping.account.unit && unit.parent.is_none()));
    assert!(bundle.roles.iter().any(|role| role.code == mapping.account.role && role.machine));
}

fn rows_at(times: &[(&str, Option<&str>)]) -> Vec<Row> {
    let header = "id,opened,promised,closed,kept,office,matter,way,place,words\n";
    let line = |(no, (opened, closed)): (usize, &(&str, Option<&str>))| {
        let closed = closed.map(|closed| format!("2020-05-04 {closed}")).unwrap_or_default();
        format!("{no},2020-05-04 {opened},,{closed},,PWDx,Trees,Telephone,here,words\n")
    };
    let body: String = times.iter().enumerate().map(line).collect();
    read(format!("{header}{body}").as_bytes()).unwrap().rows
}

#[test]
fn steps_are_taken_in_the_order_of_time_and_at_one_moment_openings_first() {
    let rows = rows_at(&[
        ("10:00:00", Some("10:00:00")),
        ("09:00:00", Some("10:00:00")),
        ("10:00:00", None),
        ("11:00:00", Some("12:00:00")),
    ]);
    let order: Vec<(Step, Vec<usize>)> =
        plan::batches(&rows).into_iter().map(|batch| (batch.step, batch.rows)).collect();
    assert_eq!(
        order,
        [
            (Step::Open, vec![1]),
            (Step::Open, vec![0, 2]),
            (Step::Close, vec![0, 1]),
            (Step::Open, vec![3]),
            (Step::Close, vec![3]),
        ]
    );
}

#[test]
fn a_replay_goes_on_only_where_nothing_before_the_clock_is_missing() {
    let rows = rows_at(&[("09:00:00", Some("10:00:00")), ("10:00:00", None)]);
    let ticket = |stage: &str| Stored { id: "t".to_owned(), stage: stage.to_owned() };
    let with = |stage: &str| std::collections::HashMap::from([("0".to_owned(), ticket(stage))]);
    let nothing = std::collections::HashMap::new();
    // Local ten o'clock is two in the afternoon of UTC.
    let (ten, later) = ("2020-05-04T14:00:00Z".parse().unwrap(), "2020-05-04T14:00:01Z".parse().unwrap());
    let opening = "2020-05-04T13:00:00Z".parse().unwrap();
    assert!(stored::check(&rows, &nothing, opening).is_ok(), "the step at the clock's own moment may be in flight");
    assert!(stored::check(&rows, &with("handling"), ten).is_ok());
    for (stored, clock, line) in
        [(nothing, ten, "line 2"), (with("handling"), later, "line 2"), (with("archived"), later, "line 3")]
    {
        let error = stored::check(&rows, &stored, clock).unwrap_err().to_string();
        assert!(error.contains(line) && error.contains("fresh database"), "{error}");
    }
}
