//! Signing reports (签批).

mod notice;

use std::sync::Arc;

use bihuan_domain::code::AskCode;
use bihuan_domain::permission::Permission;
use bihuan_domain::record::{RecordKind, content_hash};
use bihuan_domain::report::{NotSigned, Said, Signature, sign as decide};
use bihuan_persistence::reports as rows;
use uuid::Uuid;

pub(super) use notice::announce;

use super::ReportRun;
use crate::App;
use crate::caller::Caller;
use crate::error::{Error, FieldError};
use crate::quality::{Evidence, record};
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Signs a report, or sends it back; a record proves it. The next signer is told, or at the end everybody who had a part.
///
/// # Errors
/// Forbidden; not found, also when it is about a unit outside the caller's scope; invalid when something asked for is missing;
/// refused when it is not the caller's turn.
pub async fn sign(
    app: &Arc<App>,
    caller: &Caller,
    id: Uuid,
    said: Said,
    reply: Reply<ReportRun>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::ReportRead)?;
    let policy = app.directory.current_policy()?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        rows::lock(tx, id)?;
        let scope = scope::of(&caller.principal);
        let found = rows::find(tx, id)?.filter(|run| scope::contains(&scope, &run.unit));
        let mut run = found.ok_or(Error::NotFound { what: "report_run" })?;
        let now = inner.clock.now();
        let document = serde_json::to_value(&run.report).map_err(|error| Error::Internal(Box::new(error)))?;
        let signer = (caller.principal.user, caller.principal.roles.as_slice());
        let seen = (now, content_hash(&document));
        let signature =
            decide(&run.report.approvals, &run.signatures, signer, said.clone(), seen).map_err(not_signed)?;
        rows::sign(tx, id, &signature)?;
        run.signatures.push(signature);
        announce(&inner, tx, &policy, &run, caller.actor())?;
        keep(&inner, tx, &caller, &run)?;
        Ok(run)
    })
    .await
}

fn keep(app: &App, tx: &mut bihuan_persistence::Tx<'_>, caller: &Caller, run: &ReportRun) -> Result<(), Error> {
    let Some(signature) = run.signatures.last() else { return Ok(()) };
    let evidence = Evidence {
        kind: RecordKind::ReportSignature,
        unit: &run.report.unit,
        ticket: None,
        subject: ("report_run", run.id),
        name: name(signature),
        at: signature.at,
    };
    record(app, tx, caller, evidence, signature)
}

/// What happened, as the log and the record say it.
const fn name(signature: &Signature) -> &'static str {
    match signature.said {
        Said::Approved { .. } => "signed",
        Said::SentBack { .. } => "sent_back",
    }
}

fn not_signed(reason: NotSigned) -> Error {
    let fields = |codes: Vec<AskCode>, what| {
        Error::Invalid(codes.iter().map(|code| FieldError::new(format!("/statements/{code}"), what)).collect())
    };
    match reason {
        NotSigned::Refused(refusal) => Error::Refused(refusal),
        NotSigned::Missing(codes) => fields(codes, "required"),
        NotSigned::NotAsked(codes) => fields(codes, "unknown"),
    }
}
