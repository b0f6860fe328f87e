//! What a role may do. Roles themselves are data of the policy bundle; this list is the vocabulary they use.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// One thing that a role may or may not do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum Permission {
            $($(#[$doc])* #[serde(rename = $text)] $name),+
        }

        impl Permission {
            /// All permissions, in the order of their names.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name used in bundles and messages.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

permissions! {
    /// See, open and end calls.
    CallHandle = "call.handle",
    /// Look customers up.
    CustomerRead = "customer.read",
    /// Create and change customers.
    CustomerWrite = "customer.write",
    /// See tickets and their timeline.
    TicketRead = "ticket.read",
    /// Take a demand: open, complete and accept a ticket.
    TicketCreate = "ticket.create",
    /// Answer a demand on the spot.
    TicketAnswer = "ticket.answer",
    /// Send work orders out.
    TicketDispatch = "ticket.dispatch",
    /// Press the departments (催办).
    TicketUrge = "ticket.urge",
    /// Add a note.
    TicketNote = "ticket.note",
    /// Say what is to be done about a ticket that was brought before the team.
    TicketHelp = "ticket.help",
    /// Archive a ticket whose customer has been answered.
    TicketArchive = "ticket.archive",
    /// Give a ticket another kind, type, grade or area (重新分类).
    TicketReclassify = "ticket.reclassify",
    /// Say that a ticket reached a milestone of the centre's own.
    TicketMark = "ticket.mark",
    /// Let a ticket wait for another about the same trouble, or go its own way again (合并).
    TicketMerge = "ticket.merge",
    /// Give the final answer to a customer who is not satisfied though the handling stands (最终答复), or send it back.
    TicketFinalAnswer = "ticket.final_answer",
    /// Say whether a complaint is substantiated (属实认定).
    TicketVerdict = "ticket.verdict",
    /// Cancel a ticket before dispatch.
    TicketCancel = "ticket.cancel",
    /// Record that the customer withdraws (撤诉).
    TicketWithdraw = "ticket.withdraw",
    /// Reopen an archived ticket.
    TicketReopen = "ticket.reopen",
    /// See work orders.
    WorkOrderRead = "work_order.read",
    /// Receive a work order (接单).
    WorkOrderReceive = "work_order.receive",
    /// Return a work order one step up (退单).
    WorkOrderReturn = "work_order.return",
    /// Decide on a returned work order: refuse the return or send the order elsewhere.
    WorkOrderDecideReturn = "work_order.decide_return",
    /// Hand a work order to another unit (转派).
    WorkOrderTransfer = "work_order.transfer",
    /// Assign a crew (派工).
    WorkOrderAssign = "work_order.assign",
    /// Work in the field: accept, depart, arrive, estimate, restore.
    WorkOrderField = "work_order.field",
    /// Record a contact with the customer.
    WorkOrderContact = "work_order.contact",
    /// Reply (回单).
    WorkOrderReply = "work_order.reply",
    /// Review replies (审核).
    WorkOrderReview = "work_order.review",
    /// Ask for a suspension (挂起) or an extension (延期), say that the customer must act first, explain a missed limit.
    WorkOrderPause = "work_order.pause",
    /// Decide on suspensions and extensions.
    WorkOrderDecidePause = "work_order.decide_pause",
    /// Cancel a work order that assists.
    WorkOrderCancel = "work_order.cancel",
    /// See callbacks and surveys.
    CallbackRead = "callback.read",
    /// Call customers back.
    CallbackAttempt = "callback.attempt",
    /// Review the records of callbacks.
    CallbackReview = "callback.review",
    /// Take customers out of a sample, and call others in their place.
    CallbackRemove = "callback.remove",
    /// Invite customers to surveys, and pass their answers on: for programs that send and receive messages.
    SurveyRelay = "survey.relay",
    /// Run survey rounds (调查): open, answer for others, close.
    SurveyRound = "survey.round",
    /// See campaigns and how far they have come.
    CampaignRead = "campaign.read",
    /// Hand lists of customers in, and take members off again: for programs and whoever keeps the data.
    CampaignFill = "campaign.fill",
    /// Open and close campaigns (外呼任务).
    CampaignLead = "campaign.lead",
    /// See appeals.
    AppealRead = "appeal.read",
    /// Appeal against what was found of a ticket (申诉).
    AppealRaise = "appeal.raise",
    /// Rule on appeals.
    AppealRule = "appeal.rule",
    /// See the organisation.
    UnitRead = "unit.read",
    /// Change the organisation.
    UnitWrite = "unit.write",
    /// See users.
    UserRead = "user.read",
    /// Create, change and disable users.
    UserWrite = "user.write",
    /// Read the policy.
    PolicyRead = "policy.read",
    /// Declare and lift emergency mode (应急).
    EmergencyDeclare = "emergency.declare",
    /// Put a policy into force.
    PolicyPublish = "policy.publish",
    /// Try a draft out: see what it would move and would have judged otherwise.
    PolicySimulate = "policy.simulate",
    /// See records, holds and how series stand.
    RecordRead = "record.read",
    /// Correct and void records, by further records.
    RecordCorrect = "record.correct",
    /// Place and lift legal holds.
    RecordHold = "record.hold",
    /// Have records purged that were kept long enough, and customers' data erased.
    RecordPurge = "record.purge",
    /// See errors, inspections and findings about people of the own unit and below.
    QualityRead = "quality.read",
    /// Draw tickets for inspection, fill in sheets, register errors, look for gaming.
    QualityInspect = "quality.inspect",
    /// Rule on contests, and dispose of findings.
    QualityRule = "quality.rule",
    /// See assessments of people of the own unit and below.
    AssessmentRead = "assessment.read",
    /// Assess people of the own unit and below.
    AssessmentLead = "assessment.lead",
    /// See jobs and what they found.
    JobRead = "job.read",
    /// Cancel jobs.
    JobCancel = "job.cancel",
    /// See indicators, figures and closed periods.
    FigureRead = "figure.read",
    /// Close periods, and have everything counted anew.
    FigureClose = "figure.close",
    /// See reports and their runs.
    ReportRead = "report.read",
    /// Run reports.
    ReportRun = "report.run",
    /// Follow the event log.
    EventRead = "event.read",
    /// Move the clock of a sandbox.
    SandboxClock = "sandbox.clock",
}
