"""Executes tasks: a thread or a process, with its time account and, where it serves, its client."""

import os
import sys
import threading

from _coreograph import voice, workloads
from _coreograph.echo import Echo
from _coreograph.meter import Meter


class Worker:
    """The worker that runs on the calling thread. Ready once it exists."""

    def __init__(self, number, job, locked):
        sys.stdout.belong_to(number)
        self.function = workloads.WORKLOADS[job["workload"]]
        self.make = workloads.RECIPES.get(job["workload"])
        self.made = 0
        self.arrays = None
        lay_out = workloads.DESKS.get(job["workload"])
        if lay_out and job["arguments"]:
            lay_out(job["arguments"][0], self)
        self.echo = Echo(job["program"]) if job["serves"] else None
        self.meter = Meter(number, job, locked)
        self.tick = self.meter.tick
        tid = threading.get_native_id()
        voice.say("ready", worker=number, pid=os.getpid(), tid=tid, at=self.meter.opened - job["origin"])

    def execute(self, argument):
        """The result of a task, or the exception that it ended by."""
        try:
            return self.function(argument, self), None
        except Exception as error:
            return None, error

    def run(self, task, argument):
        """Executes a task and records its outcome. An argument that comes as a recipe is made now."""
        if self.make:
            argument = self.make(argument)
        value, error = self.execute(argument)
        if error is None:
            self.meter.done(task, value)
        else:
            self.meter.failed(task, error)

    def close(self):
        """Closes the account; returns its content."""
        books = self.meter.close()
        if self.echo:
            books["replies"] = self.echo.close()
        if self.made:
            books["counter"] = {"made": self.made}
        return books


def say_books(books):
    """Sends a worker's account, with the current readings of the counters, and before it the results that it kept."""
    voice.send(voice.result_lines(books["worker"], voice.worded(books.pop("kept"))))
    if "counter" in books:
        books["counter"].update(plain=workloads.plain, atomic=workloads.atomic)
    voice.say("time_account", **books)
