//! Milestones in words.

use crate::clock::Milestone as M;
use crate::policy::vocabulary::Text;

/// What happened, as the end of a sentence; general words for what is no milestone.
pub(super) fn milestone_text(milestone: Option<M>) -> Text {
    let (zh, en) = milestone.map_or(("工单有变化", "something has changed"), words);
    Text { zh: zh.to_owned(), en: en.to_owned() }
}

fn words(milestone: M) -> (&'static str, &'static str) {
    match milestone {
        M::Opened => ("已登记", "it was opened"),
        M::Accepted => ("已受理", "it was accepted"),
        M::AnsweredOnSpot => ("已当场答复办结", "it was answered on the spot"),
        M::DepartmentDone => ("承办部门已办结", "the departments are done"),
        M::CallbackOpened => ("待回访", "a callback was planned"),
        M::CallbackDue => ("回访时间已到", "the customer may be called back now"),
        M::CallbackAttempted => ("已尝试回访", "a callback was attempted"),
        M::CustomerAnswered => ("客户已得到答复", "the customer has been answered"),
        M::Archived => ("已归档", "it was archived"),
        M::Cancelled => ("已作废", "it was cancelled"),
        M::Withdrawn => ("客户已撤诉", "the customer has withdrawn"),
        M::Reopened => ("已重新打开", "it was reopened"),
        M::Urged => ("客户催办", "the customer presses"),
        M::Dispatched => ("已派单，待接单", "a work order was sent out and waits to be received"),
        M::Received => ("已接单", "the work order was received"),
        M::Returned => ("已退单，待裁定", "the work order was returned and waits for a decision"),
        M::ReturnRefused => ("退单被驳回，须继续承办", "the return was refused: the work order stays"),
        M::Transferred => ("已转派，待接单", "the work order was handed over and waits to be received"),
        M::CrewAssigned => ("已派工", "a crew was assigned"),
        M::CrewAccepted => ("班组已接受", "the crew accepted"),
        M::Departed => ("班组已出发", "the crew departed"),
        M::Arrived => ("班组已到达现场", "the crew arrived"),
        M::Estimated => ("已预计恢复时间", "the time of restoration was estimated"),
        M::Restored => ("已恢复", "the matter was restored"),
        M::Contacted => ("已联系客户", "the customer was contacted"),
        M::Replied => ("已回单，待审核", "the department replied; a review is due"),
        M::Approved => ("审核通过", "the reply was approved"),
        M::RefillOrdered => ("回单被退回重填", "the reply must be filled in again"),
        M::RedoOrdered => ("被退回重办", "the work must be done again"),
        M::WorkOrderCancelled => ("任务单已取消", "the work order was cancelled"),
    }
}
