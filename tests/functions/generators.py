"""Generators and comprehensions: Python that goes back and forth between frames, under the lock."""


def numbers(first):
    """Numbers without an end."""
    while True:
        yield first
        first += 1


def pipeline(number):
    """Three generators, one behind the other."""
    odd = (value for value in numbers(number) if value % 2)
    squares = (value * value for value in odd)
    total = 0
    for square in squares:
        total += square % 11
        if total > 250000:
            return total


def histogram(number):
    """A dictionary that is filled by a loop."""
    counts = {}
    for value in range(80000):
        key = value * value % (97 + number % 3)
        counts[key] = counts.get(key, 0) + 1
    return max(counts.values())
