"""What is said to the program that started this one: a line of JSON for each thing.

A line says one thing, as an object with one key. Lines leave in writes of at most PIPE_BUF bytes, which a pipe
never mixes with those of another process.
"""

import json
import os

PIPE_BUF = 4096

# Results that travel in one line: forty SHA-256 digests still fit.
TOGETHER = 40

# The pipe keeps a descriptor of its own: whatever somebody prints goes to standard error.
_pipe = os.dup(1)
os.dup2(2, 1)


def line(kind, **fields):
    """One thing as a line."""
    return json.dumps({kind: fields}, separators=(",", ":")).encode() + b"\n"


def result_lines(worker, results):
    """Results, each a pair of task and value, in as few lines as they fit into."""
    return [
        line("done", worker=worker, results=results[at : at + TOGETHER])
        for at in range(0, len(results), TOGETHER)
    ]


def failure(error):
    """What an exception says, short enough for a line."""
    said = str(error)[:800]
    return "%s: %s" % (type(error).__name__, said) if said else type(error).__name__


def send(said):
    """Writes lines in their order."""
    block = b""
    for one in said:
        if len(block) + len(one) > PIPE_BUF:
            os.write(_pipe, block)
            block = b""
        block += one
    if block:
        os.write(_pipe, block)


def say(kind, **fields):
    """Says one thing at once."""
    send([line(kind, **fields)])
