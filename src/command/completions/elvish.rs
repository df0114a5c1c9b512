//! Elvish: all values.

use std::fmt::Write as _;

use super::values::Values;

/// Before this the candidates of the commands are listed.
const LIST: &str = "    var completions = [";
/// It chooses among them.
const CHOICE: &str = "    $completions[$command]\n";

/// Completes values behind their options, and in a list behind the last comma.
pub(super) fn complete(script: &str, values: &[Values]) -> String {
    let mut map = String::new();
    for values in values {
        let (path, words) = (values.path.join(";"), values.words.join(" "));
        // Writing into a String cannot fail.
        let _ = writeln!(map, "        &'{path} {}'= [{words}]", values.before());
    }
    let listed = format!("    var values = [\n{map}    ]\n{LIST}");
    let chosen = r"    var key = $command' '$words[-2]
    if (has-key $values $key) {
        var parts = [(str:split , $words[-1])]
        var kept = ''
        for part $parts[..-1] {
            set kept = $kept$part','
        }
        for word $values[$key] {
            edit:complex-candidate $kept$word &display=$word
        }
    } else {
        $completions[$command]
    }
";
    script.replacen(LIST, &listed, 1).replacen(CHOICE, chosen, 1)
}
