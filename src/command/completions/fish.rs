//! Fish: the last value of a list, and the values of arguments.

use std::fmt::Write as _;

use super::values::Values;

/// Lists its arguments, each behind what stands before the last comma.
const FUNCTION: &str = r#"
# The values of a list, behind its last comma.
function __fish_coreograph_list
    set -l kept (commandline -ct | string replace -rf '^(?:--[a-z-]+=)?(.*,)[^,]*$' '$1')
    test -n "$kept"; or set kept ''
    for word in $argv
        printf '%s\t\n' $kept$word
    end
end
"#;

/// Where the generated script gives up: at an option of the program whose value is about to be completed.
const GIVES_UP: &str = "    or return\n";

/// Completes what stands behind the last comma of a list, and the arguments of commands.
pub(super) fn complete(script: &str, values: &[Values]) -> String {
    let mut script = script.replacen(GIVES_UP, "    or return 0\n", 1);
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
