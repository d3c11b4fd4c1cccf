"""What a command costs with everything it starts: wall time, CPU time, peak memory of the whole process tree."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

LOOK = 0.1
"""Seconds between two looks at the tree: a process that lives shorter is not seen."""


@dataclass(frozen=True)
class Cost:
    """Seconds, and megabytes of memory (proportional set size, so that shared pages count once)."""

    wall: float
    cpu: float
    peak: float
    code: int


def measure(*commands: Sequence[str]) -> Cost:
    """Run the commands side by side to their ends."""
    start = time.monotonic()
    running = [
        psutil.Popen(list(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in commands
    ]
    over = threading.Event()
    threading.Thread(target=_wait, args=(running, over), daemon=True).start()
    cpu: dict[tuple[int, float], float] = {}
    peak, last = 0.0, 0.0
    while not over.wait(LOOK):
        tree = [member for process in running for member in _tree(process)]
        for member in tree:
            _note_cpu(member, cpu)
        if time.monotonic() - last > 1:
            last = time.monotonic()
            peak = max(peak, sum(_memory(member.pid) for member in tree))
    return Cost(time.monotonic() - start, sum(cpu.values()), peak, max(process.returncode for process in running))


def _wait(running: Sequence[psutil.Popen], over: threading.Event) -> None:
    for process in running:
        process.wait()
    over.set()


def _tree(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def _note_cpu(member: psutil.Process, cpu: dict[tuple[int, float], float]) -> None:
    try:
        times = member.cpu_times()
        cpu[member.pid, member.create_time()] = times.user + times.system
    except psutil.Error:
        return


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
