//! Telling units what an inspection found (质检通报): that there are defects, and how many. Whose they are stands in the register.

use std::collections::BTreeMap;
use std::sync::Arc;

use bihuan_domain::code::{NotificationCode, UnitCode};
use bihuan_domain::id::EventId;
use bihuan_domain::notification::{Addressee, Happening, Intent, Subject};
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_domain::policy::quality::InspectionPlan;
use bihuan_domain::quality::Inspection;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::{Tx, tickets};

use crate::App;
use crate::error::Error;
use crate::notifications::{Announcement, raise_all};

/// Under which code people are told, and find it in their inbox.
const DEFECTS: &str = "inspection_defects";

/// Tells the roles that the plan names, at the unit of each person whose defects were found: once for each unit, beside the
/// entry of the log.
pub(super) fn announce(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Arc<Policy>,
    (inspection, plan): (&Inspection, &InspectionPlan),
    (entry, at): (EventId, Timestamp),
    units: &[UnitCode],
) -> Result<(), Error> {
    let Ok(code) = DEFECTS.parse::<NotificationCode>() else { return Ok(()) };
    let mut defects: BTreeMap<&UnitCode, u32> = BTreeMap::new();
    for unit in units {
        let count = defects.entry(unit).or_default();
        *count = count.saturating_add(1);
    }
    if plan.tell.is_empty() || defects.is_empty() {
        return Ok(());
    }
    let found = tickets::find_many(tx, [inspection.ticket])?;
    let number = found.get(&inspection.ticket).map(|(_, ticket)| ticket.number.clone()).unwrap_or_default();
    let intent = |(unit, defects): (&UnitCode, u32)| {
        let to = plan.tell.iter().map(|role| Addressee { role: role.clone(), unit: unit.clone(), person: None });
        Intent {
            cause: 0,
            code: code.clone(),
            to: to.collect(),
            channels: PushChannel::ALL.to_vec(),
            emergency: false,
            subject: Subject {
                number: number.clone(),
                unit: unit.clone(),
                happening: Happening::DefectsFound { inspection: inspection.id, defects },
            },
        }
    };
    let told = Announcement {
        ticket: Some(inspection.ticket),
        policy: policy.clone(),
        at,
        intents: defects.into_iter().map(intent).collect(),
        entries: vec![entry],
    };
    raise_all(app, tx, &[told], &app.directory.organisation())
}
