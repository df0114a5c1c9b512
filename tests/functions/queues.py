"""A thread and a queue inside the task: items go from one thread of the task to another, under the lock."""

import queue
import threading


def relay(number):
    """A producer thread gives 1 500 items to the task's own thread, which computes a little with each."""
    items = queue.Queue(100)

    def produce():
        for item in range(1500):
            items.put(item)
        items.put(None)

    producer = threading.Thread(target=produce)
    producer.start()
    total = 0
    while True:
        item = items.get()
        if item is None:
            break
        total += sum(range(item % 50)) + number
    producer.join()
    return total
