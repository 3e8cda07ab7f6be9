"""Kills the server, its workers and its generators at random moments while tasks are submitted; then every accepted task must
be terminal, billed once, and its file whole; and of the owner's prepaid credits nothing is held any more, and spent is what was made.

kill_test.py [KILLS] [TASKS] [SEED]
"""

import base64
import decimal
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

from harness import KIRIN, Server, picture

KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
TASKS = int(sys.argv[2]) if len(sys.argv) > 2 else 100
# A small picture that hardly moves: many clips in little time.
IMAGE = base64.b64encode(picture(320, 320)).decode()
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else int.from_bytes(os.urandom(4), "big")


def descendants(pid):
    """{pid: command line} of every process below `pid`."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as stat:
                    parent = int(stat.read().rsplit(")", 1)[1].split()[1])
                with open(f"/proc/{entry}/cmdline") as cmdline:
                    children.setdefault(parent, []).append((int(entry), cmdline.read().replace("\0", " ")))
            except OSError:
                continue
    found, open_pids = {}, [pid]
    while open_pids:
        for child, command in children.get(open_pids.pop(), []):
            found[child] = command
            open_pids.append(child)
    return found


class Submitter(threading.Thread):
    """Submits with external ids and retries, as a careful client does."""

    def __init__(self, server, numbers):
        super().__init__(daemon=True)
        self.server, self.numbers = server, numbers
        self.accepted, self.problems = {}, []

    def run(self):
        for number in self.numbers:
            external = f"order-{number}"
            while True:
                try:
                    status, _, answer = self.server.create(
                        "kirin_v2_6_i2v", {"image": IMAGE, "prompt": f"static camera, order {number}", "seed": number,
                                           "external_task_id": external}, timeout=20)
                except OSError:
                    time.sleep(0.05)
                    continue
                except Exception as problem:  # an answer cut off by a kill
                    self.problems.append(repr(problem))
                    continue
                if status == 200:
                    self.accepted[external] = answer["id"]
                    break
                if status == 409:  # accepted before, the answer was lost
                    self.accepted.setdefault(external, None)
                    break
                if status != 503:
                    self.problems.append(f"{status} {answer}")
                    break


def accounts(server, *arguments):
    """`kirin accounts …` over the server's data, its JSON."""
    command = [KIRIN, "accounts", *arguments, "--json", "--data-dir", server.folder + "/data"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    print(f"{KILLS} kills, {TASKS} tasks, seed {SEED}", flush=True)
    dice = random.Random(SEED)
    server = Server(workers__count="2", workers__threads="1", workers__lease="2s", workers__max_attempts="100",
                    encode__preset="superfast").start().wait_ready()
    accounts(server, "credit", "default", "1000")
    submitters = [Submitter(server, range(start, TASKS, 4)) for start in range(4)]
    for submitter in submitters:
        submitter.start()
    killed = {"server": 0, "worker": 0, "generator": 0}
    began = time.monotonic()
    while sum(killed.values()) < KILLS:
        # The moment is what is random here: nothing is waited for.
        time.sleep(dice.uniform(0.02, 0.5))
        below = descendants(server.process.pid)
        if dice.random() < 0.2:
            server.kill()
            killed["server"] += 1
            server.start()
            continue
        # A kind first, then one of it: generators live shortly and would hardly ever be drawn otherwise.
        kinds = {}
        for pid, command in below.items():
            kinds.setdefault("generator" if "generate-confined" in command else "worker", []).append(pid)
        if not kinds:
            continue
        kind = dice.choice(sorted(kinds))
        victim = dice.choice(sorted(kinds[kind]))
        try:
            os.kill(victim, signal.SIGKILL)
            killed[kind] += 1
        except ProcessLookupError:
            pass
    for submitter in submitters:
        submitter.join(120)
    kill_seconds = time.monotonic() - began
    server.wait_ready()
    accepted = {external: task for submitter in submitters for external, task in submitter.accepted.items()}
    problems = [problem for submitter in submitters for problem in submitter.problems if "RemoteDisconnected" not in problem
                and "IncompleteRead" not in problem and "BadStatusLine" not in problem]
    assert not problems, problems[:5]
    assert len(accepted) == TASKS, f"{len(accepted)} of {TASKS} were accepted"

    outcomes = {}
    for external, task_id in sorted(accepted.items()):
        task = server.wait(external, seconds=900)
        assert task_id in (None, task["id"]), f"{external}: {task_id} became {task['id']}"
        outcomes[task["id"]] = task["status"]
        if task["status"] == "completed":
            headers, clip = server.download(task["output"][0]["content"][0]["url"])
            assert len(clip) == int(headers["content-length"]) and clip[4:8] == b"ftyp", f"{external}: a broken file"
    assert len(outcomes) == TASKS, "two external ids lead to one task"

    database = sqlite3.connect(f"file:{server.folder}/data/kirin.db?mode=ro", uri=True)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    usage = next(table for table in tables if "usage" in table)
    billed = dict(database.execute(f"SELECT task_id, COUNT(*) FROM {usage} GROUP BY task_id"))
    completed = {task for task, status in outcomes.items() if status == "completed"}
    assert set(billed) == completed, "billed and completed differ"
    assert all(count == 1 for count in billed.values()), "billed twice"
    rows = database.execute("SELECT COUNT(*) FROM tasks").fetchone()[0]
    assert rows == TASKS, f"{rows} rows for {TASKS} accepted tasks"
    prices = database.execute(f"SELECT SUM(price_micros) FROM {usage}").fetchone()[0] or 0
    database.close()
    account = accounts(server, "show", "default")
    assert account["held"] == "0", f"still held: {account}"
    assert decimal.Decimal(account["spent"]) == decimal.Decimal(prices) / 1_000_000, f"{account}, billed {prices} micros"
    leftovers = subprocess.run(["pgrep", "-f", server.folder], capture_output=True, text=True).stdout.split()
    server.stop(60)
    print(f"killed {killed} in {kill_seconds:.0f} s; {len(completed)} of {TASKS} completed, the others failed; "
          f"none lost, none twice ({len(leftovers)} processes before the end)", flush=True)
    server.__exit__()


if __name__ == "__main__":
    main()
