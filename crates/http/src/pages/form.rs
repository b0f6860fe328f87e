//! The questionnaire as a form: every question is a group with a name, every control has its label, and what is wrong is said
//! at the top, with links, and beside the question.

use std::fmt::Write as _;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use bihuan_app::html::escape;
use bihuan_domain::policy::questionnaires::{AnswerForm, Question};
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::survey::{AnswerFault, Answers, chosen};

use super::frame::page;
use super::sheet::Sheet;
use super::visitor::Visitor;
use super::words::{self, Words};
use crate::extract::language::Language;

/// Scales with more steps than this are written as a number.
const RADIO_STEPS_MAX: i32 = 11;

/// The form, with what was answered so far and what is wrong with it.
pub(super) fn form(asked: &Sheet, visitor: &Visitor, answers: &Answers, faults: &[AnswerFault]) -> HttpResponse {
    let language = visitor.language;
    let words = words::of(language);
    let title = escape(said(&asked.questionnaire.name, language));
    let mut body = format!("<p>{}</p>\n<h1>{title}</h1>\n", escape(said(&asked.centre, language)));
    if let Some(number) = &asked.number {
        _ = writeln!(body, "<p>{} {}</p>", words.number, escape(number));
    }
    write_faults(&mut body, asked, visitor, faults);
    let query = if language == Language::Chinese { "zh" } else { "en" };
    _ = writeln!(body, "<form method=\"post\" action=\"{}?lang={query}\">", escape(&visitor.path));
    let mut section = None;
    for question in &asked.questionnaire.questions {
        if question.section != section {
            section.clone_from(&question.section);
            let named = asked.questionnaire.sections.iter().find(|one| Some(&one.code) == section.as_ref());
            if let Some(named) = named {
                _ = writeln!(body, "<h2>{}</h2>", escape(said(&named.name, language)));
            }
        }
        let given = answers.get(&question.code).map(String::as_str).unwrap_or_default();
        let fault = faults.iter().find(|fault| fault.question == question.code);
        Asking { question, language, words, given, fault }.write(&mut body);
    }
    _ = write!(body, "<p><button type=\"submit\">{}</button></p>\n</form>\n", words.send);
    if faults.is_empty() {
        return page(StatusCode::OK, language, &title, &body);
    }
    page(StatusCode::UNPROCESSABLE_ENTITY, language, &format!("{} {title}", words.error), &body)
}

/// Says at the top what is wrong, each with a link to its question; readers are taken there first.
fn write_faults(body: &mut String, asked: &Sheet, visitor: &Visitor, faults: &[AnswerFault]) {
    let words = words::of(visitor.language);
    let known = |fault: &AnswerFault| asked.questionnaire.question(&fault.question);
    let mut links = faults.iter().filter_map(known).peekable();
    if links.peek().is_none() {
        return;
    }
    _ = writeln!(body, "<div role=\"alert\" class=\"error\" tabindex=\"-1\" autofocus><p>{}</p>\n<ul>", words.correct);
    for question in links {
        let (code, text) = (escape(question.code.as_str()), escape(said(&question.text, visitor.language)));
        _ = writeln!(body, "<li><a href=\"#q.{code}\">{text}</a></li>");
    }
    body.push_str("</ul></div>\n");
}

fn said(text: &Text, language: Language) -> &str {
    match language {
        Language::Chinese => &text.zh,
        Language::English => &text.en,
    }
}

/// One question on its way to the page.
struct Asking<'a> {
    question: &'a Question,
    language: Language,
    words: &'static Words,
    given: &'a str,
    fault: Option<&'a AnswerFault>,
}

