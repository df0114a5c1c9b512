#!/usr/bin/env python3
"""Whether this program's advice names the model that a plain script finds fastest, and what its lanes cost beside it.

    python3 benches/peers/advice.py                                     with target/release/coreograph
    ... --program PATH --python PATH --rounds 5 --only digest,tiny --json

For each function in tests/functions/list.json the plain script (plain.py, one process for each model) and a race of the
same lanes take turns, so what the machine does meanwhile it does to both. A number is the median of the rounds. A case
counts where the script's two fastest models differ by more than 15 %: there the advice has to name the faster, in 95 %
of the cases, else the exit status is 1. Advice that differs from round to round counts as what was said most often.

The ratio of wall times is lane / script for the same model in the same round, the median of the rounds, below 1 where the
lane was faster. It is shown where the script takes 50 ms or more.
"""

import argparse
import collections
import json
import os
import statistics
import subprocess
import sys

from pools import markdown, tell

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FUNCTIONS = os.path.join("tests", "functions")

# The models: what the advice calls them, and for each what the script and the lane call it.
MODELS = {
    "one thread": ("sequential", "py-sequential"),
    "threads": ("threads", "py-threads"),
    "processes": ("processes", "py-pool"),
    "event loop": ("event-loop", "py-async"),
}

# How much faster the script's best has to be than its second for a case to count, and the share that must agree.
DIFFERS = 1.15
ENOUGH = 0.95

# Shortest median of the script, in seconds, that a lane is compared with.
COMPARED = 0.05

# How far the wall times may lie apart.
NEAR = 0.05

# Longest a script or a race may take, in seconds.
PATIENCE = 300

Run = collections.namedtuple("Run", "walls advice")


