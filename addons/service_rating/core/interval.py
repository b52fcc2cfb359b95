"""On how much a figure rests: intervals at 95 %, in plain Python."""

from math import sqrt

Z = 1.959964
#: Quantiles of Student's t at 97.5 %, by degrees of freedom, from 1.
T = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)


def t_quantile(freedom: int) -> float:
    """Student's t at 97.5 %; above 30 by the first term of its series."""
    if freedom <= len(T):
        return T[freedom - 1]
    return Z + (Z**3 + Z) / (4 * freedom)


def interval_of_mean(
    n: int, total: float, squares: float, lowest: float, highest: float
) -> tuple[float, float] | None:
    """Return between which values the true mean lies; None: too few to say.

    :param squares: sum of the squares
    :param lowest: the scale ends here, and so does the interval
    """
    if n < 2:
        return None
    mean = total / n
    variance = max(0.0, (squares - n * mean * mean) / (n - 1))
    half = t_quantile(n - 1) * sqrt(variance / n)
    return max(lowest, mean - half), min(highest, mean + half)


def interval_of_share(kept: int, n: int) -> tuple[float, float] | None:
    """Wilson's interval of a share (0 to 1); None: a share of nothing."""
    if not n:
        return None
    share, square = kept / n, Z * Z
    middle = share + square / (2 * n)
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)
