//! The demands of the day: of every kind, in a busy day's proportions, with a storm in the afternoon.

use bihuan_domain::time::Timestamp;

use super::hours::Hours;
use super::random::Chance;
use super::story::{self, Story};

/// The hours in which demands arrive, both on the clock of the centre.
const OPENS: i8 = 8;
const CLOSES: i8 = 22;
/// The hour of the storm.
const STORM: i8 = 15;
/// So many of a hundred faults come with the storm.
const STORM_PERCENT: i64 = 35;

/// A type of the catalogue, if any, and what the customer says.
type Matter = (Option<&'static str>, &'static str);

/// What customers ask for: kind, share of a hundred, and what exactly.
const MENU: &[(&str, u32, &[Matter])] = &[
    (
        "fault",
        38,
        &[
            (Some("fault.lv.line.overhead"), "大风后整排楼停电，低压线断落"),
            (Some("fault.lv.service.switch"), "家中停电，表前开关合不上"),
            (Some("fault.hv.line.tree"), "树枝压在线路上打火"),
            (Some("fault.hv.substation.fuse"), "村里停电，变压器跌落熔断器掉了"),
            (Some("fault.quality.voltage.low"), "晚上电压低，空调带不动"),
            (Some("fault.customer.residential.breaker"), "只有我家没电，邻居正常"),
            (Some("fault.meter.lv.burnt"), "电表冒烟烧坏"),
            (Some("fault.other"), "路灯杆附近有异响"),
        ],
    ),
    ("consult", 14, &[(Some("consult.bill"), "阶梯电价怎么算"), (Some("consult.connection"), "新房如何报装")]),
    ("query", 8, &[(None, "查询本月电费余额")]),
    (
        "complaint",
        8,
        &[
            (Some("complaint.outage.repair.late"), "报修两小时无人到场"),
            (Some("complaint.business.bill.bill"), "电费突增一倍，解释不清"),
            (Some("complaint.quality.reliability.frequent"), "一个月停电五次"),
            (Some("complaint.service.hall.attitude"), "营业厅人员态度差"),
        ],
    ),
    (
        "service",
        9,
        &[
            (Some("service.reconnect"), "已缴清欠费，请复电"),
            (Some("service.appliance"), "电压异常烧坏冰箱，申请核损"),
            (Some("service.meter"), "电表走得快，申请校验"),
            (Some("service.reading"), "抄表示数与表计不符"),
            (Some("service.charging"), "服务区快充预约"),
            (Some("service.other"), "申请更改联系电话"),
        ],
    ),
    ("opinion", 5, &[(Some("opinion.outage"), "计划停电通知太晚"), (Some("opinion.service"), "排队时间长")]),
    ("suggestion", 3, &[(Some("suggestion.service"), "建议周末开放营业厅")]),
    ("praise", 3, &[(Some("praise.repair"), "表扬抢修师傅冒雨送电"), (Some("praise.staff"), "表扬客服耐心")]),
    (
        "report",
        2,
        &[(Some("report.outsider.theft"), "举报邻居窃电"), (Some("report.insider.conduct"), "举报收费不开票")],
    ),
    ("subscribe", 2, &[(None, "订阅停电短信通知")]),
    ("urge", 3, &[(None, "催促先前的报修")]),
    ("withdraw", 2, &[(None, "撤回先前的诉求")]),
    ("supplement", 1, &[(None, "补充先前诉求的地址")]),
    ("help", 2, &[(None, "独居老人停电，请求上门查看")]),
];

/// A demand of the day.
#[derive(Debug, Clone)]
pub(super) struct Demand {
    pub(super) arrives: Timestamp,
    pub(super) kind: &'static str,
    pub(super) service_type: Option<&'static str>,
    pub(super) topic: &'static str,
    pub(super) area: &'static str,
    pub(super) channel: &'static str,
    pub(super) customer: String,
    pub(super) phone: String,
    pub(super) region: Option<&'static str>,
    pub(super) confidential: bool,
    pub(super) no_callback: bool,
    pub(super) story: Story,
}

impl Demand {
    /// Whether somebody must go there.
    pub(super) fn is_field(&self) -> bool {
        let on_site = ["service.reconnect", "service.appliance", "service.charging"];
        self.kind == "fault" || self.service_type.is_some_and(|code| on_site.contains(&code))
    }

    /// Whether the customer says that somebody did wrong: somebody else finds out whether that is so.
    pub(super) fn accuses(&self) -> bool {
        ACCUSING.contains(&self.kind)
    }

    /// Whether it is answered where it arrives, always.
    pub(super) fn is_never_sent(&self) -> bool {
        NEVER_SENT.contains(&self.kind)
    }
}

/// Kinds of demands that say that somebody did wrong.
const ACCUSING: &[&str] = &["complaint", "report"];

/// Kinds that no unit works on.
const NEVER_SENT: &[&str] = &["query", "subscribe", "urge", "withdraw", "supplement"];

/// The demands of a day, in the order of their arrival.
///
/// # Errors
/// When the day lies outside the calendar.
pub(super) fn of_the_day(count: usize, hours: &Hours, chance: &mut Chance) -> anyhow::Result<Vec<Demand>> {
    let mut kinds = kinds(count);
    chance.shuffle(&mut kinds);
    let mut demands = Vec::with_capacity(count);
    for (place, entry) in kinds.into_iter().enumerate() {
        demands.push(demand(entry, place, hours, chance)?);
    }
    demands.sort_by_key(|demand| demand.arrives);
    story::tell(&mut demands, chance);
    Ok(demands)
}

/// As many entries of the menu as asked for: every kind at least once, the rest by their shares.
fn kinds(count: usize) -> Vec<usize> {
    let shares: u32 = MENU.iter().map(|(_, share, _)| share).sum();
    let mut kinds: Vec<usize> = (0..MENU.len()).collect();
    for (entry, (_, share, _)) in MENU.iter().enumerate() {
        let wanted = count * (*share as usize) / (shares as usize);
        kinds.extend(std::iter::repeat_n(entry, wanted.saturating_sub(1)));
    }
    while kinds.len() < count {
        kinds.push(0);
    }
    kinds.truncate(count);
    kinds
}

fn demand(entry: usize, place: usize, hours: &Hours, chance: &mut Chance) -> anyhow::Result<Demand> {
    let (kind, _, matters) = MENU.get(entry).copied().unwrap_or(MENU[0]);
    let (service_type, topic) = chance.one_of(matters).unwrap_or((None, "来电"));
    let stormy = kind == "fault" && chance.percent(STORM_PERCENT);
    // Whoever speaks of an earlier demand calls when there are some.
    let first = if matches!(kind, "urge" | "withdraw" | "supplement") { STORM } else { OPENS };
    let hour = if stormy { STORM } else { i8::try_from(chance.between(first.into(), i64::from(CLOSES) - 1))? };
    let area = match chance.between(1, 100) {
        1..=65 => "urban",
        66..=92 => "rural",
        _ => "remote",
    };
    let by_other_ways = ["app", "wechat", "website", "hotline-12345"];
    let channel = if chance.percent(75) { "phone" } else { chance.one_of(&by_other_ways).unwrap_or("app") };
    Ok(Demand {
        arrives: hours.at(0, hour)?.plus_seconds(chance.between(0, 3_599)),
        kind,
        service_type,
        topic,
        area,
        channel,
        customer: format!("客户{:03}", place + 1),
        phone: format!("139{:08}", chance.between(0, 99_999_999)),
        region: None,
        confidential: false,
        no_callback: false,
        story: Story::default(),
    })
}
