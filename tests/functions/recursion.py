"""Recursion in Python: calls and nothing else, under the lock."""


def fibonacci(number):
    """The number of Fibonacci, by its definition."""
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)


def queens(size):
    """In how many ways so many queens stand on a board, by backtracking."""

    def place(row, columns, rising, falling):
        if row == size:
            return 1
        found = 0
        for column in range(size):
            if not (columns >> column & 1 or rising >> (row + column) & 1 or falling >> (row - column + size) & 1):
                found += place(
                    row + 1,
                    columns | 1 << column,
                    rising | 1 << (row + column),
                    falling | 1 << (row - column + size),
                )
        return found

    return place(0, 0, 0, 0)
