"""Which rule says the shape of what a library function gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tfguard.tracing.shapes import arranging, joining, making, names, products, reductions
from tfguard.tracing.shapes.broadcasting import chosen, clipped, elementwise
from tfguard.tracing.shapes.given import Given, Keywords, Rule
from tfguard.tracing.values import Shape, Value

Several = Callable[[Given], list[Shape | None] | None]


def _each(rule: Rule, functions: str) -> dict[str, Rule]:
    return dict.fromkeys(functions.split(), rule)


_NUMPY: dict[str, Rule] = {
    **_each(
        elementwise(1),
        f"{names.FLOAT_UNARY} {names.SAME_UNARY} {names.TESTS} abs absolute fabs real imag angle around",
    ),
    **_each(elementwise(2), f"{names.BINARY} {names.FLOAT_BINARY} {names.COMPARISONS}"),
    **_each(reductions.reduced(1), f"{names.REDUCTIONS} {names.AVERAGES} {names.PLACES}"),
    **_each(making.filled, "zeros ones empty full"),
    **_each(making.like, "zeros_like ones_like empty_like full_like"),
    **_each(making.of_value, "array asarray asanyarray asfarray"),
    **_each(making.spaced, "linspace logspace geomspace"),
    **_each(making.row, names.WINDOWS),
    **_each(arranging.flattened, "ravel"),
    **_each(arranging.spread, "broadcast_to resize"),
    **_each(arranging.transposed, "transpose permute_dims"),
    **_each(reductions.along, "sort argsort"),
    **_each(reductions.accumulated, "cumsum cumprod nancumsum nancumprod"),
    **_each(joining.concatenated, "concatenate concat"),
    **_each(joining.stacked_as(2, 0), "vstack row_stack"),
    **_each(reductions.without_last(2), "trace"),
    "arange": making.counted,
    "eye": making.identity,
    "identity": making.square,
    "tri": making.identity,
    "indices": making.indices,
    "vander": making.powers,
    "clip": clipped,
    "where": chosen,
    "reshape": arranging.reshaped,
    "swapaxes": arranging.swapped,
    "moveaxis": arranging.moved,
    "expand_dims": arranging.expanded,
    "squeeze": arranging.squeezed,
    "repeat": arranging.repeated,
    "tile": arranging.tiled,
    "pad": arranging.padded,
    "rot90": arranging.turned,
    "diag": arranging.diagonal,
    "atleast_1d": arranging.at_least(1),
    "atleast_2d": arranging.at_least(2),
    "append": joining.appended,
    "stack": joining.stacked,
    "hstack": joining.stacked_as(1, 1),
    "column_stack": joining.columns,
    "diff": reductions.differences,
    "take": reductions.taken(2, None),
    "percentile": reductions.reduced(2),
    "quantile": reductions.reduced(2),
    "matmul": products.product,
    "dot": products.dot,
    "inner": products.inner,
    "outer": products.outer,
    "kron": products.kron,
    "tensordot": products.tensordot,
    "einsum": products.einsum,
    "convolve": products.convolved,
    "interp": elementwise(1),
    "polyval": lambda given: elementwise(1)(Given(given.args[1:], {})),
    "searchsorted": lambda given: elementwise(1)(Given(given.args[1:], {})),
    "digitize": elementwise(1),
    **dict.fromkeys(names.SCALARS, elementwise(1)),
}
_LINALG: dict[str, Rule] = {
    **_each(elementwise(1), "inv cholesky matrix_power"),
    "norm": reductions.reduced(2, 3),
    "pinv": lambda given: arranging.permuted(shape, None) if len(shape := given.shape() or ()) == 2 else None,
    "det": reductions.without_last(2),
    "solve": products.solved,
}
_FFT: dict[str, Rule] = {
    **_each(elementwise(1), "fft2 ifft2 fftn ifftn fftshift ifftshift"),
    **_each(reductions.transformed(), "fft ifft"),
    "rfft": reductions.transformed(half=True),
    "fftfreq": making.row,
    "rfftfreq": making.half_row,
}
DRAWS: dict[str, Rule] = {
    **_each(
        making.drawn(0),
        "random random_sample ranf sample standard_normal standard_exponential standard_cauchy",
    ),
    **_each(
        making.drawn(1),
        "exponential poisson geometric rayleigh weibull chisquare pareto power zipf standard_gamma "
        "standard_t logseries",
    ),
    **_each(
        making.drawn(2),
        "normal uniform integers randint random_integers binomial gamma beta lognormal laplace gumbel "
        "logistic vonmises wald f negative_binomial noncentral_chisquare",
    ),
    **_each(making.drawn(3), "triangular hypergeometric"),
    **_each(making.each, "rand randn"),
    "dirichlet": making.drawn_rows(1, 0),
    "multivariate_normal": making.drawn_rows(2, 0),
    "multinomial": making.drawn_rows(2, 1),
    "choice": making.chosen,
    "permutation": making.shuffled,
    "permuted": elementwise(1),
}
_TENSORFLOW: dict[str, Rule] = {
    **_each(
        elementwise(1),
        "identity cast stop_gradient abs exp log log1p expm1 sqrt rsqrt square sin cos tan tanh sigmoid relu "
        "relu6 elu selu gelu leaky_relu silu swish softplus softsign softmax log_softmax negative sign round "
        "floor ceil reciprocal l2_normalize cumsum cumprod sort argsort reverse roll is_nan is_inf is_finite "
        "logical_not sinh cosh asin acos atan erf digamma lgamma log_sigmoid inv cholesky conj real imag "
        "angle clip_by_norm random_shuffle",
    ),
    **_each(
        elementwise(2),
        "add subtract multiply divide truediv floordiv pow mod floormod maximum minimum equal not_equal less "
        "less_equal greater greater_equal logical_and logical_or logical_xor squared_difference "
        "divide_no_nan multiply_no_nan atan2",
    ),
    **_each(
        reductions.reduced(1, 2),
        "reduce_sum reduce_mean reduce_max reduce_min reduce_prod reduce_any reduce_all reduce_std "
        "reduce_variance reduce_logsumexp reduce_euclidean_norm count_nonzero",
    ),
    **_each(reductions.reduced(1, None, 0), "argmax argmin"),
    **_each(making.filled, "zeros ones fill"),
    **_each(elementwise(1), "zeros_like ones_like"),
    **_each(making.of_value, "constant convert_to_tensor"),
    **_each(making.spaced, "linspace"),
    **_each(clipped, "clip_by_value"),
    **_each(lambda _given: (), "size rank"),
    "range": making.counted,
    "eye": making.identity,
    "shape": arranging.shape_vector,
    "ensure_shape": arranging.ensured,
    "where": chosen,
    "reshape": arranging.reshaped,
    "broadcast_to": arranging.spread,
    "transpose": arranging.transposed,
    "expand_dims": arranging.expanded,
    "squeeze": arranging.squeezed,
    "repeat": arranging.repeated,
    "tile": arranging.tiled,
    "pad": arranging.padded,
    "one_hot": arranging.one_hot,
    "sequence_mask": arranging.sequence_mask,
    "concat": joining.concatenated,
    "stack": joining.stacked,
    "gather": reductions.taken(3, 0),
    "embedding_lookup": reductions.taken(9, 0),
    "matmul": products.product,
    "tensordot": products.tensordot,
    "einsum": products.einsum,
    "norm": reductions.reduced(2, 3),
    "det": reductions.without_last(2),
    "solve": products.solved,
}
TENSOR_DRAWS = _each(
    making.tensor_drawn,
    "normal uniform truncated_normal stateless_normal stateless_uniform stateless_truncated_normal",
) | {"shuffle": elementwise(1)}
_TENSOR_NUMPY = {name: rule for name, rule in _NUMPY.items() if not name.startswith(("float", "int", "uint"))}

_SHAPES: dict[str, dict[str, Rule]] = {
    "numpy": _NUMPY,
    "numpy.linalg": _LINALG,
    "numpy.fft": _FFT,
    "numpy.random": DRAWS,
    "tensorflow": _TENSORFLOW,
    "tensorflow.math": _TENSORFLOW,
    "tensorflow.nn": _TENSORFLOW,
    "tensorflow.linalg": _TENSORFLOW,
    "tensorflow.random": TENSOR_DRAWS,
    "tensorflow.random.Generator": TENSOR_DRAWS,
    "tensorflow.image": {"resize": arranging.resized},
    "tensorflow.experimental.numpy": _TENSOR_NUMPY,
    "keras.ops": {
        **_TENSOR_NUMPY,
        "one_hot": arranging.one_hot,
        "cast": elementwise(1),
        "convert_to_tensor": making.of_value,
        "relu": elementwise(1),
        "sigmoid": elementwise(1),
        "softmax": elementwise(1),
        "norm": reductions.reduced(2, 3),
    },
    "keras.random": {"normal": making.tensor_drawn, "uniform": making.tensor_drawn},
}
_SEVERAL: dict[str, Several] = {
    "numpy.meshgrid": joining.grids,
    "tensorflow.meshgrid": joining.grids,
    "numpy.split": joining.split(by_size=False),
    "tensorflow.split": joining.split(by_size=True),
    "tensorflow.unstack": joining.unstacked,
}


def of_call(name: str, args: Sequence[Value], keywords: Keywords) -> Shape | None:
    """The shape of what a library function gives.

    Args:
        name: its canonical name.
        args: what it is given by position.
        keywords: what it is given by name.
    """
    library, _, last = name.rpartition(".")
    rule = _SHAPES.get(library, {}).get(last)
    return rule(Given(args, keywords)) if rule is not None else None


def several(name: str, args: Sequence[Value], keywords: Keywords) -> list[Shape | None] | None:
    """The shapes of the arrays that a function gives in a list; None when it gives one."""
    rule = _SEVERAL.get(name)
    return rule(Given(args, keywords)) if rule is not None else None
