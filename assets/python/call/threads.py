"""One thread, or several under the interpreter's lock, that call the user's function."""

import collections
import os
import threading
import time

from _coreograph import call_output as output
from _coreograph import voice
from _coreograph.call_account import Account
from _coreograph.call_calls import Caller


def chunks(arguments, size):
    """The arguments in chunks, each with the number of its first task."""
    return [(at, arguments[at : at + size]) for at in range(0, len(arguments), size)]


def begin(number, job):
    """Makes a worker of the calling thread: its account is open."""
    output.belong_to(number)
    account = Account(number, job["origin"])
    account.ready(os.getpid(), threading.get_native_id())
    return account


def sequential(found, job, started):
    """One thread: this one."""
    account = begin(0, job)
    caller = Caller(found, account)
    arguments = job["arguments"]
    started()
    account.switch("compute")
    outcomes = caller.run(arguments)
    finished = account.switch("idle")
    voice.say("time_account", **account.close())
    return outcomes, finished


def threads(found, job, started):
    """Several threads, which all take chunks from the same queue."""
    count, arguments = job["workers"], job["arguments"]
    queue = collections.deque(chunks(arguments, job["chunk"]))
    outcomes, ends, problems = [None] * len(arguments), [None] * count, []

    def live(number):
        account = begin(number, job)
        caller = Caller(found, account)
        account.switch("compute")
        while True:
            try:
                first, chunk = queue.popleft()
            except IndexError:
                break
            outcomes[first : first + len(chunk)] = caller.run(chunk)
        # Closed by the thread itself: its CPU time can be read nowhere else.
        ends[number] = account.switch("idle"), account.close()

    def work(number):
        try:
            live(number)
        except BaseException as error:
            problems.append(error)
            queue.clear()

    team = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(count)]
    started()
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    if problems:
        raise problems[0]
    if None in ends:
        raise RuntimeError("a thread of the lane ended early")
    for _, closed in ends:
        voice.say("time_account", **closed)
    return outcomes, max(finished for finished, _ in ends)
