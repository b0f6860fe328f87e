//! The definitions. Whoever changes one counts its version up; the sums that depend on it are built anew by themselves.

use crate::fact::{Amount, Family, Flag};

use super::{CohortDay, Condition, Direction, Formula, Indicator, Measure, Unit};

use Condition::{All, Always, AtLeast, Exactly, Is, Known, Not};
use Measure::{Count, Net, Total};

const EVERY: Measure = Count(Always);

const fn share(of: Condition, over: Condition) -> Formula {
    Formula::Share { of: Count(of), over: Count(over) }
}

const fn mean(of: Amount) -> Formula {
    Formula::Mean { of: Total(of, Always), over: Count(Known(of)) }
}

/// Demands that were accepted and not given up before dispatch.
const ACCEPTED: Condition = All(&[Is(Flag::Accepted), Not(Flag::Cancelled)]);
/// Work orders that were not called off.
const ORDERS: Condition = Not(Flag::Cancelled);
/// Callbacks that count: not dropped, not taken out of the sample.
const CALLS: Condition = Is(Flag::Due);

/// What all definitions of one family have in common.
const fn ticket(cohort: CohortDay) -> Indicator {
    Indicator {
        code: "",
        name: ("", ""),
        words: ("", ""),
        family: Family::Ticket,
        cohort,
        among: ACCEPTED,
        formula: Formula::Count(EVERY),
        unit: Unit::Share,
        direction: Direction::Lower,
        version: 1,
        source: "names from public pages, formula inferred",
    }
}

const OPENED: Indicator = ticket(CohortDay::Begun);
const CLOSED: Indicator = ticket(CohortDay::Done);
const SENT: Indicator = Indicator { family: Family::WorkOrder, among: ORDERS, ..OPENED };
const REPLIED: Indicator = Indicator { cohort: CohortDay::Done, direction: Direction::Higher, ..SENT };
const PLANNED: Indicator = Indicator { family: Family::Callback, among: CALLS, direction: Direction::Higher, ..OPENED };
const CALLED: Indicator = Indicator { cohort: CohortDay::Done, ..PLANNED };

