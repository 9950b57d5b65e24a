"""Which rule says the element type of what a library function gives."""

from __future__ import annotations

from collections.abc import Sequence

from tfguard.tracing.shapes import dtypes, names
from tfguard.tracing.shapes.dtypes import TypeRule
from tfguard.tracing.shapes.given import Given, Keywords
from tfguard.tracing.shapes.tables import DRAWS, TENSOR_DRAWS
from tfguard.tracing.values import Value


def _types(rule: TypeRule, functions: str) -> dict[str, TypeRule]:
    return dict.fromkeys(functions.split(), rule)


# Where `dtype` stands when it is passed by position.
_DTYPE_AT = {
    "zeros": 1, "ones": 1, "empty": 1, "identity": 1, "full": 2, "array": 1, "asarray": 1, "eye": 3,
    "arange": 3, "zeros_like": 1, "ones_like": 1, "linspace": 5, "sum": 2, "mean": 2, "prod": 2, "cumsum": 2,
    "std": 2, "var": 2, "full_like": 2, "constant": 1, "convert_to_tensor": 1, "cast": 1, "range": 3,
    "normal": 3, "uniform": 3, "truncated_normal": 3, "asanyarray": 1, "empty_like": 1, "tri": 3,
    "stateless_normal": 4, "stateless_uniform": 4, "stateless_truncated_normal": 4,
}  # fmt: skip
_DRAWN_DTYPE_AT = {"random": 1, "standard_normal": 1, "standard_exponential": 1, "integers": 3, "randint": 3}
_NUMPY_TYPES: dict[str, TypeRule] = {
    **_types(
        dtypes.constant("float64"),
        f"zeros ones empty eye identity tri linspace logspace geomspace {names.WINDOWS}",
    ),
    **_types(dtypes.constant("int64"), f"{names.PLACES} argsort searchsorted digitize indices"),
    **_types(dtypes.constant("bool"), f"{names.TESTS} {names.COMPARISONS} any all"),
    **_types(dtypes.first_as(dtypes.floating), f"{names.FLOAT_UNARY} angle"),
    **_types(dtypes.first_as(dtypes.real), "abs absolute fabs real imag"),
    **_types(dtypes.first_as(dtypes.averaged), f"{names.AVERAGES} percentile quantile"),
    **_types(
        dtypes.first_as(dtypes.summed), "sum prod cumsum cumprod nansum nanprod nancumsum nancumprod trace"
    ),
    **_types(
        dtypes.same,
        f"{names.SAME_UNARY} around max min amax amin nanmax nanmin ptp ravel broadcast_to resize transpose "
        "permute_dims sort array asarray asanyarray zeros_like ones_like empty_like full_like reshape "
        "swapaxes moveaxis expand_dims squeeze repeat tile pad rot90 diag atleast_1d atleast_2d diff take "
        "vander split",
    ),
    **_types(dtypes.all_as(), f"{names.BINARY} append dot inner outer kron tensordot convolve matmul"),
    **_types(dtypes.all_as(dtypes.averaged), names.FLOAT_BINARY),
    **_types(dtypes.of_items, "concatenate concat stack vstack hstack row_stack column_stack"),
    "clip": dtypes.all_as(count=3),
    "where": dtypes.of_choice,
    "einsum": dtypes.of_product,
    "meshgrid": dtypes.if_alike,
    "arange": dtypes.of_range,
    "full": dtypes.of_fill,
    "interp": dtypes.constant("float64"),
    **{name: dtypes.constant(name.rstrip("_")) for name in names.SCALARS},
}
_TENSOR_TYPES: dict[str, TypeRule] = {
    **_types(dtypes.constant("float32"), "zeros ones eye one_hot"),
    **_types(dtypes.constant("int32"), "shape size rank"),
    **_types(dtypes.constant("int64"), "argmax argmin"),
    **_types(dtypes.as_tensor(dtypes.same), "constant convert_to_tensor"),
    **_types(
        dtypes.as_tensor(dtypes.same),
        "identity stop_gradient exp log sqrt square sin cos tanh sigmoid relu softmax negative reshape "
        "transpose expand_dims squeeze repeat tile pad broadcast_to gather zeros_like ones_like reduce_sum "
        "reduce_mean reduce_max reduce_min cumsum sort reverse roll l2_normalize embedding_lookup "
        "ensure_shape split unstack",
    ),
    **_types(dtypes.as_tensor(dtypes.of_items), "concat stack"),
    **_types(dtypes.as_tensor(dtypes.of_range), "range"),
    "matmul": dtypes.all_as(),
    "linspace": dtypes.as_tensor(dtypes.same),
    "fill": dtypes.as_tensor(dtypes.of_fill),
}
_TYPES: dict[str, dict[str, TypeRule]] = {
    "numpy": _NUMPY_TYPES,
    "numpy.linalg": {
        **_types(dtypes.first_as(dtypes.averaged), "inv cholesky pinv det"),
        "norm": dtypes.first_as(lambda dtype: dtypes.real(dtypes.averaged(dtype))),
        "solve": dtypes.all_as(dtypes.averaged),
        "matrix_power": dtypes.same,
    },
    "numpy.fft": {
        **_types(dtypes.first_as(dtypes.transformed), "fft ifft fft2 ifft2 fftn ifftn rfft"),
        **_types(dtypes.same, "fftshift ifftshift"),
        **_types(dtypes.constant("float64"), "fftfreq rfftfreq"),
    },
    "numpy.random": {
        **_types(dtypes.constant("float64"), " ".join(DRAWS)),
        **_types(
            dtypes.constant("int64"),
            "integers randint random_integers poisson binomial geometric zipf multinomial logseries "
            "hypergeometric negative_binomial",
        ),
        **_types(dtypes.of_draws, "choice permutation permuted"),
    },
    "tensorflow": _TENSOR_TYPES,
    "tensorflow.math": _TENSOR_TYPES,
    "tensorflow.nn": _TENSOR_TYPES,
    "tensorflow.linalg": _TENSOR_TYPES,
    "tensorflow.random": {
        **_types(dtypes.constant("float32"), " ".join(TENSOR_DRAWS)),
        "shuffle": dtypes.same,
    },
    "tensorflow.random.Generator": _types(dtypes.constant("float32"), "normal uniform truncated_normal"),
}


def dtype_of_call(name: str, args: Sequence[Value], keywords: Keywords) -> str | None:
    """The element type of what a library function gives: as it is told, or as its arguments say."""
    library, _, last = name.rpartition(".")
    given = Given(args, keywords)
    at = (_DRAWN_DTYPE_AT if library == "numpy.random" else _DTYPE_AT).get(last)
    told, dtype = dtypes.said(given, at)
    if told:
        return dtype
    rule = _TYPES.get(library, {}).get(last)
    return rule(given) if rule is not None else None
