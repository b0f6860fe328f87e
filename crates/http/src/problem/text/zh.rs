//! Simplified Chinese.

use bihuan_domain::refusal::RefusalCode;

use super::{Text, text};
use crate::problem::code::ProblemCode;

pub(super) const fn general(code: ProblemCode) -> Text {
    match code {
        ProblemCode::BadRequest => {
            text("请求无法读取", "请求行、路径或请求头格式错误。", "请发送格式正确的 HTTP 请求。")
        }
        ProblemCode::MalformedJson => text(
            "请求体不是 JSON",
            "请求体在第 {line} 行第 {column} 列不再是 JSON。",
            "请发送一个完整的 UTF-8 JSON 值。",
        ),
        ProblemCode::InvalidHeader => {
            text("请求头无效", "请求头 {header} 不符合要求，详见 errors。", "请更正 errors 中指出的请求头。")
        }
        ProblemCode::CursorInvalid => text(
            "游标无效",
            "该游标不是由此列表以这些筛选条件生成的。",
            "请不带游标重新开始，翻页期间不要更改筛选条件。",
        ),
        ProblemCode::IdempotencyKeyRequired => text(
            "缺少幂等键",
            "服务账号在此必须发送请求头 Idempotency-Key。",
            "请发送新的 Idempotency-Key，重试时使用同一个键。",
        ),
        ProblemCode::Unauthenticated => text(
            "需要令牌",
            "请求没有携带 Bearer 令牌。",
            "请通过 POST /v1/sessions 登录，并发送 Authorization: Bearer <accessToken>。",
        ),
        ProblemCode::TokenInvalid => text("令牌无效", "该令牌不是由本服务器签发，或已被改动。", "请重新登录。"),
        ProblemCode::TokenExpired => {
            text("令牌已过期", "该令牌已超过有效期。", "请在 POST /v1/sessions/refresh 用刷新令牌换取新令牌。")
        }
        ProblemCode::InvalidCredentials => {
            text("账号或密码错误", "账号与密码不匹配，或该用户已停用。", "请核对后重试。")
        }
        ProblemCode::SessionEnded => text("会话已结束", "会话已登出，或其旧的刷新令牌被再次使用。", "请重新登录。"),
        ProblemCode::Forbidden => {
            text("缺少权限", "您的角色均未授予 {permission}。", "请向管理员申请带有该权限的角色。")
        }
        ProblemCode::AccountProtected => text(
            "账号受保护",
            "您的角色无权授予角色 {what} 或更改账号 {what}。",
            "请由有授予权的人办理；任何人都不能停用自己的账号。",
        ),
        ProblemCode::NotFound => {
            text("未找到", "此处没有您可见的内容。", "请检查地址；本单位范围以外的内容同样不显示。")
        }
        ProblemCode::MethodNotAllowed => {
            text("不允许的方法", "该地址只接受 {allowed}。", "请使用响应头 Allow 中列出的方法。")
        }
        ProblemCode::RequestTimeout => {
            text("请求体到达过慢", "请求体未在 {seconds} 秒内到达。", "请在网络较好时重新发送。")
        }
        ProblemCode::AlreadyExists => text("已存在", "该 {what} 已被占用。", "请使用已有的，或另选一个。"),
        ProblemCode::ClockBackwards => {
            text("时钟不能倒退", "沙箱时钟已是 {now}。", "请给出更晚的时刻，或新建一个沙箱。")
        }
        ProblemCode::VersionConflict => {
            text("他人已先行修改", "当前版本已是 {current}。", "请重新读取；若操作仍有必要，请用新的 ETag 重试。")
        }
        ProblemCode::PayloadTooLarge => text("请求体过大", "请求体超过 {maximum} 字节。", "请减少发送的内容。"),
        ProblemCode::UnsupportedMediaType => text(
            "请求体必须是 JSON",
            "Content-Type 必须是 application/json（UTF-8），且不带 Content-Encoding。",
            "请设置 Content-Type: application/json。",
        ),
        ProblemCode::InvalidBody => {
            text("请求体无效", "请求体中有错误的成员，详见 errors。", "请更正 errors 中指出的成员。")
        }
        ProblemCode::InvalidQuery => {
            text("查询参数无效", "查询参数有误，详见 errors。", "请更正 errors 中指出的参数。")
        }
        ProblemCode::IdempotencyMismatch => {
            text("幂等键已用于其他请求", "同一 Idempotency-Key 此前带有不同的请求体或地址。", "新的请求请使用新的键。")
        }
        ProblemCode::PolicyRefused => {
            text("规则包有误", "规则包有 {count} 处问题，见 errors。", "请按 errors 所列的文件和行更正。")
        }
        ProblemCode::LimitExceeded => text("超出上限", "上限 {limit} 为 {maximum}。", "请不要超出上限。"),
        ProblemCode::PreconditionRequired => {
            text("缺少版本", "缺少请求头 If-Match。", "请先读取资源，并将其 ETag 作为 If-Match 发送。")
        }
        ProblemCode::Internal => {
            text("服务器故障", "服务器发生故障，可凭 traceId 查找原因。", "请重试；若仍失败，请报告 traceId。")
        }
        ProblemCode::Busy => text("服务器繁忙", "服务器目前无法处理该请求。", "请等待 Retry-After 指出的秒数后重试。"),
        ProblemCode::NotReady => {
            text("服务器尚未就绪", "服务器正在启动、正在停止，或与数据库失去连接。", "请稍后再查询。")
        }
        ProblemCode::Stalled => text(
            "服务器的时限处理已停止",
            "服务器仍在应答，但已有一分钟没有检查工单的时限是否到期。",
            "请重启该进程。数据不会丢失：到期的时限由其他节点处理，或在重启后处理。",
        ),
        ProblemCode::Refused(code) => refusal(code),
    }
}

