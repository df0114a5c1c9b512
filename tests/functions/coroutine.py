"""A coroutine: work that waits in an event loop."""

import asyncio


async def fetch(number):
    """Waits as long as an answer takes, and gives the number back."""
    await asyncio.sleep(0.05)
    return number
