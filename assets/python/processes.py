"""Lanes of worker processes: multiprocessing.Pool and concurrent.futures.ProcessPoolExecutor.

Workers are forked. Tasks and results go the way that Python sends them; only the pickling is timed. A Pool
whose worker is killed waits for that worker's result for ever, so both lanes watch their workers themselves.
"""

import collections
import concurrent.futures
import contextlib
import multiprocessing
import os
import queue
import signal
import threading
import time
from multiprocessing.reduction import ForkingPickler
from multiprocessing.util import Finalize

from _coreograph import lifeline, voice, workloads
from _coreograph.endings import ending
from _coreograph.worker import Worker, say_books

READY_WITHIN = 20
MOURN_WITHIN = 2
LOOK = 0.05

# The worker of this process.
me = None


class Broken(Exception):
    """A worker ended unexpectedly."""


class Team:
    """State that the parent shares with the workers that it forks."""

    def __init__(self, job):
        if "fork" not in multiprocessing.get_all_start_methods():
            raise Broken("this system cannot fork, which is how this lane starts its workers")
        self.job = job
        self.context = multiprocessing.get_context("fork")
        # Each worker takes its number out of a pipe that holds one for each.
        self.numbers, supply = os.pipe()
        os.write(supply, b"".join(number.to_bytes(2, "little") for number in range(job["workers"])))
        self.ready = self.context.Semaphore(0)
        # The gate is open when no process can write to this pipe any more. An Event would wait, for ever, until a
        # worker that was killed in front of it has seen it.
        self.gate, self.bar = os.pipe()
        self.traffic = Traffic()
        self.workers = []
        self.stopped = set()
        self.looked = 0

    def start(self, started):
        """Waits until every worker is ready, then lets all of them begin."""
        self.workers = multiprocessing.active_children()
        deadline = time.monotonic() + READY_WITHIN
        for _ in range(self.job["workers"]):
            while not self.ready.acquire(timeout=LOOK):
                self.check()
                if time.monotonic() > deadline:
                    raise Broken("a worker was not ready after %d s" % READY_WITHIN)
        started()
        os.close(self.bar)

    def check(self):
        """Checks that all workers live, and reports stops."""
        for worker in self.workers:
            if worker.exitcode is not None:
                raise Broken("worker process %d %s" % (worker.pid, ending(worker.exitcode)))
        self.look()

    def look(self):
        """Reports the workers that were stopped by a signal, or continued, since the last look."""
        if time.monotonic() - self.looked < LOOK:
            return
        self.looked = time.monotonic()
        for worker in self.workers:
            stopped = was_stopped(worker.pid)
            if stopped is None or stopped == (worker.pid in self.stopped):
                continue
            (self.stopped.add if stopped else self.stopped.discard)(worker.pid)
            voice.say("halted", pid=worker.pid, stopped=stopped)

    def leave(self, wait):
        """Waits until the workers have left. A stopped one is continued, since it would never leave."""
        waiting = threading.Thread(target=wait, daemon=True)
        waiting.start()
        while waiting.is_alive():
            self.look()
            for pid in self.stopped:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
            waiting.join(LOOK)

    def mourn(self):
        """Names the worker whose end broke an executor, which has ended the others by SIGTERM since."""
        deadline = time.monotonic() + MOURN_WITHIN
        # Another thread reaps them too; until it has recorded how one ended, that cannot be known here.
        while any(worker.exitcode is None for worker in self.workers) and time.monotonic() < deadline:
            time.sleep(LOOK / 10)
        self.workers.sort(key=lambda worker: worker.exitcode == -signal.SIGTERM)
        self.check()


def was_stopped(pid):
    """Whether a child was stopped (true) or continued (false) since the last call; `None` when neither."""
    try:
        change = os.waitid(os.P_PID, pid, os.WSTOPPED | os.WCONTINUED | os.WNOHANG)
    except (AttributeError, ChildProcessError):  # no such call on this system; buried by another thread
        return None
    return None if change is None else change.si_code != os.CLD_CONTINUED


class Traffic:
    """Counts and times pickling in this process; a worker's meter accounts it."""

    def __init__(self, meter=None):
        self.messages = self.bytes_out = self.bytes_in = self.nanos = 0
        self.meter = meter
        dumps, loads = ForkingPickler.dumps, ForkingPickler.loads

        def timed_dumps(value, protocol=None):
            begun = self.begin()
            pickled = dumps(value, protocol)
            self.end(begun)
            self.messages += 1
            self.bytes_out += len(pickled)
            return pickled

        def timed_loads(pickled, *arguments, **keywords):
            begun = self.begin()
            value = loads(pickled, *arguments, **keywords)
            self.end(begun)
            self.messages += 1
            self.bytes_in += len(pickled)
            return value

        self.original = ForkingPickler.dumps, ForkingPickler.loads
        ForkingPickler.dumps, ForkingPickler.loads = staticmethod(timed_dumps), staticmethod(timed_loads)

    def begin(self):
        return self.meter.switch("serialise") if self.meter else time.monotonic_ns()

    def end(self, begun):
        ended = self.meter.switch("idle") if self.meter else time.monotonic_ns()
        self.nanos += ended - begun

    def restore(self):
        """Restores pickling as it was before."""
        ForkingPickler.dumps, ForkingPickler.loads = map(staticmethod, self.original)


