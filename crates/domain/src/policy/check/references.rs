//! Every code that an entry uses is the code of something.

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::code::{
    AreaCode, CalendarCode, ChannelCode, ClockCode, KindCode, LevelCode, MarkCode, PlanCode, QuestionnaireCode,
    RoleCode, SegmentCode, TypeCode, UnitCode,
};
use crate::policy::bundle::Bundle;
use crate::policy::callbacks::Trigger;
use crate::policy::clocks::AppliesTo;
use crate::policy::notifications::Recipient;
use crate::policy::redo::RedoTo;

use super::Findings;

/// The codes that exist.
struct Known<'b> {
    kinds: BTreeSet<&'b KindCode>,
    types: BTreeSet<&'b TypeCode>,
    levels: BTreeSet<&'b LevelCode>,
    areas: BTreeSet<&'b AreaCode>,
    units: BTreeSet<&'b UnitCode>,
    calendars: BTreeSet<&'b CalendarCode>,
    plans: BTreeSet<&'b PlanCode>,
    questionnaires: BTreeSet<&'b QuestionnaireCode>,
    roles: BTreeSet<&'b RoleCode>,
    channels: BTreeSet<&'b ChannelCode>,
    segments: BTreeSet<&'b SegmentCode>,
    clocks: BTreeSet<&'b ClockCode>,
    marks: BTreeSet<&'b MarkCode>,
}

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    let known = Known {
        kinds: bundle.kinds.iter().map(|entry| &entry.code).collect(),
        types: bundle.types.iter().map(|entry| &entry.code).collect(),
        levels: bundle.levels.iter().map(|entry| &entry.code).collect(),
        areas: bundle.areas.iter().map(|entry| &entry.code).collect(),
        units: bundle.units.iter().map(|entry| &entry.code).collect(),
        calendars: bundle.calendars.iter().map(|entry| &entry.code).collect(),
        plans: bundle.callback_plans.iter().map(|entry| &entry.code).collect(),
        questionnaires: bundle.questionnaires.iter().map(|entry| &entry.code).collect(),
        roles: bundle.roles.iter().map(|entry| &entry.code).collect(),
        channels: bundle.channels.iter().map(|entry| &entry.code).collect(),
        segments: bundle.segments.iter().map(|entry| &entry.code).collect(),
        clocks: bundle.clocks.iter().map(|entry| &entry.code).collect(),
        marks: bundle.marks.iter().map(|entry| &entry.code).collect(),
    };
    catalogue(bundle, &known, findings);
    rules(bundle, &known, findings);
    notifications(bundle, &known, findings);
    for (index, unit) in bundle.units.iter().enumerate() {
        one(findings, format!("unit[{index}].parent"), "unit", &known.units, unit.parent.as_ref());
        one(findings, format!("unit[{index}].calendar"), "calendar", &known.calendars, unit.calendar.as_ref());
    }
    for (index, role) in bundle.roles.iter().enumerate() {
        all(findings, &format!("role[{index}].grants"), "role", &known.roles, &role.grants);
    }
    callback_plans(bundle, &known, findings);
    consequences(bundle, &known, findings);
}

fn consequences(bundle: &Bundle, known: &Known<'_>, findings: &mut Findings) {
    for (index, matter) in bundle.matters.iter().enumerate() {
        applies_to(findings, &format!("matter[{index}]"), known, &matter.applies_to);
    }
    for (index, rung) in bundle.ladder.iter().enumerate() {
        let path = format!("escalation_ladder[{index}]");
        applies_to(findings, &path, known, &rung.applies_to);
        one(findings, format!("{path}.raise_level"), "level", &known.levels, rung.raise_level.as_ref());
        recipients(findings, &format!("{path}.notify"), known, &rung.notify);
    }
    for (index, level) in bundle.appeal_levels.iter().enumerate() {
        all(findings, &format!("appeal_level[{index}].roles"), "role", &known.roles, &level.roles);
        all(findings, &format!("appeal_level[{index}].overdue_to"), "role", &known.roles, &level.overdue_to);
        let path = format!("appeal_level[{index}].calendar");
        one(findings, path, "calendar", &known.calendars, level.calendar.as_ref());
    }
    for (index, redo) in bundle.redos.iter().enumerate() {
        let path = format!("redo[{index}]");
        applies_to(findings, &path, known, &redo.applies_to);
        if let RedoTo::Unit(unit) = &redo.to {
            one(findings, format!("{path}.to"), "unit", &known.units, Some(unit));
        }
    }
}

