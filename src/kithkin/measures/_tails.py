"""Tails of counts, as logarithms: how unlikely so many are, even where the probability has no double left."""

from __future__ import annotations

from math import lgamma, log
from typing import Any, Final

#: Steps of the continued fraction; with it falling term by term far fewer are needed.
STEPS: Final = 3000
TINY: Final = 1e-300


def log_beta_tail(x: Any, a: Any, b: Any) -> Any:
    """Return ln I_x(a, b), the regularised incomplete beta function, for columns; a, b > 0 and 0 < x < 1.

    Lentz's continued fraction (Numerical Recipes, section 6.4), on the side on which it converges.

    Examples
    --------
    >>> float(round(log_beta_tail([0.5], [2.0], [2.0])[0], 6))
    -0.693147
    """
    import numpy as np

    x, a, b = (np.asarray(value, dtype=float) for value in (x, a, b))
    x, a, b = np.broadcast_arrays(x, a, b)
    swap = x > (a + 1) / (a + b + 2)
    p, q, y = np.where(swap, b, a), np.where(swap, a, b), np.where(swap, 1 - x, x)
    gammas = [
        lgamma(s + t) - lgamma(s) - lgamma(t) for s, t in zip(p.ravel().tolist(), q.ravel().tolist(), strict=True)
    ]
    front = np.reshape(gammas, p.shape) + p * np.log(y) + q * np.log1p(-y) - np.log(p)
    value = front + np.log(_fraction(y, p, q))
    return np.where(swap, np.log(np.maximum(-np.expm1(np.minimum(value, 0.0)), TINY)), np.minimum(value, 0.0))


def _fraction(x: Any, a: Any, b: Any) -> Any:
    """Return the continued fraction of the incomplete beta function."""
    import numpy as np

    c, d = np.ones_like(x), 1 / (1 - (a + b) * x / (a + 1))
    h = d.copy()
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = h
        for term in (even, odd):
            d = 1 / (1 + term * d)
            c = 1 + term / c
            h = h * c * d
        if np.all(np.abs(h - before) <= 1e-13 * np.abs(h)):
            break
    return h


def log_binomial_tail(k: int, n: int, p: float) -> float:
    """Return ln P(at least k of n), each with probability p.

    Examples
    --------
    >>> from math import exp
    >>> round(exp(log_binomial_tail(2, 3, 0.5)), 6), log_binomial_tail(0, 3, 0.5)
    (0.5, 0.0)
    """
    if k <= 0 or p >= 1:
        return 0.0
    if p <= 0 or k > n:
        return log(TINY)
    return float(log_beta_tail(p, float(k), float(n - k + 1)))


def log_count_tail(counts: Any, means: Any, dispersion: float) -> Any:
    """Return ln P(N >= count) for counts of that mean and variance mean + dispersion x mean^2 (negative binomial)."""
    import numpy as np

    return log_tail_of_variance(counts, means, np.asarray(means) + dispersion * np.asarray(means) ** 2)


def log_tail_of_variance(counts: Any, means: Any, variances: Any) -> Any:
    """Return ln P(N >= count) for a negative binomial of these means and variances; Poisson where they are equal.

    Examples
    --------
    A geometric count of mean 1 has P(N >= 3) = 1/8:

    >>> float(round(log_tail_of_variance([3.0], [1.0], [2.0])[0] / log(0.5), 6))
    3.0
    """
    import numpy as np

    counts, means = np.asarray(counts, dtype=float), np.asarray(means, dtype=float)
    # A variance that hardly exceeds the mean is Poisson; the size of the negative binomial is kept finite.
    variances = np.maximum(np.asarray(variances, dtype=float), means * (1 + 1e-6))
    size = means**2 / (variances - means)
    return log_beta_tail((variances - means) / variances, np.maximum(counts, 1e-9), size)
