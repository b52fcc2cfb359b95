"""Interleaved measurements: every variant in turn, again and again, and their medians.

Whatever else the machine does meets all variants alike.
"""

import contextlib
import gc
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from odoo.api import Environment

#: Whether all is measured by processors: ``setup/bench --cpu``.
always_by_cpu = False


@dataclass
class Sample:
    """Seconds by the wall clock (or of processors), queries, seconds of processors."""

    seconds: float = 0.0
    queries: float = 0.0
    cpu: float = 0.0


@contextlib.contextmanager
def timed(env: Environment | None = None, by_cpu: bool = False) -> Iterator[Sample]:
    """Measure the block; what the ORM still holds back is written within it.

    :param by_cpu: what it takes of processors, in this process and in PostgreSQL, in
        steps of 0.01 s; else the time by the wall clock
    """
    sample = Sample()
    gc.collect()
    if env:
        env.flush_all()
    processors = _cpu_clock(env)
    clock = processors if by_cpu or always_by_cpu else time.perf_counter
    queries = env.cr.sql_log_count if env else 0
    busy, start = processors(), clock()
    yield sample
    if env:
        env.flush_all()
        sample.queries = env.cr.sql_log_count - queries
    sample.seconds = clock() - start
    sample.cpu = processors() - busy


def _cpu_clock(env: Environment | None) -> Callable[[], float]:
    """Return what tells the seconds of processors that have gone by."""
    if not env:
        return time.process_time
    server = _stat(env.cr._cnx.info.backend_pid)[1]
    children = Path(f"/proc/{server}/task/{server}/children")

    def clock() -> float:
        """All processes of PostgreSQL: a query may have workers, which end with it."""
        ticks = sum(_stat(server)[11:15])
        for child in children.read_text(encoding="utf-8").split():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                ticks += sum(_stat(int(child))[11:13])
        return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")

    return clock


def _stat(pid: int) -> list[int]:
    """What Linux counts of a process: parent at 1, its own times at 11 and 12, those of
    children that have ended at 13 and 14."""
    text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    _state, *numbers = text.rpartition(")")[2].split()
    return [0, *map(int, numbers)]


def compare(
    rounds: int, variants: dict[str, Callable[[], Sample]], are_warm: bool = False
) -> dict[str, Sample]:
    """Return the medians of each variant over so many rounds.

    The order turns from round to round. Round 0 warms the caches and is not counted.

    :param are_warm: all of it has run before, so that there is no round 0
    """
    samples = {name: [] for name in variants}
    order = list(variants)
    for number in range(1 if are_warm else 0, rounds + 1):
        for name in order:
            sample = variants[name]()
            if number:
                samples[name].append(sample)
        order.append(order.pop(0))
    return {name: _median(mine) for name, mine in samples.items()}


def _median(samples: list[Sample]) -> Sample:
    return Sample(
        median(sample.seconds for sample in samples),
        median(sample.queries for sample in samples),
        median(sample.cpu for sample in samples),
    )