fn callback_plans(bundle: &Bundle, known: &Known<'_>, findings: &mut Findings) {
    for (index, plan) in bundle.callback_plans.iter().enumerate() {
        let path = format!("callback_plan[{index}]");
        one(
            findings,
            format!("{path}.questionnaire"),
            "questionnaire",
            &known.questionnaires,
            Some(&plan.questionnaire),
        );
        one(findings, format!("{path}.calendar"), "calendar", &known.calendars, plan.calendar.as_ref());
        applies_to(findings, &path, known, &plan.applies_to);
        for (row, sample) in plan.samples.iter().enumerate() {
            applies_to(findings, &format!("{path}.sample[{row}]"), known, &sample.applies_to);
        }
        for (row, rule) in plan.performers.iter().enumerate() {
            let path = format!("{path}.performers[{row}]");
            applies_to(findings, &path, known, &rule.applies_to);
            let roles: Vec<RoleCode> = rule.by.iter().map(|performer| performer.role.clone()).collect();
            all(findings, &format!("{path}.by"), "role", &known.roles, &roles);
        }
        for (row, occasion) in plan.occasions.iter().enumerate() {
            let path = format!("{path}.occasion[{row}].questionnaire");
            one(findings, path, "questionnaire", &known.questionnaires, occasion.questionnaire.as_ref());
        }
        for (row, outcome) in plan.outcomes.iter().enumerate() {
            one(findings, format!("{path}.outcome[{row}].mark"), "mark", &known.marks, outcome.mark.as_ref());
            if let Some(opens) = &outcome.opens {
                let path = format!("{path}.outcome[{row}].opens");
                one(findings, format!("{path}.kind"), "kind", &known.kinds, Some(&opens.kind));
                one(findings, format!("{path}.type"), "type", &known.types, opens.service_type.as_ref());
                one(findings, format!("{path}.level"), "level", &known.levels, opens.level.as_ref());
                one(findings, format!("{path}.unit"), "unit", &known.units, opens.unit.as_ref());
            }
        }
        let triggers = plan.trigger.iter().chain(&plan.drop_on);
        for mark in triggers.filter_map(|trigger| match trigger {
            Trigger::Mark(mark) => Some(mark),
            Trigger::Milestone(_) => None,
        }) {
            one(findings, format!("{path}.trigger"), "mark", &known.marks, Some(mark));
        }
    }
}

fn catalogue(bundle: &Bundle, known: &Known<'_>, findings: &mut Findings) {
    for (index, kind) in bundle.kinds.iter().enumerate() {
        let plan = format!("kind[{index}].callback_plan");
        one(findings, plan, "callback plan", &known.plans, kind.callback_plan.as_ref());
        all(findings, &format!("kind[{index}].levels"), "level", &known.levels, &kind.levels);
        let extended = kind.extension.as_ref().map_or(&[][..], |rules| &rules.clocks);
        all(findings, &format!("kind[{index}].extension.clocks"), "clock", &known.clocks, extended);
    }
    for (index, service_type) in bundle.types.iter().enumerate() {
        one(findings, format!("type[{index}].kind"), "kind", &known.kinds, Some(&service_type.kind));
        let parent = format!("type[{index}].parent");
        one(findings, parent.clone(), "type", &known.types, service_type.parent.as_ref());
        let above = bundle.types.iter().find(|entry| Some(&entry.code) == service_type.parent.as_ref());
        let stranger = above.is_some_and(|above| above.kind != service_type.kind);
        findings.add_if(stranger, parent, "the node above belongs to another kind");
    }
    types_have_no_circle(bundle, findings);
}

