"""Work that waits: for an answer, as of a server."""

import time


def fetch(_number):
    """Waits as long as an answer takes."""
    time.sleep(0.05)
    return 200
