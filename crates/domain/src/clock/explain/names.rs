//! Names of happenings, states and causes, Chinese and English side by side.

use crate::clock::{Milestone as M, PauseCause, RevisionCause};
use crate::policy::calendars::Weekday;
use crate::policy::carry::Condition;
use crate::policy::vocabulary::Confidence;

/// Chinese, then English.
pub(super) type Words = (&'static str, &'static str);

/// What happened, as a noun.
pub(super) const fn milestone(milestone: M) -> Words {
    match milestone {
        M::Opened => ("登记", "the opening of the draft"),
        M::Accepted => ("受理", "acceptance"),
        M::AnsweredOnSpot => ("当场答复", "the answer on the spot"),
        M::Dispatched => ("派单", "dispatch"),
        M::Received => ("接单", "receipt"),
        M::Returned => ("退单", "the return"),
        M::ReturnRefused => ("退单终审", "the refusal of the return"),
        M::Transferred => ("转派", "the transfer"),
        M::CrewAssigned => ("派工", "the assignment of the crew"),
        M::CrewAccepted => ("班组接受", "acceptance by the crew"),
        M::Departed => ("班组出发", "the departure of the crew"),
        M::Arrived => ("到达现场", "the arrival on site"),
        M::Estimated => ("预计修复时间", "the estimate"),
        M::Restored => ("修复", "restoration"),
        M::Contacted => ("联系客户", "the contact with the customer"),
        M::Replied => ("回单", "the reply"),
        M::Approved => ("审核通过", "approval of the reply"),
        M::RefillOrdered => ("退回重填", "the order to fill the reply in again"),
        M::RedoOrdered => ("退回重办", "the order to do the work again"),
        M::WorkOrderCancelled => ("任务单取消", "the cancelling of the work order"),
        M::DepartmentDone => ("承办部门办结", "completion by the departments"),
        M::CallbackOpened => ("安排回访", "the planning of the callback"),
        M::CallbackDue => ("回访到期", "the callback falling due"),
        M::CallbackAttempted => ("回访", "the callback attempt"),
        M::CallbackOverdue => ("回访超期", "the callback being overdue"),
        M::CallbackUnqualified => ("回访不合格", "the callback being found wanting"),
        M::CustomerDissatisfied => ("客户不满意", "the customer's dissatisfaction"),
        M::FinalAnswerDue => ("待最终答复", "the final answer falling due"),
        M::FinallyAnswered => ("最终答复", "the final answer"),
        M::CustomerContact => ("客户再次来电", "the customer's getting in touch again"),
        M::RiskFlagged => ("升级风险", "the risk being written down"),
        M::Escalated => ("升级", "the escalation"),
        M::VerdictGiven => ("属实认定", "the verdict"),
        M::CustomerAnswered => ("答复客户", "the answer to the customer"),
        M::Archived => ("归档", "archiving"),
        M::Cancelled => ("作废", "the cancelling of the ticket"),
        M::Withdrawn => ("撤诉", "the withdrawal"),
        M::Reopened => ("重新打开", "the reopening"),
        M::Urged => ("催办", "the customer's pressing"),
        M::Reclassified => ("重新分类", "the reclassification"),
        M::LevelRaised => ("等级提升", "the raising of the grade"),
        M::SuspensionRequested => ("申请挂起", "the request for a suspension"),
        M::Suspended => ("挂起", "the suspension"),
        M::SuspensionRefused => ("驳回挂起", "the refusal of the suspension"),
        M::Resumed => ("恢复", "the end of the suspension"),
        M::CustomerAwaited => ("等待客户", "the wait for the customer"),
        M::CustomerReady => ("客户就绪", "the customer being ready"),
        M::ExtensionRequested => ("申请延期", "the request for an extension"),
        M::Extended => ("延期", "the extension"),
        M::ExtensionRefused => ("驳回延期", "the refusal of the extension"),
        M::Explained => ("超时说明", "the explanation of the delay"),
    }
}

/// Why a clock stands still.
pub(super) const fn pause(cause: PauseCause) -> Words {
    match cause {
        PauseCause::Milestone(happened) => milestone(happened),
        PauseCause::Condition(condition) => match condition {
            Condition::Suspended => ("经批准挂起", "an approved suspension"),
            Condition::AwaitingCustomer => ("等待客户", "waiting for the customer"),
            Condition::Returned => ("退单待裁定", "a return that was not decided on"),
            Condition::CallbackScheduled => ("回访时间未到", "a callback that may not be made yet"),
            Condition::Draft => ("尚为草稿", "a draft"),
        },
    }
}

/// Why a deadline moved.
pub(super) const fn revision(cause: RevisionCause) -> Words {
    match cause {
        RevisionCause::Reclassified => ("工单重新分类", "the ticket got another kind or type"),
        RevisionCause::Retargeted => {
            ("等级、区域或约定时刻变更", "the grade, the area or the promised moment of the ticket changed")
        }
        RevisionCause::Transferred => {
            ("转派至适用其他日历的单位", "the work order went to a unit with another calendar")
        }
        RevisionCause::Returned => {
            ("退至适用其他日历的单位", "the work order was returned to a unit with another calendar")
        }
        RevisionCause::Extended => ("延期获批", "an extension was approved"),
        RevisionCause::CalendarPublished => ("日历重新发布", "the calendar was published anew"),
        RevisionCause::PolicyPublished => ("工单转入新版规则", "the ticket moved to another version of the policy"),
    }
}

pub(super) const fn weekday(weekday: Weekday) -> Words {
    match weekday {
        Weekday::Monday => ("周一", "Monday"),
        Weekday::Tuesday => ("周二", "Tuesday"),
        Weekday::Wednesday => ("周三", "Wednesday"),
        Weekday::Thursday => ("周四", "Thursday"),
        Weekday::Friday => ("周五", "Friday"),
        Weekday::Saturday => ("周六", "Saturday"),
        Weekday::Sunday => ("周日", "Sunday"),
    }
}

/// How far a limit may be trusted.
pub(super) const fn confidence(confidence: Confidence) -> Words {
    match confidence {
        Confidence::Sure => ("确定", "sure"),
        Confidence::One => ("单一来源", "one source"),
        Confidence::Contested => ("来源不一", "sources disagree"),
        Confidence::Quiz => ("题库", "from an exam question"),
        Confidence::Recall => ("记忆，未核实", "remembered, unverified"),
        Confidence::Inferred => ("推算", "inferred"),
        Confidence::Design => ("自定", "a choice of this bundle"),
    }
}
