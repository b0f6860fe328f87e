//! What figures are about, as the query says it.

use bihuan_app::error::FieldError;
use bihuan_app::figures::{FactFilter, FigureFilter};
use bihuan_app::{App, figures};
use bihuan_domain::fact::Day;
use uuid::Uuid;

use crate::problem::Problem;
use crate::problem::code::ProblemCode;

/// The parameters that figures and the lists behind them share, with those of one endpoint before them.
macro_rules! figure_query {
    ($(#[$doc:meta])* $name:ident { $($(#[$own_doc:meta])* $own:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize, Validate, IntoParams)]
        #[into_params(parameter_in = Query)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub(super) struct $name {
            $($(#[$own_doc])* $own: $type,)*
            /// The first day; the first of the present month when left out.
            #[param(value_type = Option<CalendarDay>)]
            from: Option<CalendarDay>,
            /// The last day; today when left out.
            #[param(value_type = Option<CalendarDay>)]
            to: Option<CalendarDay>,
            /// The unit whose subtree answers for it; the caller's own when left out.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            unit: Option<String>,
            /// Only what the unit itself answers for, not those below it.
            itself: Option<bool>,
            /// The unit whose subtree took the demand.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            intake: Option<String>,
            /// The crew; empty for what had none.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            crew: Option<String>,
            /// The kind.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            kind: Option<String>,
            /// The type; empty for what has none.
            #[serde(rename = "type")]
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            service_type: Option<String>,
            /// The class of area.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            area: Option<String>,
            /// The region, by its code; empty for what has none.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            region: Option<String>,
            /// The line that the matter lies on, by its name; empty for what has none.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            line: Option<String>,
            /// The channel.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            channel: Option<String>,
            /// The grade; empty for what has none.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            level: Option<String>,
            /// The person: who took the demand, replied, called, or was praised; empty for nobody.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            person: Option<String>,
            /// The callback plan.
            #[validate(length(max = CODE_LENGTH_MAX))]
            #[param(max_length = 64)]
            plan: Option<String>,
            /// Only tickets under this version of the policy.
            #[validate(range(min = 1))]
            #[param(minimum = 1)]
            policy: Option<i64>,
            /// As everything happened (`raw`, when left out), or with what upheld appeals change.
            #[param(value_type = Option<ReadingName>, inline)]
            reading: Option<Reading>,
        }

        impl $name {
            fn filter(&self, app: &bihuan_app::App) -> Result<bihuan_app::figures::FigureFilter, crate::problem::Problem> {
                let (from, to) = (self.from.map(|day| day.0), self.to.map(|day| day.0));
                let mut filter = crate::v1::figures::filter::over(app, from, to)?;
                filter.unit = self.unit.clone();
                filter.itself = self.itself.unwrap_or_default();
                filter.intake = self.intake.clone();
                filter.crew = self.crew.clone();
                filter.facts.kind = self.kind.clone();
                filter.facts.service_type = self.service_type.clone();
                filter.facts.area = self.area.clone();
                filter.facts.region = self.region.clone();
                filter.facts.line = self.line.clone();
                filter.facts.channel = self.channel.clone();
                filter.facts.level = self.level.clone();
                filter.facts.person = self.person.as_deref().map(crate::v1::figures::filter::person).transpose()?;
                filter.facts.plan = self.plan.clone();
                filter.facts.policy = self.policy;
                filter.facts.reading = self.reading.unwrap_or_default();
                Ok(filter)
            }
        }
    };
}
pub(super) use figure_query;

/// The days in question, and nothing more said.
pub(crate) fn over(app: &App, from: Option<Day>, to: Option<Day>) -> Result<FigureFilter, Problem> {
    let today = figures::today(app)?;
    let to = to.unwrap_or(today);
    Ok(FigureFilter::of(FactFilter::days(from.unwrap_or_else(|| to.month()), to)))
}

/// A person by id; nobody for the empty text.
pub(super) fn person(text: &str) -> Result<Uuid, Problem> {
    if text.is_empty() {
        return Ok(Uuid::nil());
    }
    let error = FieldError::new("/query/person", "unknown");
    Uuid::parse_str(text).map_err(|_| Problem::new(ProblemCode::InvalidQuery).at([error]))
}
