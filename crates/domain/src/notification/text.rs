//! The words of a notification, in both languages.

use crate::clock::Milestone;
use crate::code::{NotificationCode, ReportCode};
use crate::organisation::Organisation;
use crate::policy::Policy;
use crate::policy::notifications::ClockLevel;
use crate::policy::vocabulary::Text;
use crate::time::Timestamp;

use super::milestone_text::milestone_text;
use super::subject::{AppealNotice, Happening, SigningNotice, Subject};

/// What people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// One line.
    pub title: Text,
    /// What happened, and where.
    pub text: Text,
}

/// The words of a notification, as the policy names things and the organisation names units now.
#[must_use]
pub fn message(
    policy: &Policy,
    organisation: &Organisation,
    code: &NotificationCode,
    subject: &Subject,
    emergency: bool,
) -> Message {
    let happened = happened(policy, subject);
    let name = policy.notification(code).map_or_else(|| happened.clone(), |rule| rule.name.clone());
    let (mark_zh, mark_en) = if emergency { ("【紧急】", "[Urgent] ") } else { ("", "") };
    let unit = organisation
        .unit(&subject.unit)
        .map_or_else(|| Text { zh: subject.unit.to_string(), en: subject.unit.to_string() }, |unit| unit.name.clone());
    let number = &subject.number;
    if subject.happening.is_general() {
        return Message {
            title: Text {
                zh: format!("{mark_zh}{}：{number}", name.zh),
                en: format!("{mark_en}{}: {number}", name.en),
            },
            text: Text {
                zh: format!("{number}：{}。所在单位：{}。", happened.zh, unit.zh),
                en: format!("{number}: {}. At: {}.", happened.en, unit.en),
            },
        };
    }
    Message {
        title: Text {
            zh: format!("{mark_zh}{}：工单 {number}", name.zh),
            en: format!("{mark_en}{}: ticket {number}", name.en),
        },
        text: Text {
            zh: format!("工单 {number}：{}。所在单位：{}。", happened.zh, unit.zh),
            en: format!("Ticket {number}: {}. It is with: {}.", happened.en, unit.en),
        },
    }
}

fn happened(policy: &Policy, subject: &Subject) -> Text {
    match &subject.happening {
        Happening::Milestone { milestone } => milestone_text(*milestone),
        Happening::Rung { rung } => {
            let fallback = || milestone_text(Some(Milestone::Escalated));
            policy.rung(rung).map_or_else(fallback, |rung| rung.name.clone())
        }
        Happening::Clock { clock, rule, level, due_at } => {
            let rules = &policy.bundle().clocks;
            let named = rule.and_then(|place| rules.get(usize::from(place))).filter(|rule| rule.code == *clock);
            let rule = named.or_else(|| rules.iter().find(|rule| rule.code == *clock));
            let name =
                rule.map_or_else(|| Text { zh: clock.to_string(), en: clock.to_string() }, |rule| rule.name.clone());
            let (zh, en) = level_text(*level);
            let due = policy.wall_time(*due_at);
            Text {
                zh: format!("“{}”{zh}（时限 {due}）", name.zh), en: format!("“{}” {en} (due {due})", name.en)
            }
        }
        Happening::Appeal { notice, due_at } => appeal_text(policy, *notice, *due_at),
        Happening::AssessmentsMissing { people } => Text {
            zh: format!("{people} 人的考核尚未归档"),
            en: format!("assessments that are not final: {people}"),
        },
        Happening::ReportReady { report, .. } => {
            let name = report_name(policy, report);
            Text { zh: format!("“{}”已生成", name.zh), en: format!("“{}” can be read", name.en) }
        }
        Happening::ReportSigning { report, notice, .. } => {
            let name = report_name(policy, report);
            let (zh, en) = match notice {
                SigningNotice::Waiting => ("待您签批", "waits for your signature"),
                SigningNotice::Approved => ("已签批完毕", "was signed by everybody"),
                SigningNotice::SentBack => ("被退回", "was sent back"),
            };
            Text { zh: format!("“{}”{zh}", name.zh), en: format!("“{}” {en}", name.en) }
        }
        Happening::DefectsFound { defects, .. } => Text {
            zh: format!("质检发现 {defects} 项差错，详见差错登记"),
            en: format!("an inspection found defects, which stand in the register: {defects}"),
        },
        Happening::ListMissing => Text {
            zh: "回访名单尚未报送".to_owned(),
            en: "no list of customers to be called was handed in".to_owned(),
        },
        Happening::CallbacksOpen { callbacks } => Text {
            zh: format!("{callbacks} 条回访记录尚未归档"),
            en: format!("callbacks without a result: {callbacks}"),
        },
    }
}

fn report_name(policy: &Policy, report: &ReportCode) -> Text {
    let known = policy.report(report.as_str()).map(|report| report.name.clone());
    known.unwrap_or_else(|| Text { zh: report.to_string(), en: report.to_string() })
}

fn appeal_text(policy: &Policy, notice: AppealNotice, due_at: Option<Timestamp>) -> Text {
    let (zh, en) = match notice {
        AppealNotice::Waiting => ("有申诉待裁定", "an appeal waits for a ruling"),
        AppealNotice::Due => ("申诉即将超期，请尽快裁定", "the time to rule on an appeal is running out"),
        AppealNotice::Overdue => ("申诉超期未裁定", "an appeal was not ruled on in time"),
        AppealNotice::Ruled => ("申诉已裁定", "an appeal was ruled on"),
    };
    let due = due_at.map(|due| policy.wall_time(due));
    Text {
        zh: due.as_ref().map_or_else(|| zh.to_owned(), |due| format!("{zh}（时限 {due}）")),
        en: due.as_ref().map_or_else(|| en.to_owned(), |due| format!("{en} (due {due})")),
    }
}

fn level_text(level: ClockLevel) -> (&'static str, &'static str) {
    match level {
        ClockLevel::Warning => ("即将超时", "is running short of time"),
        ClockLevel::Breach => ("已超时", "has run out of time"),
        ClockLevel::Escalation => ("超时已久", "ran out of time a while ago"),
    }
}
