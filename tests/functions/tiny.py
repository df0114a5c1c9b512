"""A task that takes less time than handing it to another thread or process."""


def square(number):
    """One multiplication."""
    return number * number
