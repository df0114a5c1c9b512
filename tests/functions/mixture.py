"""Tasks that wait and compute: how much of each decides."""

import time


def mostly_waits(number):
    """Waits 20 ms, then computes for a moment under the lock."""
    time.sleep(0.02)
    return sum(value ^ number for value in range(4000))


def half(number):
    """Waits 8 ms and computes about as long under the lock."""
    time.sleep(0.008)
    return sum(value ^ number for value in range(80000))
