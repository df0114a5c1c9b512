//! Zsh: the last value of a list.

use super::values::Values;

/// Completes the values that it is given behind the last comma.
const FUNCTION: &str = r#"autoload -U is-at-least

(( $+functions[_coreograph_list] )) ||
_coreograph_list() {
    compset -P '*,'
    compadd -S '' -- "$@"
}
"#;

/// Completes what stands behind the last comma of a list.
pub(super) fn complete(script: &str, values: &[Values]) -> String {
    let line = |line: &str| {
        let list = values.iter().filter(|values| values.is_list).find_map(|values| {
            let words = values.words.join(" ");
            let whole = line.strip_suffix(&format!(":({words})' \\"))?;
            let named = line.contains(&format!("{}=[", values.option.as_deref()?));
            named.then(|| format!("{whole}: _coreograph_list {words}' \\\n"))
        });
        list.unwrap_or_else(|| format!("{line}\n"))
    };
    let script = script.replacen("autoload -U is-at-least\n", FUNCTION, 1);
    script.lines().map(line).collect()
}
