//! Who signed a report, at the end of the page for people; empty places where somebody is yet to sign.

use std::fmt::Write as _;

use bihuan_domain::policy::reports::ApprovalSpec;
use bihuan_domain::report::{Said, Signature};

use super::Speech;
use crate::App;
use crate::error::Error;
use crate::html::escape;
use crate::reports::ReportRun;

/// A table of the signatures; nothing for a report that nobody signs.
pub(super) fn write(app: &App, run: &ReportRun, speech: Speech) -> Result<String, Error> {
    let steps = &run.report.approvals;
    if steps.is_empty() {
        return Ok(String::new());
    }
    let heads = [
        speech.choose("环节", "Step"),
        speech.choose("意见", "Statement"),
        speech.choose("签字", "Signature"),
        speech.choose("时间", "When"),
    ];
    let title = speech.choose("签批", "Signatures");
    let mut table = format!("<section>\n<h2>{title}</h2>\n<table class=\"text\">\n<thead><tr>");
    for head in heads {
        let _ = write!(table, "<th scope=\"col\">{head}</th>");
    }
    table.push_str("</tr></thead>\n<tbody>\n");
    for (place, step) in steps.iter().enumerate() {
        let signature = run.signatures.get(place);
        let (who, when) = match signature {
            Some(signature) => (name(app, signature), moment(app, signature)?),
            None => (String::new(), String::new()),
        };
        let (step, said) = (escape(speech.say(&step.name)), said(step, signature, speech));
        let _ = writeln!(
            table,
            "<tr><th scope=\"row\">{step}</th><td>{said}</td><td>{}</td><td>{when}</td></tr>",
            escape(&who)
        );
    }
    table.push_str("</tbody>\n</table>\n</section>\n");
    Ok(table)
}

fn name(app: &App, signature: &Signature) -> String {
    let people = app.directory.people();
    people.user(signature.by).map_or_else(|| signature.by.to_string(), |user| user.name.clone())
}

/// When, as the clock on the wall of the centre shows it.
fn moment(app: &App, signature: &Signature) -> Result<String, Error> {
    let policy = app.directory.current_policy()?;
    Ok(policy.wall_time(signature.at))
}

fn said(step: &ApprovalSpec, signature: Option<&Signature>, speech: Speech) -> String {
    let mut text = String::new();
    let mut line = |what: &str, said: &str| {
        let _ = write!(text, "<small>{}</small>{}<br>", escape(what), escape(said));
    };
    match signature.map(|signature| &signature.said) {
        Some(Said::Approved { statements, remark }) => {
            for ask in &step.asks {
                line(speech.say(&ask.name), statements.get(&ask.code).map_or("", String::as_str));
            }
            line(speech.choose("意见", "Remark"), remark.as_deref().unwrap_or(speech.choose("同意", "Approved")));
        }
        Some(Said::SentBack { reason }) => line(speech.choose("退回", "Sent back"), reason),
        None => {
            for ask in &step.asks {
                line(speech.say(&ask.name), "");
            }
        }
    }
    text
}
