"""The workloads, in pure Python: one function each.

Each takes a task's argument and the worker that runs it, and returns the same value as its namesake in Rust.
Arguments are never made here, except large ones by a recipe. Whole numbers are those of 64 bits: what overflows wraps.
"""

import array
import hashlib
import threading
import time

MASK = (1 << 64) - 1

# Bytes hashed per call. From 2048 bytes on `hashlib` releases the GIL, below it does not.
LARGE, SMALL = 1 << 20, 1024

# Iterations after which a point that has not escaped counts as inside.
LIMIT = 256

# Elements of arrays between two ticks, and number of elements read back.
ELEMENTS, PLACES = 512, 1024

# Points of a row between two ticks: most of them cost next to nothing.
POINTS = 16


def primes(argument, worker):
    """Number of primes in a range, by trial division."""
    first, end = argument
    count = 0
    for n in range(first, end):
        if is_prime(n):
            count += 1
        worker.tick()
    return count


def is_prime(n):
    if n < 4:
        return n >= 2
    if n % 2 == 0:
        return False
    divisor = 3
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 2
    return True


def mandelbrot(argument, worker):
    """The iterations of one row of the Mandelbrot set."""
    row, rows, width = argument
    imaginary = 2.5 * (row + 0.5) / max(rows, 1) - 1.25
    total = 0
    for first in range(0, width, POINTS):
        for column in range(first, min(first + POINTS, width)):
            total += escape(3.0 * (column + 0.5) / width - 2.25, imaginary)
        worker.tick()
    return total


def escape(real, imaginary):
    """Iterations of z = z * z + c until z is farther than 2 from zero."""
    x = y = 0.0
    iterations = 0
    while iterations < LIMIT and x * x + y * y <= 4.0:
        x, y = x * x - y * y + real, 2.0 * x * y + imaginary
        iterations += 1
    return iterations


def hash_blocks(argument, worker, block_length):
    """SHA-256 over a key of eight bytes that is repeated, a block at a time."""
    key, size = argument
    length = min(size, block_length)
    block = memoryview(key.to_bytes(8, "little") * -(-length // 8))
    digest = hashlib.sha256()
    left = size
    while left > 0:
        part = block[: min(left, block_length)]
        digest.update(part)
        left -= len(part)
        worker.tick()
    return digest.hexdigest()


def hash_large(argument, worker):
    """Blocks long enough that the GIL is released."""
    return hash_blocks(argument, worker, LARGE)


def hash_small(argument, worker):
    """Blocks too short for that."""
    return hash_blocks(argument, worker, SMALL)


def sleep(argument, worker):
    """Sleeps the given number of microseconds."""
    worker.meter.sleep(argument / 1e6)
    return argument


def square(argument, worker):
    """Squares a number: next to nothing."""
    return argument * argument & MASK


def hold(argument, worker):
    """One call of C code that keeps the GIL from beginning to end."""
    first, steps = argument
    total = sum(range(first, first + steps))
    worker.tick()
    return total & MASK


class Arrays:
    """The three arrays of a worker."""

    def __init__(self, size):
        self.a = array.array("d", [1.0]) * size
        self.b, self.c = counting(1021, size), counting(509, size)


def counting(period, size):
    """Counts up to the period, again and again."""
    return (array.array("d", range(period)) * -(-size // period))[:size]


def triad(argument, worker):
    """Sweeps once over three arrays; returns the sum of some of the written elements."""
    factor, size = argument
    if worker.arrays is None or len(worker.arrays.a) != size:
        worker.arrays = None
        worker.arrays = Arrays(size)
    a, b, c = worker.arrays.a, worker.arrays.b, worker.arrays.c
    for first in range(0, size, ELEMENTS):
        for place in range(first, min(first + ELEMENTS, size)):
            a[place] = b[place] + factor * c[place]
        worker.tick()
    return int(sum(a[:: max(1, -(-size // PLACES))]) + sum(a[-1:]))


def triad_desk(argument, worker):
    """Creates the arrays."""
    worker.arrays = Arrays(argument[1])


# Two counters that all tasks in this process share.
plain = 0
atomic = 0
guard = threading.Lock()


def counter(argument, worker):
    """Increments both counters: one plainly, one atomically."""
    global plain, atomic
    for _ in range(argument):
        plain += 1
        with guard:
            atomic += 1
        worker.tick()
    worker.made += argument
    return 2 * argument & MASK


def echo(argument, worker):
    """Serves a client's requests, one at a time."""
    key, requests = argument
    return worker.echo.serve(key, requests, worker.meter)


def mixed(argument, worker):
    """Computes, serves, or computes a share of the time and sleeps for the rest of it."""
    first, second, share = argument
    if share == 0:
        return echo((first, second), worker)
    begun = time.thread_time()
    count = primes((first, second), worker)
    if share < 100:
        worker.meter.sleep((time.thread_time() - begun) * (100 - share) / share)
    return count


def uneven(argument, worker):
    """Counts primes in a range of any length."""
    first, count = argument
    return primes((first, first + count), worker)


# Each byte's inverse.
INVERSE = bytes(255 - byte for byte in range(256))


def payload(argument, worker):
    """Inverts bytes."""
    inverted = argument.translate(INVERSE)
    worker.tick()
    return inverted


def payload_argument(recipe):
    """The given number of bytes: the task's number in the first eight, then the key repeated."""
    key, task, size = recipe
    return b"".join((task.to_bytes(8, "little"), key.to_bytes(8, "little") * (size // 8)))[:size]


def print_line(argument, worker):
    """Prints a line."""
    worker.meter.blocking(print, "Child process running with arg: " + argument)
    return argument


def number(argument, worker):
    """Prints the number that it is given."""
    worker.meter.blocking(print, f"Number: {argument}")
    return argument


# Arguments too large to arrive as text.
RECIPES = {"payload": payload_argument}

# Preparation of a worker before it is ready, given the argument of a task.
DESKS = {"triad": triad_desk}

WORKLOADS = {
    "primes": primes,
    "mandelbrot": mandelbrot,
    "hash": hash_large,
    "hash-small": hash_small,
    "sleep": sleep,
    "square": square,
    "hold": hold,
    "triad": triad,
    "counter": counter,
    "echo": echo,
    "mixed": mixed,
    "uneven": uneven,
    "payload": payload,
    "print": print_line,
    "number": number,
}
