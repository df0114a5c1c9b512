"""The same figures of this program, read from the JSON of its own race."""

import json
import subprocess

from contenders import WORKERS

RACE = ["race", "--headless", "--lanes", "pool", "--workers", str(WORKERS), "--format", "json"]


def default_chunk(tasks):
    """What `Pool.map` takes when it is not told: the tasks in four chunks for each worker."""
    return -(-tasks // (4 * WORKERS))


def square(tasks, chunk):
    return ["--workload", "square", "--tasks", str(tasks), "--chunk", str(chunk)]


def payload(size, tasks):
    return ["--workload", "payload", "--size", size, "--tasks", str(tasks), "--chunk", "1"]


def throughput(lane):
    return lane["throughput"]


def megabytes_sent(size):
    return lambda lane: lane["throughput"] * size / 1e6


def round_trip(lane):
    return lane["costs"]["round_trip_us"]


def start(lane):
    return lane["start_s"] * 1e3


# For each figure what is run, and where in a lane's report its number is.
FIGURES = {
    "square, chunk size 1": (square(1_000_000, 1), throughput),
    "square, default chunk size": (square(1_000_000, default_chunk(1_000_000)), throughput),
    "one call there and back, p50": (square(1_000, 1), round_trip),
    "payloads of 1 MiB, there and back": (payload("1MiB", 400), megabytes_sent(1 << 20)),
    "payloads of 64 MiB, there and back": (payload("64MiB", 10), megabytes_sent(64 << 20)),
    "start of a pool, until each worker could answer": (square(1_000, 1), start),
}


def command(program, figure):
    """The command that measures this figure, or None."""
    if figure not in FIGURES:
        return None
    return [program, *RACE, *FIGURES[figure][0]]


def measure(program, figure):
    """Runs it once. Raises RuntimeError with the reason when the program says no."""
    ran = subprocess.run(command(program, figure), capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise RuntimeError(ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else f"exit {ran.returncode}")
    lane = json.loads(ran.stdout)["lanes"][0]
    if lane["tasks"]["done"] != lane["tasks"]["total"]:
        raise RuntimeError(f"{lane['tasks']['done']} of {lane['tasks']['total']} tasks were done")
    try:
        return FIGURES[figure][1](lane)
    except (KeyError, TypeError) as missing:
        raise RuntimeError(f"the report has no {missing}") from missing
