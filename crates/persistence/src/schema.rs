//! The tables, once for both engines.

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    units (code) {
        code -> Text,
        parent -> Nullable<Text>,
        name_zh -> Text,
        name_en -> Text,
        function -> Text,
        calendar -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    users (id) {
        id -> DbUuid,
        login -> Text,
        name -> Text,
        unit -> Text,
        roles -> DbJson,
        password_hash -> Text,
        disabled -> Bool,
        version -> BigInt,
        created_at -> DbInstant,
        email -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::types::{DbInstant, DbUuid};
    sessions (id) {
        id -> DbUuid,
        user_id -> DbUuid,
        secret_hash -> Text,
        created_at -> DbInstant,
        expires_at -> DbInstant,
        revoked_at -> Nullable<DbInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::types::{DbInstant, DbJson};
    policies (version) {
        version -> BigInt,
        code -> Text,
        digest -> Text,
        bundle -> DbJson,
        published_at -> DbInstant,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    settings (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    number_blocks (day) {
        day -> Text,
        next -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    customers (id) {
        id -> DbUuid,
        name -> Text,
        phone -> Nullable<Text>,
        phone_key -> Nullable<Text>,
        account -> Nullable<Text>,
        address -> Nullable<Text>,
        region -> Nullable<Text>,
        version -> BigInt,
        created_at -> DbInstant,
        calls_declined_at -> Nullable<DbInstant>,
        calls_declined_reason -> Nullable<Text>,
        segment -> Nullable<Text>,
        attributes -> DbJson,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    calls (id) {
        id -> DbUuid,
        unit_path -> Text,
        phone_key -> Nullable<Text>,
        began_at -> DbInstant,
        version -> BigInt,
        document -> DbJson,
        erased_at -> Nullable<DbInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    tickets (id) {
        id -> DbUuid,
        number -> Text,
        stage -> Text,
        kind -> Text,
        channel -> Text,
        area -> Text,
        system -> Nullable<Text>,
        external_id -> Nullable<Text>,
        phone_key -> Nullable<Text>,
        customer_id -> Nullable<DbUuid>,
        accept_path -> Text,
        opened_at -> DbInstant,
        changed_at -> DbInstant,
        version -> BigInt,
        document -> DbJson,
        erased_at -> Nullable<DbInstant>,
        call_id -> Nullable<DbUuid>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::types::DbUuid;
    ticket_scopes (ticket_id, unit_path) {
        ticket_id -> DbUuid,
        unit_path -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, SmallInt, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    work_orders (id) {
        id -> DbUuid,
        ticket_id -> DbUuid,
        no -> SmallInt,
        stage -> Text,
        holder_path -> Text,
        crew_path -> Nullable<Text>,
        dispatched_at -> DbInstant,
        version -> BigInt,
        document -> DbJson,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    survey_rounds (id) {
        id -> DbUuid,
        unit_path -> Text,
        opened_at -> DbInstant,
        closed_at -> Nullable<DbInstant>,
        sent -> BigInt,
        answered -> BigInt,
        version -> BigInt,
        document -> DbJson,
        erased_at -> Nullable<DbInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::Nullable;
    use crate::types::{DbInstant, DbJson, DbUuid};
    survey_round_customers (round_id, customer_id) {
        round_id -> DbUuid,
        customer_id -> DbUuid,
        answered_at -> Nullable<DbInstant>,
        document -> Nullable<DbJson>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    surveys (id) {
        id -> DbUuid,
        ticket_id -> DbUuid,
        stage -> Text,
        opened_at -> DbInstant,
        version -> BigInt,
        document -> DbJson,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    callbacks (id) {
        id -> DbUuid,
        ticket_id -> DbUuid,
        stage -> Text,
        due_at -> DbInstant,
        version -> BigInt,
        document -> DbJson,
        plan -> Text,
        closes -> Bool,
        until_at -> Nullable<DbInstant>,
        claimed_by -> Nullable<DbUuid>,
        claimed_until -> Nullable<DbInstant>,
        ended_at -> Nullable<DbInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Integer, SmallInt, Text};
    use crate::types::{DbInstant, DbUuid};
    callback_lots (plan, period, lot, ticket_id) {
        ticket_id -> DbUuid,
        plan -> Text,
        period -> Text,
        lot -> Integer,
        percent -> SmallInt,
        taken -> Bool,
        unit_path -> Text,
        drawn_at -> DbInstant,
        kind -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, SmallInt, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    clocks (ticket_id, no) {
        ticket_id -> DbUuid,
        no -> SmallInt,
        code -> Text,
        work_order_id -> Nullable<DbUuid>,
        due_at -> DbInstant,
        ended_at -> Nullable<DbInstant>,
        document -> DbJson,
    }
}

diesel::table! {
    use diesel::sql_types::SmallInt;
    use crate::types::{DbInstant, DbUuid};
    wakes (ticket_id) {
        ticket_id -> DbUuid,
        due_at -> DbInstant,
        failures -> SmallInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    events (seq) {
        seq -> BigInt,
        id -> DbUuid,
        ticket_id -> Nullable<DbUuid>,
        subject -> Text,
        subject_id -> DbUuid,
        name -> Text,
        at -> DbInstant,
        actor -> DbJson,
        data -> DbJson,
        request_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    idempotency_keys (principal, route, key) {
        principal -> DbUuid,
        route -> Text,
        key -> Text,
        fingerprint -> Text,
        reply -> Nullable<DbJson>,
        created_at -> DbInstant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Nullable, SmallInt, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    jobs (id) {
        id -> DbUuid,
        kind -> Text,
        state -> Text,
        unit_path -> Text,
        actor -> DbJson,
        request_id -> Nullable<Text>,
        input -> DbJson,
        cursor -> Nullable<DbJson>,
        result -> Nullable<DbJson>,
        error -> Nullable<DbJson>,
        done -> BigInt,
        total -> Nullable<BigInt>,
        failures -> SmallInt,
        cancel_asked -> Bool,
        lease -> Nullable<DbUuid>,
        due_at -> Nullable<DbInstant>,
        created_at -> DbInstant,
        started_at -> Nullable<DbInstant>,
        ended_at -> Nullable<DbInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::types::DbUuid;
    job_files (job_id, name) {
        job_id -> DbUuid,
        name -> Text,
        text -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::BigInt;
    use crate::types::{DbJson, DbUuid};
    job_results (job_id, no) {
        job_id -> DbUuid,
        no -> BigInt,
        ticket_id -> DbUuid,
        document -> DbJson,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    policy_files (version, name) {
        version -> BigInt,
        name -> Text,
        text -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    record_series (series) {
        series -> Text,
        last -> BigInt,
        seal -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Nullable, Text};
    use crate::types::{DbInstant, DbUuid};
    records (id) {
        id -> DbUuid,
        series -> Text,
        no -> BigInt,
        kind -> Text,
        ticket_id -> Nullable<DbUuid>,
        unit_path -> Text,
        at -> DbInstant,
        corrects -> Nullable<DbUuid>,
        voids -> Bool,
        content_hash -> Text,
        seal -> Text,
    }
}

diesel::table! {
    use crate::types::{DbJson, DbUuid};
    record_contents (record_id) {
        record_id -> DbUuid,
        content -> DbJson,
    }
}

diesel::table! {
    use diesel::sql_types::SmallInt;
    use crate::types::{DbInstant, DbUuid};
    record_purges (record_id) {
        record_id -> DbUuid,
        at -> DbInstant,
        job_id -> DbUuid,
        months -> SmallInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    legal_holds (id) {
        id -> DbUuid,
        ticket_id -> DbUuid,
        reason -> Text,
        placed_at -> DbInstant,
        placed_by -> DbJson,
        lifted_at -> Nullable<DbInstant>,
        lifted_by -> Nullable<DbJson>,
        lift_reason -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    staff_errors (id) {
        id -> DbUuid,
        person_id -> DbUuid,
        unit_path -> Text,
        defect -> Text,
        inspection_id -> Nullable<DbUuid>,
        period -> Text,
        at -> DbInstant,
        points -> Integer,
        stands -> Bool,
        contested -> Bool,
        version -> BigInt,
        document -> DbJson,
        erased_at -> Nullable<DbInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    inspections (id) {
        id -> DbUuid,
        plan -> Text,
        period -> Text,
        ticket_id -> DbUuid,
        unit_path -> Text,
        drawn_at -> DbInstant,
        done -> Bool,
        version -> BigInt,
        document -> DbJson,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::types::DbInstant;
    inspection_rounds (plan, period, unit_path) {
        plan -> Text,
        period -> Text,
        unit_path -> Text,
        tickets -> BigInt,
        drawn_at -> DbInstant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    findings (id) {
        id -> DbUuid,
        check_code -> Text,
        ticket_id -> DbUuid,
        person_id -> Nullable<DbUuid>,
        unit_path -> Text,
        happened_at -> DbInstant,
        disposed -> Bool,
        version -> BigInt,
        document -> DbJson,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    assessments (id) {
        id -> DbUuid,
        scheme -> Text,
        period -> Text,
        person_id -> DbUuid,
        unit_path -> Text,
        opened_at -> DbInstant,
        is_final -> Bool,
        version -> BigInt,
        document -> DbJson,
        erased_at -> Nullable<DbInstant>,
    }
}

diesel::table! {
    use crate::types::{DbInstant, DbUuid};
    duties (user_id) {
        user_id -> DbUuid,
        since_at -> DbInstant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    notifications (id) {
        id -> DbUuid,
        user_id -> DbUuid,
        ticket_id -> Nullable<DbUuid>,
        event_id -> DbUuid,
        policy -> BigInt,
        code -> Text,
        subject -> DbJson,
        emergency -> Bool,
        pushed -> Bool,
        push_after -> DbInstant,
        created_at -> DbInstant,
        read_at -> Nullable<DbInstant>,
        acknowledged_at -> Nullable<DbInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, SmallInt, Text};
    use crate::types::{DbInstant, DbUuid};
    notification_deliveries (notification_id, channel) {
        notification_id -> DbUuid,
        channel -> Text,
        state -> Text,
        attempts -> SmallInt,
        next_attempt_at -> DbInstant,
        sent_at -> Nullable<DbInstant>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::types::{DbInstant, DbUuid};
    helps (ticket_id) {
        ticket_id -> DbUuid,
        asked_at -> DbInstant,
    }
}

diesel::table! {
    use diesel::sql_types::Bool;
    use crate::types::DbUuid;
    merges (ticket_id) {
        ticket_id -> DbUuid,
        main_id -> DbUuid,
        waiting -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    campaigns (id) {
        id -> DbUuid,
        unit_path -> Text,
        opened_at -> DbInstant,
        closed_at -> Nullable<DbInstant>,
        swept_at -> Nullable<DbInstant>,
        version -> BigInt,
        document -> DbJson,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use crate::types::{DbInstant, DbUuid};
    campaign_members (ticket_id) {
        ticket_id -> DbUuid,
        campaign_id -> DbUuid,
        reference -> Text,
        customer_id -> Nullable<DbUuid>,
        handed_in_by -> Text,
        added_at -> DbInstant,
        called -> Bool,
        standing -> Text,
        outcome -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::types::{DbInstant, DbUuid};
    ticket_matters (key, opened_at, ticket_id) {
        key -> Text,
        opened_at -> DbInstant,
        ticket_id -> DbUuid,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    appeals (id) {
        id -> DbUuid,
        ticket_id -> DbUuid,
        against -> Text,
        stage -> Text,
        unit_path -> Text,
        raised_at -> DbInstant,
        due_at -> Nullable<DbInstant>,
        version -> BigInt,
        document -> DbJson,
        watch_at -> Nullable<DbInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::types::{DbInstant, DbUuid};
    adjustments (appeal_id) {
        appeal_id -> DbUuid,
        ticket_id -> DbUuid,
        against -> Text,
        subject -> Text,
        raw -> Nullable<Text>,
        adjusted -> Text,
        unit_path -> Text,
        ruled_at -> DbInstant,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    adjustments,
    appeals,
    calls,
    callback_lots,
    callbacks,
    campaign_members,
    campaigns,
    clocks,
    events,
    helps,
    inspections,
    job_results,
    legal_holds,
    merges,
    record_contents,
    record_purges,
    record_series,
    records,
    staff_errors,
    surveys,
    ticket_matters,
    ticket_scopes,
    tickets,
    wakes,
    work_orders,
);

diesel::table! {
    use diesel::sql_types::{BigInt, Integer, Nullable, Text};
    use crate::types::{DbInstant, DbUuid};
    facts (subject_id, standing) {
        subject_id -> DbUuid,
        family -> Text,
        ticket_id -> DbUuid,
        opened_at -> DbInstant,
        policy -> BigInt,
        begun_day -> Integer,
        done_day -> Nullable<Integer>,
        unit_path -> Text,
        intake_path -> Text,
        crew_path -> Nullable<Text>,
        kind -> Text,
        service_type -> Nullable<Text>,
        area -> Text,
        channel -> Text,
        level -> Nullable<Text>,
        person -> Nullable<DbUuid>,
        plan -> Nullable<Text>,
        matter -> Nullable<Text>,
        flags -> BigInt,
        urges -> Nullable<BigInt>,
        earlier -> Nullable<BigInt>,
        open_seconds -> Nullable<BigInt>,
        receive_seconds -> Nullable<BigInt>,
        arrive_seconds -> Nullable<BigInt>,
        restore_seconds -> Nullable<BigInt>,
        reply_seconds -> Nullable<BigInt>,
        returns -> Nullable<BigInt>,
        attempts -> Nullable<BigInt>,
        effort -> Nullable<BigInt>,
        standing -> Text,
        region -> Nullable<Text>,
        score -> Nullable<BigInt>,
        units -> Nullable<BigInt>,
        intake_seconds -> Nullable<BigInt>,
        queue_seconds -> Nullable<BigInt>,
        unit_seconds -> Nullable<BigInt>,
        travel_seconds -> Nullable<BigInt>,
        work_seconds -> Nullable<BigInt>,
        customer_seconds -> Nullable<BigInt>,
        pause_seconds -> Nullable<BigInt>,
        review_seconds -> Nullable<BigInt>,
        callback_seconds -> Nullable<BigInt>,
        line -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Integer, Text};
    figure_sums (sum_key, day, unit_path, kind) {
        sum_key -> Text,
        day -> Integer,
        unit_path -> Text,
        kind -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    figure_definitions (sum_key) {
        sum_key -> Text,
        definition -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Integer, Nullable, Text};
    use crate::types::{DbInstant, DbUuid};
    figure_cursor (id) {
        id -> Integer,
        log_transaction -> BigInt,
        log_sequence -> BigInt,
        as_of -> Nullable<DbInstant>,
        window_days -> Integer,
        satisfaction_scale -> Text,
        recount_after -> Nullable<DbUuid>,
    }
}

diesel::table! {
    use crate::types::{DbInstant, DbUuid};
    uncounted_tickets (ticket_id) {
        ticket_id -> DbUuid,
        since -> DbInstant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Integer};
    use crate::types::{DbInstant, DbUuid};
    figure_periods (id) {
        id -> DbUuid,
        from_day -> Integer,
        to_day -> Integer,
        policy -> BigInt,
        as_of -> DbInstant,
        closed_at -> DbInstant,
        closed_by -> DbUuid,
    }
}

diesel::table! {
    use diesel::sql_types::Integer;
    use crate::types::DbUuid;
    forgotten_matters (ticket_id) {
        ticket_id -> DbUuid,
        earlier -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::types::DbUuid;
    figure_period_definitions (period_id, sum_key) {
        period_id -> DbUuid,
        sum_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::types::DbUuid;
    figure_period_sums (period_id, sum_key, unit_path, kind) {
        period_id -> DbUuid,
        sum_key -> Text,
        unit_path -> Text,
        kind -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::types::{DbInstant, DbUuid};
    figure_restatements (id) {
        id -> DbUuid,
        period_id -> DbUuid,
        ticket_id -> DbUuid,
        sum_key -> Text,
        unit_path -> Text,
        kind -> Text,
        difference -> BigInt,
        at -> DbInstant,
    }
}

diesel::table! {
    use diesel::sql_types::{Integer, Nullable, Text};
    use crate::types::{DbInstant, DbJson, DbUuid};
    report_runs (id) {
        id -> DbUuid,
        code -> Text,
        unit_path -> Text,
        from_day -> Integer,
        to_day -> Integer,
        created_at -> DbInstant,
        created_by -> Nullable<DbUuid>,
        document -> DbJson,
    }
}

diesel::table! {
    use crate::types::DbUuid;
    report_recipients (run_id, user_id) {
        run_id -> DbUuid,
        user_id -> DbUuid,
    }
}

diesel::table! {
    use diesel::sql_types::{Integer, Text};
    use crate::types::DbInstant;
    report_schedules (code) {
        code -> Text,
        last_day -> Integer,
        due_at -> DbInstant,
        done_path -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::SmallInt;
    use crate::types::{DbJson, DbUuid};
    report_signatures (run_id, step) {
        run_id -> DbUuid,
        step -> SmallInt,
        document -> DbJson,
    }
}

diesel::allow_tables_to_appear_in_same_query!(uncounted_tickets, tickets);
diesel::allow_tables_to_appear_in_same_query!(report_runs, report_recipients);
