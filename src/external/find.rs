//! Whether the program of a command can be run.

use crate::sys::executable::{self, NotFound};

/// Looks for the program with this path, or with this name in a folder of `PATH`.
///
/// # Errors
/// The reason why it cannot be run, in a sentence.
pub(crate) fn check(program: &str) -> Result<(), String> {
    let Err(reason) = executable::find(program, std::env::var_os("PATH").as_deref()) else { return Ok(()) };
    Err(match reason {
        NotFound::Missing => format!("{program}: there is no such file"),
        NotFound::Folder => format!("{program} is a folder, not a program"),
        NotFound::Locked(file) => format!("{} is not executable (chmod +x makes it so)", file.display()),
        NotFound::Nowhere => format!("{program} was not found: it is in no folder of PATH"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_program_is_said() {
        assert_eq!(check("sh"), Ok(()));
        for (program, told) in [
            ("/no/such/program", "/no/such/program: there is no such file"),
            ("/", "/ is a folder, not a program"),
            ("no-such-program", "no-such-program was not found: it is in no folder of PATH"),
        ] {
            assert_eq!(check(program), Err(told.into()));
        }
    }
}
