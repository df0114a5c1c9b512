#!/usr/bin/env python3
"""What it costs to run a command through this program, beside a bare start and wait, and beside hyperfine.

    python3 benches/peers/command.py                                    with target/release/coreograph
    ... --program PATH --rounds 9 --runs 300

Bare is os.posix_spawn and os.wait4 of this script, with the output discarded, one run after another. The program runs the
same command as often, one run at a time (race --command … --lanes processes:1). They take turns, so what the machine does
meanwhile it does to both; a number is the median of the rounds. The extra cost of a run has to stay below 0.3 ms.

Where hyperfine is installed, it and `coreograph scale` measure a command of 100 ms in turns: medians of all their runs,
which have to agree within 1 %.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from pools import tell

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

# Most that a run may cost more than a bare one, in milliseconds, and how far medians may lie apart.
MORE = 0.3
APART = 0.01

# The command that does nothing, and one that takes 100 ms.
NOTHING = "true"
TENTH = "sleep 0.1"


def bare(runs):
    """Milliseconds of a bare run of the command that does nothing."""
    program = shutil.which(NOTHING)
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        actions = [(os.POSIX_SPAWN_DUP2, nothing.fileno(), 1), (os.POSIX_SPAWN_DUP2, nothing.fileno(), 2)]
        begun = time.perf_counter()
        for _ in range(runs):
            os.wait4(os.posix_spawn(program, [NOTHING], os.environ, file_actions=actions), 0)
        return (time.perf_counter() - begun) / runs * 1e3


def output(command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def through(program, runs):
    """Milliseconds of a run of the same through the program."""
    command = [program, "race", "--headless", "--format", "json", "--command", NOTHING, "--tasks", str(runs)]
    lane = json.loads(output([*command, "--lanes", "processes:1"]))["lanes"][0]
    return lane["wall_s"] / runs * 1e3


def ours(program, runs):
    """Seconds of runs of the command of 100 ms, as the program measures them."""
    command = [program, "scale", "--headless", "--format", "json", "--workers", "1", "--reps", str(runs)]
    return [run["wall_s"] for run in json.loads(output([*command, "--command", TENTH]))["runs"]]


def hyperfine(runs):
    """The same as hyperfine measures them."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "result.json")
        output(["hyperfine", "-N", "--runs", str(runs), "--export-json", file, TENTH])
        with open(file, encoding="utf-8") as result:
            return json.load(result)["results"][0]["times"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", metavar="PATH", default=os.path.join(ROOT, "target", "release", "coreograph"))
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--runs", type=int, default=300, help="runs of the command in each round")
    asked = parser.parse_args()
    if not os.path.isfile(asked.program):
        sys.exit(f"{asked.program}: there is no such program; build it (cargo build --release) or name one by --program")
    alone, with_us = [], []
    for number in range(asked.rounds):
        tell(f"round {number + 1} of {asked.rounds}")
        alone.append(bare(asked.runs))
        with_us.append(through(asked.program, asked.runs))
    tell("")
    more = statistics.median(us - them for us, them in zip(with_us, alone))
    print(f"a run of {NOTHING}: bare {statistics.median(alone):.3f} ms, through coreograph "
          f"{statistics.median(with_us):.3f} ms: {more:.3f} ms more (at most {MORE} ms)")
    good = more < MORE
    if shutil.which("hyperfine"):
        mine, theirs = [], []
        for number in range(3):
            tell(f"{TENTH}: turn {number + 1} of 3")
            mine += ours(asked.program, 10)
            theirs += hyperfine(10)
        tell("")
        mine, theirs = statistics.median(mine), statistics.median(theirs)
        print(f"{TENTH}: median {mine * 1e3:.2f} ms here, {theirs * 1e3:.2f} ms by hyperfine: "
              f"{mine / theirs - 1:+.2%} (at most {APART:.0%})")
        good &= abs(mine / theirs - 1) < APART
    else:
        print("hyperfine is not installed: left out")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
