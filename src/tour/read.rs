//! Reads a scene from the text of its file.

use toml::de::DeTable;

use super::condition::Condition;
use super::figure::Figure;
use super::keys;
use super::known::{self, KnownRun};
use super::moment::Moment;
use super::scene::{Caption, Choice, Scene, SceneChange, SceneRun, VerdictRule};
use super::source::{Fields, Placed, Source};
use super::template::Template;
use crate::race::setting::{self, Setting, adjustable};
use crate::text::nearest::question_after;
use crate::toml_document::Diagnostic;

/// Least and greatest number of predictions.
const CHOICES: std::ops::RangeInclusive<usize> = 2..=4;

/// Longest question, characters: three lines of large text.
const LONGEST_QUESTION: usize = 140;

/// Longest prediction, characters: a line of a narrow terminal.
const LONGEST_CHOICE: usize = 56;

/// Longest time that the races of a scene may take together, s.
const LONGEST: f64 = 600.0;

/// The names of the dashboard's pages that can show a race.
pub(crate) const PAGES: [&str; 10] =
    ["race", "cores", "workers", "lock", "losses", "output", "ranking", "tasks", "life", "memory"];

/// How thoroughly a scene is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// Its form, for scenes that were checked before.
    Form,
    /// Its form, and whether its races can be made, and have the lanes and figures that its sentences name.
    Meaning,
}

/// Reads the scene `name` from `text`, the content of the file `place`.
///
/// # Errors
/// All errors, in the order of the file, with line and column.
pub(super) fn scene(name: &str, place: &str, text: &str, depth: Depth) -> Result<Scene, Vec<Diagnostic>> {
    let source = Source::new(place, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        source.fault(at, format!("{}; accepted is TOML: key = value", error.message().trim()));
    }
    let read = {
        let fields = Fields::new(&source, 0, table.get_ref(), keys::SCENE);
        Reader { source: &source, depth }.scene(name, &fields)
    };
    let diagnostics = source.diagnostics();
    read.filter(|_| diagnostics.is_empty()).ok_or(diagnostics)
}

struct Reader<'a> {
    source: &'a Source<'a>,
    depth: Depth,
}

impl<'a> Reader<'a> {
    fn scene(&self, name: &str, fields: &Fields<'a>) -> Option<Scene> {
        let choices = self.choices(fields);
        let (mut runs, mut known) = (Vec::new(), Vec::new());
        let tables = fields.tables("run", keys::RUN);
        for run in &tables {
            let (run, this) = self.run(run, &known);
            runs.push(run);
            known.push(this);
        }
        let rules = fields.tables("verdict", keys::VERDICT);
        for (what, list) in [("run", tables.len()), ("verdict", rules.len())] {
            if list == 0 {
                self.source.fault(
                    fields.at,
                    format!("the scene has no {what}; accepted: at least one, under [[{what}]]"),
                );
            }
        }
        let last = rules.len().saturating_sub(1);
        let rules = rules.iter().enumerate();
        let verdicts =
            rules.map(|(place, rule)| self.verdict(rule, place == last, choices.len(), &known)).collect();
        let question = fields.text("question");
        if let Some(question) = &question {
            self.at_most(question, LONGEST_QUESTION, "question");
        }
        let text = |key| fields.text(key).map(|text| text.value);
        Some(Scene {
            name: name.into(),
            title: text("title")?,
            idea: text("idea")?,
            question: question?.value,
            choices,
            runs,
            verdicts,
            notes: text("notes").unwrap_or_default(),
            seconds: self.seconds(fields)?,
        })
    }

    fn seconds(&self, fields: &Fields<'a>) -> Option<f64> {
        let seconds = fields.number("seconds")?;
        if !(seconds.value > 0.0 && seconds.value <= LONGEST) {
            self.source.fault(seconds.at, format!("seconds is {}; accepted: up to {LONGEST}", seconds.value));
        }
        Some(seconds.value)
    }

    fn choices(&self, fields: &Fields<'a>) -> Vec<Choice> {
        let choices = fields.texts("choices");
        if let Some(first) = choices.first().filter(|_| !CHOICES.contains(&choices.len())) {
            let message =
                format!("{} choices; accepted: {} to {}", choices.len(), CHOICES.start(), CHOICES.end());
            self.source.fault(first.at, message);
        }
        for choice in &choices {
            self.at_most(choice, LONGEST_CHOICE, "choice");
        }
        choices.into_iter().map(|choice| Choice { text: choice.value }).collect()
    }

    fn at_most(&self, text: &Placed<String>, most: usize, what: &str) {
        if text.value.chars().nth(most).is_some() {
            let message = format!(
                "the {what} has more than {most} characters; accepted: up to {most}, so that it is legible"
            );
            self.source.fault(text.at, message);
        }
    }

    /// A race; what is known of it, where its words are right; `earlier` are the races before it.
    fn run(&self, fields: &Fields<'a>, earlier: &[Option<KnownRun>]) -> (SceneRun, Option<KnownRun>) {
        let words = fields.words("args");
        let known = self.known(&words);
        let page = fields.text("page");
        if let Some(page) = page.as_ref().filter(|page| !PAGES.contains(&page.value.as_str())) {
            let name = &page.value;
            let message = format!(
                "there is no page {name}{}accepted: {}",
                question_after(name, PAGES),
                PAGES.join(", ")
            );
            self.source.fault(page.at, message);
        }
        let focus = fields.text("focus");
        if let Some(focus) = &focus {
            self.lane(focus.at, &focus.value, known.as_ref());
        }
        let seen: Option<Vec<&KnownRun>> = earlier.iter().chain([&known]).map(Option::as_ref).collect();
        let captions = fields.tables("captions", keys::CAPTION);
        let captions =
            captions.iter().filter_map(|caption| self.caption(caption, known.as_ref(), seen.as_deref()));
        let captions = captions.collect();
        let changes = fields.tables("changes", keys::CHANGE);
        let changes = changes.iter().filter_map(|change| self.change(change, known.as_ref())).collect();
        let run = SceneRun {
            args: words.into_iter().map(|word| word.value).collect(),
            page: page.map(|page| page.value),
            focus: focus.map(|focus| focus.value),
            captions,
            changes,
            label: fields.text("label").map(|label| label.value),
        };
        (run, known)
    }

