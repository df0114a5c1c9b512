"""The time account of a worker whose tasks never call us.

Around the user's calls the wall clock, the CPU time of the thread and its wait for a core (schedstat) are read; what is
left is *blocked*: what for is sampled from outside, by the program that reads these accounts. Tasks that are shorter than
`BLOCK` are run in blocks, so that the readings cost little beside them.
"""

import time

from _coreograph import voice
from _coreograph.meter import FLUSH, LONG, RunDelay

# Shortest period of calls that is worth its readings.
BLOCK = 1_000_000

# A period without a core or blocked that is shorter cannot be told from the cost of the readings.
UNSEEN = 50_000


class Account:
    """The account of the thread that creates it, which is idle."""

    def __init__(self, worker, origin):
        self.worker = worker
        self.origin = origin
        self.tasks = 0
        self.longest = 0
        self.ended = 0  # not yet reported
        self._slices = []
        self._mix = {}
        self._current = "idle"
        self._delay = RunDelay()
        self._delayed = None
        self._long = False
        self._cpu = self._first_cpu = time.thread_time_ns()
        self.opened = self._begun = self._since = time.monotonic_ns()
        self._due = self.opened + FLUSH

    def ready(self, pid, tid):
        voice.say("ready", worker=self.worker, pid=pid, tid=tid, at=self.opened - self.origin)

    def switch(self, activity):
        """Begins an activity; returns the time."""
        now = time.monotonic_ns()
        self._book(self._current, now - self._since)
        self._since = now
        self._current = activity
        if activity == "compute":
            self._cpu = time.thread_time_ns()
            self._delayed = self._delay.read() if self._long else None
        return now

    def calls(self, number):
        """Ends a period of calls that `switch` began, and begins the next; returns its length."""
        now, cpu = time.monotonic_ns(), time.thread_time_ns()
        length = now - self._since
        away = length - (cpu - self._cpu)
        if away > UNSEEN:
            waited = 0
            if self._delayed is not None:
                waited = min(away, max(0, self._delay.read() - self._delayed))
            self._book("compute", length - away)
            self._book("core_wait", waited)
            self._book("blocked", away - waited)
        else:
            self._book("compute", length)
        self._since, self._cpu = now, cpu
        self._long = length > BLOCK // 4
        self._delayed = self._delay.read() if self._long else None
        self.tasks += number
        self.ended += number
        if number == 1:
            self.longest = max(self.longest, length)
        if now > self._due:
            self.flush()
        return length

    def flush(self):
        """Sends the slices that have ended, and how many tasks have."""
        if self._mix:
            self._end_slice()
        said = []
        for begun, until, mix in self._slices:
            piece = {"from": begun - self.origin, "until": until - self.origin, "mix": mix}
            said.append(voice.line("slice", worker=self.worker, slice=piece))
        if self.ended:
            said.append(voice.line("kept", tasks=self.ended))
        self._slices, self.ended = [], 0
        voice.send(said)
        self._due = time.monotonic_ns() + FLUSH

    def close(self):
        """Closes the account; returns its content."""
        now = self.switch("idle")
        self.flush()
        try:
            self._delay.close()
        except OSError:
            pass  # a task has closed it
        return {
            "worker": self.worker,
            "opened": self.opened - self.origin,
            "closed": now - self.origin,
            "tasks": self.tasks,
            "cpu": time.thread_time_ns() - self._first_cpu,
            "longest": self.longest,
        }

    def _book(self, activity, length):
        if length <= 0:
            return
        long = length >= LONG
        if long and self._mix:
            self._end_slice()
        self._mix[activity] = self._mix.get(activity, 0) + length
        if long or sum(self._mix.values()) >= LONG:
            self._end_slice()

    def _end_slice(self):
        until = self._begun + sum(self._mix.values())
        self._slices.append((self._begun, until, self._mix))
        self._begun, self._mix = until, {}
