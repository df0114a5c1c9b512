"""The user's function and the list of its arguments.

The module is imported as `python3 -m` would: the working directory comes first on the path, and behind it the folder of
a file that was named. What is wrong with it is said in a sentence, with the user's own traceback and nothing of ours.
"""

import builtins
import contextlib
import functools
import importlib
import importlib.machinery
import importlib.util
import itertools
import os
import sys

from _coreograph import call_faults as faults
from _coreograph import call_gil as gil
from _coreograph.call_faults import a_kind_of, said, users_traceback

# Worker processes import this as well: what they do not need is imported where it is used.

# Flag of a coroutine function's code.
CO_COROUTINE = 0x80


class Refused(Exception):
    """What was named cannot be used: the sentence says what, and what to do."""


class Target:
    """A function, its arguments, and what is known of both."""

    def __init__(self, call, most):
        self.call = call
        module, attribute = split(call["function"])
        # Tasks may change the directory before another process imports the module.
        call.setdefault("folder", working_directory())
        gil.watch()
        self.module = import_module(module, call)
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


def working_directory():
    try:
        return os.getcwd()
    except OSError as error:
        raise Refused("the working directory cannot be read: %s" % error.strerror)


def import_module(name, call):
    """Imports the module, or the file."""
    folder = faults.home = call["folder"]
    sys.path[:] = [folder] + [entry for entry in sys.path if entry not in ("", folder)]
    is_file = name.endswith(".py") or os.sep in name
    path = os.path.join(folder, name)
    sys.argv[:] = [path if is_file else name]
    if is_file and not os.path.isfile(path):
        if os.path.isdir(path):
            raise Refused("%s is a folder: name a file in it, or a module, e.g. package.module:function" % name)
        raise Refused("%s: there is no such file" % name)
    process = os.getpid()
    try:
        with no_processes_started():
            return load_file(path, call) if is_file else importlib.import_module(name)
    except BaseException as error:
        raise Refused(problem(name, is_file, error, path))
    finally:
        if os.getpid() != process:
            os._exit(0)  # a copy that the module has made by a fork


@contextlib.contextmanager
def no_processes_started():
    """Refuses the start of processes that would import the module again, and so start more."""
    process = sys.modules.get("multiprocessing.process")
    if process is None:
        yield
        return
    current = process.current_process()
    before = getattr(current, "_inheriting", None)
    current._inheriting = True
    try:
        yield
    finally:
        if before is None:
            del current._inheriting
        else:
            current._inheriting = before


def problem(name, is_file, error, path):
    """What is wrong with a module, and what to do."""
    text = said(error)
    told = "%s cannot be imported: %s" % (name, text)
    if isinstance(error, SystemExit):
        told = "%s cannot be imported: it ends the program (exit %s)" % (name, error.code)
        told += ": put what a script does under if __name__ == '__main__':"
    elif any(words in text for words in faults.NO_CHILDREN):
        told = "%s starts processes when it is imported: put that under if __name__ == '__main__':" % name
    elif isinstance(error, ModuleNotFoundError) and error.name:
        if not is_file and (name == error.name or name.startswith(error.name + ".")):
            return "there is no module %s: it is looked for in the working directory, then on the path of %s" % (
                error.name,
                sys.executable,
            )
        told += ": this is %s; --python names another" % sys.executable
    elif isinstance(error, ImportError) and "no known parent package" in text and is_file:
        file = os.path.relpath(path, faults.home)
        told += ": name the module of the package, --call %s:…" % os.path.splitext(file)[0].replace(os.sep, ".")
    told += hidden_modules()
    trace = users_traceback(error)
    return told + "\n" + trace if trace else told


def hidden_modules():
    """Files of the user's that were imported in the place of modules of Python's own, in words."""
    folders, hiding = sys.path[:2], []
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if os.path.dirname(file) in folders and is_pythons_own(name):
            hiding.append(file)
    return "; %s hides Python's own module of that name" % " and ".join(hiding) if hiding else ""


def is_pythons_own(name):
    """Whether the standard library has a module of this name."""
    own = os.path.join(os.path.dirname(os.__file__), name)
    return name in getattr(sys, "stdlib_module_names", ()) or os.path.exists(own + ".py") or os.path.isdir(own)


def load_file(path, call):
    """Imports a file under its own name, or one like it where that is another module's: the same in every process."""
    folder = os.path.dirname(path)
    if folder not in sys.path:
        sys.path.insert(1, folder)
    if "module" not in call:
        name = os.path.splitext(os.path.basename(path))[0].replace(".", "_")
        while name in sys.modules or is_pythons_own(name):
            name += "_"
        call["module"] = name
    loader = importlib.machinery.SourceFileLoader(call["module"], path)
    spec = importlib.util.spec_from_file_location(call["module"], path, loader=loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[call["module"]] = module
    spec.loader.exec_module(module)
    return module


def attribute_of(module, name, function):
    """The function of this dotted name."""
    found = module
    for part in name.split("."):
        try:
            found = getattr(found, part)
        except AttributeError:
            import difflib

            if hasattr(found, "__code__"):
                words = (function, part, name.split(".")[0])
                raise Refused("%s: a function inside another, as %s in %s, has no name outside it" % words)

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
    codes = (getattr(of, "__code__", None) for of in (function, getattr(function, "__call__", None)))
    return any(getattr(code, "co_flags", 0) & CO_COROUTINE for code in codes)


def evaluate(expression, module):
    """The expression's value in the module's namespace. A name that is missing there may be one of a module."""
    import ast

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
    import ast

    tree = ast.parse(expression.strip(), "--over", "eval")
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names = {name for name in used if name in module.__dict__}
    others = {name for name in used - names if not hasattr(builtins, name) and name in sys.modules}
    return sorted(names), sorted(others)


def source_of(module, function):
    """The file of a module, and its fingerprint."""
    import hashlib

    file = getattr(module, "__file__", None) or ""
    try:
        with open(file, "rb") as source:
            content = source.read()
    except OSError:
        content = function.encode()
    return file, hashlib.sha256(content).hexdigest()[:16]
