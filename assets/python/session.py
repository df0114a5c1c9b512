"""One session: a lane from its start to its end, or a bench that times one worker again and again."""

import json
import os
import sys
import threading
import time
import traceback

from _coreograph import lifeline, output, processes, threads, voice
from _coreograph.worker import Worker

WAYS = {
    "sequential": threads.sequential,
    "threads": threads.threads,
    "pool": processes.pool,
    "executor": processes.executor,
}


def run(job, inbox):
    """Does the job and ends this process. No interpreter is taken down: nothing is left to save."""
    lifeline.watch()
    sys.stdout = output.Output()
    sys.setswitchinterval(job["interval_us"] / 1e6)
    try:
        if job["way"] == "bench":
            bench(job, inbox)
        else:
            race(job, inbox)
    except processes.Broken as broken:
        voice.say("broken", reason=str(broken))
    except BaseException as error:
        traceback.print_exc()
        voice.say("broken", reason=voice.failure(error))
    os._exit(0)


def race(job, inbox):
    """Runs a lane. Commands are obeyed once its workers exist, since a fork copies no other threads."""

    def started():
        threading.Thread(target=obey, args=(inbox,), daemon=True).start()
        voice.say("started", at=time.monotonic_ns() - job["origin"])

    finished = WAYS[job["way"]](job, started)
    voice.say("finished", at=max(0, finished - job["origin"]))


def obey(inbox):
    """Executes commands until the end of input."""
    for line in inbox:
        sys.setswitchinterval(json.loads(line)["interval_us"] / 1e6)


def bench(job, inbox):
    """Times one worker over each list of arguments that arrives. Its time account is discarded."""
    worker = Worker(0, job, False)
    worker.meter.send = lambda said: None
    for line in inbox:
        tasks = threads.Tasks(dict(job, arguments=json.loads(line)["arguments"]))
        begun, computed = time.monotonic_ns(), time.thread_time_ns()
        threads.execute(worker, tasks)
        took, cpu = time.monotonic_ns() - begun, time.thread_time_ns() - computed
        worker.meter.flush()
        worker.meter.kept.clear()
        voice.say("took", nanos=took, cpu=cpu)
