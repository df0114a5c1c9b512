"""Random numbers: a generator of its own for each task, so that each gives the same wherever it runs."""

import random


def walk(seed):
    """A walk of 40 000 steps."""
    source = random.Random(seed)
    at = furthest = 0
    for _ in range(40000):
        at += 1 if source.random() < 0.5 else -1
        furthest = max(furthest, abs(at))
    return furthest
