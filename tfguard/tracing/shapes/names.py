"""Functions of NumPy by what they do, in the words of the tables."""

from __future__ import annotations

FLOAT_UNARY = (
    "exp exp2 expm1 log log2 log10 log1p sqrt cbrt sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh "
    "arccosh arctanh sinc deg2rad rad2deg radians degrees"
)
SAME_UNARY = (
    "square negative positive sign round rint floor ceil trunc fix conj conjugate copy ascontiguousarray "
    "asfortranarray asarray_chkfinite nan_to_num flip fliplr flipud roll tril triu reciprocal rot180 invert"
)
TESTS = "isnan isfinite isinf logical_not signbit isneginf isposinf isin"
BINARY = (
    "add subtract multiply power mod remainder floor_divide maximum minimum fmax fmin bitwise_and bitwise_or "
    "bitwise_xor fmod pow"
)
FLOAT_BINARY = "divide true_divide arctan2 hypot logaddexp logaddexp2 copysign"
COMPARISONS = (
    "equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor isclose"
)
REDUCTIONS = "sum prod max min amax amin nansum nanprod nanmax nanmin any all ptp"
AVERAGES = "mean std var median nanmean nanstd nanvar nanmedian average"
WINDOWS = "hanning hamming blackman bartlett kaiser"
PLACES = "argmax argmin nanargmax nanargmin count_nonzero"
SCALARS = ("float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint8", "bool_")
