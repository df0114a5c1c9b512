"""Other programs: the task waits for a process to end, without the lock; the work is done there."""

import subprocess
import sys


def run(number):
    """Runs an interpreter that does nearly nothing."""
    program = [sys.executable, "-I", "-S", "-c", "raise SystemExit(%d)" % (number % 3)]
    return subprocess.run(program, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode
