"""Begins a session: reads one line of JSON, makes modules of the sources in it, and runs the job.

This file is the program (`python3 -I -c`). Everything else arrives as text on standard input, so nothing is
written to disk, nothing is found by accident, and a traceback still names its file.
"""

import json
import os
import sys
import types


def lines():
    """The lines on standard input. Read without a buffer of Python's own, whose lock a fork would copy."""
    parts = []
    while True:
        block = os.read(0, 1 << 16)
        if not block:
            return
        *whole, rest = block.split(b"\n")
        for line in whole:
            yield b"".join(parts) + line
            parts = []
        parts.append(rest)


def boot():
    inbox = lines()
    session = json.loads(next(inbox))
    for name, source in session["modules"]:
        module = types.ModuleType(name)
        sys.modules[name] = module
        exec(compile(source, "assets/python/%s.py" % name, "exec"), module.__dict__)
    sys.modules["session"].run(session["job"], inbox)


boot()
