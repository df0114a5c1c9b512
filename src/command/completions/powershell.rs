//! PowerShell: all values.

use std::fmt::Write as _;

use super::values::Values;

/// Behind this nothing but commands and options is generated.
const PLACE: &str = "    $completions = @(switch ($command) {";

/// Completes values behind their options, and in a list behind the last comma.
pub(super) fn complete(script: &str, values: &[Values]) -> String {
    let mut cases = String::new();
    for values in values {
        let words: Vec<String> = values.words.iter().map(|word| format!("'{word}'")).collect();
        // Writing into a String cannot fail.
        let _ = writeln!(
            cases,
            "        '{} {}' {{ {}; break }}",
            values.path.join(";"),
            values.before(),
            words.join(", ")
        );
    }
    let added = format!(
        r#"    $typed = @($commandElements | ForEach-Object {{ $_.Extent.Text }})
    $before = if ($wordToComplete) {{ $typed.Count - 2 }} else {{ $typed.Count - 1 }}
    $values = @(switch -CaseSensitive ("$command $($typed[$before])") {{
{cases}    }})
    if ($values.Count -gt 0) {{
        $kept = $wordToComplete.Substring(0, $wordToComplete.LastIndexOf(',') + 1)
        return $values.Where{{ "$kept$_" -like "$wordToComplete*" }} |
            ForEach-Object {{ [CompletionResult]::new("$kept$_", $_, [CompletionResultType]::ParameterValue, $_) }}
    }}

{PLACE}"#
    );
    script.replacen(PLACE, &added, 1)
}