impl Asking<'_> {
    fn write(&self, body: &mut String) {
        let code = escape(self.question.code.as_str());
        let text = escape(said(&self.question.text, self.language));
        let class = if self.fault.is_some() { " wrong" } else { "" };
        let hint = self.hint();
        let error =
            self.fault.map_or("", |fault| if fault.why == "required" { self.words.missing } else { self.words.wrong });
        let told = [("hint", 'h', hint.as_str()), ("error", 'e', error)];
        let told = || told.iter().filter(|(_, _, text)| !text.is_empty());
        let ids: Vec<String> = told().map(|(_, mark, _)| format!("{mark}.{code}")).collect();
        let described = if ids.is_empty() { String::new() } else { format!(" aria-describedby=\"{}\"", ids.join(" ")) };
        let invalid = if self.fault.is_some() { " aria-invalid=\"true\"" } else { "" };
        let said: String = told()
            .map(|(class, mark, text)| format!("<p class=\"{class}\" id=\"{mark}.{code}\">{text}</p>\n"))
            .collect();
        match self.single(&code, &format!("{described}{invalid}")) {
            Some(control) => {
                _ = write!(
                    body,
                    "<div class=\"question{class}\"><label for=\"q.{code}\">{text}</label>\n{said}{control}</div>\n"
                );
            }
            None => {
                _ = write!(
                    body,
                    "<fieldset id=\"q.{code}\" class=\"{}\"{described}>\n<legend>{text}</legend>\n{said}{}</fieldset>\n",
                    class.trim(),
                    self.options(&code)
                );
            }
        }
    }

    fn hint(&self) -> String {
        let question = self.question;
        let when = if question.required {
            self.words.required
        } else if question.when_dissatisfied.is_some() {
            self.words.if_dissatisfied
        } else if question.required_if.is_some() {
            self.words.if_answered
        } else {
            ""
        };
        let many = if matches!(question.answer, AnswerForm::Multiple { .. }) { self.words.several } else { "" };
        let said: Vec<&str> = [when, many].into_iter().filter(|part| !part.is_empty()).collect();
        said.join(" · ")
    }

    /// The one control of a question that has one; none for groups.
    fn single(&self, code: &str, described: &str) -> Option<String> {
        let given = escape(self.given);
        let required = if self.question.required { " required" } else { "" };
        let number = |from: i32, to: i32| {
            format!(
                "<input type=\"number\" id=\"q.{code}\" name=\"q.{code}\" min=\"{from}\" max=\"{to}\" step=\"1\" \
                 value=\"{given}\"{required}{described}>\n"
            )
        };
        match &self.question.answer {
            AnswerForm::Text { max } => Some(format!(
                "<textarea id=\"q.{code}\" name=\"q.{code}\" rows=\"4\" maxlength=\"{max}\"{required}{described}>{given}</textarea>\n"
            )),
            AnswerForm::Number { min, max } => Some(number(*min, *max)),
            AnswerForm::Scale { from, to, .. } => {
                let (from, to) = (i32::from(*from), i32::from(*to));
                (to - from >= RADIO_STEPS_MAX).then(|| number(from, to))
            }
            AnswerForm::YesNo | AnswerForm::Choice { .. } | AnswerForm::Multiple { .. } => None,
        }
    }

    /// The options of a group.
    fn options(&self, code: &str) -> String {
        let mut body = String::new();
        match &self.question.answer {
            AnswerForm::YesNo => {
                self.option(&mut body, code, "yes", self.words.yes);
                self.option(&mut body, code, "no", self.words.no);
            }
            AnswerForm::Choice { options } | AnswerForm::Multiple { options, .. } => {
                for option in options {
                    self.option(&mut body, code, option.value.as_str(), said(&option.name, self.language));
                }
            }
            AnswerForm::Scale { from, to, labels, .. } => {
                body.push_str("<div class=\"scale\">\n");
                for at in *from..=*to {
                    let label = labels.iter().find(|label| label.at == at);
                    let name =
                        label.map_or_else(|| at.to_string(), |l| format!("{at} {}", said(&l.name, self.language)));
                    self.option(&mut body, code, &at.to_string(), &name);
                }
                body.push_str("</div>\n");
            }
            AnswerForm::Number { .. } | AnswerForm::Text { .. } => {}
        }
        body
    }

    fn option(&self, body: &mut String, code: &str, value: &str, name: &str) {
        let many = matches!(self.question.answer, AnswerForm::Multiple { .. });
        let kind = if many { "checkbox" } else { "radio" };
        let checked = if many { chosen(self.given).any(|one| one == value) } else { self.given == value };
        let checked = if checked { " checked" } else { "" };
        // A browser takes `required` on a box for "this very box".
        let required = if self.question.required && !many { " required" } else { "" };
        let (value, name) = (escape(value), escape(name));
        _ = writeln!(
            body,
            "<div class=\"option\"><input type=\"{kind}\" id=\"q.{code}.{value}\" name=\"q.{code}\" value=\"{value}\"{checked}{required}>\
             <label for=\"q.{code}.{value}\">{name}</label></div>"
        );
    }
}
