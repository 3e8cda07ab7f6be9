"""Task throughput with callbacks to receivers that do not take them, beside the throughput without callbacks.

Each batch has a server of its own, so that no retry of one falls into another; and because the machine's pace changes
from minute to minute, the kinds take turns and the median of the ratios of each turn counts. The CPU time of the server
and its workers stands beside it: where others use the machine too, it says more than the clock.
"""

import contextlib
import os
import resource
import socket
import statistics
import threading
import time

import machine
from harness import Server, b64, mask, picture

TASKS = int(os.environ.get("BENCH_TASKS", "16"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))
GOAL = 0.95

ANSWERS = {
    "200": "200 OK",
    "301": "301 Moved Permanently\r\nLocation: http://127.0.0.1:9/",
    "410": "410 Gone",
    "500": "500 Internal Server Error",
    "hangs": None,
}


class Receiver:
    """Answers every request alike, or, with None, reads it and never answers."""

    def __init__(self, answer):
        self.answer = answer
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/hook"
        self.open = []
        self.count = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self.listener.accept()[0],), daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError):
            text = b""
            while b"\r\n\r\n" not in text:
                piece = connection.recv(65536)
                if not piece:
                    return
                text += piece
            self.count += 1
            if self.answer is None:
                self.open.append(connection)  # kept, not closed
                return
            head, _, body = text.partition(b"\r\n\r\n")
            length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
            while len(body) < length:
                body += connection.recv(65536)
            connection.sendall(f"HTTP/1.1 {self.answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            connection.close()

    def close(self):
        self.listener.close()
        for connection in self.open:
            connection.close()


@contextlib.contextmanager
def receiver_of(kind):
    """(the receiver's URL or None, how many messages came)"""
    if kind == "no callbacks":
        yield None, lambda: 0
    elif kind == "down":
        receiver = Receiver("200 OK")
        receiver.close()
        yield receiver.url, lambda: 0
    else:
        receiver = Receiver(ANSWERS[kind])
        yield receiver.url, lambda: receiver.count
        receiver.close()


def params():
    """The quickest clip there is."""
    brush = b64(mask(1280, 720, lambda x, y: (x - 426) ** 2 + (y - 360) ** 2 < 150 ** 2))
    return {"image": b64(picture(1280, 720)), "seed": 1,
            "dynamic_masks": [{"mask": brush, "trajectories": [{"x": 426, "y": 360}, {"x": 800, "y": 420}]}]}


def cpu_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def batch(kind, body):
    """(tasks a second, messages that came, CPU seconds a task)"""
    before = cpu_of_children()
    rate, count = run_batch(kind, body)
    return rate, count, (cpu_of_children() - before) / TASKS


def run_batch(kind, body):
    with receiver_of(kind) as (url, count), Server(net__allow_private="true") as server:
        began = time.monotonic()
        ids = []
        for _ in range(TASKS):
            status, _, answer = server.create("kirin_v1_i2v", {**body, **({"callback_url": url} if url else {})})
            assert status == 200, (status, answer)
            ids.append(answer["id"])
        for task_id in ids:
            task = server.wait(task_id)
            assert task["status"] == "completed", task
        return TASKS / (time.monotonic() - began), count()


def main():
    print(f"## Callbacks ({machine.describe()})\n")
    print(f"Tasks a second of `kirin serve` in batches of {TASKS}, each batch with a server of its own, {ROUNDS} rounds in turns. Every")
    print("task tells its receiver of three changes. The ratio to the batch without callbacks is the median of the rounds; "
          f"the goal is {GOAL}.\n")
    kinds = ["no callbacks", "down", *ANSWERS]
    body = params()
    batch("no callbacks", body)  # warms up
    rates = {kind: [] for kind in kinds}
    messages = {kind: 0 for kind in kinds}
    cpu = {kind: [] for kind in kinds}
    for turn in range(ROUNDS):
        order = kinds[turn % len(kinds):] + kinds[:turn % len(kinds)]
        for kind in order:
            rate, count, seconds = batch(kind, body)
            rates[kind].append(rate)
            messages[kind] += count
            cpu[kind].append(seconds)
    print("| receiver | tasks/s, median | ratio | spread of the ratio | CPU s a task | its ratio | messages that came |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind in kinds:
        ratios = [rate / without for rate, without in zip(rates[kind], rates["no callbacks"])]
        more = [one / without for one, without in zip(cpu[kind], cpu["no callbacks"])]
        print(f"| {kind} | {statistics.median(rates[kind]):.2f} | {statistics.median(ratios):.3f} | "
              f"{min(ratios):.2f} to {max(ratios):.2f} | "
              f"{statistics.median(cpu[kind]):.2f} | {statistics.median(more):.3f} | {messages[kind]} |")
    print()


if __name__ == "__main__":
    main()
