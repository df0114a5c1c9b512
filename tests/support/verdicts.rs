//! Verdicts of the program's scenes, judged by the figures that stand in them.
//!
//! A verdict is a sentence of one of its scene's rules, with figures. This reads the sentence back: which rule it can be
//! from, and which figures it shows. It is true where the condition of that rule holds for these figures, and where a
//! ratio in it is that of the figures beside it. A figure counts as the range of values that are shown like it; where a
//! condition depends on a figure that the sentence does not show, it is believed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml::de::{DeTable, DeValue};

/// A scene, as far as its verdicts go.
pub(crate) struct SceneRules {
    /// Its name: `convoy`.
    pub(crate) name: String,
    /// Its title.
    pub(crate) title: String,
    /// Time that its races take, s.
    pub(crate) seconds: f64,
    /// Its rules. The last stands for a measurement that says nothing.
    rules: Vec<Rule>,
}

struct Rule {
    when: Option<String>,
    sentence: Vec<Part>,
}

enum Part {
    Text(String),
    Figure { expression: String, style: String },
}

/// Values that a figure may have, from and to.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Range(f64, f64);

/// Figures by their paths; `None` for words.
type Figures = BTreeMap<String, Option<Range>>;

/// The scenes of the program, in their order.
pub(crate) fn shipped() -> Vec<SceneRules> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenes");
    let files = fs::read_dir(folder).expect("the scenes").flatten().map(|entry| entry.path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    files.iter().map(|file| SceneRules::read(file)).collect()
}

impl SceneRules {
    fn read(file: &Path) -> Self {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).expect("a name in UTF-8");
        let text = fs::read_to_string(file).expect("a scene");
        Self::of(stem.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-'), &text)
    }

    fn of(name: &str, text: &str) -> Self {
        let table = DeTable::parse(text).expect("a scene in TOML");
        let table = table.get_ref();
        let word = |table: &DeTable, key: &str| match table.get(key).map(toml::Spanned::get_ref) {
            Some(DeValue::String(text)) => Some(one_line(text)),
            _ => None,
        };
        let seconds = match table.get("seconds").map(toml::Spanned::get_ref) {
            Some(DeValue::Integer(number)) => number.as_str().parse().ok(),
            Some(DeValue::Float(number)) => number.as_str().parse().ok(),
            _ => None,
        };
        let Some(DeValue::Array(verdicts)) = table.get("verdict").map(toml::Spanned::get_ref) else {
            panic!("{name} has no verdicts")
        };
        let rule = |verdict: &toml::Spanned<DeValue>| {
            let DeValue::Table(table) = verdict.get_ref() else { panic!("a verdict of {name} is no table") };
            let sentence = parts(&word(table, "text").expect("a verdict has a text"));
            Rule { when: word(table, "when"), sentence }
        };
        Self {
            name: name.into(),
            title: word(table, "title").expect("a scene has a title"),
            seconds: seconds.expect("a scene has its seconds"),
            rules: verdicts.iter().map(rule).collect(),
        }
    }

    /// Why `sentence` is no true verdict of this scene; `None` where it is one. `usable_cpus` are those of the machine
    /// on which it was measured, where that is known.
    pub(crate) fn objection(&self, sentence: &str, usable_cpus: Option<u32>) -> Option<String> {
        let sentence = one_line(sentence);
        let mut objections = Vec::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let Some(mut figures) = figures(&rule.sentence, &sentence) else { continue };
            if number + 1 == self.rules.len() {
                objections.push("it is the last rule, for a measurement that says nothing".into());
                continue;
            }
            let cpus = usable_cpus.map(f64::from);
            figures.extend(cpus.map(|cpus| ("machine.usable_cpus".into(), Some(Range(cpus, cpus)))));
            match objection_to(rule, &figures) {
                None => return None,
                Some(objection) => objections.push(objection),
            }
        }
        if objections.is_empty() {
            objections.push("it is none of the scene's sentences".into());
        }
        Some(objections.join("; "))
    }
}

/// Why the figures of a sentence are not those of its rule.
fn objection_to(rule: &Rule, figures: &Figures) -> Option<String> {
    let when = rule.when.as_deref().unwrap_or_default();
    if truth(when, figures) == Some(false) {
        return Some(format!("{when} does not hold for {figures:?}"));
    }
    let differs = |(expression, shown): (&String, &Option<Range>)| {
        // A figure by itself is what it shows.
        let words: Vec<&str> = expression.split_whitespace().collect();
        let computed = value(&words, figures).filter(|_| words.len() > 1)?;
        let shown = (*shown)?;
        (!computed.overlaps(shown)).then(|| format!("{expression} is {computed:?} and not {shown:?}"))
    };
    figures.iter().find_map(differs)
}

/// Words with one space between each two.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of a sentence with figures in braces.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for piece in text.split_inclusive('}') {
        let (before, figure) =
            piece.split_once('{').map_or((piece, None), |(before, figure)| (before, Some(figure)));
        parts.push(Part::Text(before.into()));
        if let Some(figure) = figure.and_then(|figure| figure.strip_suffix('}')) {
            let (expression, style) = figure.rsplit_once(':').unwrap_or((figure, ""));
            parts.push(Part::Figure { expression: expression.into(), style: style.into() });
        }
    }
    parts
}

