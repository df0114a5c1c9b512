"""Worker processes that call the user's function: multiprocessing.Pool and ProcessPoolExecutor, as a script uses them."""

import concurrent.futures
import multiprocessing
import signal
import time

from _coreograph import call_faults as faults
from _coreograph import call_worker as worker
from _coreograph import voice
from _coreograph.call_threads import chunks
from _coreograph.endings import ending

LOOK = 0.05
MOURN_WITHIN = 2


class Broken(Exception):
    """A worker process ended unexpectedly: how."""

    def __init__(self, pid, how):
        super().__init__(how)
        self.pid, self.how = pid, how


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
                raise Broken(process.pid, end_of(process.exitcode))

    def without_unpicklable(self, part, error, send):
        """The outcomes of a chunk that could not be sent: of the arguments that can be pickled, and failures."""
        if isinstance(error, Broken):
            raise error
        dumps, _ = self.messages.original
        rest, failed = faults.split_unpicklable(part, dumps)
        if not failed:
            raise error
        return faults.merged(send(rest) if rest else [], failed)


def end_of(exitcode):
    """The end of a worker, in words."""
    return "ended: " + faults.CLOSED_SAID if exitcode == faults.CLOSED else ending(exitcode)


def pool(found, job, started):
    """multiprocessing.Pool."""
    team = Team(found, job)
    parts = [chunk for _, chunk in chunks(job["arguments"], job["chunk"])]
    outcomes = []
    started()
    # Not as a context: to terminate a Pool waits for ever where a worker that was killed had the lock of its queue.
    workers = team.context.Pool(job["workers"], team.initializer, team.initargs)
    processes = list(workers._pool)

    def attend(get):
        """What `get` gives, while all workers live."""
        while True:
            try:
                return get(LOOK)
            except multiprocessing.TimeoutError:
                team.check(processes)

    results = workers.imap(worker.run, parts)
    for part in parts:
        try:
            outcomes += attend(results.next)
        except Exception as error:

            def send(rest):
                return attend(workers.apply_async(worker.run, [rest]).get)

            outcomes += team.without_unpicklable(part, error, send)
    finished = time.monotonic_ns()
    workers.close()
    workers.join()
    team.messages.restore()
    voice.say_traffic(team.messages)
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
    # The same for its whole life: those of an executor that is broken, too.
    processes = workers._processes
    try:
        futures = [workers.submit(worker.run, part) for part in parts]
        for part, future in zip(parts, futures):
            try:
                outcomes += future.result()
            except concurrent.futures.process.BrokenProcessPool:
                raise
            except Exception as error:

                def send(rest):
                    return workers.submit(worker.run, rest).result()

                outcomes += team.without_unpicklable(part, error, send)
    except concurrent.futures.process.BrokenProcessPool:
        mourn(team, list(processes.values()))
        raise
    finished = time.monotonic_ns()
    workers.shutdown()
    team.messages.restore()
    voice.say_traffic(team.messages)
    return outcomes, finished


def mourn(team, processes):
    """Names the worker whose end broke an executor, which has ended the others by SIGTERM since."""
    deadline = time.monotonic() + MOURN_WITHIN
    while any(process.exitcode is None for process in processes) and time.monotonic() < deadline:
        time.sleep(LOOK / 10)
    if processes and all(process.exitcode in (-signal.SIGTERM, 0) for process in processes):
        raise Broken(None, "a worker process has ended, or closed its descriptors, and the executor has ended the others")
    team.check(sorted(processes, key=lambda process: process.exitcode == -signal.SIGTERM))