    fn known(&self, words: &[Placed<String>]) -> Option<KnownRun> {
        if self.depth == Depth::Form || words.is_empty() {
            return None;
        }
        let typed: Vec<String> = words.iter().map(|word| word.value.clone()).collect();
        let fault = |error: super::args::ArgError| {
            if let Some(word) = words.get(error.word) {
                self.source.fault(word.at, error.message);
            }
        };
        KnownRun::of(&typed).map_err(fault).ok()
    }

    fn lane(&self, at: usize, lane: &str, known: Option<&KnownRun>) {
        if let Some(Err(message)) = known.map(|known| known.check_lane(lane)) {
            self.source.fault(at, message);
        }
    }

    fn moment(&self, fields: &Fields<'a>, known: Option<&KnownRun>) -> Option<Moment> {
        let after = fields.text("after")?;
        let moment = Moment::read(&after.value).map_err(|error| self.source.fault(after.at, error)).ok()?;
        if let Some(lane) = moment.lane() {
            self.lane(after.at, lane, known);
        }
        Some(moment)
    }

    fn caption(
        &self,
        fields: &Fields<'a>,
        known: Option<&KnownRun>,
        seen: Option<&[&KnownRun]>,
    ) -> Option<Caption> {
        let after = self.moment(fields, known);
        let text = self.template(fields, seen, false);
        Some(Caption { after: after?, text: text? })
    }

    fn change(&self, fields: &Fields<'a>, known: Option<&KnownRun>) -> Option<SceneChange> {
        let after = self.moment(fields, known);
        let (flag, value) = (fields.text("setting")?, fields.text("value")?);
        match setting::by_flag(&flag.value) {
            None => {
                let flags: Vec<&str> = adjustable().into_iter().map(Setting::flag).collect();
                let name = &flag.value;
                let question = question_after(name, flags.iter().copied());
                let accepted = flags.join(", ");
                self.source.fault(
                    flag.at,
                    format!("there is no setting {name} that changes while races are watched{question}accepted: {accepted}"),
                );
            }
            Some(setting) => {
                if let Err(error) = setting.check(&value.value) {
                    self.source.fault(value.at, format!("{} {}: {error}", flag.value, value.value));
                }
            }
        }
        Some(SceneChange { after: after?, setting: flag.value, value: value.value })
    }

    fn verdict(
        &self,
        fields: &Fields<'a>,
        last: bool,
        choices: usize,
        known: &[Option<KnownRun>],
    ) -> VerdictRule {
        let seen: Option<Vec<&KnownRun>> = known.iter().map(Option::as_ref).collect();
        let when = fields.text("when");
        match &when {
            Some(when) if last => {
                let message = "the last verdict has a condition; accepted: none, so that there is a verdict in any case";
                self.source.fault(when.at, message);
            }
            None if !last => {
                let message = "the key when is missing: only the last verdict has no condition, since the first that holds is taken";
                self.source.fault(fields.at, message);
            }
            _ => {}
        }
        let condition = when.and_then(|when| {
            let read =
                Condition::read(&when.value).map_err(|error| self.source.fault(when.at, error)).ok()?;
            self.figures(&when, &read.figures(), seen.as_deref(), false);
            Some(read)
        });
        let choice = fields.number("choice").and_then(|choice| self.choice(&choice, choices));
        let text = self.template(fields, seen.as_deref(), last);
        VerdictRule { when: condition, choice, text: text.unwrap_or_default() }
    }

    fn choice(&self, choice: &Placed<f64>, choices: usize) -> Option<usize> {
        // Numbers of choices are small, and compared as they are written.
        let found = (1..=choices).find(|number| (*number as f64 - choice.value).abs() < f64::EPSILON);
        if found.is_none() {
            let message = format!("there is no choice {}; accepted: 1 to {choices}", choice.value);
            self.source.fault(choice.at, message);
        }
        found.map(|number| number - 1)
    }

    /// The sentence under `text`; `certain`: one whose figures have to be known in any case.
    fn template(&self, fields: &Fields<'a>, seen: Option<&[&KnownRun]>, certain: bool) -> Option<Template> {
        let text = fields.text("text")?;
        let fault = |(offset, error): (usize, String)| self.source.fault(text.within(offset), error);
        let read = Template::read(&text.value).map_err(fault).ok()?;
        self.figures(&text, &read.figures(), seen, certain);
        Some(read)
    }

    /// Checks the figures of `text`.
    fn figures(&self, text: &Placed<String>, figures: &[&Figure], seen: Option<&[&KnownRun]>, certain: bool) {
        let Some(seen) = seen.filter(|_| self.depth == Depth::Meaning) else { return };
        for figure in figures {
            let at = || text.within(text.value.find(&figure.to_string()).unwrap_or(0));
            match known::check(figure, seen) {
                Err(error) => self.source.fault(at(), error),
                Ok(false) if certain => {
                    let message = format!(
                        "{figure} may be unknown; accepted in the last verdict: figures that are known in any case, such as \
                         machine.usable_cpus, or none"
                    );
                    self.source.fault(at(), message);
                }
                Ok(_) => {}
            }
        }
    }
}
