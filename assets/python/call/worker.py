"""A worker process that calls the user's function: forked, spawned, or forked by a server.

One that is not forked has nothing of this session: it is sent the sources of these modules, and makes modules of them
before it unpickles anything that needs them. It imports the user's module itself, as it would have to anyway.
"""

import faulthandler
import multiprocessing
import os
import pickle
import signal
from multiprocessing.reduction import DupFd, ForkingPickler
from multiprocessing.util import Finalize

from _coreograph import call_calls as calls
from _coreograph import call_descriptors as descriptors
from _coreograph import call_faults as faults
from _coreograph import call_output as output
from _coreograph import call_threads as threads
from _coreograph import lifeline, package, voice
from _coreograph.call_target import Refused, Target

# What this process is: its caller and its account.
caller = account = None

# The outcomes of its newest chunk, `None` while that runs.
outcomes = []

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
        descriptors.keep()
        faulthandler.enable(all_threads=False)


def enlist(job, most, numbers, pipes, found=None):
    """Makes a worker of this process."""
    global caller, account
    pipes.connect()
    calls.after_fork(is_copy=False)
    lifeline.watch()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output.install()
    with numbers.get_lock():
        number = numbers.value
        numbers.value += 1
    account = threads.begin(number, job)
    try:
        found = found or imported(job, most)
    except Refused as refused:
        voice.say("broken", reason=faults.fitting("in a worker process (%s): %s" % (job["method"], refused)))
        raise
    caller = calls.Caller(found, account)
    Messages(account)
    # Called when the process ends by itself.
    Finalize(None, close, exitpriority=100)


def imported(job, most):
    """The function, in a process that has not been forked."""
    method = multiprocessing.get_start_method(allow_none=True)
    # A module without a guard may set its own, as in the first process.
    multiprocessing.set_start_method(None, force=True)
    found = Target(job["call"], most)
    if multiprocessing.get_start_method(allow_none=True) is None:
        multiprocessing.set_start_method(method)
    return found


def close():
    """Closes the account of a process that ends by itself."""
    if not calls.copied:
        output.finish()
        voice.say("time_account", gaps=median_gap(), **account.close())


def run(chunk):
    """Executes a chunk of tasks; returns their outcomes."""
    global outcomes, ended
    begun = account.switch("compute")
    if ended is not None and len(gaps) < MOST_GAPS:
        gaps.append(begun - ended)
    outcomes = None
    try:
        outcomes = caller.run(chunk)
    except OSError as error:
        if faults.is_closed(error):
            os._exit(faults.CLOSED)
        raise
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
        self.process = os.getpid()
        dumps, loads = ForkingPickler.dumps, ForkingPickler.loads
        self.original = dumps, loads

        def timed_dumps(value, protocol=None):
            if self.is_users():
                return dumps(value, protocol)
            begun = self.begin()
            try:
                pickled = dumps(value, protocol)
            except BaseException as error:
                if self.account is None:
                    # Not every exception: some would end the thread that sends.
                    raise pickle.PicklingError(faults.said(error))
                faults.replace_unpicklable(outcomes, dumps)
                pickled = dumps(value, protocol)
            self.end(begun)
            self.messages += 1
            self.bytes_out += len(pickled)
            return pickled

        def timed_loads(pickled, *arguments, **keywords):
            if self.is_users():
                return loads(pickled, *arguments, **keywords)
            begun = self.begin()
            try:
                value = loads(pickled, *arguments, **keywords)
            except BaseException:
                what = "an argument of a task" if self.account else "the result of a task"
                voice.say("broken", reason=faults.fitting(faults.unreadable(pickled, what)))
                raise
            self.end(begun)
            self.messages += 1
            self.bytes_in += len(pickled)
            return value

        ForkingPickler.dumps, ForkingPickler.loads = staticmethod(timed_dumps), staticmethod(timed_loads)

    def is_users(self):
        """Whether the user's function pickles, for processes of its own."""
        return self.process != os.getpid() or self.account is not None and outcomes is None

    def begin(self):
        return self.account.switch("serialise") if self.account else threads.time.monotonic_ns()

    def end(self, begun):
        ended = self.account.switch("idle") if self.account else threads.time.monotonic_ns()
        self.nanos += ended - begun

    def restore(self):
        """Restores pickling as it was before."""
        ForkingPickler.dumps, ForkingPickler.loads = map(staticmethod, self.original)
