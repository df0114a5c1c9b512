"""The user's function and the list of its arguments.

The module is imported as `python3 -m` would: the working directory comes first on the path, and behind it the folder of
a file that was named. What is wrong with it is said in a sentence, with the user's own traceback and nothing of ours.
"""

import ast
import builtins
import difflib
import functools
import hashlib
import importlib
import importlib.util
import inspect
import itertools
import os
import sys
import traceback

from _coreograph import call_gil as gil


class Refused(Exception):
    """What was named cannot be used: the sentence says what, and what to do."""


class Target:
    """A function, its arguments, and what is known of both."""

    def __init__(self, call, most):
        self.call = call
        module, attribute = split(call["function"])
        gil.watch()
        self.module = import_module(module)
        gil.check()
        self.function = attribute_of(self.module, attribute, call["function"])
        self.coroutine = is_coroutine_function(self.function)
        self.most = most

    def arguments(self):
        """The list of arguments: one a task."""
        over = self.call["over"]
        if over is None:
            return list(range(self.call["tasks"]))
        values = evaluate(over, self.module)
        try:
            found = list(itertools.islice(iter(values), self.most + 1))
        except TypeError:
            raise Refused(
                "--over %s gives %s, which is no list: accepted is an expression whose value can be iterated, "
                "e.g. range(64)" % (over, a_kind_of(values))
            )
        except Exception as error:
            raise Refused("--over %s raised %s\n%s" % (over, said(error), users_traceback(error)))
        if not found:
            raise Refused("--over %s gives an empty list: accepted is an expression with at least one value" % over)
        if len(found) > self.most:
            raise Refused("--over %s gives more than %d values: accepted are at most so many" % (over, self.most))
        if self.call["star"]:
            for task, values in enumerate(found):
                if not isinstance(values, (tuple, list)):
                    raise Refused(
                        "with --star each value of --over is the tuple of a call's arguments, but value %d is %s"
                        % (task, a_kind_of(values))
                    )
        return found

    def found(self):
        """What this program wants to know of it."""
        file, source = source_of(self.module, self.call["function"])
        arguments = len(self.arguments())
        names, imports = names_of(self.call["over"], self.module)
        return {
            "arguments": arguments,
            "names": names,
            "imports": imports,
            "coroutine": self.coroutine,
            "file": file,
            "source": source,
        }


def split(function):
    """Module or file, and the dotted name in it."""
    module, _, attribute = function.rpartition(":")
    return module, attribute


def import_module(name):
    """Imports the module, or the file."""
    sys.path[:] = [os.getcwd()] + [entry for entry in sys.path if entry not in ("", os.getcwd())]
    is_file = name.endswith(".py") or os.sep in name
    if is_file and not os.path.isfile(name):
        raise Refused("%s: there is no such file" % name)
    try:
        return load_file(name) if is_file else importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and not is_file and (name == error.name or name.startswith(error.name + ".")):
            raise Refused(
                "there is no module %s: it is looked for in the working directory, then on the path of %s"
                % (error.name, sys.executable)
            )
        raise Refused("%s cannot be imported: %s\n%s" % (name, said(error), users_traceback(error)))
    except SystemExit as error:
        raise Refused("%s cannot be imported: it ends the program (exit %s)" % (name, error.code))
    except BaseException as error:
        raise Refused("%s cannot be imported: %s\n%s" % (name, said(error), users_traceback(error)))


def load_file(path):
    """Imports a file under its own name, or one like it where that is another module's."""
    folder = os.path.dirname(os.path.abspath(path))
    if folder not in sys.path:
        sys.path.insert(1, folder)
    name = os.path.splitext(os.path.basename(path))[0]
    while name in sys.modules:
        name += "_"
    spec = importlib.util.spec_from_file_location(name, os.path.abspath(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def attribute_of(module, name, function):
    """The function of this dotted name."""
    found = module
    for part in name.split("."):
        try:
            found = getattr(found, part)
        except AttributeError:
            names = [other for other in dir(found) if callable(getattr(found, other, None)) and other[:1] != "_"]
            near = difflib.get_close_matches(part, names, 1)
            question = ": did you mean %s?" % near[0] if near else ""
            there = ", ".join(names[:12]) or "no function"
            raise Refused("%s: there is no %s in it%s it has %s" % (function, part, question or ";", there))
    if not callable(found):
        raise Refused("%s is %s, which cannot be called" % (function, a_kind_of(found)))
    return found


def is_coroutine_function(function):
    """Whether calling it gives a coroutine."""
    while isinstance(function, functools.partial):
        function = function.func
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(getattr(function, "__call__", None))


def evaluate(expression, module):
    """The expression's value in the module's namespace. A name that is missing there may be one of a module."""
    scope = dict(module.__dict__)
    try:
        tree = ast.parse(expression.strip(), "--over", "eval")
    except SyntaxError as error:
        raise Refused("--over %s is no expression of Python: %s" % (expression, error.msg))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in scope and not hasattr(builtins, node.id):
            try:
                scope[node.id] = importlib.import_module(node.id)
            except ImportError:
                pass
    try:
        return eval(compile(tree, "--over", "eval"), scope)
    except Exception as error:
        raise Refused("--over %s raised %s\n%s" % (expression, said(error), users_traceback(error)))


def names_of(expression, module):
    """The names of the module that an expression uses, and the other modules: what a script must import for it."""
    if expression is None:
        return [], []
    tree = ast.parse(expression.strip(), "--over", "eval")
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names = {name for name in used if name in module.__dict__}
    others = {name for name in used - names if not hasattr(builtins, name) and name in sys.modules}
    return sorted(names), sorted(others)


def source_of(module, function):
    """The file of a module, and its fingerprint."""
    file = getattr(module, "__file__", None) or ""
    try:
        with open(file, "rb") as source:
            content = source.read()
    except OSError:
        content = function.encode()
    return file, hashlib.sha256(content).hexdigest()[:16]


def a_kind_of(value):
    """A value by its type: `a list`, `None`."""
    if value is None:
        return "None"
    name = type(value).__name__
    return "%s %s" % ("an" if name[:1] in "aeiou" else "a", name)


def said(error):
    """An exception in one line."""
    text = str(error).strip().split("\n")[0][:300]
    return "%s: %s" % (type(error).__name__, text) if text else type(error).__name__


def users_traceback(error, most=8):
    """The traceback from the user's first line on, without the frames of this program and of the import system."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = ("assets/python/", "<frozen importlib", "<string>")
    frames = [frame for frame in frames if not frame.filename.startswith(ours) and "importlib" not in frame.filename]
    lines = traceback.format_list(frames[-most:])
    if isinstance(error, SyntaxError):
        lines += traceback.format_exception_only(type(error), error)[:-1]
    return "".join(lines).rstrip()
