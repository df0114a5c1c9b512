"""CPython's own pools, and loky and mpire where they are installed: what each does, figure by figure.

A figure is measured by every contender that can do it, each on a pool of its own, with WORKERS workers that have
started and answered before the clock does (unless the start itself is measured). Python 3.8 or later; nothing but the
standard library is needed.
"""

import contextlib
import importlib
import multiprocessing
import statistics
import time
from collections import deque, namedtuple
from concurrent.futures import ProcessPoolExecutor

WORKERS = 2

# What is measured. `more` says whether more is better, `goal` how many times better than the best contender ours is
# meant to be, and `contenders` has a function for each that measures once: (seconds it may take) -> a number in `unit`.
Figure = namedtuple("Figure", "name unit more goal contenders")


def square(n):
    return n * n


def echo(payload):
    return payload


def installed(name):
    """The module of this name, or None."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


loky, mpire = installed("loky"), installed("mpire")


def pool():
    return multiprocessing.Pool(WORKERS)


def executor():
    return ProcessPoolExecutor(WORKERS)


@contextlib.contextmanager
def loky_executor():
    with contextlib.ExitStack() as stack:
        made = loky.ProcessPoolExecutor(WORKERS)
        stack.callback(made.shutdown)
        yield made


def mpire_pool():
    return mpire.WorkerPool(WORKERS)


def consume(results):
    """Takes all results as they come and keeps none."""
    deque(results, maxlen=0)


def timed(run, *arguments):
    began = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - began


def tasks_per_second(opened, run, exactly=None):
    """Measures `run(pool, range)`, with so many tasks that it takes about the time allowed, or with exactly so many."""

    def measure(seconds):
        with opened() as workers:
            # Some start their processes only now.
            run(workers, range(200))
            if exactly:
                return exactly / timed(run, workers, range(exactly))
            count, took = 200, timed(run, workers, range(200))
            while took < seconds / 2:
                count = int(count * min(10.0, max(2.0, 0.8 * seconds / took)))
                took = timed(run, workers, range(count))
            return count / took

    return measure


def microseconds_of_a_call(opened, call, calls=2000):
    """Measures `call(pool, argument)`, one at a time: the median."""

    def measure(_seconds):
        with opened() as workers:
            for n in range(20):
                call(workers, n)
            return statistics.median(timed(call, workers, n) for n in range(calls)) * 1e6

    return measure


def megabytes_per_second(opened, run, size):
    """Measures `run(pool, payloads)`: bytes sent, and as many come back."""

    def measure(seconds):
        payload = b"\x07" * size
        with opened() as workers:
            run(workers, [payload] * 2)
            count, took = 2, timed(run, workers, [payload] * 2)
            while took < seconds / 4:
                count = max(count + 1, int(count * min(8.0, 0.6 * seconds / took)))
                took = timed(run, workers, [payload] * count)
            return count * size / took / 1e6

    return measure


def milliseconds_of_a_start(opened, run):
    """Measures how long it takes from nothing until a task for each worker was answered."""

    def measure(_seconds):
        began = time.perf_counter()
        with opened() as workers:
            run(workers, range(WORKERS))
            took = time.perf_counter() - began
        return took * 1e3

    return measure


def primes_below(limit):
    return sum(all(number % divisor for divisor in range(2, number)) for number in range(2, limit))


def work_until(seconds, begin, done):
    """Does the same small computation again and again until the time is over; how often it was done."""
    begin.wait()
    end, times = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        primes_below(200)
        times += 1
    done.send(times)


def work_of(processes, seconds):
    """What so many independent processes get done together."""
    begin, work, started = multiprocessing.Event(), 0, []
    for _ in range(processes):
        receiver, sender = multiprocessing.Pipe(False)
        process = multiprocessing.Process(target=work_until, args=(seconds, begin, sender))
        process.start()
        started.append((process, receiver))
    begin.set()
    for process, receiver in started:
        work += receiver.recv()
        process.join()
    return work


def times_the_work_of_one(seconds):
    return work_of(WORKERS, seconds) / work_of(1, seconds)


def each_call(call):
    """`call` for one payload after the other."""

    def run(workers, payloads):
        for payload in payloads:
            call(workers, payload)

    return run


def figures():
    """All figures, in the order of the table."""

    def among(standard, with_loky=None, with_mpire=None):
        more = {"loky": with_loky if loky else None, "mpire": with_mpire if mpire else None}
        return {**standard, **{name: measure for name, measure in more.items() if measure}}

    def payloads(name, size):
        return Figure(
            f"payloads of {name}, there and back", "MB/s sent", True, 5,
            among({
                "Pool.apply": megabytes_per_second(pool, each_call(lambda p, item: p.apply(echo, (item,))), size),
                "Pool.imap_unordered": megabytes_per_second(
                    pool, lambda p, items: consume(p.imap_unordered(echo, items)), size),
            }),
        )

    return [
        Figure(
            "square, chunk size 1", "tasks/s", True, 10,
            among(
                {
                    "Pool.map": tasks_per_second(pool, lambda p, items: p.map(square, items, 1)),
                    "Pool.imap_unordered": tasks_per_second(
                        pool, lambda p, items: consume(p.imap_unordered(square, items, 1))),
                    "ProcessPoolExecutor.map": tasks_per_second(
                        executor, lambda p, items: consume(p.map(square, items, chunksize=1))),
                },
                tasks_per_second(loky_executor, lambda p, items: consume(p.map(square, items, chunksize=1))),
                tasks_per_second(mpire_pool, lambda p, items: p.map(square, items, chunk_size=1)),
            ),
        ),
        Figure(
            "square, default chunk size", "tasks/s", True, 5,
            among({"Pool.map": tasks_per_second(pool, lambda p, items: p.map(square, items), 1_000_000)}),
        ),
        Figure(
            "one call there and back, p50", "µs", False, None,
            among(
                {
                    "Pool.apply": microseconds_of_a_call(pool, lambda p, n: p.apply(square, (n,))),
                    "ProcessPoolExecutor.submit": microseconds_of_a_call(
                        executor, lambda p, n: p.submit(square, n).result()),
                },
                microseconds_of_a_call(loky_executor, lambda p, n: p.submit(square, n).result()),
                microseconds_of_a_call(mpire_pool, lambda p, n: p.apply(square, (n,))),
            ),
        ),
        payloads("1 MiB", 1 << 20),
        payloads("64 MiB", 64 << 20),
        Figure(
            "start of a pool, until each worker could answer", "ms", False, None,
            among(
                {
                    "Pool": milliseconds_of_a_start(pool, lambda p, items: p.map(square, items, 1)),
                    "ProcessPoolExecutor": milliseconds_of_a_start(
                        executor, lambda p, items: consume(p.map(square, items))),
                },
                milliseconds_of_a_start(loky_executor, lambda p, items: consume(p.map(square, items))),
                milliseconds_of_a_start(mpire_pool, lambda p, items: p.map(square, items, chunk_size=1)),
            ),
        ),
        Figure(
            f"{WORKERS} independent processes against one", "times the work", True, None,
            {"Process": times_the_work_of_one},
        ),
    ]
