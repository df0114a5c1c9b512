"""Calls of the user's function: of a list of tasks, in blocks, with the outcome of each."""

import os

from _coreograph.call_account import BLOCK
from _coreograph.call_faults import Failed

# Most calls in a block.
MOST = 100_000


# Whether this process is a copy of a worker, which the user's function has made by a fork.
copied = False


def after_fork(is_copy=True):
    """Called in each process that has been forked."""
    global copied
    copied = is_copy


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=after_fork)


def end_copy(error=None):
    """Ends the process if it is a copy: its tasks are those of the worker that it is a copy of."""
    if copied:
        code = error.code if isinstance(error, SystemExit) else error
        os._exit(code & 255 if isinstance(code, int) else 0 if code is None else 1)


def plain(function):
    """Calls with one argument each, in an order that is kept."""

    def run(arguments, results):
        for argument in arguments:
            results.append(function(argument))

    return run


def starred(function):
    """Calls with the arguments spread over the parameters."""

    def run(arguments, results):
        for argument in arguments:
            results.append(function(*argument))

    return run


def awaited(function, star):
    """Calls of a coroutine function where there is no event loop: one of its own for each."""
    import asyncio

    if star:
        return starred(lambda *arguments: asyncio.run(function(*arguments)))
    return plain(lambda argument: asyncio.run(function(argument)))


def of_target(found):
    """Calls of the user's function as `--over` and `--star` say."""
    star = found.call["star"]
    if found.coroutine:
        return awaited(found.function, star)
    return (starred if star else plain)(found.function)


def once(found, argument):
    """The outcome of one call, without an account."""
    results = []
    try:
        of_target(found)([argument], results)
    except BaseException as error:
        results.append(Failed(error))
    return results[0]


class Caller:
    """Runs tasks and accounts their time."""

    def __init__(self, found, account):
        self._run = of_target(found)
        self._account = account
        self._block = 1

    def run(self, arguments):
        """The outcomes of calls with these arguments, in their order. The account's current activity is compute."""
        results, at, count = [], 0, len(arguments)
        while at < count:
            upto = min(count, at + self._block)
            block = arguments if upto - at == count else arguments[at:upto]
            while len(results) < upto:
                try:
                    self._run(block[len(results) - at :] if len(results) > at else block, results)
                except BaseException as error:
                    end_copy(error)
                    results.append(Failed(error))
                end_copy()
            length = self._account.calls(upto - at)
            # So many that the next block takes about as long as is worth its readings.
            self._block = max(1, min(MOST, (upto - at) * BLOCK // max(1, length)))
            at = upto
        return results
