"""One thread with an event loop that awaits the user's coroutines: what `asyncio.gather` does."""

import asyncio
import inspect

from _coreograph import voice
from _coreograph.call_calls import Failed, end_copy
from _coreograph.call_threads import begin

# Most tasks in flight at once.
IN_FLIGHT = 1000

# Period after which the loop's time is accounted, in seconds.
PERIOD = 0.02


class Loop:
    """A run of all tasks in one event loop."""

    def __init__(self, found, arguments, account):
        self.function, self.star = found.function, found.call["star"]
        self.left = enumerate(arguments)
        self.outcomes = [None] * len(arguments)
        self.account = account
        self.ended = 0

    async def run(self):
        """Awaits all tasks, as many at once as may be in flight."""
        ticking = asyncio.ensure_future(self.tick())
        await asyncio.gather(*(self.work() for _ in range(min(IN_FLIGHT, len(self.outcomes)))))
        ticking.cancel()
        self.account.calls(self.ended)

    async def work(self):
        for task, argument in self.left:
            try:
                outcome = self.function(*argument) if self.star else self.function(argument)
                self.outcomes[task] = await outcome if inspect.isawaitable(outcome) else outcome
            except BaseException as error:
                end_copy(error)
                self.outcomes[task] = Failed(error)
            end_copy()
            self.ended += 1

    async def tick(self):
        """Accounts the loop's time now and then."""
        while True:
            await asyncio.sleep(PERIOD)
            ended, self.ended = self.ended, 0
            self.account.calls(ended)


def loop(found, job, started):
    """One thread: this one."""
    account = begin(0, job)
    run = Loop(found, job["arguments"], account)
    started()
    account.switch("compute")
    asyncio.run(run.run())
    finished = account.switch("idle")
    voice.say("time_account", **account.close())
    return run.outcomes, finished
