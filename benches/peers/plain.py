#!/usr/bin/env python3
"""One run of a function as a plain script would do it: no accounts, no checks, nothing but the model itself.

    python3 plain.py threads tests/functions/primes.py:count --over 'range(64)' --workers 2

Prints the seconds from before the first thread or process is made until the last result is there. Importing the function
and making the list of its arguments are not in them. Python 3.8 or later.
"""

import argparse
import asyncio
import importlib
import inspect
import multiprocessing
import os
import queue
import sys
import threading
import time


def chunks(arguments, workers):
    """The list in as many chunks as `Pool.map` makes of it: four for each worker."""
    size = max(1, -(-len(arguments) // (4 * workers)))
    return [(at, arguments[at : at + size]) for at in range(0, len(arguments), size)]


def sequential(call, arguments, workers, star):
    if star:
        return [call(*argument) for argument in arguments]
    return [call(argument) for argument in arguments]


def threads(call, arguments, workers, star):
    """Threads that take chunks from a queue."""
    todo, results = queue.SimpleQueue(), [None] * len(arguments)
    for chunk in chunks(arguments, workers):
        todo.put(chunk)
    for _ in range(workers):
        todo.put(None)

    def work():
        while True:
            chunk = todo.get()
            if chunk is None:
                break
            first, values = chunk
            results[first : first + len(values)] = sequential(call, values, 1, star)

    team = [threading.Thread(target=work) for _ in range(workers)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    return results


def processes(call, arguments, workers, star):
    """A pool, which is left to be ended after the clock was read."""
    pool = multiprocessing.Pool(workers)
    ends.append(pool.terminate)
    return pool.starmap(call, arguments) if star else pool.map(call, arguments)


def event_loop(function, arguments, workers, star):
    async def gather():
        return await asyncio.gather(*(function(*argument) if star else function(argument) for argument in arguments))

    return asyncio.run(gather())


# What remains to be done after the last result.
ends = []

MODELS = {"sequential": sequential, "threads": threads, "processes": processes, "event-loop": event_loop}


class Coroutine:
    """A coroutine function where there is no event loop: one of its own for each call."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *arguments):
        return asyncio.run(self.function(*arguments))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("function", metavar="FILE.py:FUNCTION")
    parser.add_argument("--over", metavar="EXPR")
    parser.add_argument("--tasks", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--star", action="store_true")
    asked = parser.parse_args()

    path, _, name = asked.function.rpartition(":")
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    module = importlib.import_module(os.path.splitext(os.path.basename(path))[0])
    call = getattr(module, name)
    if inspect.iscoroutinefunction(call) and asked.model != "event-loop":
        call = Coroutine(call)
    arguments = list(eval(asked.over, vars(module)) if asked.over else range(asked.tasks))

    began = time.perf_counter()
    results = MODELS[asked.model](call, arguments, asked.workers, asked.star)
    took = time.perf_counter() - began
    for end in ends:
        end()
    assert len(results) == len(arguments)
    print(took)


if __name__ == "__main__":
    main()
