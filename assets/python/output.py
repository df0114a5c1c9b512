"""What tasks print: each line is said at once, with the worker and the process that printed it."""

import io
import os
import threading

import voice


class Output(io.TextIOBase):
    """A standard output that knows whose it is. Each thread has a line of its own under way."""

    def __init__(self):
        self.own = threading.local()

    def belong_to(self, worker):
        """What the calling thread prints from now on is printed by this worker."""
        self.own.worker = worker
        self.own.begun = ""

    def writable(self):
        return True

    def write(self, text):
        """Says the lines that end in it."""
        own = self.own
        *lines, own.begun = (getattr(own, "begun", "") + text).split("\n")
        worker = getattr(own, "worker", 0)
        voice.send([voice.line("printed", worker=worker, pid=os.getpid(), line=line) for line in lines])
        return len(text)
