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
        M::CallbackOverdue => ("回访已超期", "the customer was not called back in time"),
        M::CallbackUnqualified => ("回访记录不合格", "the record of the callback was found wanting"),
        M::CustomerDissatisfied => ("客户不满意", "the customer is not satisfied"),
        M::FinalAnswerDue => (
            "客户不满意但处理无误，待最终答复",
            "the customer is not satisfied though the handling stands; a final answer is due",
        ),
        M::FinallyAnswered => ("已作最终答复", "the final answer was put on record"),
        M::CustomerContact => ("客户再次来电", "the customer got in touch again"),
        M::RiskFlagged => ("客户声称将诉诸媒体或监管部门", "the customer will turn to the press or the regulator"),
        M::Escalated => ("已升级", "it was escalated"),
        M::VerdictGiven => ("已作属实认定", "it was said whether the complaint is substantiated"),
        M::CustomerAnswered => ("客户已得到答复", "the customer has been answered"),
        M::Archived => ("已归档", "it was archived"),
        M::Cancelled => ("已作废", "it was cancelled"),
        M::Withdrawn => ("客户已撤诉", "the customer has withdrawn"),
        M::Reopened => ("已重新打开", "it was reopened"),
        M::Urged => ("客户催办", "the customer presses"),
        M::Reclassified => ("已重新分类", "it was classified anew"),
        M::LevelRaised => ("等级已提升", "its grade was raised"),
        M::SuspensionRequested => ("申请挂起，待审批", "a suspension was asked for and waits for a decision"),
        M::Suspended => ("已挂起", "it was suspended"),
        M::SuspensionRefused => ("挂起申请被驳回", "the suspension was refused"),
        M::Resumed => ("已恢复计时", "the suspension ended"),
        M::CustomerAwaited => ("等待客户配合", "only the customer can go on"),
        M::CustomerReady => ("客户已配合", "the customer has done what was needed"),
        M::ExtensionRequested => ("申请延期，待审批", "an extension was asked for and waits for a decision"),
        M::Extended => ("已延期", "it was extended"),
        M::ExtensionRefused => ("延期申请被驳回", "the extension was refused"),
        M::Explained => ("已说明超时原因", "the unit said why a limit was missed"),
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
