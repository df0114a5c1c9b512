"""Ends of processes, in words."""

import signal


def ending(exitcode):
    """The end of a process with this exit code of `multiprocessing`, which is negative for a signal."""
    if exitcode >= 0:
        return "ended by itself (exit %d)" % exitcode
    try:
        name = " (%s)" % signal.Signals(-exitcode).name
    except ValueError:
        name = ""
    return "was killed by signal %d%s" % (-exitcode, name)