pub(super) const fn refusal(code: RefusalCode) -> Text {
    match code {
        RefusalCode::NotHeld => text("由其他单位持有", "该操作只能由持有单位执行。", "请联系持有单位，或先转派。"),
        RefusalCode::WrongStage => text("当前环节不可操作", "当前环节不允许该操作。", "请选择 openActions 中的操作。"),
        RefusalCode::NotOnTheSpot => text("不可当场办结", "该类诉求不得当场办结。", "请派发工单。"),
        RefusalCode::NothingToDispatch => text("无需派发", "该类诉求不派发工单。", "请当场答复客户。"),
        RefusalCode::NoUnit => text("没有承办单位", "找不到承办单位，或所选单位不处理工单。", "请选择处理工单的单位。"),
        RefusalCode::SameUnit => text("已在该单位", "工单已在该单位。", "请选择其他单位。"),
        RefusalCode::LeadRequired => {
            text("须有且仅有一张主办工单", "每张客户工单须有且仅有一张主办工单。", "请指定唯一的主办工单。")
        }
        RefusalCode::LeadOrder => text("主办工单不可取消", "主办工单不能取消。", "请转派主办工单，或取消客户工单。"),
        RefusalCode::NotACrew => text("不是本单位班组", "班组必须隶属于持有工单的单位。", "请选择本单位的班组。"),
        RefusalCode::UnknownReason => text("原因不在列表中", "该工单的规则中没有这个原因。", "请从规则中选择原因。"),
        RefusalCode::FinallyDetermined => text("已终审", "责任已终审，工单不得再次退回。", "请办理该工单。"),
        RefusalCode::ReturnsExhausted => {
            text("退单次数已用尽", "工单退回次数已达规则上限。", "请办理该工单，或申请终审。")
        }
        RefusalCode::NotRestored => text("尚未恢复", "回复“已解决”之前须先登记恢复。", "请先登记恢复，再回单。"),
        RefusalCode::ContactRequired => {
            text("尚未联系客户", "回单之前必须联系客户。", "请先登记与客户的联系，再回单。")
        }
        RefusalCode::ReplyIncomplete => {
            text("回单内容不完整", "规则或处理结果要求回单写明：{missing}。", "请补充后再回单。")
        }
        RefusalCode::ConsentRequired => {
            text("须经客户同意", "回访结果 {outcome} 须经客户同意。", "请征得客户同意并注明。")
        }
        RefusalCode::NextReplyRequired => text(
            "须约定再次答复时间",
            "已联系客户但尚未答复结果，规则要求约定再次答复时间，最迟 {until}。",
            "请与客户约定时间，并填写 `nextReplyAt`。",
        ),
        RefusalCode::NextReplyOutOfRange => text(
            "再次答复时间已过或过晚",
            "约定的再次答复时间 {at} 不在现在至 {until} 之间。",
            "请填写将来的时间，最迟 {until}。",
        ),
        RefusalCode::EstimateInPast => text("预计时间已过", "预计时间必须在将来。", "请填写更晚的时间。"),
        RefusalCode::TooEarlyToCall => {
            text("未到回访时间", "下一次回访尚未到期，或此时段不得致电客户。", "请等到回访到期。")
        }
        RefusalCode::AnswersInvalid => text("答案与问卷不符", "所填答案与问卷不符。", "请按问卷的问题和选项作答。"),
        RefusalCode::ReplyRequired => text("尚未答复客户", "归档之前必须答复客户。", "请先完成回访。"),
        RefusalCode::AlreadyWithdrawn => text("已撤诉", "客户已撤回该诉求。", "无需再处理。"),
        RefusalCode::ReopenWindowClosed => text("已过重开期限", "重开的期限已过。", "请新建工单。"),
        RefusalCode::SuspensionNotAllowed => text("不允许挂起", "规则不允许此类工单挂起。", "请继续处理，或申请延期。"),
        RefusalCode::SuspensionTooLong => {
            text("挂起时间不当", "挂起的结束时间已过，或超过规则允许的时长。", "请填写更早的结束时间。")
        }
        RefusalCode::SuspensionsExhausted => text("挂起次数已用尽", "该工单的挂起次数已达规则上限。", "请继续处理。"),
        RefusalCode::NothingRequested => {
            text("没有待处理的申请", "没有可供处理的申请或生效中的事项。", "请重新查看任务单。")
        }
        RefusalCode::AlreadyRequested => text("已有相同申请", "相同的申请已提出或已生效。", "请等待审批。"),
        RefusalCode::ClaimedByOther => {
            text("已被同事领取", "同事已领取该回访，可能正在与客户通话。", "请办理其他回访，或等待领取到期。")
        }
        RefusalCode::NotPerformer => {
            text("方案指定由他人回访", "该回访方案指定由其他岗位回访。", "请交由所列岗位的人员回访。")
        }
        RefusalCode::NotIndependent => text(
            "不得独自回访本单位承办的事项",
            "任何人不得独自回访本人或本单位承办的事项。",
            "请交由受理中心回访，或会同回访。",
        ),
        RefusalCode::NotInPlan => text("不在规则列表中", "该工单的规则中没有所填的内容。", "请从规则中选择。"),
        RefusalCode::PostsNotReached => {
            text("尚有人员未访到", "方案要求访到的人员尚未全部访到。", "请以 partly 登记已访到的人员，再回访其余人员。")
        }
        RefusalCode::SignatureMissing => {
            text("缺少签字", "签字人未签齐、客户未确认，或方案不要求审核。", "请先完成签字和客户确认。")
        }
        RefusalCode::OpinionRequired => text("须填写处理意见", "认定回访不合格须填写处理意见。", "请填写处理意见。"),
        RefusalCode::NotSampled => {
            text("不属于抽样", "只有抽中的回访可以移出样本，也只有未抽中的客户可以递补。", "请保持原样。")
        }
        RefusalCode::NotConcerned => text("不是本人的事项", "该事项与您无关，或已指定他人办理。", "请由相关人员办理。"),
        RefusalCode::AssessmentIncomplete => text("考核尚未完成", "尚缺：{missing}。", "请补齐后再定稿。"),
        RefusalCode::PeriodNotOver => text("月份尚未结束", "只能对已结束的月份进行评定。", "请等待该月结束。"),
        RefusalCode::ContestTooLate => text("已过申诉期限", "考核定稿后{days}天内可以申诉。", "请与上级沟通。"),
        RefusalCode::RecordVoided => text("记录已作废", "第{number}号记录已作废，不能再更正。", "请保持原样。"),
        RefusalCode::NothingToContest => {
            text("无可申诉事项", "该工单没有此类认定，或已与申诉目标一致。", "请指明申诉的认定、所涉部分及应有结果。")
        }
        RefusalCode::AppealTooLate => text("已过申诉期限", "申诉期限已过，或没有受理该申诉的层级。", "请接受原认定。"),
        RefusalCode::SealsMissing => {
            text("证明材料缺少签章", "每份证明材料须有{seals}级部门签字盖章。", "请补齐签章，并在sealedBy中列出部门。")
        }
        RefusalCode::Merged => text("已合并到主单", "该工单已合并，由主单统一处理。", "请在主单上操作，或先取消合并。"),
        RefusalCode::MainUnfit => text(
            "不能作为主单",
            "主单须为另一张同业务类型、正在处理且未被合并的工单（{why}）。",
            "请指定正在处理的工单。",
        ),
        RefusalCode::OthersWait => {
            text("该单是其他工单的主单", "主单不能再合并到其他工单。", "请先将其子单合并到新的主单，或反向合并。")
        }
        RefusalCode::TooLateToMerge => {
            text("已在处理中", "该工单的派工已挂起、已到现场或已回单。", "请继续完成该工单的处理。")
        }
        RefusalCode::NoSignatureAwaited => {
            text("无需签批", "该报告无需签批、已签批完毕或已被退回。", "如已被退回，请重新生成报告。")
        }
        RefusalCode::NotTheSigner => {
            text("未轮到您签批", "该报告正待其他角色签批。", "请由 awaits 所列角色的人员签批。")
        }
        RefusalCode::SignedAlready => text("您已签批", "同一人不得重复签批同一报告。", "请由该角色的其他人员签批。"),
        RefusalCode::SurveyEnded => {
            text("问卷已结束", "问卷已填写，或已不再需要。", "请查看问卷；已填写的内容不可更改。")
        }
        RefusalCode::SurveyExpired => text("不在填写期内", "尚未邀请客户填写，或填写期已过。", "请重新邀请客户。"),
        RefusalCode::NotTheCustomer => {
            text("不是客户本人", "答复所用号码不是客户的号码。", "只有工单所留号码的答复有效。")
        }
        RefusalCode::VerdictRequired => {
            text("须先作属实认定", "该诉求尚未认定是否属实。", "请由非被投诉方先作属实认定（操作 verdict），再归档。")
        }
        RefusalCode::SamePerson => text("须由他人审批", "申请人不得审批自己的申请。", "请由其他人员审批。"),
        RefusalCode::ExtensionNotAllowed => text("不允许延期", "规则不允许该时限延期。", "请按原时限办理。"),
        RefusalCode::ExtensionTooLong => text("延期过长", "延期为零或超过规则允许的上限。", "请缩短延期。"),
        RefusalCode::ExtensionTooLate => text("已逾期，不可延期", "时限已到，不能再延期。", "请说明超时原因。"),
        RefusalCode::ExtensionsExhausted => {
            text("延期次数已用尽", "该任务单的延期次数已达规则上限。", "请按现有时限办理。")
        }
        RefusalCode::NoSuchClock => {
            text("没有该时限", "此处没有该名称的时限在计时或已超时。", "请选择该任务单的时限。")
        }
        RefusalCode::ExplanationRequired => {
            text("须先说明超时原因", "回单之前必须说明超时原因。", "请先说明原因，再回单。")
        }
        RefusalCode::OutboundKind => {
            text("外呼类型不可互换", "客户诉求与外呼任务的工单不能互相改类。", "请另行建立工单。")
        }
        RefusalCode::CampaignClosed => text("外呼任务已关闭", "该外呼任务已关闭，不再接收名单。", "请新建外呼任务。"),
        RefusalCode::NothingChanges => text("没有变化", "所求与现状相同。", "无需再处理。"),
    }
}

