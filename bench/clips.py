"""Timing commands that make clips."""

import resource
import statistics
import subprocess
import sys
import time


def timed(command):
    """(wall seconds, CPU seconds) of a process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.stderr[-2000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rounds(commands, count, once=lambda name: False):
    """Medians of (wall, CPU) for each command, one of each in turn; those named by `once` run once."""
    seen = {name: [] for name in commands}
    for turn in range(count):
        for name, command in commands.items():
            if turn == 0 or not once(name):
                seen[name].append(timed(command))
    return {name: tuple(map(statistics.median, zip(*pairs))) for name, pairs in seen.items()}
