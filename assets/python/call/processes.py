"""Worker processes that call the user's function: multiprocessing.Pool and ProcessPoolExecutor, as a script uses them."""

import concurrent.futures
import multiprocessing
import os
import signal
import time

from _coreograph import call_worker as worker
from _coreograph.call_threads import chunks

LOOK = 0.05
MOURN_WITHIN = 2


class Broken(Exception):
    """A worker ended unexpectedly."""


class Team:
    """What the parent shares with the workers that it starts."""

    def __init__(self, found, job):
        self.method = job["method"]
        self.context = multiprocessing.get_context(self.method)
        forked = self.method == "fork"
        job = {key: value for key, value in job.items() if key != "arguments"}
        numbers = self.context.Value("i", 0)
        pipes = worker.Pipes()
        # A forked worker has the function already; another one imports it.
        self.initargs = (job, found.most, numbers, pipes) + ((found,) if forked else ())
        self.initializer = worker.Enlist()
        self.messages = worker.Messages()

    def check(self, processes):
        """Checks that all workers live: a Pool waits for the result of one that was killed for ever."""
        for process in processes:
            if process.exitcode is not None:
                raise Broken("worker process %d %s" % (process.pid, ending(process.exitcode)))


def ending(exitcode):
    """The end of a process, in words."""
    if exitcode >= 0:
        return "ended by itself (exit %d)" % exitcode
    try:
        name = " (%s)" % signal.Signals(-exitcode).name
    except ValueError:
        name = ""
    return "was killed by signal %d%s" % (-exitcode, name)


def pool(found, job, started):
    """multiprocessing.Pool."""
    team = Team(found, job)
    parts = [chunk for _, chunk in chunks(job["arguments"], job["chunk"])]
    outcomes = []
    started()
    with team.context.Pool(job["workers"], team.initializer, team.initargs) as workers:
        processes = list(workers._pool)
        results = workers.imap(worker.run, parts)
        while True:
            try:
                outcomes += results.next(timeout=LOOK)
            except multiprocessing.TimeoutError:
                team.check(processes)
            except StopIteration:
                break
        finished = time.monotonic_ns()
        workers.close()
        workers.join()
    team.messages.restore()
    team.messages.say()
    return outcomes, finished


def executor(found, job, started):
    """concurrent.futures.ProcessPoolExecutor, which detects the death of a worker itself."""
    team = Team(found, job)
    parts = [chunk for _, chunk in chunks(job["arguments"], job["chunk"])]
    outcomes = []
    started()
    workers = concurrent.futures.ProcessPoolExecutor(
        job["workers"], mp_context=team.context, initializer=team.initializer, initargs=team.initargs
    )
    processes = []
    try:
        futures = [workers.submit(worker.run, part) for part in parts]
        processes = list(workers._processes.values())
        for future in futures:
            outcomes += future.result()
    except concurrent.futures.process.BrokenProcessPool:
        mourn(team, processes)
        raise
    finished = time.monotonic_ns()
    workers.shutdown()
    team.messages.restore()
    team.messages.say()
    return outcomes, finished


def mourn(team, processes):
    """Names the worker whose end broke an executor, which has ended the others by SIGTERM since."""
    deadline = time.monotonic() + MOURN_WITHIN
    while any(process.exitcode is None for process in processes) and time.monotonic() < deadline:
        time.sleep(LOOK / 10)
    team.check(sorted(processes, key=lambda process: process.exitcode == -signal.SIGTERM))
