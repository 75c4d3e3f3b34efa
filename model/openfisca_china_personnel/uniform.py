"""Arrays that hold one value for every row, without a place in memory for each row.

Most columns of a roster are blank from top to bottom. Such a column is one value that NumPy repeats (stride 0): it
takes part in all arithmetic as any array does, and what is asked of all rows is asked once.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy
from numpy.typing import ArrayLike, NDArray


def uniform(value: Any, size: int, dtype: Any) -> NDArray[Any]:
    """``size`` rows that all hold ``value``; read only."""
    return numpy.broadcast_to(numpy.asarray(value, dtype=dtype), (size,))


def is_uniform(array: NDArray[Any]) -> bool:
    """Whether the array was made to hold one value for all of its rows; others may happen to."""
    return array.strides == (0,) and array.size > 1


def once(array: NDArray[Any]) -> NDArray[Any]:
    """The array, or the one element that stands for all rows."""
    return array[:1] if is_uniform(array) else array


def differs(array: NDArray[Any], value: Any) -> bool:
    """Whether some row holds something else than ``value``."""
    return bool((once(array) != value).any())


def rows_of(array: NDArray[Any], rows: NDArray[numpy.int64] | slice) -> NDArray[Any]:
    """Some rows of an array; of one that is uniform a uniform one."""
    if isinstance(rows, slice) or not is_uniform(array):
        return array[rows]
    return numpy.broadcast_to(array[0], rows.shape)


def mapped(function: Any, *arrays: NDArray[Any]) -> NDArray[Any]:
    """``function`` of the arrays, row by row; computed once where all of them are uniform."""
    if all(is_uniform(array) for array in arrays):
        result: ArrayLike = function(*(array[:1] for array in arrays))
        return numpy.broadcast_to(numpy.asarray(result)[0], arrays[0].shape)
    return numpy.asarray(function(*arrays))


def all_of(*masks: NDArray[numpy.bool_]) -> NDArray[numpy.bool_]:
    """The rows at which all masks are true; a uniform mask decides without a look at the rows."""
    for mask in masks:
        if is_uniform(mask) and not mask[0]:
            return mask
    mixed = [mask for mask in masks if not is_uniform(mask)]
    return reduce(numpy.logical_and, mixed) if mixed else masks[0]


def negated(mask: NDArray[numpy.bool_]) -> NDArray[numpy.bool_]:
    """The rows at which the mask is false."""
    return mapped(numpy.logical_not, mask)
