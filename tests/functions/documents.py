"""Formats: parsers in C that make many objects, under the lock."""

import copy
import csv
import io
import json
import pickle

RECORDS = [
    {"id": number, "name": "record %d" % number, "tags": ["a", "b", str(number)], "at": {"x": number / 7, "y": None}}
    for number in range(3000)
]
TEXT = json.dumps(RECORDS)
TABLE = "\n".join("%d,name %d,%f" % (number, number, number / 7) for number in range(24000))


def json_both_ways(number):
    """Parses 300 KB of JSON and writes it again."""
    return len(json.dumps(json.loads(TEXT))) + number


def csv_sum(number):
    """Reads a table of 24 000 rows and adds up a column."""
    return round(sum(float(row[2]) for row in csv.reader(io.StringIO(TABLE))), 3) + number


def copied(number):
    """Copies a tree of objects twice: by pickle, and part of it by deepcopy."""
    return len(pickle.loads(pickle.dumps(RECORDS, 4))) + len(copy.deepcopy(RECORDS[:900])) + number
