"""Results of the user's function: compared task by task with those of the first lane, and put into words.

The first lane leaves its results in a file of the race, pickled; each other lane compares its own with them: by `==`, else
by the bytes of their pickles, else by their `repr`. Where they differ, the task is executed once more: a function that does
not even agree with itself is not deterministic, and the lane is not to blame.
"""

import hashlib
import json
import os
import pickle

from _coreograph import voice
from _coreograph.call_faults import Failed, fitting, printable

PROTOCOL = 4

# Most bytes of a pickled result that is kept whole for the comparison, and of all of them together.
KEPT = 1 << 20
KEPT_IN_ALL = 64 << 20

# Most results that are shown, most characters of each, and most failures that are told.
SHOWN = 100
LONGEST = 300
TOLD = 20

# Most tasks that are executed once more.
AGAIN = 3


class Record:
    """What is kept of one result: its pickle if that is small, and digests."""

    __slots__ = ("pickled", "pickle_digest", "repr_digest")

    def __init__(self, value, room):
        try:
            pickled = pickle.dumps(value, PROTOCOL)
        except Exception:
            pickled = None
        self.pickled = pickled if pickled is not None and len(pickled) <= min(KEPT, room) else None
        self.pickle_digest = None if pickled is None else digest_of(pickled)
        self.repr_digest = digest_of(words(value).encode(errors="backslashreplace"))

    def agrees(self, value):
        """How the value agrees with this: `==`, `pickle`, `repr`; `None` where it does not."""
        if self.pickled is not None:
            try:
                if bool(pickle.loads(self.pickled) == value):
                    return "=="
            except Exception:
                pass
        other = Record(value, 0)
        if self.pickle_digest is not None and self.pickle_digest == other.pickle_digest:
            return "pickle"
        return "repr" if self.repr_digest == other.repr_digest and self.pickle_digest is None else None


def digest_of(data):
    return hashlib.sha256(data).hexdigest()[:16]


def words(value):
    try:
        return printable(repr(value))
    except Exception as error:
        return "a %s whose repr raised %s" % (type(value).__name__, type(error).__name__)


def shown(value):
    """A result as JSON where it is, else as its repr; shortened."""
    try:
        text = json.dumps(value, allow_nan=False, ensure_ascii=False)
        # What the receiver reads: whole characters, not too deep.
        text.encode()
        if len(text) <= LONGEST and text.count("[") + text.count("{") < 100:
            return json.loads(text)
    except Exception:
        pass
    text = words(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def tell(job, outcomes, again):
    """Reports a lane's results; `again` executes a task once more."""
    failed = [(task, outcome) for task, outcome in enumerate(outcomes) if isinstance(outcome, Failed)]
    for task, outcome in failed[:TOLD]:
        trace = "\n" + outcome.trace if outcome.trace else ""
        voice.say("failed", task=task, reason=fitting(outcome.reason + trace))
    agreement = compare(job["reference"], outcomes, again)
    results = [None if isinstance(outcome, Failed) else shown(outcome) for outcome in outcomes[: SHOWN + 1]]
    few = len(outcomes) <= SHOWN
    for task, result in enumerate(results if few else []):
        if not isinstance(outcomes[task], Failed):
            voice.say("result", task=task, result=result)
    voice.say("settled", done=len(outcomes) - len(failed), failed=len(failed), **agreement)


def compare(path, outcomes, again):
    """Compares the results with those in the file, or leaves them there where this lane is the first."""
    if not os.path.exists(path):
        digest = leave(path, outcomes)
        return {"digest": digest, "agreed": {}, "differ": [], "unstable": []}
    with open(path, "rb") as file:
        digest, records = pickle.load(file)
    agreed, differ = {}, []
    for task, (record, outcome) in enumerate(zip(records, outcomes)):
        if record is None or isinstance(outcome, Failed):
            if (record is None) != isinstance(outcome, Failed):
                differ.append(task)
            continue
        how = Record.agrees(revived(record), outcome)
        if how is None:
            differ.append(task)
        else:
            agreed[how] = agreed.get(how, 0) + 1
    unstable = []
    for task in differ[:AGAIN]:
        record = records[task]
        if record is not None and revived(record).agrees(again(task)) is None:
            unstable.append(task)
    if differ and len(unstable) < len(differ[:AGAIN]):
        digest = digest_of(repr((digest, differ)).encode())
    return {"digest": digest, "agreed": agreed, "differ": differ[:TOLD], "unstable": unstable}


def leave(path, outcomes):
    """Leaves the results for the other lanes; returns their digest."""
    room, records, whole = KEPT_IN_ALL, [], hashlib.sha256()
    for outcome in outcomes:
        record = None if isinstance(outcome, Failed) else Record(outcome, room)
        if record is not None:
            room -= len(record.pickled or b"")
        records.append(record and (record.pickled, record.pickle_digest, record.repr_digest))
        whole.update(repr(record and (record.pickle_digest or record.repr_digest)).encode())
    digest = whole.hexdigest()[:16]
    if not path:
        # No other lane follows.
        return digest
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        pickle.dump((digest, records), file, PROTOCOL)
    return digest


def revived(record):
    """A record that was read from the file."""
    found = Record.__new__(Record)
    found.pickled, found.pickle_digest, found.repr_digest = record
    return found
