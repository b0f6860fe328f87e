//! A random month: definitions evaluated here and as SQL come to the same, and parts sum to the whole.

use std::collections::BTreeMap;

use bihuan_domain::fact::{Amount, Amounts, Day, Fact, Family, Flag, Flags, Place, Reading, Standing};
use bihuan_domain::id::TicketId;
use bihuan_domain::indicator::{Registry, Sum};
use bihuan_domain::policy::PolicyVersion;
use bihuan_domain::policy::figures::FigureRules;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::facts::{self, Bars, Cut, FactFilter};
use bihuan_persistence::figures::{self, SumQuery};
use bihuan_persistence::page::Subtree;
use bihuan_persistence::{Database, DbError};
use bihuan_testkit::each_engine;
use uuid::Uuid;

/// Facts of the month: each stands for a ticket of its own.
const FACTS: u128 = 100_000;
/// Facts written in one statement.
const BATCH: usize = 1_000;
const UNITS: &[&str] = &["root/", "root/a/", "root/a/x/", "root/a/y/", "root/b/", "root/b/z/", "root/bb/"];
const KINDS: &[&str] = &["fault", "complaint", "opinion"];

/// A generator whose numbers are the same on every machine (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

fn first_day() -> Day {
    "2026-06-01".parse().unwrap()
}

fn fact(id: u128, random: &mut Random) -> Fact {
    let begun = first_day().plus(i32::try_from(random.below(30)).unwrap());
    let done = (random.below(4) > 0).then(|| begun.plus(i32::try_from(random.below(9)).unwrap()));
    let bits = Flag::ALL.iter().filter(|_| random.below(2) == 0).map(|flag| flag.bit()).sum();
    let amounts = Amount::ALL.iter().fold(Amounts::default(), |amounts, amount| {
        amounts.with(*amount, (random.below(3) > 0).then(|| i64::try_from(random.below(12)).unwrap()))
    });
    // Of ten facts one was changed by an appeal: it counts in one of the readings only.
    let standing = if random.below(10) == 0 { random.one(Standing::ALL) } else { Standing::Both };
    Fact {
        family: random.one(Family::ALL),
        subject: Uuid::from_u128(id),
        ticket: TicketId(Uuid::from_u128(id)),
        opened_at: Timestamp::from_micros(0),
        policy: PolicyVersion(1),
        begun,
        done,
        place: Place {
            unit: random.one(UNITS).to_owned(),
            intake: "root/".to_owned(),
            crew: (random.below(2) == 0).then(|| "root/a/x/".to_owned()),
            kind: random.one(KINDS).parse().unwrap(),
            service_type: (random.below(2) == 0).then(|| "fault.lv".parse().unwrap()),
            area: random.one(&["urban", "rural"]).parse().unwrap(),
            region: (random.below(3) > 0).then(|| random.one(&["330106", "330108"]).to_owned()),
            line: (random.below(3) > 0).then(|| random.one(&["城东线", "L-17"]).to_owned()),
            channel: random.one(&["phone", "app"]).parse().unwrap(),
            level: None,
            person: (random.below(2) == 0).then(|| Uuid::from_u128(u128::from(random.below(9))).into()),
            plan: None,
            matter: None,
        },
        flags: Flags::from_bits(bits),
        amounts,
        standing,
    }
}

async fn month(database: &Database) -> Vec<Fact> {
    let mut random = Random(20_260_601);
    let facts: Vec<Fact> = (1..=FACTS).map(|id| fact(id, &mut random)).collect();
    for batch in facts.chunks(BATCH) {
        let batch = batch.to_vec();
        let write =
            move |tx: &mut bihuan_persistence::Tx<'_>| facts::replace(tx, &[], &batch.iter().collect::<Vec<_>>());
        database.write(write).await.unwrap();
    }
    facts
}

/// What a sum comes to by its definition, for a unit and everything below it.
fn expected(facts: &[Fact], sum: &Sum, under: &str, reading: Reading) -> i64 {
    let counts = |fact: &&Fact| fact.place.unit.starts_with(under) && fact.standing.counts_in(reading);
    let counted = facts.iter().filter(counts).filter_map(|fact| sum.of(fact));
    counted.map(|(_, value)| value).sum()
}

/// Of the sums over the whole month, one of so many is listed ticket by ticket.
const LISTED_EVERY: usize = 12;
/// Facts on one page of such a list.
const PAGE: i64 = 10_000;

/// What the list behind a sum adds up to, page by page.
fn listed(tx: &mut bihuan_persistence::Tx<'_>, sum: &Sum, filter: &FactFilter) -> Result<i64, DbError> {
    let (mut after, mut added) = (None, 0);
    loop {
        let page = facts::list(tx, sum, filter, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(added) };
        after = Some((last.day, last.fact.subject));
        added += page.iter().map(|listed| listed.adds).sum::<i64>();
    }
}

/// Both ends of the month, and of what it leaves behind.
fn whole(under: Option<&str>) -> FactFilter {
    FactFilter { under: under.map(Subtree::of), ..FactFilter::days(first_day(), first_day().plus(60)) }
}

