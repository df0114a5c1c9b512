"""Reading files: reads release the lock, what is done with the text does not. The files are the standard library's."""

import glob
import os

SOURCES = sorted(glob.glob(os.path.join(os.path.dirname(os.__file__), "*.py")))


def some(number):
    """Every fourth file, from this one on."""
    return SOURCES[number % 4 :: 4]


def read(number):
    """Reads these files, as bytes, twenty-five times."""
    total = 0
    for path in some(number) * 25:
        with open(path, "rb") as file:
            total += len(file.read())
    return total


def definitions(number):
    """Reads lines of text and looks at each: mostly Python, under the lock."""
    found = 0
    for path in some(number):
        with open(path, encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.lstrip().startswith(("def ", "class ")):
                    found += 1
    return found