def enlist(team):
    """Makes a worker of this process."""
    global me
    lifeline.watch()
    team.traffic.restore()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    number = int.from_bytes(os.read(team.numbers, 2), "little")
    me = Worker(number, team.job, False)
    Traffic(me.meter)
    # Called when the process ends by itself.
    Finalize(None, lambda: say_books(me.close()), exitpriority=100)
    os.close(team.bar)
    team.ready.release()
    os.read(team.gate, 1)


def execute(chunk):
    """Executes a chunk of tasks; each ends with a result or with a sentence."""
    me.meter.switch("compute")
    outcomes = []
    for task, argument in chunk:
        value, error = me.execute(argument)
        me.meter.tasks += 1
        me.meter.tick()
        outcomes.append((task, value, None if error is None else voice.failure(error)))
    me.meter.rest()
    return outcomes


def attend(_):
    """Does nothing; submitted to start a worker."""


class Results:
    """Sends the tasks' outcomes, about every 50 ms."""

    def __init__(self):
        self.values = []
        self.kept = []
        self.said = []
        self.last = 0
        self.sent = time.monotonic()

    def add(self, outcomes):
        """Adds a chunk's outcomes."""
        self.last = time.monotonic_ns()
        for task, value, reason in outcomes:
            if reason is None:
                self.values.append((task, value))
            else:
                self.said.append(voice.line("failed", task=task, reason=reason))
        if time.monotonic() - self.sent > LOOK:
            self.send()

    def send(self):
        """Sends the outcomes so far. Of bytes only the number: serialising them is no part of the race."""
        if voice.are_bytes(self.values):
            self.kept += self.values
            self.said.append(voice.line("kept", tasks=len(self.values)))
            self.values = []
        voice.send(self.said + voice.result_lines(None, self.values))
        self.values, self.said = [], []
        self.sent = time.monotonic()

    def finish(self):
        """Sends the rest when no more will come."""
        self.send()
        voice.send(voice.result_lines(None, voice.worded(self.kept)))


def chunks(job):
    """The tasks with their numbers, in chunks. Arguments that come as recipes are made when a chunk is asked for."""
    make = workloads.RECIPES.get(job["workload"])
    tasks = list(enumerate(job["arguments"]))
    for at in range(0, len(tasks), job["chunk"]):
        chunk = tasks[at : at + job["chunk"]]
        yield [(task, make(recipe)) for task, recipe in chunk] if make else chunk


def pool(job, started):
    """multiprocessing.Pool, whose imap_unordered yields each chunk as soon as it is done."""
    team, results = Team(job), Results()
    workers = team.context.Pool(job["workers"], initializer=enlist, initargs=(team,))
    team.start(started)
    outcomes = workers.imap_unordered(execute, chunks(job))
    while True:
        try:
            results.add(outcomes.next(timeout=LOOK))
        except multiprocessing.TimeoutError:
            results.send()
            team.check()
        except StopIteration:
            break
        team.look()
    results.finish()
    workers.close()
    team.leave(workers.join)
    voice.say_traffic(team.traffic)
    return results.last


def hand_out(workers, attending, team, results):
    """Hands out the tasks and collects their outcomes. An executor may break at any of these steps."""
    finished = queue.SimpleQueue()
    futures = collections.deque(workers.submit(execute, chunk) for chunk in chunks(team.job))
    left = len(futures)
    # A worker that is stopped here keeps the others from their tasks: it holds the lock of the queue that all read.
    while concurrent.futures.wait(attending, timeout=LOOK).not_done:
        team.look()
    while futures:
        futures.popleft().add_done_callback(finished.put)
    while left:
        try:
            results.add(finished.get(timeout=LOOK).result())
            left -= 1
        except queue.Empty:
            results.send()
        team.look()


def executor(job, started):
    """concurrent.futures.ProcessPoolExecutor, which detects the death of a worker itself."""
    team, results = Team(job), Results()
    workers = concurrent.futures.ProcessPoolExecutor(
        job["workers"], mp_context=team.context, initializer=enlist, initargs=(team,)
    )
    # It starts a worker when there is a task and no worker is free.
    attending = [workers.submit(attend, None) for _ in range(job["workers"])]
    team.start(started)
    try:
        hand_out(workers, attending, team, results)
    except concurrent.futures.process.BrokenProcessPool as error:
        team.mourn()
        raise Broken(voice.failure(error))
    results.finish()
    team.leave(workers.shutdown)
    voice.say_traffic(team.traffic)
    return results.last
