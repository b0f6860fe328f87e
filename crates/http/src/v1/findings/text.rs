//! Findings in words: what was seen, by which rule, and what would be normal.

use bihuan_domain::quality::{Check, Finding};

use crate::extract::language::Language;

/// What was seen, and what would be normal.
pub(super) fn explain(finding: &Finding, language: Language) -> String {
    let (seen, normal) = (finding.seen, finding.normal);
    let clock = finding.about.as_deref().unwrap_or_default();
    match (finding.check, language) {
        (Check::LatePause, Language::English) => format!(
            "A pause was asked for {seen} minutes before the limit `{clock}` would have run out. More than {normal} minutes \
             before would be normal."
        ),
        (Check::LatePause, Language::Chinese) => {
            format!("在时限“{clock}”到期前{seen}分钟申请暂停计时；正常情况应早于到期前{normal}分钟。")
        }
        (Check::BulkClosing, Language::English) => {
            format!("One person ended {seen} tickets within minutes. Up to {normal} would be normal.")
        }
        (Check::BulkClosing, Language::Chinese) => format!("同一人在数分钟内办结{seen}张工单；正常情况不超过{normal}张。"),
        (Check::FarArrival, Language::English) => format!(
            "An arrival was reported {seen} metres from the place of the demand. Up to {normal} metres would be normal."
        ),
        (Check::FarArrival, Language::Chinese) => {
            format!("到达现场的定位距诉求地点{seen}米；正常情况不超过{normal}米。")
        }
        (Check::Renewal, Language::English) => format!(
            "One person ended this ticket and opened the same matter anew, or merged it and parted it again, within {seen} \
             minutes, so that its clocks began at nothing. More than {normal} minutes apart would be normal."
        ),
        (Check::Renewal, Language::Chinese) => format!(
            "同一人在{seen}分钟内办结本单又就同一事项新建工单，或合并后又拆分，使时限重新起算；正常情况应相隔{normal}分钟以上。"
        ),
        (Check::ForbiddenWords, Language::English) => {
            format!("What the customer was answered has words that are not said to customers, such as “{clock}”: {seen}. None would be normal.")
        }
        (Check::ForbiddenWords, Language::Chinese) => {
            format!("答复内容含服务忌语，如“{clock}”，共{seen}处；正常情况不应出现。")
        }
        (Check::StaffNumber, Language::English) => {
            "The customer was called back at a number of the centre or its people. A number of the customer's own would be \
             normal."
                .to_owned()
        }
        (Check::StaffNumber, Language::Chinese) => "回访号码属于本单位或员工；正常情况应为客户本人的号码。".to_owned(),
        (Check::CopiedReply, Language::English) => format!(
            "One person gave the same reply for {seen} tickets. The same words for up to {normal} would be normal."
        ),
        (Check::CopiedReply, Language::Chinese) => {
            format!("同一人对{seen}张工单回复内容相同；正常情况不超过{normal}张。")
        }
    }
}
