"""A lock of the function's own: it keeps threads apart, but not processes, which have one each."""

import threading
import time

_lock = threading.Lock()


def wait_inside(number):
    """Waits while it holds the lock: threads do so one after the other."""
    with _lock:
        time.sleep(0.015)
    return number


def compute_inside(number):
    """Computes while it holds the lock."""
    total = 0
    with _lock:
        for value in range(200000):
            total += value ^ number
    return total


def wait_outside(number):
    """Waits without the lock and takes it for a moment: threads hardly meet there."""
    time.sleep(0.015)
    with _lock:
        return number + 1
