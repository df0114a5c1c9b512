"""Lanes inside one process: one thread, or several under the interpreter's lock."""

import collections
import threading
import time

from _coreograph import voice
from _coreograph.worker import Worker, say_books


class Tasks:
    """The tasks in their chunks, in as many queues as there are roles."""

    def __init__(self, job):
        queues, chunk = job["queues"], job["chunk"]
        self.queues = []
        for role in range(queues):
            tasks = list(enumerate(job["arguments"]))[role::queues]
            self.queues.append(collections.deque(tasks[at : at + chunk] for at in range(0, len(tasks), chunk)))

    def take(self, worker):
        """The next chunk for a worker: of its own queue first; `None` when all are empty."""
        count = len(self.queues)
        for queue in range(count):
            try:
                return self.queues[(worker + queue) % count].popleft()
            except IndexError:
                pass
        return None


def sequential(job, started):
    """One thread: this one."""
    worker = Worker(0, job, False)
    tasks = Tasks(job)
    started()
    finished = execute(worker, tasks)
    books = worker.close()
    say_books(books)
    return finished


def execute(worker, tasks):
    """Executes chunks until there are none; returns the time of the last result."""
    worker.meter.switch("compute")
    chunk = tasks.take(worker.meter.worker)
    finished = 0
    while chunk is not None:
        for task, argument in chunk:
            worker.run(task, argument)
        finished = time.monotonic_ns()
        chunk = tasks.take(worker.meter.worker)
    return finished


def threads(job, started):
    """Several threads, which all take from the same queues."""
    count, tasks = job["workers"], Tasks(job)
    ready, gate = threading.Semaphore(0), threading.Event()
    opened, ends = [], [None] * count

    def live(number):
        try:
            worker = Worker(number, job, job["locked"] and count > 1)
            ready.release()
            gate.wait()
            worker.meter.resume(opened[0])
            finished = execute(worker, tasks)
            ends[number] = finished, worker.close()
        except BaseException as error:
            voice.say("broken", reason="worker %d: %s" % (number, voice.failure(error)))
            raise

    team = [threading.Thread(target=live, args=(number,), daemon=True) for number in range(count)]
    for thread in team:
        thread.start()
    for _ in team:
        ready.acquire()
    started()
    opened.append(time.monotonic_ns())
    gate.set()
    for thread in team:
        thread.join()
    for _, books in ends:
        say_books(books)
    return max(finished for finished, _ in ends)
