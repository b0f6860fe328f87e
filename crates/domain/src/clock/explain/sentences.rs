//! What stands above the steps: the rule, the start, the calendar, what moved the deadline, and where it lies.

use crate::calendar::Counting;
use crate::clock::{ClockEnd, ClockState, Revision};
use crate::policy::vocabulary::Text;
use crate::time::Timestamp;

use super::{Explanation, measure, names};

/// The sentences in their order.
pub(super) fn summary(told: &Explanation<'_>) -> Vec<Text> {
    let mut sentences = vec![rule(told), start(told), counting(told), budget(told)];
    sentences.extend(told.clock.revisions.iter().enumerate().map(|(place, earlier)| revision(told, place, earlier)));
    sentences.push(deadline(told));
    sentences.extend(provisional(told));
    sentences.extend(told.clock.not_before.map(|from| not_before(told, from)));
    sentences.push(standing(told));
    sentences
}

fn moment(told: &Explanation<'_>, at: Timestamp) -> String {
    measure::moment(at, told.calendar.zone())
}

fn end(told: &Explanation<'_>, at: Timestamp) -> String {
    measure::end(at, told.calendar.zone())
}

fn rule(told: &Explanation<'_>) -> Text {
    let (rule, plan) = (told.rule, &told.clock.plan);
    let amount = measure::amount(&plan.amount);
    let (sure_zh, sure_en) = names::confidence(rule.confidence);
    let source = rule.source.as_ref().map_or_else(
        || measure::both(""),
        |source| Text { zh: format!("；来源：{source}"), en: format!("; source: {source}") },
    );
    let (code, policy) = (&rule.code, plan.policy);
    Text {
        zh: format!(
            "规则“{}”（{code}，规则库第{policy}版）：{}；可信度：{sure_zh}{}。",
            rule.name.zh, amount.zh, source.zh
        ),
        en: format!(
            "Rule “{}” ({code}, version {policy} of the policy): {}; confidence: {sure_en}{}.",
            rule.name.en, amount.en, source.en
        ),
    }
}

fn start(told: &Explanation<'_>) -> Text {
    let clock = told.clock;
    let (zh, en) = names::milestone(clock.started_by);
    let (at, cycle) = (moment(told, clock.started_at), clock.cycle);
    let again = if cycle > 1 {
        Text { zh: format!("（第{cycle}轮）"), en: format!(" (cycle {cycle})") }
    } else {
        measure::both("")
    };
    let from = moment(told, clock.plan.from);
    let counted = if clock.plan.from == clock.started_at {
        measure::both("")
    } else {
        Text { zh: format!("，自{from}起计"), en: format!("; it is counted from {from}") }
    };
    Text {
        zh: format!("{at}因{zh}启动{}{}。", again.zh, counted.zh),
        en: format!("Started at {at} by {en}{}{}.", again.en, counted.en),
    }
}

fn counting(told: &Explanation<'_>) -> Text {
    let plan = &told.clock.plan;
    let zone = told.calendar.zone().iana_name().unwrap_or("UTC");
    match (plan.budget.counting, &plan.calendar) {
        (Counting::Working, Some(calendar)) => {
            let version = plan.calendars;
            Text {
                zh: format!("按工作日历 {calendar}（规则库第{version}版，时区 {zone}）计时。"),
                en: format!("Working time is counted on the calendar {calendar} (version {version}, {zone})."),
            }
        }
        _ => Text {
            zh: format!("昼夜连续计时（时区 {zone}）。"), en: format!("Counted day and night ({zone}).")
        },
    }
}

fn budget(told: &Explanation<'_>) -> Text {
    let plan = &told.clock.plan;
    let length = measure::length(told.budget_seconds);
    let remainder = if plan.remainder {
        Text {
            zh: "（先前时限的剩余部分）".to_owned(), en: ", what was left of an earlier limit".to_owned()
        }
    } else {
        measure::both("")
    };
    let extended = if plan.extended > 0 {
        let by = measure::extension(&plan.amount, plan.extended);
        Text { zh: format!("，其中延期{}", by.zh), en: format!(", {} of extension included", by.en) }
    } else {
        measure::both("")
    };
    Text {
        zh: format!("共可计{}{}{}。", length.zh, remainder.zh, extended.zh),
        en: format!("There are {} to count{}{}.", length.en, remainder.en, extended.en),
    }
}

