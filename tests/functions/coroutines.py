"""Coroutine functions: what waits belongs on an event loop, what computes keeps it busy."""

import asyncio
import os
import threading

_starting = threading.Lock()
_port = None
_owner = None


async def wait(number):
    """Waits as long as an answer takes."""
    await asyncio.sleep(0.02)
    return number


async def compute(number):
    """Computes and never waits: an event loop gives it one core."""
    total = 0
    for value in range(200000):
        total += value * number % 7
    return total


async def ask(number):
    """Asks a server of this process, which answers late."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port())
    writer.write(b"%d\n" % number)
    answer = int(await reader.readline())
    writer.close()
    return answer


async def answer(reader, writer):
    """The server's side of a connection."""
    number = int(await reader.readline())
    await asyncio.sleep(0.02)
    writer.write(b"%d\n" % (number * 2))
    await writer.drain()
    writer.close()


def port():
    """The port of this process's server, which runs on an event loop and a thread of its own."""
    global _port, _owner
    with _starting:
        if _owner != os.getpid():
            ready = threading.Event()

            async def serve():
                global _port
                server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=256)
                _port = server.sockets[0].getsockname()[1]
                ready.set()
                await server.serve_forever()

            threading.Thread(target=lambda: asyncio.run(serve()), daemon=True).start()
            ready.wait()
            _owner = os.getpid()
        return _port
