"""A worker's client, another process that sends requests and times the replies, and the worker's end of the wire."""

import json
import socket
import struct
import subprocess

REQUEST = 64
CONNECT_WITHIN = 20


class Echo:
    """A client process that has connected and waits for its orders."""

    def __init__(self, program):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(1)
            listener.settimeout(CONNECT_WITHIN)
            port = listener.getsockname()[1]
            self.client = subprocess.Popen(
                [program, "echo-client", str(port), "1"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
            self.wire, _ = listener.accept()
        self.wire.settimeout(None)
        self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.replies = {}

    def serve(self, key, requests, meter):
        """Makes the client send its requests, answers them, and returns the sum of their first numbers."""
        self.wire.sendall(struct.pack("<QQ", key, requests))
        total = 0
        for _ in range(requests):
            request = meter.blocking(self.receive, REQUEST)
            total += struct.unpack_from("<Q", request)[0]
            meter.blocking(self.wire.sendall, request)
            meter.tick()
        length = struct.unpack("<Q", meter.blocking(self.receive, 8))[0]
        for bucket, count in json.loads(meter.blocking(self.receive, length)):
            self.replies[bucket] = self.replies.get(bucket, 0) + count
        return total & ((1 << 64) - 1)

    def receive(self, length):
        """Reads the given number of bytes, however they arrive."""
        received = self.wire.recv(length)
        while len(received) < length:
            more = self.wire.recv(length - len(received))
            if not more:
                raise ConnectionError("the client has gone")
            received += more
        return received

    def close(self):
        """Ends the client at the end of the wire. Returns the histogram of its waits for replies."""
        self.wire.close()
        self.client.wait()
        return sorted(self.replies.items())
