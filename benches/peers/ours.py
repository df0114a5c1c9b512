"""The same figures of this program: read from the JSON of its own race, or, for payloads, from its bench.

A race keeps all results to its end, and pays for that memory; CPython's contenders drop each payload as it comes back.
So does the bench, and so payloads are compared with that.
"""

import json
import subprocess

from contenders import WORKERS

RACE = ["race", "--headless", "--lanes", "pool", "--workers", str(WORKERS), "--format", "json"]


def default_chunk(tasks):
    """What `Pool.map` takes when it is not told: the tasks in four chunks for each worker."""
    return -(-tasks // (4 * WORKERS))


def square(tasks, chunk):
    return ["--workload", "square", "--tasks", str(tasks), "--chunk", str(chunk)]


def benched(row):
    """The median in this row of the bench's table."""
    def read(table):
        line = next(line for line in table.splitlines() if line.startswith(f"| {row} "))
        return float(line.split("|")[3].split()[0])
    return read


def throughput(lane):
    return lane["throughput"]


def round_trip(lane):
    return lane["costs"]["round_trip_us"]


def start(lane):
    return lane["start_s"] * 1e3


# For each figure what is run, and where in a lane's report its number is.
FIGURES = {
    "square, chunk size 1": (square(1_000_000, 1), throughput),
    "square, default chunk size": (square(1_000_000, default_chunk(1_000_000)), throughput),
    "one call there and back, p50": (square(1_000, 1), round_trip),
    "start of a pool, until each worker could answer": (square(1_000, 1), start),
}

# And those that the bench measures.
BENCH = ["cargo", "bench", "--bench", "pool", "--", "--quick", "payloads"]
BENCHED = {
    "payloads of 1 MiB, there and back": benched("payloads of 1 MiB"),
    "payloads of 64 MiB, there and back": benched("payloads of 64 MiB"),
}


def command(program, figure):
    """The command that measures this figure, or None."""
    if figure in BENCHED:
        return BENCH
    if figure not in FIGURES:
        return None
    return [program, *RACE, *FIGURES[figure][0]]


def measure(program, figure):
    """Runs it once. Raises RuntimeError with the reason when the program says no."""
    ran = subprocess.run(command(program, figure), capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise RuntimeError(ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else f"exit {ran.returncode}")
    if figure in BENCHED:
        return BENCHED[figure](ran.stdout)
    lane = json.loads(ran.stdout)["lanes"][0]
    if lane["tasks"]["done"] != lane["tasks"]["total"]:
        raise RuntimeError(f"{lane['tasks']['done']} of {lane['tasks']['total']} tasks were done")
    try:
        return FIGURES[figure][1](lane)
    except (KeyError, TypeError) as missing:
        raise RuntimeError(f"the report has no {missing}") from missing
