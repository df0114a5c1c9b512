//! Bash: the last value of a list.

use super::values::Values;

/// Completes what stands behind the last comma of a list, and leaves what stands before it. No space follows, since another
/// comma may.
pub(super) fn complete(script: &str, values: &[Values]) -> String {
    let mut options: Vec<&str> = Vec::new();
    for option in values.iter().filter(|values| values.is_list).filter_map(|values| values.option.as_deref())
    {
        if !options.contains(&option) {
            options.push(option);
        }
    }
    let wrapper = format!(
        r#"
_coreograph_in_list() {{
    local kept=""
    case "$3" in
        {options})
            [[ "$2" == *,* ]] && kept="${{2%,*}},"
            compopt -o nospace 2>/dev/null
            ;;
    esac
    local last="${{COMP_WORDS[COMP_CWORD]}}"
    COMP_WORDS[COMP_CWORD]="${{last#"$kept"}}"
    _coreograph "$1" "${{2#"$kept"}}" "$3"
    COMP_WORDS[COMP_CWORD]="$last"
    if [[ -n "$kept" && ${{#COMPREPLY[@]}} -gt 0 ]]; then
        COMPREPLY=( "${{COMPREPLY[@]/#/$kept}}" )
    fi
}}

if [["#,
        options = options.join("|")
    );
    // The registration is the last condition of the script.
    let Some((before, after)) = script.rsplit_once("\nif [[") else { return script.into() };
    format!(
        "{before}{wrapper}{}",
        after.replace("complete -F _coreograph ", "complete -F _coreograph_in_list ")
    )
}
