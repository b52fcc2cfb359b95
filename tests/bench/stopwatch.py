"""Interleaved measurements: every variant in turn, again and again, and their medians.

Whatever else the machine does meets all variants alike.
"""

import contextlib
import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from odoo.api import Environment


@dataclass
class Sample:
    """Seconds by the wall clock, and queries."""

    seconds: float = 0.0
    queries: float = 0.0


@contextlib.contextmanager
def timed(env: Environment | None = None) -> Iterator[Sample]:
    """Measure the block; what the ORM still holds back is written within it."""
    sample = Sample()
    gc.collect()
    if env:
        env.flush_all()
    queries = env.cr.sql_log_count if env else 0
    start = time.perf_counter()
    yield sample
    if env:
        env.flush_all()
        sample.queries = env.cr.sql_log_count - queries
    sample.seconds = time.perf_counter() - start


def compare(
    rounds: int, variants: dict[str, Callable[[], Sample]]
) -> dict[str, Sample]:
    """Return the medians of each variant over so many rounds.

    The order turns from round to round. Round 0 warms the caches and is not counted.
    """
    samples = {name: [] for name in variants}
    order = list(variants)
    for number in range(rounds + 1):
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
    )
