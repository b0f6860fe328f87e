//! Indicators of tickets.

use crate::fact::{Amount, Flag};
use crate::indicator::Condition::{All, Always, AtLeast, Exactly, Is, Not};
use crate::indicator::{Condition, Direction, Indicator, Unit};

use super::{ACCEPTED, CLOSED, OPENED, mean, share};

/// Demands with work orders to more than one unit (会办单).
const CO_HANDLED: Condition = All(&[ACCEPTED, AtLeast(Amount::Units, 2)]);

pub(super) const TICKETS: &[Indicator] = &[
    Indicator {
        code: "tickets",
        name: ("受理量", "Tickets"),
        words: (
            "当期受理的工单数（不含草稿与派单前作废）",
            "Tickets accepted in the period, without drafts and those given up before dispatch",
        ),
        unit: Unit::Count,
        direction: Direction::Neutral,
        ..OPENED
    },
    Indicator {
        code: "tickets_closed",
        name: ("办结量", "Tickets closed"),
        words: ("当期办结的工单数", "Tickets that ended in the period"),
        unit: Unit::Count,
        direction: Direction::Neutral,
        ..CLOSED
    },
    Indicator {
        code: "closed_on_spot_rate",
        name: ("一次办结率", "Closed on the spot"),
        words: (
            "受理时即办结、未重开且并非拒绝不合理诉求的工单数 / 受理工单数",
            "Tickets closed at intake, not opened again and not by refusing the demand / tickets accepted",
        ),
        formula: share(All(&[Is(Flag::ClosedOnSpot), Not(Flag::Refused)]), Always),
        direction: Direction::Higher,
        version: 2,
        ..OPENED
    },
    Indicator {
        code: "urge_rate",
        name: ("催办率", "Urge rate"),
        words: ("至少被催办一次的工单数 / 工单数", "Tickets with at least one urge / tickets"),
        formula: share(Is(Flag::Urged), Always),
        ..OPENED
    },
    Indicator {
        code: "urges_per_ticket",
        name: ("单均催办次数", "Urges per ticket"),
        words: ("催办次数 / 工单数", "Urges / tickets"),
        formula: mean(Amount::Urges),
        unit: Unit::PerItem,
        ..OPENED
    },
    Indicator {
        code: "repeat_rate",
        name: ("重复诉求率", "Repeat rate"),
        words: (
            "此前 N 天内同一事项已有工单的工单数 / 工单数（N 由政策规定）",
            "Tickets about a matter on which another ticket was opened within N days before / tickets; N is set by the policy",
        ),
        formula: share(AtLeast(Amount::Earlier, 1), Always),
        ..OPENED
    },
    Indicator {
        code: "third_call_rate",
        name: ("同一事件三次来电占比", "Matters called about three times"),
        words: (
            "在 N 天内达到第三次来电的事件数 / 业务量；优质服务评价指数为 1 减此值",
            "Matters that reached their third ticket within N days / tickets; the quality-service index starts from 1 minus this",
        ),
        formula: share(Exactly(Amount::Earlier, 2), Always),
        source: "published by the operator or its supervisor, formula inferred",
        ..OPENED
    },
    Indicator {
        code: "dispatch_in_time_rate",
        name: ("工单派发及时率", "Dispatched in time"),
        words: (
            "限时内派发的工单数 / 有派单时限且已有结论的工单数",
            "Tickets dispatched in limit / tickets whose dispatch was timed and is decided",
        ),
        formula: share(Not(Flag::DispatchLate), Always),
        among: All(&[ACCEPTED, Is(Flag::DispatchTimed)]),
        direction: Direction::Higher,
        source: "published by the operator or its supervisor, formula inferred",
        ..OPENED
    },
    Indicator {
        code: "emergency_share",
        name: ("应急受理占比", "Taken in emergency mode"),
        words: ("应急状态下受理的工单数 / 工单数", "Tickets taken in emergency mode / tickets"),
        formula: share(Is(Flag::Emergency), Always),
        direction: Direction::Neutral,
        ..OPENED
    },
    Indicator {
        code: "co_handled_tickets",
        name: ("会办单量", "Tickets handled by several units"),
        words: (
            "当期受理、向两个及以上单位派单的工单数（不含作废的任务单）",
            "Tickets accepted in the period with work orders to two units or more, without those called off",
        ),
        among: CO_HANDLED,
        unit: Unit::Count,
        direction: Direction::Neutral,
        source: "I-23",
        ..OPENED
    },
    Indicator {
        code: "co_handled_in_time_rate",
        name: ("会办单限时办结率", "Handled by several units, closed in limit"),
        words: (
            "已办结且处理未超时的会办单数 / 会办单数（未办结的计入分母）",
            "Those closed and not handled late / all of them; those that are not closed yet count below the line",
        ),
        formula: share(All(&[Is(Flag::Ended), Not(Flag::HandledLate)]), Always),
        among: CO_HANDLED,
        direction: Direction::Higher,
        source: "I-23",
        ..OPENED
    },
    Indicator {
        code: "overdue_rate",
        name: ("超时率", "Overdue rate"),
        words: ("任一环节超时的办结工单数 / 办结工单数", "Closed tickets with any step overdue / closed tickets"),
        formula: share(Is(Flag::Overdue), Always),
        ..CLOSED
    },
    Indicator {
        code: "escalation_rate",
        name: ("升级率", "Escalation rate"),
        words: ("发生过升级的办结工单数 / 办结工单数", "Closed tickets that were escalated / closed tickets"),
        formula: share(Is(Flag::Escalated), Always),
        ..CLOSED
    },
    Indicator {
        code: "supervision_rate",
        name: ("督办率", "Supervision rate"),
        words: ("被督办的办结工单数 / 办结工单数", "Closed tickets under supervision / closed tickets"),
        formula: share(Is(Flag::Supervised), Always),
        ..CLOSED
    },
    Indicator {
        code: "substantiated_rate",
        name: ("属实率", "Substantiated"),
        words: (
            "认定属实或部分属实的办结工单数 / 已作认定的办结工单数",
            "Closed tickets found to be so, or partly so / closed tickets with a verdict",
        ),
        version: 2,
        formula: share(Is(Flag::Substantiated), Always),
        among: All(&[ACCEPTED, Is(Flag::Judged)]),
        ..CLOSED
    },
    Indicator {
        code: "final_answer_rate",
        name: ("最终答复率", "Final answers"),
        words: ("以最终答复办结的工单数 / 办结工单数", "Closed tickets with a final answer / closed tickets"),
        formula: share(Is(Flag::FinallyAnswered), Always),
        direction: Direction::Neutral,
        source: "suspension rules of the hotline",
        ..CLOSED
    },
    Indicator {
        code: "refused_rate",
        name: ("不合理诉求拒绝率", "Unreasonable demands refused"),
        words: (
            "因诉求不合理而说明理由予以拒绝的办结工单数 / 办结工单数",
            "Closed tickets whose demand was refused as unreasonable, with reasons / closed tickets",
        ),
        formula: share(Is(Flag::Refused), Always),
        direction: Direction::Neutral,
        source: "P-15",
        ..CLOSED
    },
    Indicator {
        code: "redo_rate",
        name: ("发回重办率", "Redo rate"),
        words: (
            "回访后发回重办的办结工单数 / 曾派单的办结工单数",
            "Closed tickets that a callback sent back / closed tickets that were dispatched",
        ),
        formula: share(Is(Flag::SentBack), Always),
        among: All(&[ACCEPTED, Is(Flag::Dispatched)]),
        source: "rework after callbacks, a standard indicator of city hotlines",
        ..CLOSED
    },
    Indicator {
        code: "reopen_rate",
        name: ("重开率", "Reopen rate"),
        words: (
            "曾被重新打开的归档工单数 / 归档工单数",
            "Archived tickets that were reopened before / archived tickets",
        ),
        formula: share(Is(Flag::Reopened), Always),
        among: All(&[ACCEPTED, Is(Flag::Archived)]),
        ..CLOSED
    },
    Indicator {
        code: "withdrawal_rate",
        name: ("撤诉率", "Withdrawal rate"),
        words: (
            "客户最终撤诉的办结工单数 / 办结工单数",
            "Closed tickets that the customer withdrew last / closed tickets",
        ),
        formula: share(Is(Flag::Withdrawn), Always),
        direction: Direction::Neutral,
        ..CLOSED
    },
    // Whoever wants no call is not out of reach: the two are never added up.
    Indicator {
        code: "declined_callback_rate",
        name: ("谢绝回访率", "Callbacks declined"),
        words: (
            "客户谢绝或不便接受回访的办结工单数 / 办结工单数",
            "Closed tickets whose customer wanted, or could be given, no callback / closed tickets",
        ),
        formula: share(Is(Flag::CallbackDeclined), Always),
        direction: Direction::Neutral,
        source: "design",
        ..CLOSED
    },
    Indicator {
        code: "mean_handling_time",
        name: ("平均办结时长", "Mean time to close"),
        words: (
            "办结工单从受理到办结的秒数之和 / 办结工单数",
            "Seconds from opening to the end, summed / closed tickets",
        ),
        formula: mean(Amount::OpenSeconds),
        unit: Unit::Seconds,
        ..CLOSED
    },
];
