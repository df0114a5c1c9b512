"""One session with the user's function: what it is and what its arguments are, or one lane."""

import faulthandler
import os
import sys
import time
import traceback

from _coreograph import call_calls as calls
from _coreograph import call_descriptors as descriptors
from _coreograph import call_faults as faults
from _coreograph import call_gil as gil
from _coreograph import call_interpreters as interpreters
from _coreograph import call_loop as loop
from _coreograph import call_output as output
from _coreograph import call_processes as processes
from _coreograph import call_results as results
from _coreograph import call_target as target
from _coreograph import call_threads as threads
from _coreograph import lifeline, voice

WAYS = {
    "sequential": threads.sequential,
    "threads": threads.threads,
    "pool": processes.pool,
    "executor": processes.executor,
    "async": loop.loop,
    "interpreters": interpreters.interpreters,
}


def run(job, inbox):
    """Does the job and ends this process. No interpreter is taken down: nothing is left to save."""
    descriptors.keep()
    lifeline.watch()
    output.install()
    # The end by a signal says where in the user's code.
    faulthandler.enable(all_threads=False)
    try:
        found = target.Target(job["call"], job["most"])
        if job["way"] == "look":
            voice.say("found", **found.found())
        else:
            race(found, job, inbox)
    except target.Refused as refused:
        end(str(refused))
    except processes.Broken as broken:
        end(broken.how, ended=True, pid=broken.pid)
    except interpreters.Broken as broken:
        end(str(broken))
    except BaseException as error:
        if calls.copied:
            os._exit(0)
        if faults.is_closed(error):
            end(faults.CLOSED_SAID)
        try:
            traceback.print_exc()
        except OSError:
            pass  # standard error is closed
        end(faults.said(error) + target.hidden_modules())
    output.finish()
    os._exit(0)


def end(reason, **more):
    """Ends this process with a reason."""
    try:
        output.finish()
        voice.say("broken", reason=faults.fitting(reason), **more)
    except OSError:
        os._exit(faults.CLOSED)
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
    output.finish()
    voice.say("over")
