#!/usr/bin/env python3
"""How fast CPython's process pools are, and beside them the pool of this program.

    python3 benches/peers/pools.py                                         CPython's alone
    python3 benches/peers/pools.py --beside target/release/coreograph      and ours, in turns
    ... --rounds 5 --seconds 1 --only square --json

All contenders of a figure take their turn in every round, so what the machine does meanwhile it does to all. A number
is the median of the rounds; what stands behind it in brackets is the least and the greatest, which for five rounds hold
the true median in 15 of 16 cases. The ratio is that of the two in the same round. loky and mpire take part where they
are installed.
"""

import argparse
import json
import multiprocessing
import platform
import statistics
import sys

import contenders
import ours

OURS = "coreograph"


def tell(progress):
    """One line that is written over, on a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{progress}", end="", file=sys.stderr, flush=True)


def spread(readings):
    return {"median": statistics.median(readings), "least": min(readings), "greatest": max(readings)}


def take_turns(figure, program, rounds, seconds):
    """The readings of each contender, and why one that has none has none."""
    turns = {name: lambda measure=measure: measure(seconds) for name, measure in figure.contenders.items()}
    if program and ours.command(program, figure.name):
        turns[OURS] = lambda: ours.measure(program, figure.name)
    readings, failures = {name: [] for name in turns}, {}
    for number in range(rounds):
        for name, measure in turns.items():
            tell(f"{figure.name}: round {number + 1} of {rounds}, {name}")
            try:
                if name not in failures:
                    readings[name].append(measure())
            except (RuntimeError, OSError) as error:
                failures[name] = str(error)
    tell("")
    return {name: read for name, read in readings.items() if name not in failures}, failures


def summary(figure, readings, failures):
    """A figure as data: all readings, the best of the others, and how many times better ours is."""
    others = {name: statistics.median(read) for name, read in readings.items() if name != OURS}
    best = (max if figure.more else min)(others, key=others.get)
    said = {
        "figure": figure.name,
        "unit": figure.unit,
        "contenders": {name: spread(read) for name, read in readings.items()},
        "failures": failures,
        "best": best,
        "goal": figure.goal,
        "ratio": None,
    }
    if OURS in readings:
        pairs = zip(readings[OURS], readings[best])
        said["ratio"] = spread([mine / other if figure.more else other / mine for mine, other in pairs])
    return said


def number(value):
    """Three significant digits, thousands told apart."""
    if value >= 1000:
        digits = len(str(int(value))) - 3
        return f"{round(value / 10**digits) * 10**digits:,.0f}"
    return f"{value:.3g}"


def in_words(read):
    return f"{number(read['median'])} ({number(read['least'])} to {number(read['greatest'])})"


def table(figures, program):
    rows = [["figure", "unit", "ours", "CPython's best", "ours is better by", "goal"]] if program else []
    others = [["figure", "unit", "contender", "median (least to greatest)"]]
    for said in figures:
        by_name = said["contenders"]
        for name, read in by_name.items():
            others.append([said["figure"], said["unit"], name, in_words(read)])
        for name, reason in said["failures"].items():
            others.append([said["figure"], said["unit"], name, f"no: {reason}"])
        if program:
            mine, ratio = by_name.get(OURS), said["ratio"]
            rows.append([
                said["figure"],
                said["unit"],
                in_words(mine) if mine else "-",
                f"{in_words(by_name[said['best']])}, {said['best']}",
                f"{in_words(ratio)} times" if ratio else "-",
                f"{said['goal']} times" if said["goal"] else "-",
            ])
    return "\n\n".join(markdown(rows) for rows in (rows, others) if rows)


def markdown(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", metavar="PROGRAM", help="this program's binary, to take its turn as well")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="how long one measurement may take, about")
    parser.add_argument("--only", metavar="WORD", default="", help="figures whose name has this word")
    parser.add_argument("--json", action="store_true", help="all readings as JSON")
    return parser.parse_args()


def main():
    asked = arguments()
    figures = []
    for figure in contenders.figures():
        if asked.only in figure.name:
            readings, failures = take_turns(figure, asked.beside, max(1, asked.rounds), asked.seconds)
            figures.append(summary(figure, readings, failures))
    absent = [name for name in ("loky", "mpire") if not getattr(contenders, name)]
    setting = {
        "python": platform.python_version(),
        "start_method": multiprocessing.get_start_method(),
        "workers": contenders.WORKERS,
        "rounds": asked.rounds,
        "not_installed": absent,
    }
    if asked.json:
        print(json.dumps({**setting, "figures": figures}, indent=2, ensure_ascii=False))
        return
    print(
        f"CPython {setting['python']}, start method {setting['start_method']}, {contenders.WORKERS} workers, "
        f"{asked.rounds} rounds in turns" + "".join(f"; {name} is not installed" for name in absent) + "\n"
    )
    print(table(figures, asked.beside))


if __name__ == "__main__":
    main()
