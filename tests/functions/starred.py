"""Several arguments a call, as of Pool.starmap: computes in Python, under the lock."""


def pairs():
    """Pairs of words."""
    return [("abcdefgh" * 30 + str(number), "badcfehg" * 30 + str(number * 7)) for number in range(40)]


def distance(left, right):
    """The edit distance of two words."""
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, 1):
        last, row[0] = row[0], at
        for column, other in enumerate(right, 1):
            last, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, last + (letter != other))
    return row[-1]
