"""What is wrong with the user's code, in words: exceptions with their traceback, and values that cannot be pickled."""

import errno
import json
import os

# Most characters of an exception's text, and most frames of a traceback.
LONGEST = 300
FRAMES = 8

# Beginnings of the paths of frames that are not the user's.
OURS = ("assets/python/", "<frozen ", "<string>", "--over")

# What a start of processes raises where none may be started: in a Pool's worker, and while a module is imported.
NO_CHILDREN = ("daemonic processes are not allowed", "attempt has been made to start a new process before")

# Exit code of a process that cannot tell anything any more, since a task has closed its descriptors.
CLOSED = 79
CLOSED_SAID = "a task has closed descriptors that it had not opened"

# The working directory when the user's module was imported.
home = None


def said(error):
    """An exception in one line."""
    name = type(error).__name__
    try:
        text = printable(str(error)).strip().split("\n")[0][:LONGEST]
    except BaseException as other:
        return "%s, whose text raised %s" % (name, type(other).__name__)
    return "%s: %s" % (name, text) if text else name


def printable(text):
    """The text without halves of characters, which are no text in JSON."""
    return text.encode("utf-8", "backslashreplace").decode()


def fitting(text, room=3500):
    """The beginning of a text that has so many bytes as JSON: one message is one write to a pipe."""
    text = printable(text)[:room]
    while len(json.dumps(text)) > room:
        text = text[: len(text) * 3 // 4] + "…"
    return text


def a_kind_of(value):
    """A value by its type: `a list`, `None`, `a function (f.<locals>.<lambda>)`."""
    if value is None:
        return "None"
    kind = type(value)
    name = printable(kind.__name__)
    article = "an" if name[:1].lower() in "aeiou" else "a"
    if name in ("function", "method", "type", "builtin_function_or_method"):
        own = getattr(value, "__qualname__", None)
        return "a %s (%s)" % ({"type": "class"}.get(name, name.split("_")[-1]), printable(str(own)))
    return "%s %s" % (article, name)


def users_traceback(error):
    """The traceback from the user's first line on, without the frames of this program and of the import system."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in frames if not frame.filename.startswith(OURS) and not is_of("importlib", frame)]
    # What an event loop or an executor does before it calls the user's function.
    while frames and any(is_of(package, frames[0]) for package in ("asyncio", "concurrent", "multiprocessing")):
        del frames[0]
    lines = traceback.format_list(frames[:2])
    if len(frames) > FRAMES:
        lines.append("  ... %d more frames\n" % (len(frames) - FRAMES))
    lines += traceback.format_list(frames[max(2, len(frames) - FRAMES + 2) :])
    if isinstance(error, SyntaxError):
        lines += traceback.format_exception_only(type(error), error)[:-1]
    return printable("".join(lines).rstrip())


def is_of(package, frame):
    """Whether a frame is of this package of the standard library."""
    return os.path.dirname(os.__file__) + os.sep + package + os.sep in frame.filename


def advice(error, trace):
    """What to do about an exception of a task; may be empty."""
    try:
        text = str(error)
    except BaseException:
        return ""
    if any(words in text for words in NO_CHILDREN):
        return "; workers of a Pool may start no processes: start them in one place only, or race it as py-threads"
    if isinstance(error, TypeError) and not trace and "argument" in text:
        return "; a task calls it with one value of --over; with --star, with the values of a tuple"
    if isinstance(error, FileNotFoundError):
        try:
            here = os.getcwd()
        except OSError:
            here = "a directory that is gone"
        if home is not None and here != home:
            return "; a task has changed the working directory from %s to %s" % (home, here)
    return ""


class Failed:
    """A task without a result, and the reason."""

    __slots__ = ("reason", "trace")

    def __init__(self, error):
        self.trace = users_traceback(error)
        self.reason = said(error) + advice(error, self.trace)

    @classmethod
    def unpicklable(cls, what, value, error):
        """A task whose argument or result cannot be sent to another process or interpreter."""
        failed = cls.__new__(cls)
        words = (what, a_kind_of(value), said(error))
        failed.reason = "%s %s, which cannot be pickled (%s): threads of one process need not send it" % words
        failed.trace = ""
        return failed


def is_closed(error):
    """Whether a descriptor of ours is gone."""
    return isinstance(error, OSError) and error.errno == errno.EBADF


def replace_unpicklable(outcomes, dumps):
    """Puts failures in the place of results that cannot be pickled."""
    for place, outcome in enumerate(outcomes):
        error = refusal(outcome, dumps)
        if error is not None:
            outcomes[place] = Failed.unpicklable("it returned", outcome, error)


def split_unpicklable(arguments, dumps):
    """The arguments that can be pickled, and failures by the place of the others."""
    failed = {}
    for place, argument in enumerate(arguments):
        error = refusal(argument, dumps)
        if error is not None:
            failed[place] = Failed.unpicklable("its argument is", argument, error)
    return [argument for place, argument in enumerate(arguments) if place not in failed], failed


def merged(outcomes, failed):
    """The outcomes of a whole chunk: those of the arguments that were sent, and the failures in their places."""
    sent = iter(outcomes)
    return [failed[place] if place in failed else next(sent) for place in range(len(outcomes) + len(failed))]


def refusal(value, dumps):
    """The exception that pickling raises, if any."""
    try:
        dumps(value)
    except BaseException as error:
        return error
    return None


def unreadable(pickled, what):
    """Why something was pickled and cannot be unpickled, with the class that it names last before that."""
    import io
    import pickle

    seen, reason = [], "it can be unpickled a second time"

    class Watched(pickle.Unpickler):
        def find_class(self, module, name):
            seen.append("%s.%s" % (module, name))
            return super().find_class(module, name)

    try:
        Watched(io.BytesIO(bytes(pickled))).load()
    except BaseException as error:
        reason = said(error)
    seen = [name for name in seen if "_coreograph" not in name and not name.startswith("concurrent.")]
    return "%s cannot be unpickled%s: %s" % (what, " (%s)" % printable(seen[-1]) if seen else "", reason)
