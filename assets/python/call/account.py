"""The time account of a worker whose tasks never call us.

Around the user's calls only the clock is read. Each `READ` the CPU time of the thread and its wait for a core (schedstat)
are read as well: of the time in calls since the last reading, what was not spent on a core was a wait for a core, as far as
the kernel counted one, and else *blocked*: what for is sampled from outside, by the program that reads these accounts.
More readings would cost more than they tell: each is a system call in which the kernel settles the thread's accounts.
With blocked time go the periods of calls since the reading before: a sample of another time, when the worker had no task,
says nothing about it.
"""

import time

from _coreograph import voice
from _coreograph.meter import FLUSH, LONG, RunDelay

# Shortest period of calls that is worth a look at the clock.
BLOCK = 1_000_000

# Period after which CPU time and waits are read.
READ = 20_000_000

# A period off the core that is shorter cannot be told from the cost of the readings.
UNSEEN = 50_000

# Most periods of calls that are told of a reading: more of them are short, and samples of some say enough.
PERIODS = 16


class Account:
    """The account of the thread that creates it, which is idle."""

    def __init__(self, worker, origin):
        self.worker = worker
        self.origin = origin
        self.tasks = 0
        self.longest = 0
        self.ended = 0  # not yet reported
        self._slices = []  # ended, not yet sent: [from, until, mix, periods of calls]
        self._unread = 0  # number of the first of them since the last reading
        self._mix = {}
        self._current = "idle"
        self._in_calls = self._beside = 0  # time in calls, and in messages, since the last reading
        self._periods = []  # of calls since the last reading: [from, until]
        self._delay = RunDelay()
        self._delayed = self._delay.read()
        self._cpu = self._first_cpu = time.thread_time_ns()
        self.opened = self._begun = self._since = self._read_at = time.monotonic_ns()
        self._due = self.opened + FLUSH

    def ready(self, pid, tid):
        voice.say("ready", worker=self.worker, pid=pid, tid=tid, at=self.opened - self.origin)

    def switch(self, activity):
        """Begins an activity; returns the time."""
        now = time.monotonic_ns()
        self._book(now)
        self._current = activity
        return now

    def calls(self, number):
        """Ends a period of so many calls and begins the next; returns its length."""
        now = time.monotonic_ns()
        length = now - self._since
        self._book(now)
        self.tasks += number
        self.ended += number
        if number == 1 and length > self.longest:
            self.longest = length
        if now - self._read_at > READ:
            self._read(now)
            if now > self._due:
                self.flush()
        return length

    def flush(self):
        """Sends the slices that have been read, and how many tasks have ended."""
        said = []
        for begun, until, mix, periods in self._slices[: self._unread]:
            piece = {"from": begun - self.origin, "until": until - self.origin, "mix": mix}
            calls = [[begun - self.origin, until - self.origin] for begun, until in periods]
            said.append(voice.line("slice", worker=self.worker, slice=piece, calls=calls))
        if self.ended:
            said.append(voice.line("kept", tasks=self.ended))
        del self._slices[: self._unread]
        self._unread, self.ended = 0, 0
        voice.send(said)
        self._due = time.monotonic_ns() + FLUSH

    def close(self):
        """Closes the account; returns its content."""
        now = self.switch("idle")
        self._read(now)
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

    def _book(self, until):
        """Accounts the time since the last change to the current activity."""
        length = until - self._since
        if length <= 0:
            return
        if length >= LONG and self._mix:
            self._end_slice(self._since)
        self._mix[self._current] = self._mix.get(self._current, 0) + length
        if self._current == "compute":
            self._in_calls += length
            if self._periods and self._periods[-1][1] == self._since:
                self._periods[-1][1] = until
            elif len(self._periods) < PERIODS:
                self._periods.append([self._since, until])
        elif self._current != "idle":
            self._beside += length
        self._since = until
        if until - self._begun >= LONG:
            self._end_slice(until)

    def _end_slice(self, until):
        self._slices.append([self._begun, until, self._mix, ()])
        self._begun, self._mix = until, {}

    def _read(self, now):
        """Splits the time in calls since the last reading by the kernel's accounts of this thread."""
        if self._mix:
            self._end_slice(now)
        cpu = time.thread_time_ns()
        away = self._in_calls - max(0, cpu - self._cpu - self._beside)
        delayed = self._delay.read()
        # A reading that failed counts as 0, and is then less than the one before.
        waited = max(0, min(away, delayed - self._delayed))
        if away > UNSEEN:
            for piece in self._slices[self._unread :]:
                split(piece[2], away / self._in_calls, waited / away)
                if "blocked" in piece[2]:
                    piece[3] = self._periods
        self._unread = len(self._slices)
        self._cpu, self._delayed, self._read_at = cpu, delayed, now
        self._in_calls = self._beside = 0
        self._periods = []


def split(mix, away, waited):
    """Moves this share of the time in calls to waits for a core, and the rest of that to blocked."""
    calls = mix.get("compute", 0)
    off = int(calls * away)
    core = int(off * waited)
    for activity, length in (("core_wait", core), ("blocked", off - core)):
        if length:
            mix[activity] = mix.get(activity, 0) + length
    if off:
        mix["compute"] = calls - off
