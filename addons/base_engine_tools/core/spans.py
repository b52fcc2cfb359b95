"""Sets of stretches of time: sorted lists of (start, end), integers, start < end.

Odoo's ``Intervals`` do the same for datetimes with records; these here are for the
many days of many people, where every microsecond counts.
"""


def merged(spans):
    """Sort and join what touches or overlaps."""
    result = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        elif start < end:
            result.append((start, end))
    return result


def minus(spans, holes):
    """What is left of sorted spans without the holes (sorted, apart)."""
    result = []
    for start, end in spans:
        for hole_start, hole_end in holes:
            if hole_end <= start or hole_start >= end:
                continue
            if hole_start > start:
                result.append((start, hole_start))
            start = hole_end
            if start >= end:
                break
        if start < end:
            result.append((start, end))
    return result


def common(spans, others):
    """What both have, of two sorted sets."""
    return [
        (max(start, other_start), min(end, other_end))
        for start, end in spans
        for other_start, other_end in others
        if start < other_end and other_start < end
    ]


def length(spans):
    """Seconds of all together."""
    return sum([end - start for start, end in spans])


def within(spans, start, end):
    """Seconds of the spans between two instants."""
    total = 0
    for begin, finish in spans:
        if begin < end and start < finish:
            total += min(finish, end) - max(begin, start)
    return total
