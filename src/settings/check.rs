//! Check of a value by the option's own parser on the command line.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgAction, Command};

use crate::text::nearest::question;

/// The values as the option's defaults; an empty text stands for the default, and gives none.
///
/// # Errors
/// The reason why they are not accepted.
pub(super) fn accepted(arg: &Arg, values: &[String]) -> Result<Vec<String>, String> {
    if values.iter().all(String::is_empty) {
        return Ok(Vec::new());
    }
    let values = shaped(arg, values)?;
    if matches!(arg.get_action(), ArgAction::SetTrue) {
        return truth(&values);
    }
    let mut probe = Arg::new("value").long("value").num_args(1).action(ArgAction::Append);
    probe = probe.value_parser(arg.get_value_parser().clone());
    if let Some(delimiter) = arg.get_value_delimiter() {
        probe = probe.value_delimiter(delimiter);
    }
    let probe = Command::new("probe").no_binary_name(true).disable_help_flag(true).arg(probe);
    let asked = values.iter().map(|value| format!("--value={value}"));
    probe.try_get_matches_from(asked).map(|_| values).map_err(|error| reason(&error))
}

/// One value where one is expected, all where there may be several: separated by commas, or in a list.
fn shaped(arg: &Arg, values: &[String]) -> Result<Vec<String>, String> {
    let delimiter = arg.get_value_delimiter();
    if delimiter.is_none() && matches!(arg.get_action(), ArgAction::Append) {
        let each = values.iter().flat_map(|value| value.split(',')).map(str::trim);
        return Ok(each.filter(|value| !value.is_empty()).map(String::from).collect());
    }
    match (values, delimiter) {
        ([_], _) => Ok(values.to_vec()),
        (_, Some(delimiter)) => Ok(vec![values.join(&delimiter.to_string())]),
        (_, None) => Err("a list; accepted is one value".into()),
    }
}

fn truth(values: &[String]) -> Result<Vec<String>, String> {
    let word = match values.first().map(|value| value.to_lowercase()).as_deref() {
        Some("true" | "yes" | "on" | "1") => "true",
        Some("false" | "no" | "off" | "0") => "false",
        _ => return Err("accepted are true and false".into()),
    };
    Ok(vec![word.into()])
}

fn reason(error: &clap::Error) -> String {
    if let Some(source) = error.source() {
        return source.to_string();
    }
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => {
            let typed = match error.get(ContextKind::InvalidValue) {
                Some(ContextValue::String(typed)) => typed.as_str(),
                _ => "",
            };
            let question = question(typed, values.iter().map(String::as_str));
            format!("{question}accepted are {}", values.join(", "))
        }
        _ => "not accepted".into(),
    }
}

/// Message about values that are not accepted.
pub(super) fn refusal(key: &str, values: &[String], arg: &Arg, reason: &str) -> String {
    let value = match values {
        [one] => format!("{one:?}"),
        many => format!("{many:?}"),
    };
    if reason.contains("accepted") {
        return format!("{key} = {value}: {reason}");
    }
    // The parsers of numbers only report the error.
    let about = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let name = arg.get_value_names().and_then(|names| names.first()).map_or("a value", |name| name.as_str());
    format!("{key} = {value}: {reason}; accepted is {name}: {about}")
}
