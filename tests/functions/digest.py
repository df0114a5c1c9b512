"""Hashing: a call for more than 2 KiB releases the lock, so threads share the cores; shorter ones keep the lock."""

import hashlib

MIB = bytes(range(256)) * 4096
KIB = MIB[:1024]


def sha256_1mib(number):
    """One call for 1 MiB, outside the lock nearly all of its time."""
    digest = hashlib.sha256(b"%d" % number)
    digest.update(MIB)
    return digest.hexdigest()


def sha256_1kib(number):
    """Many calls for 1 KiB each: all of them under the lock."""
    digest = b"%d" % number
    for _ in range(10000):
        digest = hashlib.sha256(digest + KIB[:-32]).digest()
    return digest.hex()


def password(number):
    """PBKDF2: one call that computes for long outside the lock."""
    return hashlib.pbkdf2_hmac("sha256", b"%d" % number, b"salt", 40000).hex()
