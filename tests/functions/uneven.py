"""Tasks of very different lengths that compute under the lock: the longest decides where the work is split."""

import primes


def count(number):
    """Every eighth task takes about twenty times as long as the others."""
    return primes.count(30000 if number % 8 == 7 else 4000)
