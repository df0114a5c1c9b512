//! The lines of Python that run the user's function as advised.

use super::run_as::RunAs;
use crate::event::CallPlan;

/// Most calls in flight that need no limit: as many as the lane with an event loop has.
const IN_FLIGHT: u32 = 1000;

/// Facts on which the lines depend.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recipe<'a> {
    pub(super) call: &'a CallPlan,
    pub(super) run_as: RunAs,
    pub(super) workers: u32,
    pub(super) chunk: Option<u32>,
    /// Start method of the processes, and whether it is Python's default.
    pub(super) method: Option<(&'a str, bool)>,
}

impl Recipe<'_> {
    /// The lines.
    pub(super) fn lines(&self) -> Vec<String> {
        let name = Name::of(&self.call.function);
        let mut lines = self.imports();
        lines.extend(name.imports(&self.call.names));
        lines.extend(self.run(&name.called));
        lines
    }

    /// The list of arguments, as an operand.
    fn list(&self) -> String {
        match &self.call.over {
            Some(over) => operand(over),
            None => format!("range({})", self.call.arguments),
        }
    }

    fn imports(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let loops = self.call.coroutine;
        if loops || self.run_as == RunAs::EventLoop {
            lines.push("import asyncio".into());
        }
        if self.run_as == RunAs::Processes && self.method.is_some_and(|(_, default)| !default) {
            lines.push("import multiprocessing".into());
        }
        lines.extend(self.call.imports.iter().map(|module| format!("import {module}")));
        let executor = match self.run_as {
            RunAs::Threads => "ThreadPoolExecutor",
            RunAs::Processes => "ProcessPoolExecutor",
            RunAs::Interpreters => "InterpreterPoolExecutor",
            RunAs::OneThread | RunAs::EventLoop => return lines,
        };
        let since = if self.run_as == RunAs::Interpreters { "  # Python 3.14" } else { "" };
        lines.push(format!("from concurrent.futures import {executor}{since}"));
        lines
    }

    fn run(&self, function: &str) -> Vec<String> {
        let list = self.list();
        let star = if self.call.star { "*" } else { "" };
        let executor = match self.run_as {
            RunAs::OneThread => {
                let call = format!("{function}({star}x)");
                let call = if self.call.coroutine { format!("asyncio.run({call})") } else { call };
                return vec![format!("results = [{call} for x in {list}]")];
            }
            RunAs::EventLoop => return self.event_loop(function, star, &list),
            RunAs::Threads => "ThreadPoolExecutor",
            RunAs::Processes => "ProcessPoolExecutor",
            RunAs::Interpreters => "InterpreterPoolExecutor",
        };
        let mut lines = Vec::new();
        let mut function = function.to_string();
        if self.call.coroutine {
            // A lambda could not be pickled.
            lines.push(format!("def call(x): return asyncio.run({function}({star}x))"));
            function = "call".into();
        }
        let spread = self.call.star && !self.call.coroutine;
        let list = if spread { format!("*zip(*{list})") } else { list };
        let chunk = self.chunk.filter(|chunk| self.run_as != RunAs::Threads && *chunk > 1);
        let chunk = chunk.map_or_else(String::new, |chunk| format!(", chunksize={chunk}"));
        let (mut context, mut indent) = (String::new(), "");
        if let Some((method, default)) = self.method.filter(|_| self.run_as == RunAs::Processes) {
            if !default {
                context = format!(", mp_context=multiprocessing.get_context({method:?})");
            }
            if method != "fork" {
                // Each worker imports the script.
                lines.push("if __name__ == \"__main__\":".into());
                indent = "    ";
            }
        }
        lines.push(format!("{indent}with {executor}(max_workers={}{context}) as ex:", self.workers));
        lines.push(format!("{indent}    results = list(ex.map({function}, {list}{chunk}))"));
        lines
    }

    fn event_loop(&self, function: &str, star: &str, list: &str) -> Vec<String> {
        let gather = |call: &str| format!("    return await asyncio.gather(*[{call} for x in {list}])");
        let mut lines: Vec<String> = vec!["async def main():".into()];
        if self.call.arguments <= IN_FLIGHT {
            lines.push(gather(&format!("{function}({star}x)")));
        } else {
            lines.push(format!("    limit = asyncio.Semaphore({IN_FLIGHT})"));
            lines.push("    async def one(x):".into());
            lines.push(format!("        async with limit: return await {function}({star}x)"));
            lines.push(gather("one(x)"));
        }
        lines.push("results = asyncio.run(main())".into());
        lines
    }
}

/// The function, by its module and by what it is called in a script that imports it.
struct Name<'a> {
    module: String,
    /// The name that is imported: the first part of a dotted one.
    first: &'a str,
    called: String,
}

impl<'a> Name<'a> {
    fn of(function: &'a str) -> Self {
        let (module, attribute) = function.rsplit_once(':').unwrap_or(("", function));
        let file = module.rsplit('/').next().unwrap_or(module);
        let stem = file.strip_suffix(".py").unwrap_or(file);
        let is_file = stem.len() < module.len();
        let module = if is_file { stem } else { module }.to_string();
        let first = attribute.split('.').next().unwrap_or(attribute);
        Self { module, first, called: attribute.to_string() }
    }

    /// Imports the function, and these names that its list is made of.
    fn imports(&self, names: &[String]) -> Vec<String> {
        let more = names.iter().map(String::as_str).filter(|name| *name != self.first);
        let names: Vec<&str> = std::iter::once(self.first).chain(more).collect();
        if self.module.split('.').all(is_identifier) {
            return vec![format!("from {} import {}", self.module, names.join(", "))];
        }
        // A file whose name no import statement can say.
        let from = names.iter().map(|name| format!("{name} = module.{name}"));
        let module = [
            "import importlib".to_string(),
            format!("module = importlib.import_module({})", quoted(&self.module)),
        ];
        module.into_iter().chain([from.collect::<Vec<_>>().join("; ")]).collect()
    }
}

/// Words that Python keeps for itself.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    let first = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    first && chars.all(|c| c.is_alphanumeric() || c == '_') && !KEYWORDS.contains(&name)
}

/// A text as a literal of Python.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// An expression as an operand: in parentheses unless it is a name, a call, or has brackets of its own around it.
fn operand(expression: &str) -> String {
    let expression = expression.trim();
    let (mut depth, mut quote, mut escaped, mut simple) = (0_usize, None, false, true);
    for c in expression.chars() {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, c) => simple &= depth > 0 || c.is_alphanumeric() || c == '_' || c == '.',
        }
    }
    if simple { expression.into() } else { format!("({expression})") }
}

#[cfg(test)]
mod tests;
