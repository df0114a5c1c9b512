"""NumPy, where it is installed: loops in C that release the lock, or libraries with threads of their own."""

import numpy

VALUES = numpy.arange(1_000_000, dtype=numpy.float64)


def elementwise(number):
    """Functions of each of a million numbers: outside the lock, on one core."""
    return round(float(numpy.sqrt(VALUES + number).sum()), 3)


def product(number):
    """A product of matrices: the library may use a thread for each core, in each worker."""
    matrix = VALUES[:250_000].reshape(500, 500) + number
    return float((matrix @ matrix)[0, 0])
