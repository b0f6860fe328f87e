//! Indicators that have a name but cannot be computed yet, with the reason: a figure that is not there is told, not
//! guessed.

/// An indicator that cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The name it will have.
    pub code: &'static str,
    /// What people call it: Chinese, English.
    pub name: (&'static str, &'static str),
    /// Why not: Chinese, English.
    pub reason: (&'static str, &'static str),
}

const CUSTOMERS: (&str, &str) =
    ("系统内没有各单位的客户数", "The number of customers of each unit is not known to the system");
const CALLS: (&str, &str) =
    ("呼叫平台未提供排队与应答数据", "The telephone system does not report queueing and answers");
const DEDUCTIONS: (&str, &str) = (
    "扣分项（不实处理、舆情等）未登记",
    "The events that cost points are not registered (unreal handling, public opinion)",
);

/// All of them.
pub const MISSING: &[Missing] = &[
    Missing {
        code: "quality_service_index", name: ("优质服务评价指数", "Quality-service index"), reason: DEDUCTIONS
    },
    Missing {
        code: "marketing_service_conformity",
        name: ("营销服务规范率", "Marketing service conformity"),
        reason: CUSTOMERS,
    },
    Missing {
        code: "connection_conformity",
        name: ("业扩报装服务规范率", "Connection conformity"),
        reason: ("新装流程不在本系统内", "New connections are not handled here"),
    },
    Missing { code: "manual_pick_up_rate", name: ("人工服务接听率", "Manual pick-up rate"), reason: CALLS },
    Missing { code: "connect_rate", name: ("电话接通率", "Connect rate"), reason: CALLS },
    Missing {
        code: "seat_satisfaction_rate",
        name: ("座席服务满意率", "Seat satisfaction"),
        reason: (
            "通话后即时按键评价尚未接入；回访中对座席的评价保存在问卷中",
            "Ratings by keypad right after a call are not connected; what customers say of agents when they are called back is kept with each survey",
        ),
    },
    Missing {
        code: "unit_score",
        name: ("单位月度综合得分", "Monthly score of units"),
        reason: (
            "办结、反馈、有效回访、满意、知识更新各占多少未见公布；前四项各为单独指标",
            "The weights of completion, feedback, effective callback, satisfaction and knowledge are not published; the first four are indicators of their own",
        ),
    },
    Missing {
        code: "first_contact_resolution",
        name: ("一次解决率", "First-contact resolution"),
        reason: (
            "需等观察期满才能定论；见重复诉求率",
            "It is only known once the window after the contact is over; see the repeat rate",
        ),
    },
    Missing {
        code: "complaints_per_10k", name: ("投诉万户比", "Complaints per 10,000 customers"), reason: CUSTOMERS
    },
    Missing {
        code: "complaints_per_million",
        name: ("百万户投诉", "Complaints per million customers"),
        reason: CUSTOMERS,
    },
    Missing {
        code: "complaints_per_1k_calls", name: ("千次话务投诉", "Complaints per 1,000 calls"), reason: CALLS
    },
    Missing { code: "faults_per_10k", name: ("每万户报修", "Faults per 10,000 customers"), reason: CUSTOMERS },
];
