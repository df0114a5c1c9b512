"""Output of tasks: each line is sent at once, with the worker and the process that printed it."""

import io
import os
import threading

from _coreograph import voice


class Output(io.TextIOBase):
    """A standard output that knows its worker. Each thread has an unfinished line of its own."""

    def __init__(self):
        self.own = threading.local()

    def belong_to(self, worker):
        """Attributes the calling thread's output to this worker from now on."""
        self.own.worker = worker
        self.own.begun = ""

    def writable(self):
        return True

    def write(self, text):
        """Sends the lines that end in it."""
        own = self.own
        *lines, own.begun = (getattr(own, "begun", "") + text).split("\n")
        worker = getattr(own, "worker", 0)
        voice.send([voice.line("printed", worker=worker, pid=os.getpid(), line=line) for line in lines])
        return len(text)
