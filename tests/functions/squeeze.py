"""Compression: the modules release the lock while they work on a block, so threads share the cores."""

import bz2
import lzma
import random
import zlib

TEXT = b" ".join(b"%x" % random.Random(1).getrandbits(20) for _ in range(12000)) + bytes(
    random.Random(2).choices(b"etaoin shrdlu", k=180000)
)
PACKED = zlib.compress(TEXT * 12)


def deflate(number):
    """Compresses 250 KB."""
    return len(zlib.compress(b"%d" % number + TEXT))


def inflate(_number):
    """Decompresses 3 MB, and makes the memory for it."""
    return len(zlib.decompress(PACKED))


def checksum(number):
    """CRC-32 of 250 KB, a hundred times."""
    value = number
    for _ in range(100):
        value = zlib.crc32(TEXT, value)
    return value


def bzip(number):
    """Compresses 120 KB with bz2."""
    return len(bz2.compress(b"%d" % number + TEXT[-120000:]))


def xz(number):
    """Compresses 60 KB with lzma at its lowest level."""
    return len(lzma.compress(b"%d" % number + TEXT[-60000:], preset=0))
