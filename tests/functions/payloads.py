"""Large arguments and results: moving them to another process takes longer than the task; threads share them."""

import zlib

MIB = 1 << 20


def blobs(count):
    """So many different arguments of 16 MiB."""
    return [bytes([number % 256]) * (16 * MIB) for number in range(count)]


def checksum(blob):
    """CRC-32 of 16 MiB, outside the lock."""
    return zlib.crc32(blob)


def occurrences(blob):
    """Looks for a byte that is not there in 16 MiB: a short search, under the lock."""
    return blob.find(b"\xff")


def reply(number):
    """A result of 16 MiB."""
    return bytes([number % 256]) * (16 * MIB)
