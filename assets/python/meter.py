"""A worker's time account: every nanosecond of its life by activity, kept without disturbing the measurement.

The work calls `tick` about every 10 to 100 µs. A tick only reads the clock, 0.15 to 0.3 µs by the age of the
interpreter, which is 1 to 2 % of the work between two ticks. When more than `GAP` has gone by since the last one, the
thread's CPU time shows how much of that was not spent on a core: the thread waited, under a GIL with other threads for
the lock, else for a core. A wait for a core that the kernel counted (schedstat) is separated under a GIL too.

Reading a file and writing to a pipe release the GIL, and that would start the other threads' waits anew. So the meter
does both rarely (`FLUSH`) and, where there are gaps, right behind one: then this thread has just got the lock, and the
others have only begun to wait.
"""

import os
import threading
import time

from _coreograph import voice

GAP = 1_000_000
LONG = 4_000_000
FLUSH = 50_000_000

# Lateness of the end of a sleep on an idle machine: the kernel's timer slack and the way back, in nanoseconds.
SLACK = 150_000


class Meter:
    """The time account of the thread that creates it, which is idle."""

    def __init__(self, worker, job, locked):
        self.worker = worker
        self.origin = job["origin"]
        self.gap = min(GAP, max(100_000, job["interval_us"] * 500)) if locked else GAP
        self.waits = "lock_wait" if locked else "core_wait"
        self.send = voice.send
        self.tasks = 0
        self.results = []
        self.kept = []  # results that are bytes: to put them into words is no part of the race
        self._said = []
        self._slices = []  # ended, not yet sent: [from, until, mix]
        self._mix = {}
        self._current = "idle"
        self._delay = RunDelay()
        self._delayed = self._delay.read()
        self._cpu = self._first_cpu = time.thread_time_ns()
        self._busy = 0  # booked as compute or serialise since the CPU time was last read
        now = time.monotonic_ns()
        self._begun = self._since = self._last = now
        self._due = now + FLUSH
        self.opened = now

    def tick(self, monotonic_ns=time.monotonic_ns):
        """Continues the work."""
        now = monotonic_ns()
        if now - self._last > self.gap:
            self._behind_gap(now)
        elif now > self._due + FLUSH:  # no gap came: no other thread waits for the lock
            self._book(now)
            self.flush()
        self._last = now

    def switch(self, activity):
        """Begins an activity of the worker; returns the time."""
        now = time.monotonic_ns()
        self._book(now)
        self._current = activity
        self._last = now
        return now

    def blocking(self, call, *arguments):
        """A call that releases the GIL and waits."""
        self.switch("io")
        try:
            return call(*arguments)
        finally:
            self.switch("compute")

    def sleep(self, seconds):
        """A sleep. The time beyond its length is a wait for the lock, where there is one."""
        begun = self.switch("io")
        if seconds * 1e9 >= FLUSH:
            self._tell_now(begun)
        time.sleep(seconds)
        self.resume(begun + int(seconds * 1e9))

    def resume(self, due):
        """Continues work that was due at that time; the time since was a wait for the lock, where there is one."""
        due += SLACK
        if self.waits == "lock_wait" and due < time.monotonic_ns():
            self._book(due)
            self._current = "lock_wait"
        self.switch("compute")

    def done(self, task, value):
        """Counts a task with a result."""
        self.tasks += 1
        self.results.append((task, value))
        self.tick()

    def failed(self, task, error):
        """Records a task without a result, and the reason."""
        self.tasks += 1
        self._said.append(voice.line("failed", worker=self.worker, task=task, reason=voice.failure(error)))

    def rest(self):
        """Nothing to do for now; observers should see it."""
        now = self.switch("idle")
        if now > self._due:
            self._tell_now(now)

    def close(self):
        """Closes the account and returns its last line, to be sent by the thread that ends the lane."""
        now = self.switch("idle")
        self.flush()
        cpu = time.thread_time_ns() - self._first_cpu
        self._delay.close()
        return {
            "worker": self.worker,
            "opened": self.opened - self.origin,
            "closed": now - self.origin,
            "tasks": self.tasks,
            "cpu": cpu,
            "kept": self.kept,
        }

    def flush(self):
        """Sends the accounted slices and findings."""
        self._settle()
        if self._mix:
            self._end_slice(self._since)
        delayed = self._delay.read()
        if self.waits == "lock_wait":
            self._shift("lock_wait", "core_wait", delayed - self._delayed)
        self._delayed = delayed
        said, self._said = self._said, []
        for begun, until, mix in self._slices:
            piece = {"from": begun - self.origin, "until": until - self.origin, "mix": mix}
            said.append(voice.line("slice", worker=self.worker, slice=piece))
        if voice.are_bytes(self.results):
            self.kept += self.results
            said.append(voice.line("kept", tasks=len(self.results)))
        else:
            said += voice.result_lines(self.worker, self.results)
        self._slices, self.results = [], []
        self.send(said)
        self._due = time.monotonic_ns() + FLUSH

    def _behind_gap(self, now):
        """Checks, after a period without a sign of the work, whether it was off its core."""
        cpu = time.thread_time_ns()
        busy = self._busy + now - self._since
        away = min(busy - (cpu - self._cpu), now - self._last)
        if away > self.gap // 4:
            self._book(now - away)
            current, self._current = self._current, self.waits
            self._book(now)
            self._current = current
            self._cpu, self._busy = cpu, 0
        if now > self._due:
            self._book(now)
            self.flush()

    def _settle(self):
        """Moves time accounted as work and not spent on a core to the waits, the newest first."""
        cpu = time.thread_time_ns()
        away = self._busy - (cpu - self._cpu)
        if away > 0:
            self._shift("compute", self.waits, away)
        self._cpu, self._busy = cpu, 0

    def _shift(self, of, to, length):
        for mix in [self._mix] + [mix for _, _, mix in reversed(self._slices)]:
            if length <= 0:
                return
            moved = min(length, mix.get(of, 0))
            if moved > 0:
                mix[of] -= moved
                mix[to] = mix.get(to, 0) + moved
                length -= moved

    def _book(self, until):
        """Accounts the time since the last change to the worker's current activity."""
        length = until - self._since
        if length <= 0:
            return
        if length >= LONG and self._mix:
            self._end_slice(self._since)
        self._mix[self._current] = self._mix.get(self._current, 0) + length
        if self._current in ("compute", "serialise"):
            self._busy += length
        self._since = until
        if until - self._begun >= LONG:
            self._end_slice(until)

    def _end_slice(self, until):
        self._slices.append((self._begun, until, self._mix))
        self._begun = until
        self._mix = {}

    def _tell_now(self, since):
        """Sends everything, and the current activity: the worker is about to release the lock anyway."""
        self._said.append(voice.line("now", worker=self.worker, activity=self._current, since=since - self.origin))
        self.flush()


class RunDelay:
    """Time in which this thread was runnable and had no core, as Linux counts it; zero elsewhere."""

    def __init__(self):
        try:
            path = "/proc/self/task/%d/schedstat" % threading.get_native_id()
            self._file = os.open(path, os.O_RDONLY)
        except (OSError, AttributeError):
            self._file = None

    def read(self):
        """The wait so far, in nanoseconds."""
        if self._file is None:
            return 0
        try:
            return int(os.pread(self._file, 96, 0).split()[1])
        except (OSError, IndexError, ValueError):
            return 0

    def close(self):
        """Closes the file."""
        if self._file is not None:
            os.close(self._file)
