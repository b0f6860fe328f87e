//! Indicators of inspections, by the day on which somebody looked.

use crate::fact::Flag;
use crate::indicator::Condition::{Always, Not};
use crate::indicator::{Direction, Indicator, Unit};

use super::{INSPECTED, share};

pub(super) const INSPECTIONS: &[Indicator] = &[
    Indicator {
        code: "inspections",
        name: ("质检量", "Inspections"),
        words: ("当期完成质检的工单数", "Tickets whose inspection was filled in within the period"),
        unit: Unit::Count,
        direction: Direction::Neutral,
        ..INSPECTED
    },
    Indicator {
        code: "work_order_quality_rate",
        name: ("工单质检合格率", "Tickets without defect"),
        words: (
            "无成立差错的质检工单数 / 质检工单数",
            "Inspected tickets without a defect that stands / inspected tickets",
        ),
        formula: share(Not(Flag::Faulty), Always),
        ..INSPECTED
    },
    Indicator {
        code: "form_filling_rate",
        name: ("工单填写合格率", "Forms without defect"),
        words: (
            "无成立坐席侧差错的质检工单数 / 质检工单数",
            "Inspected tickets without a defect of whoever took the demand / inspected tickets",
        ),
        formula: share(Not(Flag::AgentFaulty), Always),
        ..INSPECTED
    },
    Indicator {
        code: "handling_compliance_rate",
        name: ("处理规范率", "Handled without defect"),
        words: (
            "无成立处理侧差错的质检工单数 / 质检工单数",
            "Inspected tickets without a defect of whoever handled the matter / inspected tickets",
        ),
        formula: share(Not(Flag::HandlerFaulty), Always),
        ..INSPECTED
    },
];
