"""Questions to a server on loopback, which answers late: the caller waits, without the lock.

Each process has a server of its own, started by its first question.
"""

import os
import socket
import socketserver
import threading
import time

LATE = 0.02


class Answer(socketserver.StreamRequestHandler):
    """Answers one question."""

    def handle(self):
        number = int(self.rfile.readline())
        time.sleep(LATE)
        self.wfile.write(b"%d\n" % (number * 2))


class Server(socketserver.ThreadingTCPServer):
    """A thread for each question; none keeps the process alive."""

    daemon_threads = True
    request_queue_size = 128


_starting = threading.Lock()
_server = None
_owner = None


def address():
    """Where the server of this process listens."""
    global _server, _owner
    with _starting:
        if _owner != os.getpid():
            _server, _owner = Server(("127.0.0.1", 0), Answer), os.getpid()
            threading.Thread(target=_server.serve_forever, daemon=True).start()
        return _server.server_address


def ask(number):
    """One connection, one question, one answer."""
    with socket.create_connection(address()) as connection:
        connection.sendall(b"%d\n" % number)
        return int(connection.makefile().readline())