/// The figures in `text`, where it is such a sentence.
fn figures(sentence: &[Part], text: &str) -> Option<Figures> {
    match sentence {
        [] => text.is_empty().then(Figures::new),
        [Part::Text(words), rest @ ..] => figures(rest, text.strip_prefix(words.as_str())?),
        [Part::Figure { expression, style }, rest @ ..] => {
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(1);
            ends.into_iter().find_map(|end| {
                let shown = read(&text[..end], style, expression)?;
                let mut found = figures(rest, &text[end..])?;
                found.insert(expression.clone(), shown);
                Some(found)
            })
        }
    }
}

/// A figure as it is shown in this style, `None` within for words; `None` where it is not one.
#[allow(clippy::option_option, reason = "words are a figure without a value")]
fn read(shown: &str, style: &str, expression: &str) -> Option<Option<Range>> {
    let units: &[(&str, f64)] = match style {
        "time" => &[(" µs", 1e-6), (" ms", 1e-3), (" s", 1.0)],
        "bytes" => &[(" B", 1.0), (" kB", 1e3), (" MB", 1e6), (" GB", 1e9)],
        "count" if shown.ends_with(['k', 'M', 'G']) => &[("k", 1e3), ("M", 1e6), ("G", 1e9)],
        "%" => &[(" %", 0.01)],
        // A count is exact; words have no value.
        "" | "count" => {
            let count = shown.parse::<u32>().ok().map(|count| Range(count.into(), count.into()));
            return Some(count.or_else(|| Range::shown(shown)));
        }
        _ => &[("", 1.0)],
    };
    let (number, unit) = units.iter().find_map(|(unit, factor)| Some((shown.strip_suffix(unit)?, factor)))?;
    // A path with a unit in its name is counted in that unit: `replies_us`.
    let own = [("_us", 1e-6), ("_ms", 1e-3), ("_ns", 1e-9)];
    let own = own.iter().find(|(end, _)| expression.split(['.', ' ']).any(|step| step.ends_with(end)));
    let factor = if style == "time" { unit / own.map_or(1.0, |(_, seconds)| *seconds) } else { *unit };
    Range::shown(number).map(|Range(from, to)| Some(Range(from * factor, to * factor)))
}

/// Whether a condition holds; `None` where the figures do not tell.
fn truth(condition: &str, figures: &Figures) -> Option<bool> {
    if condition.contains(['(', ')']) || condition.split_whitespace().any(|word| word == "not") {
        return None;
    }
    let all = |all: &str| {
        let each: Vec<_> = all.split(" and ").map(|one| comparison(one, figures)).collect();
        let holds = each.iter().all(|one| *one == Some(true)).then_some(true);
        if each.contains(&Some(false)) { Some(false) } else { holds }
    };
    let any: Vec<_> = condition.split(" or ").map(all).collect();
    let fails = any.iter().all(|one| *one == Some(false)).then_some(false);
    if any.contains(&Some(true)) { Some(true) } else { fails }
}

fn comparison(text: &str, figures: &Figures) -> Option<bool> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| ["<", "<=", ">", ">=", "=", "!="].contains(word))?;
    let (one, other) = (value(&words[..at], figures)?, value(&words[at + 1..], figures)?);
    let is_count = |range: Range| range.0 >= range.1;
    let equal = (one == other && is_count(one)).then_some(true);
    let apart = (one.1 < other.0 || one.0 > other.1).then_some(false);
    match words[at] {
        "<" => either(one.1 < other.0, one.0 >= other.1),
        "<=" => either(one.1 <= other.0, one.0 > other.1),
        ">" => either(one.0 > other.1, one.1 <= other.0),
        ">=" => either(one.0 >= other.1, one.1 < other.0),
        "=" => equal.or(apart),
        _ => equal.or(apart).map(|holds| !holds),
    }
}

/// Whether it holds; `None` where neither that nor the opposite is sure.
fn either(holds: bool, fails: bool) -> Option<bool> {
    if holds { Some(true) } else { fails.then_some(false) }
}

/// The value of figures and numbers with operators between, taken from left to right.
fn value(words: &[&str], figures: &Figures) -> Option<Range> {
    let operand = |word: &&str| match word.parse::<f64>() {
        Ok(number) => Some(Range(number, number)),
        Err(_) => *figures.get(*word)?,
    };
    let (first, rest) = words.split_first()?;
    rest.chunks(2).try_fold(operand(first)?, |value, pair| {
        let [operator, word] = pair else { return None };
        let other = operand(word)?;
        match *operator {
            "*" => Some(Range(value.0 * other.0, value.1 * other.1)),
            "/" if other.0 > 0.0 => Some(Range(value.0 / other.1, value.1 / other.0)),
            "+" => Some(Range(value.0 + other.0, value.1 + other.1)),
            "-" => Some(Range(value.0 - other.1, value.1 - other.0)),
            _ => None,
        }
    })
}

impl Range {
    /// Numbers that are shown as this one.
    fn shown(text: &str) -> Option<Self> {
        let number: f64 = text.parse().ok()?;
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let half = 0.5 / 10f64.powi(i32::try_from(decimals).ok()?);
        // A little more: the last digit may be rounded either way.
        let half = half * 1.001;
        (text.starts_with(|c: char| c.is_ascii_digit()))
            .then_some(Self((number - half).max(0.0), number + half))
    }

    fn overlaps(self, other: Self) -> bool {
        self.0 <= other.1 && other.0 <= self.1
    }
}
