"""A worker process that calls the user's function: forked, spawned, or forked by a server.

One that is not forked has nothing of this session: it is sent the sources of these modules, and makes modules of them
before it unpickles anything that needs them. It imports the user's module itself, as it would have to anyway.
"""

import os
import signal
import sys
import threading
from multiprocessing.reduction import DupFd, ForkingPickler
from multiprocessing.util import Finalize

import _coreograph
from _coreograph import call_threads as threads
from _coreograph import lifeline, output, voice
from _coreograph.call_calls import Caller
from _coreograph.call_target import Target

# What this process is: its caller and its account.
caller = account = None

# The first times between two chunks, and when the last chunk ended.
gaps, ended = [], None
MOST_GAPS = 1000

# Makes modules of the sources, and gives the function that makes a worker of the process.
ENLIST = "exec(sources[0][1]) or install(sources) or __import__('sys').modules['_coreograph.call_worker'].enlist"


class Enlist:
    """`enlist`, pickled so that a process without these modules can unpickle it."""

    def __call__(self, *arguments):
        enlist(*arguments)

    def __reduce__(self):
        return eval, (ENLIST, {"sources": _coreograph.sources})


class Pipes:
    """The descriptors that a worker needs of its parent, wherever it is started."""

    def __init__(self, forked):
        duplicate = (lambda number: None) if forked else DupFd
        self.input, self.voice, self.errors = map(duplicate, (lifeline.descriptor(), voice.descriptor(), 2))

    def connect(self):
        """Makes them those of this process."""
        if self.voice is None:
            return
        os.dup2(self.errors.detach(), 2)
        os.dup2(2, 1)
        voice.speak_to(self.voice.detach())
        lifeline.hang_on(self.input.detach())


def enlist(job, most, numbers, pipes, found=None):
    """Makes a worker of this process."""
    global caller, account
    pipes.connect()
    lifeline.watch()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = output.Output()
    with numbers.get_lock():
        number = numbers.value
        numbers.value += 1
    account = threads.begin(number, job)
    caller = Caller(found or Target(job["call"], most), account)
    Messages(account)
    # Called when the process ends by itself.
    Finalize(None, lambda: voice.say("time_account", gaps=median_gap(), **account.close()), exitpriority=100)


def run(chunk):
    """Executes a chunk of tasks; returns their outcomes."""
    global ended
    begun = account.switch("compute")
    if ended is not None and len(gaps) < MOST_GAPS:
        gaps.append(begun - ended)
    outcomes = caller.run(chunk)
    ended = account.switch("idle")
    return outcomes


def median_gap():
    """The number of times between two chunks, and their median: what a message costs a worker."""
    return [len(gaps), sorted(gaps)[len(gaps) // 2] if gaps else 0]


class Messages:
    """Counts and times the pickling in this process."""

    def __init__(self, account=None):
        self.messages = self.bytes_out = self.bytes_in = self.nanos = 0
        self.account = account
        dumps, loads = ForkingPickler.dumps, ForkingPickler.loads
        self.original = dumps, loads

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

        ForkingPickler.dumps, ForkingPickler.loads = staticmethod(timed_dumps), staticmethod(timed_loads)

    def begin(self):
        return self.account.switch("serialise") if self.account else threads.time.monotonic_ns()

    def end(self, begun):
        ended = self.account.switch("idle") if self.account else threads.time.monotonic_ns()
        self.nanos += ended - begun

    def restore(self):
        """Restores pickling as it was before."""
        ForkingPickler.dumps, ForkingPickler.loads = map(staticmethod, self.original)

    def say(self):
        """Sends the totals."""
        voice.say(
            "traffic",
            messages=self.messages,
            bytes_out=self.bytes_out,
            bytes_in=self.bytes_in,
            serialise=self.nanos,
        )