pub(super) fn field(code: &str) -> &'static str {
    match code {
        "required" => "为必填项",
        "unknown_member" => "在此处不被识别",
        "duplicate_member" => "重复出现",
        "invalid_type" => "类型错误，应为 {expected}",
        "unknown_value" => "不是已知的取值，应为 {expected}",
        "length" => "长度错误，允许 {min} 至 {max}",
        "range" => "超出范围，允许 {min} 至 {max}",
        "nul_character" => "不得包含字符 U+0000",
        "wildcard_refused" => "必须指明一个版本，不接受通配符 *",
        "strong_etag_required" => "必须是强实体标签，例如 \"v12\"",
        "single_etag_required" => "必须且只能指明一个实体标签",
        "etag_unknown" => "不是本服务器的实体标签（例如 \"v12\"）",
        "visible_ascii" => "必须是 {min} 至 {max} 个可见 ASCII 字符",
        "not_found" | "unknown" => "所指的内容不存在",
        "item_missing" => "缺少检查项 {item}",
        "outbound" => "只能由外呼任务生成",
        "not_outbound" => "属于客户诉求类型，外呼任务须使用外呼类型",
        "in_future" => "不得晚于现在",
        "in_past" => "不得早于现在",
        "conflict" => "与 {other} 矛盾",
        "bundle_line" => "第 {line} 行第 {column} 列：{reason}",
        "bundle" => "{reason}",
        "files_not_kept" => "现行规则包的文件未留存，请提交全部文件",
        _ => "无效",
    }
}
