//! Indicators of callbacks.

use crate::fact::{Amount, Flag};
use crate::indicator::Condition::{All, Always, Any, Is, Not};
use crate::indicator::Measure::{Net, Total};
use crate::indicator::{Direction, Formula, Indicator, Unit};

use super::{CALLED, CALLS, EVERY, PLANNED, mean, share};

pub(super) const CALLBACKS: &[Indicator] = &[
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
        words: (
            "未超回访窗口的回访数 / 已答复、已结束或已超窗口的应回访数",
            "Callbacks not late for their window / callbacks due that were answered, have ended or are late",
        ),
        formula: share(Not(Flag::CallLate), Always),
        // Whether a call that still waits within its window will be in time, nobody knows.
        among: All(&[CALLS, Any(&[Is(Flag::Reached), Is(Flag::Concluded), Is(Flag::CallLate)])]),
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
            "满意及以上数 / 给出评价的已答复回访数；每轮处理各计一次",
            "Satisfied or better / answered callbacks with a verdict, each episode of handling by itself",
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
        code: "customer_satisfaction_index",
        name: ("客户满意度指数", "Customer satisfaction index (CSI)"),
        words: (
            "满意度答分之和 / 有满意度答分的回访数（以政策指定的量表计）",
            "Sum of the answers on the scale that the policy names / callbacks answered on it",
        ),
        formula: mean(Amount::Score),
        among: All(&[CALLS, Is(Flag::Concluded)]),
        unit: Unit::PerItem,
        source: "V-03",
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
