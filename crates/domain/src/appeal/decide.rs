//! What commands to an appeal bring about.

use crate::refusal::{Refusal, RefusalCode};

use super::raise::{check_seals, deadline, level, reminder};
use super::{Appeal, AppealAction, AppealCommand, AppealEvent, AppealStage, Hearing};

/// Whether the action is open at all in this stage.
pub const fn gate(stage: AppealStage, action: AppealAction) -> Result<(), RefusalCode> {
    use AppealAction as A;
    use AppealStage as S;
    match (stage, action) {
        (S::Raised | S::RaisedAgain, A::Rule | A::Withdraw) | (S::Dismissed, A::RaiseAgain | A::Withdraw) => Ok(()),
        (S::Raised | S::RaisedAgain, A::RaiseAgain)
        | (S::Dismissed, A::Rule)
        | (S::Upheld | S::Rejected | S::Withdrawn, A::Rule | A::RaiseAgain | A::Withdraw) => {
            Err(RefusalCode::WrongStage)
        }
    }
}

/// What a command to an appeal brings about.
///
/// # Errors
/// The refusal names the rule; nothing has happened.
pub fn decide(appeal: &Appeal, command: &AppealCommand, hearing: &Hearing<'_>) -> Result<AppealEvent, Refusal> {
    gate(appeal.stage, command.action()).map_err(|code| Refusal::new(code).with("stage", appeal.stage.as_str()))?;
    match command {
        AppealCommand::Rule { upheld, reason } => rule(appeal, *upheld, reason, hearing),
        AppealCommand::RaiseAgain { reason, documents } => {
            own_unit(appeal, hearing)?;
            let last = level(hearing.policy, 1)?;
            if appeal.due_at.is_none_or(|until| hearing.now > until) {
                return Err(RefusalCode::AppealTooLate.into());
            }
            check_seals(last, documents)?;
            let due_at = deadline(hearing.policy, last, hearing.now, &last.rule_within);
            let remind_at = reminder(hearing.policy, last, hearing.now);
            Ok(AppealEvent::RaisedAgain { reason: reason.clone(), documents: documents.clone(), due_at, remind_at })
        }
        AppealCommand::Withdraw => {
            own_unit(appeal, hearing)?;
            Ok(AppealEvent::Withdrawn)
        }
    }
}

fn rule(appeal: &Appeal, upheld: bool, reason: &str, hearing: &Hearing<'_>) -> Result<AppealEvent, Refusal> {
    let first = appeal.stage == AppealStage::Raised;
    let judging = level(hearing.policy, usize::from(!first))?;
    let person = hearing.person;
    if !judging.roles.iter().any(|role| person.roles.contains(role)) {
        let roles: Vec<&str> = judging.roles.iter().map(|role| role.as_str()).collect();
        return Err(Refusal::new(RefusalCode::NotPerformer).with("roles", roles.join(", ")));
    }
    let own = person.user == appeal.appellant || hearing.organisation.is_below(&person.unit, &appeal.unit);
    if own || hearing.handled {
        return Err(RefusalCode::NotIndependent.into());
    }
    if appeal.rulings.iter().any(|ruling| ruling.by == person.user) {
        return Err(RefusalCode::SamePerson.into());
    }
    let (by, reason, late) = (person.user, reason.to_owned(), appeal.is_overdue(hearing.now));
    Ok(match (upheld, level(hearing.policy, 1)) {
        (true, _) => AppealEvent::Upheld { by, reason, late },
        (false, Ok(last)) if first => {
            let again_until = Some(deadline(hearing.policy, last, hearing.now, &last.raise_within));
            AppealEvent::Dismissed { by, reason, late, again_until }
        }
        (false, _) => AppealEvent::Rejected { by, reason, late },
    })
}

/// Only the unit that appealed goes on with it.
fn own_unit(appeal: &Appeal, hearing: &Hearing<'_>) -> Result<(), Refusal> {
    let own = hearing.organisation.is_below(&hearing.person.unit, &appeal.unit)
        || hearing.organisation.is_below(&appeal.unit, &hearing.person.unit);
    if own { Ok(()) } else { Err(RefusalCode::NotHeld.into()) }
}
