#!/usr/bin/env python3
"""Checks what the crate's package contains.

Every file that a packaged source names must be packaged: modules, and what include_str!, include_bytes! and include! read.
Left out are only what tests read. Prints the size; more than the limit is an error.
"""

import io
import os
import re
import subprocess
import sys
import tarfile

# Largest package, compressed, bytes. The registry accepts 10 MiB.
LIMIT = 1_500_000
# Nothing below these may be packaged: tests, what they read, benches.
LEFT_OUT = ("tests/", "benches/", "proptest-regressions/", "docs/")
TEST_ONLY = re.compile(r"#\[cfg\((?:test|all\(test\b[^\]]*)\)\]\s*(?:#\[[^\n]*\]\s*)*\Z")
MODULE = re.compile(r"^[ \t]*(?:pub(?:\([^)]*\))? )?mod (\w+);", re.M)
INCLUDED = re.compile(r'include(?:_str|_bytes)?!\("([^"]+)"\)')
TESTS_BELOW = re.compile(r"^#\[cfg\(test\)\]\n(?:pub(?:\([^)]*\))? )?mod \w+ \{", re.M)


def listed():
    """The files of the package that are in the repository."""
    command = ["cargo", "package", "--list", "--locked", "--allow-dirty"]
    names = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split("\n")
    return sorted(name for name in names if name and os.path.exists(name))


def module_files(source, name):
    """Where the module `name` of the file `source` may be."""
    folder, file = os.path.split(source)
    base = folder if file in ("mod.rs", "lib.rs", "main.rs") else source[: -len(".rs")]
    return f"{base}/{name}.rs", f"{base}/{name}/mod.rs"


def missing(source, files):
    """What the file `source` names and the package lacks."""
    with open(source, encoding="utf-8") as file:
        text = file.read()
    for module in MODULE.finditer(text):
        if TEST_ONLY.search(text[: module.start()]) is None:
            if not any(place in files for place in module_files(source, module[1])):
                yield f"mod {module[1]}"
    tests = TESTS_BELOW.search(text)
    for included in INCLUDED.finditer(text, 0, tests.start() if tests else len(text)):
        path = os.path.normpath(os.path.join(os.path.dirname(source), included[1]))
        if path not in files:
            yield path


def tree(folder):
    """All files of the repository below `folder`."""
    listed = subprocess.run(["git", "ls-files", folder], check=True, stdout=subprocess.PIPE, text=True).stdout
    return listed.split()


def compressed(files):
    """Size of the files as a compressed archive, bytes."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz", compresslevel=9) as tar:
        for name in files:
            tar.add(name)
    return len(archive.getvalue())


def main():
    files = listed()
    have = set(files)
    faults = [f"{name} is packaged" for name in files if name.startswith(LEFT_OUT) or name.endswith(".snap")]
    for source in files:
        if source.endswith(".rs"):
            faults += [f"{source} names {what}, which is not packaged" for what in missing(source, have)]
    # The scenes and takes are named by macros.
    for folder in ("assets/scenes", "assets/takes", "assets/themes", "assets/python", "assets/machines"):
        faults += [f"{name} is not packaged" for name in tree(folder) if name not in have]
    size = compressed(files)
    if size > LIMIT:
        faults.append(f"{size} bytes compressed; accepted are {LIMIT}")
    raw = sum(os.path.getsize(name) for name in files)
    print(f"package: {len(files)} files, {raw} bytes, {size} compressed")
    for fault in faults:
        print(f"package: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
