"""The end of the program that started this one: every process of a session watches for it and ends the others.

The program holds the other end of standard input. When it is gone, however it ended, the system tells every process that
waits here, also while tasks run. Every process watches for itself: one that is killed first cannot end the others.
"""

import os
import select
import signal
import threading

# The pipe keeps a descriptor of its own: multiprocessing closes standard input in the processes that it starts.
_input = os.dup(0)


def descriptor():
    """The descriptor that ends with the program, for a process that is started without it."""
    return _input


def hang_on(descriptor):
    """Watches this descriptor instead."""
    global _input
    _input = descriptor


def watch():
    """Starts the thread that waits. It holds no lock meanwhile, so that a fork beside it is safe."""
    if hasattr(select, "poll"):
        threading.Thread(target=_wait, daemon=True).start()


def _wait():
    end = select.poll()
    # What arrives is read elsewhere; only the end is reported, in any case.
    end.register(_input, 0)
    seen = end.poll()
    while not seen:
        seen = end.poll()
    if seen[0][1] & select.POLLNVAL:
        return  # closed by a task, which is not the end of the program: the others watch on
    os.killpg(0, signal.SIGKILL)
