//! Indicators of work orders.

use crate::fact::{Amount, Flag};
use crate::indicator::Condition::{All, Always, Is, Not};
use crate::indicator::{Direction, Indicator, Unit};

use super::{ORDERS, REPLIED, SENT, mean, share};

pub(super) const WORK_ORDERS: &[Indicator] = &[
    Indicator {
        code: "work_orders",
        name: ("派单量", "Work orders"),
        words: ("当期派出的任务单数（不含作废）", "Work orders sent out in the period, without those called off"),
        unit: Unit::Count,
        direction: Direction::Neutral,
        ..SENT
    },
    Indicator {
        code: "receipt_in_time_rate",
        name: ("接单及时率", "Received in time"),
        words: (
            "限时内接单数 / 有接单时限且已有结论的任务单数",
            "Work orders received in limit / those whose receipt was timed and is decided",
        ),
        formula: share(Not(Flag::ReceiptLate), Always),
        among: All(&[ORDERS, Is(Flag::ReceiptTimed)]),
        direction: Direction::Higher,
        ..SENT
    },
    Indicator {
        code: "arrival_in_time_rate",
        name: ("到达现场及时率", "Arrived in time"),
        words: (
            "限时内到达数 / 需到达现场且已有结论的任务单数（不含作废）",
            "Work orders with arrival in limit / those that need arrival and are decided, without those called off",
        ),
        formula: share(Not(Flag::ArrivalLate), Always),
        among: All(&[ORDERS, Is(Flag::ArrivalTimed)]),
        direction: Direction::Higher,
        ..SENT
    },
    Indicator {
        code: "contact_in_time_rate",
        name: ("联系及时率", "Contacted in time"),
        words: (
            "限时内联系客户数 / 有联系时限且已有结论的任务单数",
            "Work orders with the customer contacted in limit / those whose contact was timed and is decided",
        ),
        formula: share(Not(Flag::ContactLate), Always),
        among: All(&[ORDERS, Is(Flag::ContactTimed)]),
        direction: Direction::Higher,
        ..SENT
    },
    Indicator {
        code: "mean_arrival_time",
        name: ("平均到达时长", "Mean time to arrive"),
        words: ("派单到到达的秒数之和 / 到达数", "Seconds from dispatch to arrival, summed / arrivals"),
        formula: mean(Amount::ArriveSeconds),
        unit: Unit::Seconds,
        ..SENT
    },
    Indicator {
        code: "mean_repair_time",
        name: ("平均修复时长", "Mean time to restore"),
        words: ("派单到修复的秒数之和 / 修复数", "Seconds from dispatch to restoration, summed / restorations"),
        formula: mean(Amount::RestoreSeconds),
        unit: Unit::Seconds,
        ..SENT
    },
    Indicator {
        code: "return_rate",
        name: ("退单率", "Return rate"),
        words: (
            "至少被退回一次的任务单数 / 派出任务单数；对派单方即误派率",
            "Work orders returned at least once / work orders sent out; for the sender this is the wrong-dispatch rate",
        ),
        formula: share(Is(Flag::Returned), Always),
        ..SENT
    },
    Indicator {
        code: "suspension_rate",
        name: ("挂起率", "Suspension rate"),
        words: ("曾挂起的任务单数 / 派出任务单数", "Work orders suspended at least once / work orders sent out"),
        formula: share(Is(Flag::Suspended), Always),
        direction: Direction::Neutral,
        ..SENT
    },
    Indicator {
        code: "extension_rate",
        name: ("延期率", "Extension rate"),
        words: ("曾延期的任务单数 / 派出任务单数", "Work orders extended at least once / work orders sent out"),
        formula: share(Is(Flag::Extended), Always),
        direction: Direction::Neutral,
        ..SENT
    },
    Indicator {
        code: "response_rate",
        name: ("响应率", "Response rate"),
        words: (
            "已联系客户且未超联系时限的任务单数 / 派出的主办任务单数（三率之一）",
            "Leading work orders whose customer was contacted, and not late / leading work orders sent out; one of the three rates",
        ),
        formula: share(All(&[Is(Flag::Contacted), Not(Flag::ContactLate)]), Always),
        among: All(&[ORDERS, Is(Flag::Lead)]),
        direction: Direction::Higher,
        source: "three rates of the 12345 hotlines",
        ..SENT
    },
    Indicator {
        code: "reply_in_time_rate",
        name: ("回单及时率", "Replied in time"),
        words: (
            "限时内回单数 / 有回单时限且已有结论的已回任务单数",
            "Work orders replied to in limit / replied ones whose reply was timed and is decided",
        ),
        formula: share(Not(Flag::ReplyLate), Always),
        among: All(&[ORDERS, Is(Flag::ReplyTimed)]),
        ..REPLIED
    },
    Indicator {
        code: "first_reply_accepted_rate",
        name: ("回单一次合格率", "Replies accepted at once"),
        words: (
            "未被退回重填或重办的通过审核任务单数 / 通过审核任务单数",
            "Approved work orders never sent back / approved work orders",
        ),
        formula: share(Not(Flag::Reworked), Always),
        among: All(&[ORDERS, Is(Flag::Approved)]),
        ..REPLIED
    },
    Indicator {
        code: "mean_reply_time",
        name: ("平均回单时长", "Mean time to reply"),
        words: ("派单到回单的秒数之和 / 回单数", "Seconds from dispatch to the last reply, summed / replies"),
        formula: mean(Amount::ReplySeconds),
        unit: Unit::Seconds,
        direction: Direction::Lower,
        ..REPLIED
    },
];
