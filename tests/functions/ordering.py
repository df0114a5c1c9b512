"""Sorting: one call in C that keeps the lock until it is done, longer than the switch interval."""

import random


def shuffled(seed):
    """Sorts 60 000 floats."""
    source = random.Random(seed)
    values = [source.random() for _ in range(60000)]
    values.sort()
    return values[30000]


def by_key(seed):
    """Sorts 8 000 words by a key in Python: C that calls Python back."""
    source = random.Random(seed)
    words = ["%x" % source.getrandbits(32) for _ in range(8000)]
    return sorted(words, key=lambda word: (len(word), word[::-1]))[0]