/// All of them, in the order in which they are listed.
pub(super) const DEFINITIONS: &[Indicator] = &[
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
        words: ("受理时即办结的工单数 / 受理工单数", "Tickets closed at intake / tickets accepted"),
        formula: share(Is(Flag::ClosedOnSpot), Always),
        direction: Direction::Higher,
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
            "认定属实的办结工单数 / 已作认定的办结工单数",
            "Closed tickets found to be so / closed tickets with a verdict",
        ),
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
        words: ("客户撤诉的办结工单数 / 办结工单数", "Closed tickets that the customer withdrew / closed tickets"),
        formula: share(Is(Flag::Withdrawn), Always),
        direction: Direction::Neutral,
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
    Indicator {
        code: "callbacks",
        name: ("回访量", "Callbacks"),
        words: (
            "当期计划的回访数（不含取消与移出样本）",
            "Callbacks planned in the period, without those dropped or taken out of the sample",
        ),
        unit: Unit::Count,
        direction: Direction::Neutral,
        ..PLANNED
    },
    Indicator {
        code: "callback_rate",
        name: ("回访率", "Callback rate"),
        words: ("已尝试回访数 / 应回访数", "Callbacks attempted / callbacks due"),
        formula: share(Is(Flag::Attempted), Always),
        ..PLANNED
    },
    Indicator {
        code: "callback_in_time_rate",
        name: ("回访及时率", "Called back in time"),
        words: ("未超回访窗口的应回访数 / 应回访数", "Callbacks not late for their window / callbacks due"),
        formula: share(Not(Flag::CallLate), Always),
        ..PLANNED
    },
    Indicator {
        code: "callback_success_rate",
        name: ("回访成功率", "Callback success"),
        words: ("接通并答复的回访数 / 有结果的回访数", "Callbacks that reached the customer / callbacks with a result"),
        formula: share(Is(Flag::Reached), Always),
        among: All(&[CALLS, Is(Flag::Concluded)]),
        source: "published by the operator or its supervisor, formula inferred",
        ..CALLED
    },
    Indicator {
        code: "satisfaction_rate",
        name: ("客户满意率", "Satisfaction (CSAT)"),
        words: (
            "满意数 / 被问及满意度的已答复回访数",
            "Satisfied answers / answered callbacks that asked for satisfaction",
        ),
        formula: share(Is(Flag::Satisfied), Always),
        among: All(&[CALLS, Is(Flag::Concluded), Is(Flag::SatisfiedAsked)]),
        ..CALLED
    },
    Indicator {
        code: "solution_rate",
        name: ("解决率", "Solution rate"),
        words: (
            "答复「已解决」数 / 被问及是否解决的已答复回访数（三率之一）",
            "Answers \"solved\" / answered callbacks that asked; one of the three rates",
        ),
        formula: share(Is(Flag::Solved), Always),
        among: All(&[CALLS, Is(Flag::Concluded), Is(Flag::SolvedAsked)]),
        source: "three rates of the 12345 hotlines",
        ..CALLED
    },
    Indicator {
        code: "three_rates",
        name: ("三率得分", "Three-rates score"),
        words: (
            "响应率、解决率、满意率按政策规定的权重加权",
            "Response, solution and satisfaction rate, weighted as the policy says",
        ),
        formula: Formula::ThreeRates,
        unit: Unit::Score,
        source: "three rates of the 12345 hotlines",
        ..CALLED
    },
    Indicator {
        code: "net_promoter_score",
        name: ("净推荐值", "Net promoter score (NPS)"),
        words: (
            "（推荐者数 - 贬损者数）/ 被问及推荐意愿的回访数；9-10 分为推荐者，0-6 分为贬损者",
            "(Promoters - detractors) / answers; promoters said 9 or 10 of 10, detractors 0 to 6",
        ),
        formula: Formula::Mean { of: Net(Is(Flag::Promoter), Is(Flag::Detractor)), over: EVERY },
        among: All(&[CALLS, Is(Flag::RecommendAsked)]),
        unit: Unit::NetShare,
        source: "design",
        ..CALLED
    },
    Indicator {
        code: "customer_effort_score",
        name: ("客户费力度", "Customer effort score (CES)"),
        words: (
            "费力度答分之和 / 被问及费力度的回访数（以问卷量表计）",
            "Sum of the answers on the scale of the questionnaire / callbacks that asked for effort",
        ),
        formula: Formula::Mean { of: Total(Amount::Effort, Always), over: EVERY },
        among: All(&[CALLS, Is(Flag::EffortAsked)]),
        unit: Unit::PerItem,
        direction: Direction::Neutral,
        source: "design",
        ..CALLED
    },
    Indicator {
        code: "attempts_per_callback",
        name: ("平均回访次数", "Attempts per callback"),
        words: ("回访尝试次数 / 有结果的回访数", "Attempts / callbacks with a result"),
        formula: mean(Amount::Attempts),
        among: All(&[CALLS, Is(Flag::Concluded)]),
        unit: Unit::PerItem,
        direction: Direction::Lower,
        ..CALLED
    },
    Indicator {
        code: "unqualified_callback_rate",
        name: ("回访不合格率", "Unqualified callbacks"),
        words: ("复核不合格的回访数 / 已复核的回访数", "Callbacks that the review found wanting / callbacks reviewed"),
        formula: share(Is(Flag::Unqualified), Always),
        among: All(&[CALLS, Is(Flag::Reviewed)]),
        direction: Direction::Lower,
        source: "M-08",
        ..CALLED
    },
];

/// The three rates of 12345, in the order of their weights: response, solution, satisfaction.
pub(super) const THREE_RATES: [&str; 3] = ["response_rate", "solution_rate", "satisfaction_rate"];
