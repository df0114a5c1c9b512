"""The package of these modules: its name hides none of the user's modules, and nothing of it is on disk."""

import os
import sys
import types


def upto(name):
    """The sources up to this module's: what another interpreter needs of them to use it."""
    modules = sys.modules["_coreograph"].sources
    return modules[: [of for of, _ in modules].index(name) + 1]


def install(modules):
    """Makes modules of their sources, each after those that it imports; they import Python's own modules alone."""
    found_in = sys.path[:]
    own = os.path.dirname(os.__file__)
    sys.path.sort(key=lambda entry: not str(entry).startswith(own) or str(entry).endswith("-packages"))
    package = sys.modules["_coreograph"] = types.ModuleType("_coreograph")
    package.__path__ = []
    package.sources = modules
    for name, source in modules:
        module = types.ModuleType("_coreograph." + name)
        sys.modules[module.__name__] = module
        exec(compile(source, "assets/python/%s.py" % name, "exec"), module.__dict__)
        setattr(package, name, module)
    sys.path[:] = found_in
