"""Begins a session: reads one line of JSON, makes modules of the sources in it, and runs its program.

This file is the program (`python3 -I -c`). Everything else arrives as text on standard input, so nothing is
written to disk, nothing is found by accident, and a traceback still names its file.
"""

import sys

# The working directory is the user's: no file in it hides a module that is needed here.
sys.path[:] = [entry for entry in sys.path if entry]

import json
import os


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
    package = {}
    exec(session["modules"][0][1], package)
    package["install"](session["modules"])
    sys.modules["_coreograph." + session["program"]].run(session["job"], inbox)


boot()
