"""What kernels of ties share: names as numbers, and sums that do not depend on the order of rows."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa

Doubles = np.ndarray[Any, np.dtype[np.float64]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]

#: Values are summed as whole multiples of this; doubles add whole numbers exactly, in any order.
GRAIN: Final = 2.0**-30


def numbered(*columns: Any) -> tuple[list[Numbers], Any]:
    """Return the names in several columns as numbers, the same name the same number, and the names."""
    coded = pa.chunked_array([c.combine_chunks() for c in columns], pa.string()).combine_chunks()
    coded = (coded if isinstance(coded, pa.Array) else pa.concat_arrays(coded.chunks)).dictionary_encode()
    places = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    ends = np.cumsum([len(column) for column in columns])[:-1]
    return [np.asarray(part) for part in np.split(places, ends)], coded.dictionary


def sums(groups: Numbers, values: Doubles, size: int) -> Doubles:
    """Return the sum of the values of each group, the same whatever the order of rows."""
    return np.asarray(np.bincount(groups, np.round(values / GRAIN), size) * GRAIN, dtype=np.float64)
