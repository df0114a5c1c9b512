"""Work that computes: in pure Python, under the lock."""


def count(limit):
    """The number of primes below the limit, by trial division."""
    found = 0
    for number in range(2, limit):
        divisor = 2
        while divisor * divisor <= number:
            if number % divisor == 0:
                break
            divisor += 1
        else:
            found += 1
    return found
