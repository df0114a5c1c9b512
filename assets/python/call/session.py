"""One session with the user's function: what it is and what its arguments are, or one lane."""

import os
import sys
import time
import traceback

from _coreograph import call_calls as calls
from _coreograph import call_gil as gil
from _coreograph import call_processes as processes
from _coreograph import call_results as results
from _coreograph import call_target as target
from _coreograph import call_threads as threads
from _coreograph import lifeline, output, voice

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
    try:
        found = target.Target(job["call"], job["most"])
        if job["way"] == "look":
            voice.say("found", **found.found())
        else:
            race(found, job, inbox)
    except target.Refused as refused:
        voice.say("broken", reason=str(refused)[:3500])
    except processes.Broken as broken:
        voice.say("broken", reason=str(broken))
    except BaseException as error:
        traceback.print_exc()
        voice.say("broken", reason=voice.failure(error))
    os._exit(0)


def race(found, job, inbox):
    """Runs a lane. Commands are obeyed once its workers exist, since a fork copies no other threads."""
    sys.setswitchinterval(job["interval_us"] / 1e6)
    job["arguments"] = found.arguments() * job["rounds"]

    def started():
        voice.say("started", at=time.monotonic_ns() - job["origin"])

    outcomes, finished = WAYS[job["way"]](found, job, started)
    voice.say("finished", at=max(0, finished - job["origin"]))
    gil.check()
    results.tell(job, outcomes, lambda task: calls.once(found, job["arguments"][task]))
    voice.say("over")
