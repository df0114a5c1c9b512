use std::process::{Command, Stdio};

use super::*;

fn call(function: &str, over: Option<&str>, star: bool, coroutine: bool) -> CallPlan {
    CallPlan {
        function: function.into(),
        over: over.map(Into::into),
        star,
        arguments: 64,
        coroutine,
        ..CallPlan::default()
    }
}

fn lines(call: &CallPlan, run_as: RunAs, chunk: Option<u32>) -> String {
    Recipe { call, run_as, workers: 2, chunk, method: Some(("fork", true)) }.lines().join("\n")
}

#[test]
fn the_lines_of_the_issue() {
    let plain = call("crunch.py:resize", Some("range(64)"), false, false);
    assert_eq!(
        lines(&plain, RunAs::Processes, Some(4)),
        "from concurrent.futures import ProcessPoolExecutor\n\
         from crunch import resize\n\
         with ProcessPoolExecutor(max_workers=2) as ex:\n    \
             results = list(ex.map(resize, range(64), chunksize=4))"
    );
    assert_eq!(
        lines(&plain, RunAs::OneThread, None),
        "from crunch import resize\nresults = [resize(x) for x in range(64)]"
    );
    let coroutine = call("pkg.web:fetch", None, false, true);
    assert_eq!(
        lines(&coroutine, RunAs::EventLoop, None),
        "import asyncio\nfrom pkg.web import fetch\nasync def main():\n    \
         return await asyncio.gather(*[fetch(x) for x in range(64)])\nresults = asyncio.run(main())"
    );
}

#[test]
fn a_start_method_that_is_not_the_default_is_named_and_one_that_imports_the_script_is_guarded() {
    let call = call("crunch.py:resize", None, false, false);
    let with = |method| {
        let recipe = Recipe { call: &call, run_as: RunAs::Processes, workers: 2, chunk: Some(1), method };
        recipe.lines().join("\n")
    };
    let spawned = with(Some(("spawn", false)));
    assert!(spawned.contains("if __name__ == \"__main__\":\n    with "), "{spawned}");
    assert!(spawned.contains("mp_context=multiprocessing.get_context(\"spawn\")"), "{spawned}");
    assert!(!with(Some(("forkserver", true))).contains("mp_context"));
    assert!(!with(None).contains("__main__"));
}

#[test]
fn an_expression_that_is_no_operand_gets_parentheses() {
    for simple in ["range(64)", "ITEMS", "glob.glob(\"data/*, b\")", "[x for x in a]", "a[1:]"] {
        assert_eq!(operand(simple), simple);
    }
    for other in ["1, 2", "a if b else c", "a + b", "lambda: 1", "-a"] {
        assert_eq!(operand(other), format!("({other})"));
    }
}

/// Runs a program in a folder with a module `crunch` and a file whose name no statement can import; its output.
fn output_of(program: &str) -> Option<Result<String, String>> {
    let folder = tempfile::tempdir().ok()?;
    let module = "ITEMS = [(1, 2), (3, 4)]\n\
        class Kit:\n    @staticmethod\n    def add(a, b): return a + b\n\
        def double(x): return 2 * x\n\
        async def later(x): return 2 * x\n\
        async def sum_later(a, b): return a + b\n\
        add = Kit.add\n";
    for name in ["crunch.py", "my-file.py"] {
        std::fs::write(folder.path().join(name), module).ok()?;
    }
    let script = folder.path().join("script.py");
    std::fs::write(&script, program).ok()?;
    let mut python = Command::new("python3");
    let ran = python.arg(&script).current_dir(folder.path()).stdin(Stdio::null()).output().ok()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_string();
    Some(if ran.status.success() { Ok(text(&ran.stdout)) } else { Err(text(&ran.stderr)) })
}

#[test]
fn the_lines_run_and_give_the_results() {
    if output_of("").is_none() {
        return eprintln!("left out, for there is no python3");
    }
    let names = |mut call: CallPlan, names: &[&str]| {
        call.names = names.iter().map(ToString::to_string).collect();
        call
    };
    let mut with_module = call("crunch.py:double", Some("sorted(itertools.chain([3], [1]))"), false, false);
    with_module.imports = vec!["itertools".into()];
    let many = CallPlan { arguments: 2000, ..call("crunch:later", Some("range(3)"), false, true) };
    let star = |function: &str| names(call(function, Some("ITEMS"), true, false), &["ITEMS"]);
    let plain = [
        (call("crunch.py:double", Some("range(3)"), false, false), "[0, 2, 4]"),
        (call("sub/my-file.py:double", Some("[1] if True else []"), false, false), "[2]"),
        (star("my-file.py:add"), "[3, 7]"),
        (star("crunch:Kit.add"), "[3, 7]"),
        (with_module, "[2, 6]"),
        (call("crunch:later", Some("(1, 2)"), false, true), "[2, 4]"),
        (names(call("crunch:sum_later", Some("ITEMS"), true, true), &["ITEMS"]), "[3, 7]"),
        (many, "[0, 2, 4]"),
    ];
    for (call, expected) in &plain {
        for run_as in
            [RunAs::OneThread, RunAs::Threads, RunAs::Processes, RunAs::EventLoop, RunAs::Interpreters]
        {
            if run_as == RunAs::EventLoop && !call.coroutine {
                continue;
            }
            let program = lines(call, run_as, Some(2));
            if run_as == RunAs::Interpreters {
                // No interpreter of the tests need have them.
                let compiled = output_of(&format!("compile({program:?}, 'advice', 'exec')"));
                assert!(matches!(compiled, Some(Ok(_))), "{program}\n{compiled:?}");
                continue;
            }
            let ran = output_of(&format!("{program}\nprint(results)\n"));
            assert_eq!(ran, Some(Ok((*expected).to_string())), "{program}");
        }
    }
}
