"""Overtime: worked outside the plan, and approved."""

from ...base_engine_tools.core import spans


def compensable(outside, windows):
    """Seconds worked outside the plan that lie in approved windows.

    :param outside: sorted spans
    :param windows: (start, end, …) in any order; what two cover counts once
    """
    if not windows:
        return 0
    approved = spans.merged([window[:2] for window in windows])
    return spans.length(spans.common(outside, approved))
