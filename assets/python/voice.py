"""Messages to the program that started this one: one line of JSON each.

A line is one message, an object with one key, behind a mark: other code may have printed to the same pipe before. Lines
leave in writes of at most PIPE_BUF bytes, which a pipe never mixes with those of another process.
"""

import hashlib
import json
import os

PIPE_BUF = 4096

# Bytes of results that are sent in one line, which has a beginning and an end besides.
TOGETHER = PIPE_BUF - 96

# Most bytes shown whole; more are shown by their number and their hash.
WHOLE = 64

# The pipe keeps a descriptor of its own: whatever is printed goes to standard error.
_pipe = os.dup(1)
os.dup2(2, 1)


def descriptor():
    """The pipe's descriptor, for a process that is started without it."""
    return _pipe


def speak_to(pipe):
    """Sends messages to this descriptor from now on."""
    global _pipe
    _pipe = pipe


def line(kind, **fields):
    """One message as a line."""
    return b"\x1e" + json.dumps({kind: fields}, separators=(",", ":")).encode() + b"\n"


def result_lines(worker, results):
    """Results, each a pair of task and value, in as few lines as they fit into."""
    if not results:
        return []
    # Results of one workload are alike: three numbers, 64 digits of a hash, or one and the same text.
    together = max(1, TOGETHER // (20 + max(70, len(json.dumps(results[0][1])))))
    return [
        line("done", worker=worker, results=results[at : at + together])
        for at in range(0, len(results), together)
    ]


def are_bytes(results):
    """Whether serialising these results takes long."""
    return bool(results) and isinstance(results[0][1], bytes)


def worded(results):
    """Results that are bytes, in the text form for comparison: see `Value::to_json` in src/workload/value/mod.rs."""
    return [(task, in_words(value)) for task, value in results]


def in_words(value):
    """Bytes as text."""
    if len(value) <= WHOLE:
        return value.hex()
    return "%d bytes, sha256 %s" % (len(value), hashlib.sha256(value).hexdigest()[:16])


def failure(error):
    """An exception's message, short enough for a line."""
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


def say_traffic(totals):
    """Sends the totals of messages on the parent's side."""
    fields = {"messages": totals.messages, "bytes_out": totals.bytes_out, "bytes_in": totals.bytes_in}
    say("traffic", serialise=totals.nanos, **fields)


def say(kind, **fields):
    """Sends one message at once."""
    send([line(kind, **fields)])