fn revision(told: &Explanation<'_>, place: usize, earlier: &Revision) -> Text {
    let next = told.clock.revisions.get(place + 1).map_or(told.clock.due_at, |later| later.due_at);
    let (at, from, to) = (moment(told, earlier.at), end(told, earlier.due_at), end(told, next));
    let (zh, en) = names::revision(earlier.cause);
    let missed = if earlier.breached_at.is_some() {
        Text { zh: "（原时限当时已超时）".to_owned(), en: "; the earlier one had been missed".to_owned() }
    } else {
        measure::both("")
    };
    Text {
        zh: format!("{at}因{zh}，截止时间由{from}改为{to}{}。", missed.zh),
        en: format!("At {at} the deadline moved from {from} to {to} because {en}{}.", missed.en),
    }
}

fn deadline(told: &Explanation<'_>) -> Text {
    let clock = told.clock;
    if let Some(pause) = clock.pauses.last().filter(|_| clock.is_paused()) {
        let (since, left) = (moment(told, pause.from), measure::length(told.left_seconds().max(0)));
        let (zh, en) = names::pause(pause.cause);
        return Text {
            zh: format!("自{since}起暂停（{zh}），恢复后尚余{}。", left.zh),
            en: format!("It has stood still since {since} ({en}); {} are left once it goes on.", left.en),
        };
    }
    let due = end(told, clock.due_at);
    Text { zh: format!("截止时间：{due}。"), en: format!("The deadline is {due}.") }
}

fn provisional(told: &Explanation<'_>) -> Option<Text> {
    let through = told.calendar.verified_through().filter(|_| told.clock.provisional)?;
    Some(Text {
        zh: format!("日历仅公布至{through}，此截止时间为暂定，公布后重算。"),
        en: format!(
            "The days of the calendar were announced through {through} only: the deadline is provisional and will be \
             worked out anew."
        ),
    })
}

fn not_before(told: &Explanation<'_>, from: Timestamp) -> Text {
    let from = moment(told, from);
    Text { zh: format!("不得早于{from}完成。"), en: format!("It should not be done before {from}.") }
}

fn standing(told: &Explanation<'_>) -> Text {
    let used = measure::length(told.used_seconds);
    let left = measure::length(told.left_seconds().max(0));
    let ended = |at: Timestamp| moment(told, at);
    match (told.clock.end, told.clock.state()) {
        (Some(ClockEnd::Dropped(at)), _) => Text {
            zh: format!("{}起不再需要，不作评定。", ended(at)),
            en: format!("No longer needed since {}; there is no verdict.", ended(at)),
        },
        (Some(ClockEnd::Stopped(at)), ClockState::StoppedLate) => Text {
            zh: format!("{}完成，已超时，用时{}。", ended(at), used.zh),
            en: format!("Done at {}, late, after {}.", ended(at), used.en),
        },
        (Some(ClockEnd::Stopped(at)), ClockState::StoppedEarly) => Text {
            zh: format!("{}完成，早于允许时间，用时{}。", ended(at), used.zh),
            en: format!("Done at {}, earlier than allowed, after {}.", ended(at), used.en),
        },
        (Some(ClockEnd::Stopped(at)), _) => Text {
            zh: format!("{}按时完成，用时{}。", ended(at), used.zh),
            en: format!("Done at {}, in time, after {}.", ended(at), used.en),
        },
        (None, _) if told.clock.is_late(told.at) => late(told),
        (None, _) => Text {
            zh: format!("截至{}已用{}，尚余{}。", ended(told.at), used.zh, left.zh),
            en: format!("As of {} {} are used and {} are left.", ended(told.at), used.en, left.en),
        },
    }
}

/// By how much it is late, as the clock on the wall shows it.
fn late(told: &Explanation<'_>) -> Text {
    let stood_still = told.clock.pauses.last().filter(|_| told.clock.is_paused());
    let until = stood_still.map_or(told.at, |pause| pause.from);
    let over = measure::length(until.seconds_since(told.clock.due_at));
    let at = moment(told, until);
    Text { zh: format!("截至{at}已超时{}。", over.zh), en: format!("As of {at} it is late by {}.", over.en) }
}
