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

from _coreograph import call_threads as threads
from _coreograph import lifeline, output, package, voice
from _coreograph.call_calls import Caller
from _coreograph.call_target import Target

# What this process is: its caller and its account.
caller = account = None

# Makes modules of the sources, and gives the function that makes a worker of the process.
ENLIST = "exec(sources[0][1]) or install(sources) or __import__('sys').modules['_coreograph.call_worker'].enlist"


class Enlist:
    """`enlist`, pickled so that a process without these modules can unpickle it."""

    def __call__(self, *arguments):
        enlist(*arguments)

    def __reduce__(self):
        return eval, (ENLIST, {"sources": package.upto("call_worker")})


class Pipes:
    """The descriptors that a worker needs of its parent. One that is not forked is handed duplicates as it starts."""

    def __init__(self):
        self.inherited = None

    def __getstate__(self):
        # Called once for each worker, while it is being started: only then can descriptors go along.
        return {"inherited": [DupFd(number) for number in (lifeline.descriptor(), voice.descriptor(), 2)]}

    def connect(self):
        """Makes them those of this process."""
        if self.inherited is None:
            return
        line, pipe, errors = (descriptor.detach() for descriptor in self.inherited)
        os.dup2(errors, 2)
        os.dup2(2, 1)
        voice.speak_to(pipe)
        lifeline.hang_on(line)


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
    Finalize(None, lambda: voice.say("time_account", **account.close()), exitpriority=100)


def run(chunk):
    """Executes a chunk of tasks; returns their outcomes."""
    account.switch("compute")
    outcomes = caller.run(chunk)
    account.switch("idle")
    return outcomes


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
