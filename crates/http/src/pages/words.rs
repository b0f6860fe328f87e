//! The words of the pages, in both languages.

use actix_web::http::StatusCode;

use crate::extract::language::Language;

/// A page that only says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// The answers were taken.
    Thanks,
    /// The answers were taken in a call.
    AnsweredInCall,
    /// It was answered before, or is no longer wanted.
    Ended,
    /// The time for answering is over.
    Expired,
    /// The link is none of ours.
    Unknown,
    /// Staff may not answer for customers.
    Staff,
    /// Somebody comes too often.
    TooOften,
    /// A fault of ours, or too much at once.
    Fault,
}

impl Note {
    pub(super) const fn status(self) -> StatusCode {
        match self {
            Self::Thanks => StatusCode::OK,
            Self::Ended | Self::AnsweredInCall => StatusCode::CONFLICT,
            Self::Expired => StatusCode::GONE,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Staff => StatusCode::FORBIDDEN,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::Fault => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Heading and text.
    pub(super) const fn words(self, language: Language) -> (&'static str, &'static str) {
        match (self, language) {
            (Self::Thanks, Language::Chinese) => ("感谢您的评价", "您的回答已收到，我们会据此改进服务。"),
            (Self::Thanks, Language::English) => ("Thank you", "We have received your answers and will act on them."),
            (Self::AnsweredInCall, Language::Chinese) => {
                ("您已在回访电话中作答", "您在电话中的回答已登记，此处不再重复填写。如与您所说不符，请致电我们。")
            }
            (Self::AnsweredInCall, Language::English) => (
                "You answered when we called",
                "What you said on the phone was written down, and counts. If it is not what you said, please call us.",
            ),
            (Self::Ended, Language::Chinese) => ("问卷已结束", "这份问卷已经填写，或已不再需要。"),
            (Self::Ended, Language::English) => {
                ("This survey has ended", "It was answered already, or is no longer needed.")
            }
            (Self::Expired, Language::Chinese) => ("链接已过期", "填写时间已过。如仍有意见，请直接致电我们。"),
            (Self::Expired, Language::English) => (
                "This link has expired",
                "The time for answering is over. Please call us if you still want to tell us something.",
            ),
            (Self::Unknown, Language::Chinese) => ("链接无效", "请完整打开短信中的链接。"),
            (Self::Unknown, Language::English) => {
                ("This link is not valid", "Please open the whole link from the message.")
            }
            (Self::Staff, Language::Chinese) => ("工作人员不能填写", "评价只能由客户本人填写。"),
            (Self::Staff, Language::English) => ("Not for staff", "Only the customer may answer."),
            (Self::TooOften, Language::Chinese) => ("请求过于频繁", "请稍后再试。"),
            (Self::TooOften, Language::English) => ("Too many requests", "Please try again later."),
            (Self::Fault, Language::Chinese) => ("暂时无法处理", "请稍后再试，您的回答尚未提交。"),
            (Self::Fault, Language::English) => {
                ("Not possible at the moment", "Please try again later; nothing was sent yet.")
            }
        }
    }
}

/// The other words of the pages.
pub(super) struct Words {
    pub(super) number: &'static str,
    pub(super) required: &'static str,
    pub(super) if_dissatisfied: &'static str,
    pub(super) if_answered: &'static str,
    pub(super) several: &'static str,
    pub(super) send: &'static str,
    pub(super) error: &'static str,
    pub(super) correct: &'static str,
    pub(super) missing: &'static str,
    pub(super) wrong: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    pub(super) other_language: (&'static str, &'static str, &'static str),
}

/// The words in a language.
pub(super) const fn of(language: Language) -> &'static Words {
    match language {
        Language::Chinese => &Words {
            number: "工单编号",
            required: "必填",
            if_dissatisfied: "不满意时必填",
            if_answered: "视上面的回答而定",
            several: "可多选",
            send: "提交",
            error: "请更正：",
            correct: "还有问题需要填写或更正：",
            missing: "请回答这个问题。",
            wrong: "这个回答不符合要求，请重新填写。",
            yes: "是",
            no: "否",
            other_language: ("en", "en", "English"),
        },
        Language::English => &Words {
            number: "Ticket",
            required: "required",
            if_dissatisfied: "required if you are not satisfied",
            if_answered: "depends on your answer above",
            several: "choose any",
            send: "Send",
            error: "Error:",
            correct: "Please answer or correct:",
            missing: "Please answer this question.",
            wrong: "This answer does not fit. Please answer again.",
            yes: "Yes",
            no: "No",
            other_language: ("zh", "zh-CN", "中文"),
        },
    }
}
