#!/usr/bin/env python3
"""What it costs to watch: this dashboard beside the monitors people use.

    python3 benches/peers/monitors.py [--seconds 10] [--rounds 3] [--program target/release/coreograph]

Each monitor runs in a pseudo-terminal of 120x40 of its own. Two situations, each measured for all of them at the same
time, over the same seconds:

- idle: nothing computes; this dashboard shows the verdict of a race that is over;
- racing: a race of worker processes keeps every core busy, and this dashboard shows it.

CPU time is that of the monitor's own process (utime and stime of /proc/PID/stat; the race's workers are processes of
their own and not counted), memory what is resident (VmRSS), output the bytes that arrived at the terminal, the first
frame the time until the last byte of the first burst of output of more than a kilobyte. What is not installed is said.
"""

import argparse
import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import termios
import time

ROWS, COLUMNS = 40, 120
TICK = os.sysconf("SC_CLK_TCK")

PEERS = [
    ("htop, 1 s", ["htop", "-d", "10"]),
    ("bottom, 1 s", ["btm", "-b", "-r", "1000"]),
    ("bottom, 250 ms", ["btm", "-b", "-r", "250"]),
    ("btop", ["btop"]),
    ("s-tui, 2 s", ["s-tui"]),
]


class Monitor:
    """A program in a terminal of its own."""

    def __init__(self, command, environment=None):
        self.began = time.monotonic()
        self.written = 0
        self.first = None
        self.last = None
        pid, self.terminal = pty.fork()
        if pid == 0:
            os.environ.update({"TERM": "xterm-256color", **(environment or {})})
            os.execvp(command[0], command)
        self.pid = pid
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def hear(self, data):
        now = time.monotonic()
        # The first burst ends where nothing came for 50 ms.
        if self.first is None and self.written > 1024 and now - self.last > 0.05:
            self.first = self.last - self.began
        self.written += len(data)
        self.last = now

    def cpu(self):
        with open(f"/proc/{self.pid}/stat", encoding="utf-8", errors="replace") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def resident(self):
        with open(f"/proc/{self.pid}/status", encoding="utf-8", errors="replace") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
        return float("nan")

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        until = time.monotonic() + 2
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.monotonic() > until:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                break
            listen([self], 0.02)
        os.close(self.terminal)


def listen(monitors, seconds):
    """Takes what they write, and answers what a terminal would be asked: where its cursor is."""
    until = time.monotonic() + seconds
    terminals = {monitor.terminal: monitor for monitor in monitors}
    while (left := until - time.monotonic()) > 0 and terminals:
        for ready in select.select(list(terminals), [], [], left)[0]:
            try:
                data = os.read(ready, 65536)
            except OSError:
                data = b""
            if not data:
                del terminals[ready]
                continue
            terminals[ready].hear(data)
            if b"\x1b[6n" in data:
                os.write(ready, b"\x1b[1;1R")


def measure(monitors, seconds):
    """For each: share of a core in percent, MiB, bytes a second."""
    before = [(monitor.cpu(), monitor.written) for monitor in monitors]
    began = time.monotonic()
    listen(monitors, seconds)
    length = time.monotonic() - began
    figures = []
    for monitor, (cpu, written) in zip(monitors, before):
        share = (monitor.cpu() - cpu) / length * 100
        figures.append((share, monitor.resident(), (monitor.written - written) / length))
    return figures


def wait_for_silence(monitor, limit=120):
    """Waits until it has not drawn anything for a while: what is over does not move."""
    until = time.monotonic() + limit
    while monitor.last is None or time.monotonic() - monitor.last < 1.5:
        if time.monotonic() > until:
            sys.exit("the dashboard never came to rest")
        listen([monitor], 0.1)


def situation(program, installed, racing, seconds):
    """One round of one situation: the figures of each, and the times of the first frames."""
    if racing:
        command = [program, "race", "--lanes", "pool", "--seconds", str(seconds * os.cpu_count() * 4)]
        ours = Monitor(command)
        # It looks at the machine first.
        listen([ours], 4)
    else:
        ours = Monitor([program, "race", "--lanes", "gil,pool", "--tasks", "8", "--size", "5000"])
        wait_for_silence(ours)
    peers = [Monitor(command) for _, command in installed]
    # What starts is not measured yet.
    listen([ours, *peers], 3)
    figures = measure([ours, *peers], seconds)
    firsts = [monitor.first for monitor in [ours, *peers]]
    for monitor in [ours, *peers]:
        monitor.end()
    return figures, firsts


def median(values):
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else float("nan")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--program", default="target/release/coreograph")
    choices = parser.parse_args()
    installed = [(name, command) for name, command in PEERS if shutil.which(command[0])]
    names = ["coreograph"] + [name for name, _ in installed]
    print(f"{choices.rounds} rounds of {choices.seconds} s in a terminal of {COLUMNS}x{ROWS}, {os.cpu_count()} CPUs; medians")
    for racing in (False, True):
        rounds = [situation(choices.program, installed, racing, choices.seconds) for _ in range(choices.rounds)]
        print(f"\n{'racing: every core busy' if racing else 'idle: the verdict is shown':<28}"
              "% of a core   MiB   bytes/s   first frame, ms")
        for place, name in enumerate(names):
            share, resident, written = (
                median([figures[place][part] for figures, _ in rounds]) for part in range(3)
            )
            first = median([firsts[place] for _, firsts in rounds])
            print(f"{name:<28}{share:11.2f} {resident:5.1f} {written:9.0f} {first * 1000:12.0f}")
    for name, command in PEERS:
        if not shutil.which(command[0]):
            print(f"{name:<28}not installed ({command[0]})")


if __name__ == "__main__":
    main()
