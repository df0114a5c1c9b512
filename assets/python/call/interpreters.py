"""Interpreters inside one process, each with a lock of its own (`_interpreters` of CPython 3.13 and later).

Each runs in a thread that takes pickled chunks of tasks out of a pipe and puts pickled outcomes into another: objects of one
interpreter are nothing to the others, so they travel as between processes, without leaving the process.
"""

import collections
import json
import os
import pickle
import struct
import threading
import time

from _coreograph import call_descriptors as descriptors
from _coreograph import call_faults as faults
from _coreograph import call_output as output
from _coreograph import call_threads as threads
from _coreograph import package, voice

PROTOCOL = pickle.HIGHEST_PROTOCOL

# The program of an interpreter: it makes modules of the sources, and serves.
PROGRAM = """
import sys
sys.path[:] = [entry for entry in sys.path if entry]
import json
sources, job, pipes = json.loads(given)
exec(sources[0][1])
install(sources)
sys.modules["_coreograph.call_interpreters"].serve(job, *pipes)
"""


class Broken(Exception):
    """An interpreter cannot do the work."""


def send(pipe, pickled):
    """Writes a length and so many bytes."""
    view = memoryview(struct.pack("<Q", len(pickled)) + pickled)
    while view:
        view = view[os.write(pipe, view) :]


def receive(pipe):
    """Reads a length and so many bytes; `None` at the end."""
    head = read(pipe, 8)
    return None if head is None else read(pipe, struct.unpack("<Q", head)[0])


def read(pipe, length):
    parts = []
    while length:
        part = os.read(pipe, min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def serve(job, number, requests, replies, pipe):
    """Executes chunks until there are no more: called in the interpreter."""
    from _coreograph.call_calls import Caller
    from _coreograph.call_target import Refused, Target

    voice.speak_to(pipe)
    output.install()
    try:
        found = Target(job["call"], job["most"])
    except Refused as refused:
        send(replies, pickle.dumps(str(refused)))
        return
    account = threads.begin(number, job)
    caller = Caller(found, account)
    while True:
        pickled = receive(requests)
        if pickled is None:
            break
        account.switch("serialise")
        try:
            chunk = pickle.loads(pickled)
        except BaseException:
            send(replies, pickle.dumps(faults.unreadable(pickled, "an argument of a task")))
            return
        account.switch("compute")
        outcomes = caller.run(chunk)
        account.switch("serialise")
        pickled = dumped(outcomes)
        account.switch("transfer")
        send(replies, pickled)
        account.switch("idle")
    output.finish()
    voice.say("time_account", **account.close())


def dumped(outcomes):
    """Outcomes as bytes; of those that cannot be pickled it is said."""
    try:
        return pickle.dumps(outcomes, PROTOCOL)
    except BaseException:
        faults.replace_unpicklable(outcomes, pickle.dumps)
        return pickle.dumps(outcomes, PROTOCOL)


class Member:
    """An interpreter, the thread that it runs in, and the pipes to it."""

    def __init__(self, number, job):
        import _interpreters

        self.create, self.execute = _interpreters.create, _interpreters.exec
        self.requests, self.replies = descriptors.pipe(), descriptors.pipe()
        pipes = [number, self.requests[0], self.replies[1], voice.descriptor()]
        self.given = json.dumps([package.upto("call_interpreters"), job, pipes])
        self.error = None
        self.thread = threading.Thread(target=self.live, daemon=True)
        self.thread.start()

    def live(self):
        try:
            failed = self.execute(self.create(), PROGRAM, {"given": self.given})
            if failed is not None:
                self.error = getattr(failed, "formatted", None) or str(failed)
        except BaseException as error:
            self.error = "%s: %s" % (type(error).__name__, error)
        os.close(self.replies[1])

    def ask(self, chunk):
        """The outcomes of a chunk."""
        try:
            pickled = pickle.dumps(chunk, PROTOCOL)
        except BaseException:
            rest, failed = faults.split_unpicklable(chunk, pickle.dumps)
            if not failed:
                raise
            return faults.merged(self.ask(rest) if rest else [], failed)
        send(self.requests[1], pickled)
        pickled = receive(self.replies[0])
        if pickled is None:
            self.thread.join()
            raise Broken("an interpreter ended early: %s" % self.error)
        try:
            outcomes = pickle.loads(pickled)
        except BaseException:
            raise Broken(faults.unreadable(pickled, "the result of a task"))
        if isinstance(outcomes, str):
            raise Broken("in an interpreter of its own: %s" % outcomes)
        return outcomes


def interpreters(found, job, started):
    """As many interpreters as workers."""
    arguments, count = job["arguments"], job["workers"]
    told = {key: value for key, value in job.items() if key != "arguments"}
    queue = collections.deque(threads.chunks(arguments, job["chunk"]))
    outcomes, problems = [None] * len(arguments), []
    last = [0]

    def feed(number):
        try:
            member = Member(number, told)
            while queue:
                try:
                    first, chunk = queue.popleft()
                except IndexError:
                    break
                outcomes[first : first + len(chunk)] = member.ask(chunk)
                last[0] = time.monotonic_ns()
            os.close(member.requests[1])
            member.thread.join()
        except BaseException as error:
            problems.append(error)
            queue.clear()

    started()
    team = [threading.Thread(target=feed, args=(number,), daemon=True) for number in range(count)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    if problems:
        raise problems[0]
    return outcomes, last[0]
