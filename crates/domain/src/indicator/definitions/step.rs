//! Indicators of the steps of a ticket (环节): how long it was in whose hands, by the parts of the time split.

use crate::fact::Amount;
use crate::indicator::{Indicator, Unit};

use super::{CLOSED, mean, percentile};

/// So many of a hundred tickets stayed no longer than the value.
const MOST: u8 = 95;

/// The mean and the 95th percentile of a step: their codes, the step in both languages, and its seconds.
macro_rules! steps {
    ($(($mean:literal, $most:literal, $zh:literal, $en:literal, $amount:ident)),+ $(,)?) => {
        pub(super) const STEPS: &[Indicator] = &[$(
            Indicator {
                code: $mean,
                name: (concat!($zh, "平均时长"), concat!("Mean time: ", $en)),
                words: (
                    concat!("办结工单在", $zh, "环节的停留秒数之和 / 经过该环节的办结工单数（取自工单时间归属）"),
                    concat!("Seconds of closed tickets, by the time split, summed / closed tickets that were there: ", $en),
                ),
                formula: mean(Amount::$amount),
                unit: Unit::Seconds,
                source: "P-60",
                ..CLOSED
            },
            Indicator {
                code: $most,
                name: (concat!($zh, "时长95分位"), concat!("95th percentile: ", $en)),
                words: (
                    concat!(
                        "95%的经过", $zh,
                        "环节的办结工单不超过的最短停留秒数（最近秩法）；每次由明细逐单得出，不能由分组值相加、平均或汇总",
                    ),
                    concat!(
                        "The least number of seconds that 95 % of the closed tickets that were there do not exceed (nearest \
                         rank), found among the tickets every time: those of groups cannot be added up, averaged or rolled \
                         up: ", $en,
                    ),
                ),
                formula: percentile(Amount::$amount, MOST),
                unit: Unit::Seconds,
                source: "P-60",
                ..CLOSED
            },
        )+];
    };
}

steps! {
    ("mean_intake_time", "p95_intake_time", "受理", "taking the demand", IntakeSeconds),
    ("mean_queue_time", "p95_queue_time", "待派", "waiting to be sent out", QueueSeconds),
    ("mean_unit_time", "p95_unit_time", "单位处理", "at the unit", UnitSeconds),
    ("mean_travel_time", "p95_travel_time", "赴现场", "the crew's way", TravelSeconds),
    ("mean_work_time", "p95_work_time", "现场作业", "the crew's work", WorkSeconds),
    ("mean_customer_time", "p95_customer_time", "等待客户", "waiting for the customer", CustomerSeconds),
    ("mean_pause_time", "p95_pause_time", "批准挂起", "approved suspension", PauseSeconds),
    ("mean_review_time", "p95_review_time", "审核归档", "review and closing", ReviewSeconds),
    ("mean_callback_time", "p95_callback_time", "回访", "calling back", CallbackSeconds),
}
