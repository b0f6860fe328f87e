//! The people of the small centre: at least one login for every role of the bundle, and one for every unit that
//! handles work orders.

use std::collections::HashMap;

use anyhow::Context as _;
use bihuan_app::users::NewUser;
use serde::Serialize;

use crate::client::{Client, Sandbox};

/// Everybody's password. The demo listens on this machine only and holds nothing but its own play.
pub(super) const PASSWORD: &str = "bihuan-demo";

/// Login, name, unit, role. Whoever handles work orders signs in with the code of the unit.
const PEOPLE: &[(&str, &str, &str, &str)] = &[
    ("administrator", "系统管理员", "company", "administrator"),
    ("manager", "张经理", "company", "manager"),
    ("shift-supervisor", "李值班", "centre", "shift-supervisor"),
    ("agent-1", "王晓梅", "centre", "agent"),
    ("agent-2", "陈静", "centre", "agent"),
    ("agent-3", "刘洋", "centre", "agent"),
    ("dispatcher", "赵派单", "centre", "dispatcher"),
    ("reviewer", "孙审核", "company", "reviewer"),
    ("callback-agent", "周回访", "centre", "callback-agent"),
    ("quality-inspector", "吴质检", "centre", "quality-inspector"),
    ("knowledge-editor", "郑采编", "centre", "knowledge-editor"),
    ("liaison", "冯联络", "centre", "liaison"),
    ("outage-reporter", "褚报送", "command", "outage-reporter"),
    ("notice-filer", "卫报备", "command", "notice-filer"),
    ("appeal-officer", "蒋申诉", "company", "appeal-officer"),
    ("integrator", "接口账号", "centre", "integrator"),
    ("repair", "抢修中心分理员", "repair", "handler"),
    ("marketing", "营销部分理员", "marketing", "handler"),
    ("metering", "计量中心分理员", "metering", "handler"),
    ("business-hall", "营业厅分理员", "business-hall", "handler"),
    ("construction", "建设部分理员", "construction", "handler"),
    ("discipline", "纪检分理员", "discipline", "handler"),
    ("repair-crew-1", "抢修一班", "repair-crew-1", "crew"),
    ("repair-crew-2", "抢修二班", "repair-crew-2", "crew"),
    ("repair-crew-3", "抢修三班", "repair-crew-3", "crew"),
    ("rural-station-1", "城东供电所", "rural-station-1", "crew"),
    ("rural-station-2", "山区供电所", "rural-station-2", "crew"),
    ("inspection-crew-1", "用电检查班", "inspection-crew-1", "crew"),
    ("charging-crew-1", "充电服务班", "charging-crew-1", "crew"),
    ("metering-crew-1", "装表接电班", "metering-crew-1", "crew"),
];

/// Who else is needed on a turbulent day: whoever appeals must be of the unit, so that somebody else may rule.
const OFFICERS: &[(&str, &str, &str, &str)] = &[
    ("repair-officer", "抢修中心申诉专员", "repair", "appeal-officer"),
    ("marketing-officer", "营销部申诉专员", "marketing", "appeal-officer"),
    ("business-hall-officer", "营业厅申诉专员", "business-hall", "appeal-officer"),
];

/// A ready-made login.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Login {
    pub(super) login: &'static str,
    pub(super) password: &'static str,
    pub(super) unit: &'static str,
    pub(super) role: &'static str,
}

/// All logins.
pub(super) fn logins() -> Vec<Login> {
    let login = |(login, _, unit, role): &(&'static str, &str, &'static str, &'static str)| Login {
        login,
        password: PASSWORD,
        unit,
        role,
    };
    PEOPLE.iter().map(login).collect()
}

/// Adds everybody.
///
/// # Errors
/// When a unit or a role is not in the bundle.
pub(super) async fn add(sandbox: &Sandbox, turbulent: bool) -> anyhow::Result<()> {
    let officers = if turbulent { OFFICERS } else { &[] };
    for (login, name, unit, role) in PEOPLE.iter().chain(officers) {
        let new = NewUser {
            login: (*login).to_owned(),
            name: (*name).to_owned(),
            unit: unit.parse()?,
            roles: vec![role.parse()?],
            password: PASSWORD.to_owned(),
            email: None,
        };
        sandbox.add_user(new).await?;
    }
    Ok(())
}

/// Everybody, signed in when first needed.
pub(super) struct People<'a> {
    sandbox: &'a Sandbox,
    signed_in: HashMap<String, Client>,
}

impl<'a> People<'a> {
    pub(super) fn of(sandbox: &'a Sandbox) -> Self {
        Self { sandbox, signed_in: HashMap::new() }
    }

    /// The user with this login.
    ///
    /// # Errors
    /// When there is none.
    pub(super) async fn get(&mut self, login: &str) -> anyhow::Result<&Client> {
        if !self.signed_in.contains_key(login) {
            let client = self.sandbox.sign_in(login, PASSWORD).await.with_context(|| format!("signing in {login}"))?;
            self.signed_in.insert(login.to_owned(), client);
        }
        self.signed_in.get(login).context("a user who was just signed in is gone")
    }
}
