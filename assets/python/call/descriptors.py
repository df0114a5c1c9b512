"""Descriptors of this program in processes that run the user's code, out of the way of the numbers that it uses.

The lowest free number is what the system gives next, and what code closes that closes "all" descriptors: `os.closerange(3,
256)`. The numbers here are the highest that most systems allow.
"""

import fcntl
import os
import resource

from _coreograph import lifeline, voice

# Most numbers, where the system allows more: as many as select() can wait for.
NUMBERS = 1024

# How many of them are for this program.
OURS = 64


def high(descriptor):
    """The same open file under a high number; the other is closed."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    most = NUMBERS if limit == resource.RLIM_INFINITY else min(NUMBERS, limit)
    try:
        moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, max(3, most - OURS))
    except OSError:
        return descriptor
    os.close(descriptor)
    return moved


def pipe():
    """A pipe with high numbers."""
    return tuple(map(high, os.pipe()))


def keep():
    """Moves those of this program, and gives tasks an empty standard input."""
    voice.speak_to(high(voice.descriptor()))
    lifeline.hang_on(high(lifeline.descriptor()))
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