#[tokio::test]
async fn complaint_32_over_a_random_month_of_100_000_sql_says_what_definitions_say_and_parts_sum_to_the_whole() {
    each_engine(|database| async move {
        let facts = month(&database).await;
        let registry = Registry::new(&FigureRules::default());
        let sums = registry.sums.clone();
        database.write(move |tx| figures::define(tx, &sums)).await.unwrap();
        let compare = move |tx: &mut bihuan_persistence::Tx<'_>| {
            for sum in &registry.sums {
                for (under, reading) in [
                    (None, Reading::Raw),
                    (None, Reading::Adjusted),
                    (Some("root/a/"), Reading::Raw),
                    (Some("root/b/"), Reading::Adjusted),
                ] {
                    let filter = FactFilter { reading, ..whole(under) };
                    let all = expected(&facts, sum, under.unwrap_or_default(), reading);
                    let total = |groups: &[facts::Group]| groups.iter().map(|group| group.value).sum::<i64>();
                    let difference = sum.difference_key();
                    let keys = match reading {
                        Reading::Raw => vec![sum.key.as_str()],
                        Reading::Adjusted => vec![sum.key.as_str(), difference.as_str()],
                    };
                    for cut in [Cut::None, Cut::Unit, Cut::Kind, Cut::Day] {
                        let query = SumQuery { keys: keys.clone(), filter: &filter, cut };
                        let kept: Vec<facts::Group> = figures::groups(tx, &query)?.into_values().flatten().collect();
                        assert_eq!(total(&kept), all, "kept {} under {under:?} by {cut:?}, {reading:?}", sum.measure);
                    }
                    for cut in [Cut::None, Cut::Person, Cut::Crew, Cut::ServiceType, Cut::Area, Cut::Region, Cut::Line]
                    {
                        if under.is_none() || cut == Cut::None {
                            let counted = facts::groups(tx, &[sum], &filter, cut)?.remove(0);
                            assert_eq!(total(&counted), all, "counted {} under {under:?} by {cut:?}", sum.measure);
                        }
                    }
                }
            }
            // Of each unit and everything below it: what it comes to itself, and what the units right below it come to.
            for sum in registry.sums.iter().step_by(LISTED_EVERY) {
                let at = |unit: &str| expected(&facts, sum, unit, Reading::Raw);
                let itself = |unit: &str| {
                    let counts = |fact: &&Fact| fact.place.unit == unit && fact.standing.counts_in(Reading::Raw);
                    facts.iter().filter(counts).filter_map(|fact| sum.of(fact)).map(|(_, value)| value).sum::<i64>()
                };
                assert_eq!(at("root/"), itself("root/") + at("root/a/") + at("root/b/") + at("root/bb/"));
                assert_eq!(at("root/a/"), itself("root/a/") + at("root/a/x/") + at("root/a/y/"));
                assert_eq!(listed(tx, sum, &whole(None))?, at("root/"), "the list behind {}", sum.measure);
            }
            Ok::<_, DbError>(())
        };
        database.write(compare).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn complaint_32_the_list_behind_a_sum_adds_up_to_it_page_by_page() {
    each_engine(|database| async move {
        let mut random = Random(7);
        let some: Vec<Fact> = (1..=2_000).map(|id| fact(id, &mut random)).collect();
        let copy = some.clone();
        database.write(move |tx| facts::replace(tx, &[], &copy.iter().collect::<Vec<_>>())).await.unwrap();
        let registry = Registry::new(&FigureRules::default());
        let compare = move |tx: &mut bihuan_persistence::Tx<'_>| {
            for sum in registry.sums.iter().step_by(5) {
                let (mut after, mut added) = (None, BTreeMap::new());
                loop {
                    let page = facts::list(tx, sum, &whole(None), after, 100)?;
                    let Some(last) = page.last() else { break };
                    after = Some((last.day, last.fact.subject));
                    added.extend(page.iter().map(|listed| (listed.fact.subject, listed.adds)));
                }
                assert_eq!(added.values().sum::<i64>(), expected(&some, sum, "", Reading::Raw), "{}", sum.measure);
            }
            Ok::<_, DbError>(())
        };
        database.write(compare).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn how_values_are_spread_is_what_the_facts_say_in_wide_bars_and_in_narrow_ones() {
    each_engine(|database| async move {
        let mut random = Random(11);
        let some: Vec<Fact> = (1..=2_000).map(|id| fact(id, &mut random)).collect();
        let copy = some.clone();
        database.write(move |tx| facts::replace(tx, &[], &copy.iter().collect::<Vec<_>>())).await.unwrap();
        let registry = Registry::new(&FigureRules::default());
        let indicator = registry.indicator("p95_queue_time").unwrap().clone();
        let compare = move |tx: &mut bihuan_persistence::Tx<'_>| {
            let amount = Amount::QueueSeconds;
            let sum = indicator.sums().next().unwrap();
            for (width, within) in [(1, None), (5, None), (1, Some(([0_i64, 2], 5)))] {
                let within = within.as_ref().map(|(bars, width)| (&bars[..], *width));
                let bars = Bars { amount, width, within };
                let mut expected = BTreeMap::<(String, i64), i64>::new();
                for fact in some.iter().filter(|fact| fact.standing.counts_in(Reading::Raw) && sum.of(fact).is_some()) {
                    let value = fact.amounts.get(amount).unwrap();
                    if within.is_none_or(|(bars, width)| bars.contains(&(value / width))) {
                        *expected.entry((fact.place.kind.to_string(), value / width)).or_default() += 1;
                    }
                }
                let found = facts::spread(tx, sum, &whole(None), Cut::Kind, bars)?;
                let found: BTreeMap<(String, i64), i64> =
                    found.into_iter().map(|bar| ((bar.key, bar.bar), bar.count)).collect();
                assert!(!found.is_empty());
                assert_eq!(found, expected, "{bars:?}");
            }
            Ok::<_, DbError>(())
        };
        database.write(compare).await.unwrap();
    })
    .await;
}
