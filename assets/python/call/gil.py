"""Whether the lock of a free-threaded interpreter comes back: importing a module that does not support such a build takes it.

CPython warns of that with the module's name. A warning that is filtered out leaves the state of the lock to be looked at.
"""

import re
import sys
import warnings

from _coreograph import voice

NAMED = re.compile(r"GIL\) has been enabled to load module '([^']+)'")

_watched = _told = False


def is_on():
    """Whether threads share a lock."""
    enabled = getattr(sys, "_is_gil_enabled", None)
    return enabled is None or enabled()


def watch():
    """Reports the return of the lock from now on; nothing where it is there anyway."""
    global _watched
    if _watched or is_on():
        return
    _watched = True
    shown = warnings.showwarning

    def show(message, *arguments, **keywords):
        named = NAMED.search(str(message))
        if named:
            tell(named.group(1))
        return shown(message, *arguments, **keywords)

    warnings.showwarning = show


def check():
    """Reports a lock that came back without a warning."""
    if _watched and is_on():
        tell(None)


def tell(module):
    """Reports it once in a process."""
    global _told
    if not _told:
        _told = True
        voice.say("gil_back", module=module)