fn types_have_no_circle(bundle: &Bundle, findings: &mut Findings) {
    for (index, service_type) in bundle.types.iter().enumerate() {
        let above = |code: &TypeCode| bundle.types.iter().find(|entry| entry.code == *code)?.parent.as_ref();
        let circle = std::iter::successors(service_type.parent.as_ref(), |code| above(code))
            .take(bundle.types.len())
            .any(|code| *code == service_type.code);
        findings.add_if(circle, format!("type[{index}].parent"), "the nodes above lead back to this one");
    }
}

fn rules(bundle: &Bundle, known: &Known<'_>, findings: &mut Findings) {
    for (index, clock) in bundle.clocks.iter().enumerate() {
        applies_to(findings, &format!("clock[{index}]"), known, &clock.applies_to);
        let path = format!("clock[{index}].calendar");
        one(findings, path, "calendar", &known.calendars, clock.calendar.as_ref());
        let level = format!("clock[{index}].raise_level");
        one(findings, level, "level", &known.levels, clock.raise_level.as_ref());
    }
    for (index, route) in bundle.routes.iter().enumerate() {
        applies_to(findings, &format!("route[{index}]"), known, &route.applies_to);
        one(findings, format!("route[{index}].unit"), "unit", &known.units, Some(&route.unit));
        all(findings, &format!("route[{index}].assisting"), "unit", &known.units, &route.assisting);
    }
    for (index, rule) in bundle.retention.iter().enumerate() {
        applies_to(findings, &format!("retention[{index}]"), known, &rule.applies_to);
    }
    for (index, plan) in bundle.inspection_plans.iter().enumerate() {
        applies_to(findings, &format!("inspection_plan[{index}]"), known, &plan.applies_to);
    }
    for (index, rule) in bundle.gaming_checks.iter().enumerate() {
        applies_to(findings, &format!("gaming_check[{index}]"), known, &rule.applies_to);
    }
    for (index, rule) in bundle.erasures.iter().enumerate() {
        applies_to(findings, &format!("erasure[{index}]"), known, &rule.applies_to);
    }
}

fn notifications(bundle: &Bundle, known: &Known<'_>, findings: &mut Findings) {
    for (index, rule) in bundle.notifications.iter().enumerate() {
        applies_to(findings, &format!("notification[{index}]"), known, &rule.applies_to);
        recipients(findings, &format!("notification[{index}].to"), known, &rule.to);
    }
}

fn recipients(findings: &mut Findings, list: &str, known: &Known<'_>, recipients: &[Recipient]) {
    for (index, recipient) in recipients.iter().enumerate() {
        one(findings, format!("{list}[{index}].role"), "role", &known.roles, Some(&recipient.role));
    }
}

fn applies_to(findings: &mut Findings, rule: &str, known: &Known<'_>, applies_to: &AppliesTo) {
    all(findings, &format!("{rule}.applies_to.kinds"), "kind", &known.kinds, &applies_to.kinds);
    all(findings, &format!("{rule}.applies_to.types"), "type", &known.types, &applies_to.types);
    all(findings, &format!("{rule}.applies_to.areas"), "area", &known.areas, &applies_to.areas);
    all(findings, &format!("{rule}.applies_to.levels"), "level", &known.levels, &applies_to.levels);
    all(findings, &format!("{rule}.applies_to.channels"), "channel", &known.channels, &applies_to.channels);
    all(findings, &format!("{rule}.applies_to.segments"), "segment", &known.segments, &applies_to.segments);
}

fn one<C: Ord + Display>(findings: &mut Findings, path: String, what: &str, known: &BTreeSet<&C>, code: Option<&C>) {
    if let Some(code) = code.filter(|code| !known.contains(code)) {
        findings.add(path, format!("there is no {what} `{code}`"));
    }
}

fn all<C: Ord + Display>(findings: &mut Findings, list: &str, what: &str, known: &BTreeSet<&C>, codes: &[C]) {
    for (index, code) in codes.iter().enumerate() {
        one(findings, format!("{list}[{index}]"), what, known, Some(code));
    }
}
