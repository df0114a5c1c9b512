# The scenarios of `coreograph fidelity` in real CPython: one scenario per line of JSON on standard input, its raw
# numbers as one line of JSON on standard output, behind a mark, since other code may have printed there before. The
# numbers are evaluated elsewhere, by the same code that evaluates the simulated lock's. src/fidelity/simulated/mod.rs is
# this file's twin: a change here belongs there as well.
#
# The text must parse in every Python, so that one that is too old can report that itself. All times are nanoseconds.
import json
import os
import sys

# The answers keep a descriptor of their own: whatever is printed goes to standard error.
answers = os.dup(1)
os.dup2(2, 1)


def say(kind, content):
    line = ("\x1e" + json.dumps({kind: content}) + "\n").encode("ascii")
    while line:
        line = line[os.write(answers, line) :]


# The oldest version is given on the command line: major and minor.
oldest = tuple(int(number) for number in sys.argv[1:3])
if sys.version_info < oldest:
    say("error", "Python %d.%d is too old: %d.%d or later is needed" % (sys.version_info[:2] + oldest))
    sys.exit(0)

import hashlib
import select
import signal
import socket
import threading
import time

clock = time.perf_counter_ns
on_core = time.thread_time_ns

# Gap between two rounds, in nanoseconds, after which a hog was not running.
GAP = 200000
MILLISECOND = 1000000
BLOCK = bytes(1 << 20)


def watch():
    # The program that started this one holds the other end of standard input. When it has gone, however it ended, this
    # process goes too, also in the middle of a scenario.
    end = select.poll()
    end.register(0, 0)
    while not end.poll():
        pass
    os.killpg(0, signal.SIGKILL)


if hasattr(select, "poll"):
    threading.Thread(target=watch, daemon=True).start()


def spin(rounds):
    x = 1
    for _ in range(rounds):
        x = (x * 31 + 7) & 0xFFFF
    return x


def call(steps):
    # One call into C, during which no request for the lock is noticed.
    return sum(range(steps))


def digest(blocks):
    # hashlib releases the lock while it hashes a block of this length.
    for _ in range(blocks):
        hashlib.sha256(BLOCK)


def pace(work, probe):
    # Number of units of work that fit into a millisecond: by the quickest of several probes.
    def once():
        begun = clock()
        work(probe)
        return clock() - begun

    return probe * MILLISECOND / min(once() for _ in range(5))


def crew(count, body):
    # Threads that begin together; what they return is in the list when all have been joined.
    begin = threading.Barrier(count + 1)
    results = [None] * count

    def run(place):
        begin.wait()
        results[place] = body()

    threads = [threading.Thread(target=run, args=(place,), daemon=True) for place in range(count)]
    for thread in threads:
        thread.start()
    return begin, threads, results


def join(threads):
    for thread in threads:
        thread.join()


def hogs(scenario):
    until = [0]

    def hog():
        end, stretches = until[0], []
        begun = last = now = clock()
        while now < end:
            now = clock()
            if now - last > GAP:
                stretches.append((begun, last))
                begun = now
            last = now
        stretches.append((begun, last))
        return stretches

    begin, threads, stretches = crew(scenario["hogs"], hog)
    until[0] = clock() + scenario["ms"] * MILLISECOND
    begin.wait()
    join(threads)
    say("stretches", stretches)


def work(scenario):
    body, per_ms = (digest, BLOCKS_PER_MS) if scenario["native"] else (spin, ROUNDS_PER_MS)
    walls = []
    for leg in scenario["legs"]:
        sys.setswitchinterval(leg["interval_us"] / 1e6)
        share = max(1, round(per_ms * scenario["ms"] / leg["threads"]))

        def timed():
            begun = clock()
            body(share)
            return begun, clock()

        begin, threads, spans = crew(leg["threads"], timed)
        begin.wait()
        join(threads)
        walls.append(max(span[1] for span in spans) - min(span[0] for span in spans))
    say("walls", walls)


def fitted(steps, call_us):
    # Number of steps for a call of this length now: the machine may have become quicker or slower since its pace was
    # measured, and when a hog releases the lock depends on the length of its calls.
    took = []
    for _ in range(15 if steps else 0):
        begun = clock()
        call(steps)
        took.append(clock() - begun)
    return round(steps * call_us * 1000 / sorted(took)[7]) if steps else 0


def loaded(scenario, stop):
    # Hogs that run until there is something in `stop`; each returns the durations of its calls into C. By the
    # thread's own CPU time: a clock would count the wait for the lock after the call as well.
    call_us = scenario["call_us"]
    steps = fitted(round(STEPS_PER_MS * call_us / 1000), call_us)

    def hog():
        calls, x = [], 1
        while not stop:
            if steps:
                begun = on_core()
                call(steps)
                calls.append(on_core() - begun)
            else:
                x = (x * 31 + 7) & 0xFFFF
        return calls

    begin, threads, calls = crew(scenario["hogs"], hog)
    begin.wait()
    return threads, calls


def wake(scenario):
    stop, waits = [], []
    threads, calls = loaded(scenario, stop)
    until = clock() + scenario["ms"] * MILLISECOND
    # Naps last from this to twice as long, the same on both sides.
    nap = shortest = MILLISECOND // 10 if scenario["call_us"] else MILLISECOND
    while clock() < until:
        nap = shortest + (nap * 7 + 617321) % shortest
        asked = clock()
        time.sleep(nap / 1e9)
        waits.append(max(0, clock() - asked - nap))
    stop.append(True)
    join(threads)
    say("waits", {"waits": waits, "calls": sum(calls, [])})


def echo(scenario):
    stop = []
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(1)
    say("port", listener.getsockname()[1])
    peer, _ = listener.accept()
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threads, _ = loaded(scenario, stop)
    served = 0
    while True:
        request = peer.recv(64)
        if not request:
            break
        peer.sendall(request)
        served += 1
    stop.append(True)
    join(threads)
    peer.close()
    listener.close()
    say("served", served)


def has_gil():
    return getattr(sys, "_is_gil_enabled", lambda: True)()


ROUNDS_PER_MS = pace(spin, 100000)
STEPS_PER_MS = pace(call, 100000)
BLOCKS_PER_MS = pace(digest, 4)

say("hello", {
    "implementation": sys.implementation.name,
    "version": "%d.%d.%d" % sys.version_info[:3],
    "executable": sys.executable or "",
    "gil": has_gil(),
})
for line in iter(sys.stdin.readline, ""):
    kind, scenario = json.loads(line).popitem()
    if "interval_us" in scenario:
        sys.setswitchinterval(scenario["interval_us"] / 1e6)
    {"hogs": hogs, "work": work, "wake": wake, "echo": echo}[kind](scenario)
