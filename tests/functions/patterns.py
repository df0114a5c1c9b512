"""Regular expressions: the engine is in C and keeps the lock."""

import random
import re

LETTERS = "abcdefghijklmnopqrstuvwxyz  @.-0123456789"
TEXT = "".join(random.Random(3).choices(LETTERS, k=60000))
ADDRESS = re.compile(r"([a-z0-9]+(?:[.-][a-z0-9]+)*)@([a-z0-9]+)")
WORD = re.compile(r"\b[a-z]{2,}\b")


def addresses(_number):
    """Searches with groups and repeats that backtrack."""
    return len(ADDRESS.findall(TEXT))


def replaced(number):
    """Replaces with a Python function: C calls Python for each match."""
    return len(WORD.sub(lambda match: match.group().title() * (1 + number % 3), TEXT * 3))
