//! Entries by their code.

use crate::calendar::WorkCalendar;
use crate::code::{
    AreaCode, CalendarCode, ChannelCode, KindCode, LadderCode, LevelCode, MarkCode, NotificationCode, PlanCode,
    QuestionnaireCode, ReasonCode, RoleCode, SegmentCode, TypeCode, UnitCode,
};
use crate::policy::bundle::{Channel, Reason};
use crate::policy::callbacks::{CallbackPlan, Mark};
use crate::policy::catalogue::{Area, Kind, Level, ServiceType};
use crate::policy::customers::Segment;
use crate::policy::ladder::LadderRung;
use crate::policy::notifications::NotificationRule;
use crate::policy::organisation::{RoleSpec, UnitSpec};
use crate::policy::questionnaires::Questionnaire;
use crate::policy::reports::ReportSpec;

use super::Policy;

impl Policy {
    /// The business kind with this code.
    #[must_use]
    pub fn kind(&self, code: &KindCode) -> Option<&Kind> {
        self.bundle.kinds.get(*self.kinds.get(code)?)
    }

    /// The node of the catalogue with this code.
    #[must_use]
    pub fn service_type(&self, code: &TypeCode) -> Option<&ServiceType> {
        self.bundle.types.get(*self.types.get(code)?)
    }

    /// The grade with this code.
    #[must_use]
    pub fn level(&self, code: &LevelCode) -> Option<&Level> {
        self.bundle.levels.iter().find(|level| level.code == *code)
    }

    /// The class of area with this code.
    #[must_use]
    pub fn area(&self, code: &AreaCode) -> Option<&Area> {
        self.bundle.areas.iter().find(|area| area.code == *code)
    }

    /// The unit of the sample organisation with this code.
    #[must_use]
    pub fn unit(&self, code: &UnitCode) -> Option<&UnitSpec> {
        self.bundle.units.get(*self.units.get(code)?)
    }

    /// The role with this code.
    #[must_use]
    pub fn role(&self, code: &RoleCode) -> Option<&RoleSpec> {
        self.bundle.roles.get(*self.roles.get(code)?)
    }

    /// The channel with this code.
    #[must_use]
    pub fn channel(&self, code: &ChannelCode) -> Option<&Channel> {
        self.bundle.channels.iter().find(|channel| channel.code == *code)
    }

    /// The class of customer with this code.
    #[must_use]
    pub fn segment(&self, code: &SegmentCode) -> Option<&Segment> {
        self.bundle.segments.iter().find(|segment| segment.code == *code)
    }

    /// The reason for a return with this code.
    #[must_use]
    pub fn return_reason(&self, code: &ReasonCode) -> Option<&Reason> {
        self.bundle.return_reasons.iter().find(|reason| reason.code == *code)
    }

    /// The reason for a suspension with this code.
    #[must_use]
    pub fn suspension_reason(&self, code: &ReasonCode) -> Option<&Reason> {
        self.bundle.suspension_reasons.iter().find(|reason| reason.code == *code)
    }

    /// Whether the list of reasons for a return has this code.
    #[must_use]
    pub fn has_return_reason(&self, code: &ReasonCode) -> bool {
        self.return_reason(code).is_some()
    }

    /// Whether `unit` is `above` itself or stands somewhere below it in the sample organisation.
    #[must_use]
    pub fn is_below(&self, unit: &UnitCode, above: &UnitCode) -> bool {
        // A path longer than the list of units would go in a circle.
        std::iter::successors(self.unit(unit), |unit| self.unit(unit.parent.as_ref()?))
            .take(self.bundle.units.len())
            .any(|unit| unit.code == *above)
    }

    /// The callback plan with this code.
    #[must_use]
    pub fn plan(&self, code: &PlanCode) -> Option<&CallbackPlan> {
        self.bundle.callback_plans.iter().find(|plan| plan.code == *code)
    }

    /// The plans of aftercare.
    pub fn aftercare(&self) -> impl Iterator<Item = &CallbackPlan> {
        self.bundle.callback_plans.iter().filter(|plan| !plan.closes())
    }

    /// The centre's own milestone with this code.
    #[must_use]
    pub fn mark(&self, code: &MarkCode) -> Option<&Mark> {
        self.bundle.marks.iter().find(|mark| mark.code == *code)
    }

    /// The report with this code.
    #[must_use]
    pub fn report(&self, code: &str) -> Option<&ReportSpec> {
        self.bundle.reports.iter().find(|report| report.code.as_str() == code)
    }

    /// The questionnaire with this code.
    #[must_use]
    pub fn questionnaire(&self, code: &QuestionnaireCode) -> Option<&Questionnaire> {
        self.bundle.questionnaires.iter().find(|questionnaire| questionnaire.code == *code)
    }

    /// The rule by which people are told something, with this code.
    #[must_use]
    pub fn notification(&self, code: &NotificationCode) -> Option<&NotificationRule> {
        self.bundle.notifications.iter().find(|rule| rule.code == *code)
    }

    /// The rung of the escalation ladder with this code.
    #[must_use]
    pub fn rung(&self, code: &LadderCode) -> Option<&LadderRung> {
        self.bundle.ladder.iter().find(|rung| rung.code == *code)
    }

    /// The calendar with this code, ready for arithmetic.
    #[must_use]
    pub fn calendar(&self, code: &CalendarCode) -> Option<&WorkCalendar> {
        self.calendars.get(code)
    }

    /// A calendar for amounts that need none: calendar minutes, hours and days. Nobody ever works on it.
    #[must_use]
    pub fn any_calendar(&self) -> &WorkCalendar {
        &self.never
    }
}
