//! The least body that is right for each operation that takes one.

use serde_json::{Value, json};

const NO_ID: &str = "00000000-0000-7000-8000-00000000ffff";

/// The body for an operation; none for operations that are not listed.
pub(super) fn of(operation: &str) -> Option<Value> {
    Some(match operation {
        "create_session" => json!({"login": "nobody", "password": "no password"}),
        "refresh_session" => json!({"refreshToken": "none"}),
        "begin_call" => json!({"channel": "phone"}),
        "decline_calls_of_customer" | "allow_calls_to_customer" => json!({"reason": "He said so"}),
        "classify_customer" => json!({"segment": "key", "attributes": {}}),
        "create_customer" => json!({"name": "Li Lei"}),
        "create_unit" => json!({
            "code": "repair-crew-9", "parent": "repair", "function": "crew", "name": {"zh": "九班", "en": "Crew 9"}
        }),
        "create_user" => json!({
            "login": "new", "name": "New", "unit": "centre", "roles": [], "password": "long enough to be one"
        }),
        "set_user_email" => json!({"email": "new@example.org"}),
        "put_duty" => json!({"onDuty": false}),
        "set_user_password" => json!({"password": "long enough to be one"}),
        "set_unit_calendar" => json!({}),
        "publish_policy" => json!({"base": "current"}),
        "simulate_policy" => {
            json!({"base": "current", "from": "2026-06-01T00:00:00Z", "to": "2026-07-01T00:00:00Z"})
        }
        "run_report" => json!({}),
        "close_period" => json!({"from": "2026-05-01", "to": "2026-05-31"}),
        "put_sandbox_clock" => json!({"now": "2026-07-01T00:00:00Z"}),
        "create_ticket" => json!({"kind": "fault", "channel": "phone", "topic": "Dark", "description": "No light"}),
        "answer_ticket" | "note_ticket" => json!({"text": "It is a known outage"}),
        "withdraw_ticket" => json!({"proof": {"kind": "recording", "reference": "17"}}),
        "raise_appeal" => json!({
            "against": "level", "wanted": "normal", "reason": "Too high", "basis": "Rule 4.4", "category": "grade",
            "documents": [{"reference": "scan 1", "sealedBy": ["county", "city", "province"]}]
        }),
        "rule_on_appeal" => json!({"upheld": true, "reason": "The grade was too high"}),
        "raise_appeal_again" => json!({"reason": "The scan was not read"}),
        "give_final_answer" => json!({"text": "The tariff is the law", "documents": ["tariff-2026"]}),
        "contact_ticket" => json!({"channel": "phone", "text": "Still dark"}),
        "flag_risk" => json!({"risks": ["press"]}),
        "follow_script" => json!({"script": "opening", "parts": ["greeting"]}),
        "ask_help" | "give_help" => json!({"text": "The meter reads backwards"}),
        "give_verdict" => json!({"finding": "substantiated", "text": "It is so", "evidence": ["recording 17"]}),
        "send_back_ticket"
        | "cancel_ticket"
        | "reopen_ticket"
        | "unmerge_ticket"
        | "cancel_work_order"
        | "refuse_return_work_order"
        | "refuse_suspension"
        | "refuse_extension" => json!({"reason": "The customer says so"}),
        "merge_ticket" => json!({"mainId": NO_ID, "reason": "The same line"}),
        "reclassify_ticket" => json!({"kind": "complaint", "reason": "The customer complains"}),
        "request_suspension" => json!({"reason": "material", "until": "2026-07-01T00:00:00Z"}),
        "await_customer" => json!({"note": "The customer must open the door"}),
        "request_extension" => json!({"clock": "handle", "by": 1, "reason": "The part is on its way"}),
        "explain_work_order" => json!({"clock": "handle", "text": "The part came late"}),
        "put_emergency" => json!({"active": true, "reason": "A typhoon"}),
        "return_work_order" => json!({"reason": "wrong-area"}),
        "transfer_work_order" => json!({"to": "marketing", "reason": "Theirs"}),
        "assign_work_order" => json!({"crew": "repair-crew-1"}),
        "estimate_work_order" => json!({"at": "2026-07-01T00:00:00Z"}),
        "contact_work_order" => json!({"note": "Called"}),
        "reply_work_order" => json!({"outcome": "resolved", "text": "Repaired"}),
        "review_work_order" => json!({"decision": "approve"}),
        "register_staff_error" => json!({"defect": "wrong-type", "personId": NO_ID, "note": "A fault"}),
        "contest_staff_error" | "contest_assessment" => json!({"text": "It was not me"}),
        "rule_on_staff_error" | "rule_on_assessment" => json!({"upheld": false, "reason": "It was"}),
        "sign_report_run" => json!({"approves": false, "remark": "The figures are old"}),
        "draw_inspections" => json!({"plan": "monthly", "period": "2026-05"}),
        "inspect_ticket" => json!({"defects": []}),
        "search_findings" => json!({"from": "2026-06-01T00:00:00Z", "to": "2026-06-02T00:00:00Z"}),
        "dispose_finding" => json!({"outcome": "unfounded", "reason": "There was a storm"}),
        "open_assessment" => json!({"scheme": "agent-monthly", "period": "2026-05", "personId": NO_ID}),
        "rate_assessment" => json!({"points": 80}),
        "replace_rater" => json!({"party": "leader", "raterId": NO_ID, "reason": "He left"}),
        "interview_assessment" => json!({"note": "We talked"}),
        "finalise_assessment" => json!({}),
        "correct_record" => json!({"text": "It was the neighbour who answered"}),
        "void_record" | "lift_legal_hold" => json!({"reason": "It was entered twice"}),
        "place_legal_hold" => {
            json!({"ticketId": NO_ID, "reason": "A lawsuit"})
        }
        "purge_records" => json!({"dryRun": true}),
        "attempt_callback" => json!({"result": "no_answer"}),
        "create_survey_round" => json!({
            "name": "2026", "questionnaire": "handling", "until": "2027-01-01T00:00:00Z",
            "customerIds": ["00000000-0000-7000-8000-00000000ffff"]
        }),
        "answer_survey_round" => {
            json!({"customerId": "00000000-0000-7000-8000-00000000ffff", "answers": {}})
        }
        "close_survey_round" => json!({}),
        "create_campaign" => json!({
            "name": "Arrears", "description": "Remind of the bill", "kind": "arrears", "channel": "list"
        }),
        "fill_campaign" => json!({"members": [{"reference": "1", "phone": "13812345678"}]}),
        "take_off_campaign" => json!({"reference": "1", "reason": "paid"}),
        "close_campaign" => json!({}),
        "invite_to_survey" => json!({"way": "link"}),
        "reply_to_survey" => json!({"way": "sms", "phone": "13812345678", "text": "1"}),
        "confirm_callback" => json!({"proof": "recording 17"}),
        "review_callback" => json!({"qualified": true}),
        "correct_number_of_callback" => json!({"phone": "13911112222", "source": "The neighbour"}),
        "remove_callback" => json!({"reason": "The customer moved abroad"}),
        "mark_ticket" => json!({"mark": "course-ended"}),
        "withdraw_appeal"
        | "claim_callback"
        | "claim_next_callback"
        | "top_up_callback_sample"
        | "recount_figures"
        | "release_callback"
        | "sign_callback"
        | "accept_ticket"
        | "archive_ticket"
        | "dispatch_ticket"
        | "urge_ticket"
        | "approve_suspension"
        | "resume_work_order"
        | "customer_ready"
        | "approve_extension"
        | "arrive_work_order"
        | "crew_accept_work_order"
        | "depart_work_order"
        | "receive_work_order"
        | "restore_work_order"
        | "end_call"
        | "cancel_job"
        | "disable_user"
        | "enable_user"
        | "read_notification"
        | "acknowledge_notification"
        | "read_all_notifications" => json!({}),
        _ => return None,
    })
}
