//! What a playbook does when candidates leave, and when they come again.

use fulcrum_core::leaving::{Leaving, Rule};
use fulcrum_core::playbook::Rescreening;

use crate::api::{LeavingRule, LeavingView, RescreeningName};

pub(super) fn leaving_view(leaving: &Leaving) -> LeavingView {
    LeavingView {
        archived: rule_name(leaving.archived),
        hired: rule_name(leaving.hired),
        left_stage: rule_name(leaving.left_stage),
        posting_closed: rule_name(leaving.posting_closed),
    }
}

pub(super) fn leaving_of(view: LeavingView) -> Leaving {
    Leaving {
        archived: rule_of(view.archived),
        hired: rule_of(view.hired),
        left_stage: rule_of(view.left_stage),
        posting_closed: rule_of(view.posting_closed),
    }
}

fn rule_name(rule: Rule) -> LeavingRule {
    match rule {
        Rule::Keep => LeavingRule::Keep,
        Rule::StopReminding => LeavingRule::StopReminding,
        Rule::Cancel => LeavingRule::Cancel,
    }
}

fn rule_of(name: LeavingRule) -> Rule {
    match name {
        LeavingRule::Keep => Rule::Keep,
        LeavingRule::StopReminding => Rule::StopReminding,
        LeavingRule::Cancel => Rule::Cancel,
    }
}

pub(super) fn rescreening_name(rescreening: Rescreening) -> RescreeningName {
    match rescreening {
        Rescreening::LeaveOut => RescreeningName::LeaveOut,
        Rescreening::Ask => RescreeningName::Ask,
        Rescreening::SendAgain => RescreeningName::SendAgain,
        Rescreening::Reuse => RescreeningName::Reuse,
    }
}

pub(super) fn rescreening_of(name: RescreeningName) -> Rescreening {
    match name {
        RescreeningName::LeaveOut => Rescreening::LeaveOut,
        RescreeningName::Ask => Rescreening::Ask,
        RescreeningName::SendAgain => Rescreening::SendAgain,
        RescreeningName::Reuse => Rescreening::Reuse,
    }
}
