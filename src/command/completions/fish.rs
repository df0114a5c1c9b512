//! Fish: the last value of a list, and the values of arguments.

use std::fmt::Write as _;

use super::values::Values;

/// Lists its arguments, each behind what stands before the last comma.
const FUNCTION: &str = r#"
# The values of a list, behind its last comma.
function __fish_coreograph_list
    set -l kept (commandline -ct | string replace -rf '^(?:--[a-z-]+=)?(.*,)[^,]*$' '$1')
    for word in $argv
        echo $kept$word
    end
end
"#;

/// Completes what stands behind the last comma of a list, and the arguments of commands.
pub(super) fn complete(script: &str, values: &[Values]) -> String {
    let mut script = script.to_string();
    for values in values.iter().filter(|values| values.is_list) {
        let each: Vec<String> = values.words.iter().map(|word| format!("{word}\\t''")).collect();
        let list = format!("-a \"(__fish_coreograph_list {})\"", values.words.join(" "));
        script = script.replace(&format!("-a \"{}\"", each.join("\n")), &list);
    }
    for values in values.iter().filter(|values| values.option.is_none()) {
        let (command, words) = (values.before(), values.words.join(" "));
        // Writing into a String cannot fail.
        let _ = writeln!(
            script,
            "complete -c coreograph -n \"__fish_coreograph_using_subcommand {command}\" -f -a \"{words}\""
        );
    }
    script + FUNCTION
}
