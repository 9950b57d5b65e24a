"""Static shapes and element types of arrays, and of tensors that are made outside of a trace.

What is not known is None, for a whole shape as for one dimension or a type: no rule speaks on it. Each rule
here is held against real NumPy and TensorFlow in ``tests/tracing/test_shapes.py``.
"""

from tfguard.tracing.shapes.broadcasting import broadcast
from tfguard.tracing.shapes.dtypes import named_for_tensors as named_dtype
from tfguard.tracing.shapes.dtypes import of_operation as dtype_of_operation
from tfguard.tracing.shapes.dtypes import of_tensor_operation as dtype_of_tensors
from tfguard.tracing.shapes.dtypes import of_value as dtype_of
from tfguard.tracing.shapes.indexing import Cut, picked, sliced_length
from tfguard.tracing.shapes.methods import of_method
from tfguard.tracing.shapes.products import matmul
from tfguard.tracing.shapes.sizes import as_value, bytes_of, dimension, dimensions, length, shape_of
from tfguard.tracing.shapes.tables import of_call, several
from tfguard.tracing.shapes.type_tables import dtype_of_call, dtype_of_layer, dtype_of_variable

__all__ = [
    "Cut",
    "as_value",
    "broadcast",
    "bytes_of",
    "dimension",
    "dimensions",
    "dtype_of",
    "dtype_of_call",
    "dtype_of_layer",
    "dtype_of_operation",
    "dtype_of_tensors",
    "dtype_of_variable",
    "length",
    "matmul",
    "named_dtype",
    "of_call",
    "of_method",
    "picked",
    "several",
    "shape_of",
    "sliced_length",
]
