"""Big integers and decimals: long calls in C that keep the lock all the while."""

import decimal

MODULUS = 2**1279 - 1


def power(number):
    """A power modulo a prime of 1 279 bits, in one call."""
    return pow(number + 3, MODULUS - 2, MODULUS) & 0xFFFFFFFF


def factorial_digits(number):
    """The number of digits of a factorial: products of growing integers."""
    product = 1
    for factor in range(2, 7000 + number % 4):
        product *= factor
    return product.bit_length()


def square_root(number):
    """Digits of a square root, by the decimal module."""
    with decimal.localcontext() as context:
        context.prec = 6000
        return str(decimal.Decimal(number * number + 2).sqrt())[-10:]