class Setting:
    """The programs that are run, and what they can do."""

    def __init__(self, asked):
        self.program = os.path.abspath(asked.program)
        self.python = asked.python
        self.reps = max(1, asked.reps)
        self.workers = max(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())
        self.has_async = "py-async" in output([self.program, "race", "--help"])

    def imports(self, module):
        """Whether the interpreter has this module."""
        return subprocess.run([self.python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0

    def is_coroutine(self, entry):
        """Whether an event loop can run this function."""
        file, _, name = entry["function"].partition(":")
        code = f"import inspect, {file[:-3]} as it; print(inspect.iscoroutinefunction(it.{name}))"
        return output([self.python, "-c", code], cwd=os.path.join(ROOT, FUNCTIONS)).strip() == "True"


def output(command, cwd=ROOT):
    """What a command prints. Raises RuntimeError with the reason when it fails."""
    try:
        ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"took longer than {PATIENCE} s") from None
    if ran.returncode != 0:
        lines = (ran.stderr.strip() or ran.stdout.strip() or f"exit {ran.returncode}").splitlines()
        raise RuntimeError(next((line for line in lines if line.startswith("error")), lines[-1]))
    return ran.stdout


def call(entry, workers):
    """The options for one function, which the script and the race share."""
    options = ["--workers", str(entry.get("workers") or workers)]
    options += ["--over", entry["over"]] if "over" in entry else ["--tasks", str(entry["tasks"])]
    return options + (["--star"] if entry.get("star") else [])


def script(setting, entry, models):
    """One run of the plain script for each model: seconds."""
    file = os.path.join(FUNCTIONS, entry["function"])
    plain = [setting.python, os.path.join(HERE, "plain.py")]
    walls = {}
    for model in models:
        said = output([*plain, MODELS[model][0], file, *call(entry, setting.workers)])
        walls[model] = float(said.split()[-1])
    return walls


def race(setting, entry, models):
    """One race of the lanes: seconds for each model, and which model the report advises, if it does."""
    models = [model for model in models if model != "event loop" or setting.has_async]
    lanes = ",".join(MODELS[model][1] for model in models)
    file = os.path.join(FUNCTIONS, entry["function"])
    command = [setting.program, "race", "--headless", "--format", "json", "--python", setting.python]
    command += ["--reps", str(setting.reps)]
    report = json.loads(output([*command, "--lanes", lanes, "--call", file, *call(entry, setting.workers)]))
    walls = {}
    for model, lane in zip(models, report["lanes"]):
        if lane["tasks"]["done"] != lane["tasks"]["total"]:
            raise RuntimeError(f"{lane['lane']}: {lane['tasks']['done']} of {lane['tasks']['total']} tasks were done")
        walls[model] = lane["wall_s"]
    return Run(walls, advised(report))


def advised(report):
    """The model that a report advises, also where it calls it close; None where it has no advice."""
    advice = report.get("advice") or {}
    return advice.get("run_as") or advice.get("model")


def take_turns(setting, entry, models, rounds):
    """The rounds of the script and of the race."""
    scripts, races = [], []
    for number in range(rounds):
        tell(f"{entry['function']}: round {number + 1} of {rounds}")
        scripts.append(script(setting, entry, models))
        races.append(race(setting, entry, models))
    tell("")
    return scripts, races


def median_walls(rounds):
    return {model: statistics.median(walls[model] for walls in rounds) for model in rounds[0]}


def judged(entry, scripts, races):
    """A function as data: what the script found, what was advised, and how the wall times compare."""
    found, ours = median_walls(scripts), median_walls([run.walls for run in races])
    best, second = sorted(found, key=found.get)[:2]
    advices = [run.advice for run in races if run.advice]
    source = "advice" if advices else "fastest lane"
    advices = advices or [min(run.walls, key=run.walls.get) for run in races]
    # Without advice in the reports, the lane with the least median stands for it.
    said = collections.Counter(advices).most_common(1)[0][0] if source == "advice" else min(ours, key=ours.get)
    ratios = {
        model: statistics.median(run.walls[model] / walls[model] for walls, run in zip(scripts, races))
        for model in ours
        if found[model] >= COMPARED
    }
    return {
        "function": entry["function"],
        "expected": entry["expected"],
        "script_s": found,
        "lanes_s": ours,
        "best": best,
        "second": second,
        "margin": found[second] / found[best],
        "counts": found[second] / found[best] > DIFFERS,
        "advice": said,
        "advice_from": source,
        "advices": advices,
        "agrees": said == best,
        "advised_over_best": found[said] / found[best] if said in found else None,
        "ratios": ratios,
        "rounds": {"script": scripts, "lanes": [run.walls for run in races]},
    }


def milliseconds(walls, model):
    return f"{walls[model] * 1e3:,.0f}" if model in walls else "-"


def table(figures):
    rows = [["function", *(f"{model}, ms" for model in MODELS), "best", "by", "advice", "agrees",
             *(f"{model}, lane / script" for model in MODELS)]]
    for figure in figures:
        same = figure["advices"].count(figure["advice"])
        rows.append([
            figure["function"],
            *(milliseconds(figure["script_s"], model) for model in MODELS),
            figure["best"],
            f"{figure['margin'] * 100 - 100:.0f} %" + ("" if figure["counts"] else " (close)"),
            figure["advice"] + ("" if same == len(figure["advices"]) else f" ({same} of {len(figure['advices'])})"),
            ("yes" if figure["agrees"] else "NO") if figure["counts"] else "-",
            *(f"{figure['ratios'][model]:.2f}" if model in figure["ratios"] else "-" for model in MODELS),
        ])
    return markdown(rows)


def agreement(figures):
    """How many of the cases that count agree, and how many count."""
    counted = [figure for figure in figures if figure["counts"]]
    return sum(figure["agrees"] for figure in counted), len(counted)


def summary(figures):
    """The findings in sentences."""
    agree, counted = agreement(figures)
    lines = [f"agreement {agree}/{counted}" + (f" = {agree / counted:.0%}" if counted else "")
             + f" of the cases where the script's two best differ by more than {DIFFERS - 1:.0%}"]
    if any(figure["advice_from"] != "advice" for figure in figures):
        lines.append("the reports have no advice: the lane with the least median stands for it")
    for model in MODELS:
        ratios = {figure["function"]: figure["ratios"][model] for figure in figures if model in figure["ratios"]}
        if ratios:
            worst = max(ratios, key=lambda function: abs(ratios[function] - 1))
            near = sum(abs(ratio - 1) <= NEAR for ratio in ratios.values())
            lines.append(
                f"{model}, lane / script: median {statistics.median(ratios.values()):.3f}, "
                f"worst {ratios[worst]:.2f} ({worst}), {near} of {len(ratios)} within {NEAR:.0%}"
            )
    for figure in figures:
        if figure["counts"] and figure["expected"] and figure["expected"] != figure["best"]:
            lines.append(f"{figure['function']}: the script found {figure['best']}, expected was {figure['expected']}")
    return "\n".join(lines)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.path.join(ROOT, "target", "release", "coreograph")
    parser.add_argument("--program", metavar="PATH", default=default, help="this program's binary")
    parser.add_argument("--python", metavar="PATH", default=sys.executable, help="the interpreter for both")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--reps", type=int, default=1, help="repetitions of the lanes in each race (--reps)")
    parser.add_argument("--only", metavar="NAME,…", default="", help="functions whose name has one of these in it")
    parser.add_argument("--json", action="store_true", help="all readings as JSON")
    return parser.parse_args()


def entries(only):
    with open(os.path.join(ROOT, FUNCTIONS, "list.json"), encoding="utf-8") as file:
        listed = json.load(file)
    return [entry for entry in listed if any(word in entry["function"] for word in only.split(","))]


def main():
    asked = arguments()
    if not os.path.isfile(asked.program):
        sys.exit(f"{asked.program}: there is no such program; build it (cargo build --release) or name one by --program")
    setting = Setting(asked)
    figures, failures = [], {}
    for entry in entries(asked.only):
        if "needs" in entry and not setting.imports(entry["needs"]):
            failures[entry["function"]] = f"left out: {entry['needs']} is not installed"
            continue
        try:
            models = [model for model in MODELS if model != "event loop" or setting.is_coroutine(entry)]
            scripts, races = take_turns(setting, entry, models, max(1, asked.rounds))
            figures.append(judged(entry, scripts, races))
        except KeyboardInterrupt:
            failures["the rest"] = "failed: interrupted"
            break
        except (RuntimeError, OSError, ValueError, KeyError) as error:
            failures[entry["function"]] = f"failed: {error}"
            print(f"{entry['function']}: {error}", file=sys.stderr)
    failed = [reason for reason in failures.values() if reason.startswith("failed")]
    agree, counted = agreement(figures)
    if asked.json:
        print(json.dumps({"functions": figures, "failures": failures, "agree": agree, "counted": counted}, indent=2))
    else:
        if figures:
            print(f"{asked.rounds} rounds in turns, {setting.workers} workers where the list says nothing, {asked.python}\n")
            print(table(figures) + "\n\n" + summary(figures))
        for function, reason in failures.items():
            print(f"{function}: {reason}")
    sys.exit(1 if failed or not figures or agree < ENOUGH * counted else 0)


if __name__ == "__main__":
    main()
