"""Output of the user's function: lines with their worker, so many a second; the rest is counted."""

import io
import os
import sys
import threading
import time

from _coreograph import voice
from _coreograph.call_faults import printable

# Most lines and most characters of a worker in a second that are told.
LINES = 1000
CHARACTERS = 128 << 10

# Longest line that is told whole, in characters, and one whose characters all need twelve bytes in JSON.
LONGEST = 3800
SHORTEST = 300

# The output of this process.
current = None


def install():
    """Makes standard output known to its worker."""
    global current
    current = sys.stdout = sys.__stdout__ = Output()


def belong_to(worker):
    """Attributes the calling thread's output to this worker from now on."""
    current.own().worker = worker


def finish():
    """Tells what is left of all workers of this process: unfinished lines, numbers of lines that were not told."""
    for own in list(current.all):
        own.finish()
    for stream in (sys.stderr, sys.__stderr__):
        try:
            stream.flush()
        except Exception:
            pass


class Own:
    """The output of one thread."""

    def __init__(self):
        self.worker = 0
        self.begun = []  # an unfinished line, in parts
        self.length = 0
        self.since = self.lines = self.characters = self.more = 0

    def write(self, text):
        end = text.find("\n")
        if end < 0:
            if self.length <= LONGEST:
                self.begun.append(text)
            self.length += len(text)
            return
        now = time.monotonic()
        if now - self.since >= 1:
            self.tell_more()
            self.since, self.lines, self.characters = now, 0, 0
        begun, said = 0, []
        while end >= 0 and self.lines < LINES and self.characters < CHARACTERS:
            line = "".join(self.begun) + text[begun : min(end, begun + LONGEST + 1)]
            self.begun, self.length = [], 0
            self.lines += 1
            self.characters += min(len(line), LONGEST)
            said.append(self.message(line))
            begun = end + 1
            end = text.find("\n", begun)
        voice.send(said)
        if end >= 0:
            self.more += text.count("\n", begun)
            self.begun, self.length = [], 0
            begun = text.rindex("\n") + 1
        if begun < len(text):
            self.begun, self.length = [text[begun : begun + LONGEST + 1]], len(text) - begun

    def message(self, line):
        line = printable(line)
        if len(line) > LONGEST:
            line = line[: LONGEST - 1] + "…"
        said = voice.line("printed", worker=self.worker, pid=os.getpid(), line=line)
        if len(said) > voice.PIPE_BUF:
            return self.message(line[: SHORTEST - 1] + "…")
        return said

    def tell_more(self):
        if self.more:
            more, self.more = self.more, 0
            said = "… {:,} more {}: at most {:,} a second are kept".format(more, "lines" if more > 1 else "line", LINES)
            voice.send([self.message(said)])

    def finish(self):
        if self.begun:
            line, self.begun, self.length = "".join(self.begun), [], 0
            voice.send([self.message(line)])
        self.tell_more()


class Output(io.TextIOBase):
    """A standard output that knows its worker. Each thread has an unfinished line of its own."""

    encoding = "utf-8"
    errors = "backslashreplace"
    name = "<stdout>"
    mode = "w"

    def __init__(self):
        self.threads = threading.local()
        self.all = []
        self.buffer = Bytes(self)

    def own(self):
        """The calling thread's."""
        if not hasattr(self.threads, "own"):
            own = self.threads.own = Own()
            self.threads.write = own.write
            self.all.append(own)
        return self.threads.own

    def writable(self):
        return True

    def fileno(self):
        """The descriptor that programs which tasks start may print to."""
        return 1

    def reconfigure(self, **_):
        """It has no encoding: text arrives as text."""

    def write(self, text):
        try:
            write = self.threads.write
        except AttributeError:
            write = self.own().write
        write(text)
        return len(text)


class Bytes(io.RawIOBase):
    """The same for bytes."""

    name = "<stdout>"
    mode = "wb"

    def __init__(self, text):
        self.text = text
        self.raw = self

    def writable(self):
        return True

    def fileno(self):
        return 1

    def write(self, data):
        data = bytes(data)
        self.text.write(data.decode("utf-8", "backslashreplace"))
        return len(data)
