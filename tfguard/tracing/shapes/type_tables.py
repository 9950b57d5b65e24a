"""Which rule says the element type of what a library function gives."""

from __future__ import annotations

from collections.abc import Sequence

from tfguard.tracing.shapes import dtypes, names
from tfguard.tracing.shapes.dtypes import TypeRule
from tfguard.tracing.shapes.given import Given, Keywords, left_out
from tfguard.tracing.shapes.tables import DRAWS, TENSOR_DRAWS
from tfguard.tracing.values import FLOATING, Container, Object, Value


def _types(rule: TypeRule, functions: str) -> dict[str, TypeRule]:
    return dict.fromkeys(functions.split(), rule)


# Where `dtype` stands when it is passed by position.
_DTYPE_AT = {
    "zeros": 1, "ones": 1, "empty": 1, "identity": 1, "full": 2, "array": 1, "asarray": 1, "eye": 3,
    "arange": 3, "zeros_like": 1, "ones_like": 1, "linspace": 5, "sum": 2, "mean": 2, "prod": 2, "cumsum": 2,
    "std": 2, "var": 2, "full_like": 2, "constant": 1, "convert_to_tensor": 1, "cast": 1, "range": 3,
    "normal": 3, "uniform": 3, "truncated_normal": 3, "asanyarray": 1, "empty_like": 1, "tri": 3,
    "stateless_normal": 4, "stateless_uniform": 4, "stateless_truncated_normal": 4, "saturate_cast": 1,
    "bitcast": 1, "convert_image_dtype": 1, "one_hot": 5, "shape": 1, "size": 1, "argmax": 2, "argmin": 2,
    "sequence_mask": 2, "gamma": 3, "poisson": 2, "categorical": 2,
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
_OPERAND = dtypes.one_of(
    0, "input", "x", "tensor", "value", "features", "logits", "input_tensor", "t", "data", "params", "a",
    "values", "images", "image", "labels",
)  # fmt: skip
_PAIR = dtypes.operands("x", "y")
_TENSOR_TYPES: dict[str, TypeRule] = {
    **_types(dtypes.constant("float32"), "zeros ones eye"),
    **_types(dtypes.constant("int32"), "shape size rank argsort searchsorted bincount confusion_matrix"),
    **_types(dtypes.constant("int64"), "argmax argmin count_nonzero"),
    **_types(
        dtypes.constant("bool"),
        "equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor "
        "logical_not reduce_any reduce_all is_nan is_inf is_finite sequence_mask in_top_k "
        "is_non_decreasing is_strictly_increasing approximate_equal",
    ),
    **_types(dtypes.constant("string"), "as_string"),
    **_types(dtypes.constant(FLOATING), "global_norm"),
    **_types(
        dtypes.floats(_OPERAND),
        "exp expm1 log log1p sqrt rsqrt sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh "
        "sigmoid log_sigmoid softplus softsign softmax log_softmax elu selu gelu silu swish leaky_relu erf "
        "erfc erfinv erfcinv ndtri lgamma digamma lbeta sinc l2_normalize l2_loss reduce_logsumexp "
        "reduce_std reduce_variance bessel_i0 bessel_i0e bessel_i1 bessel_i1e dropout inv cholesky "
        "pinv det logdet expm sqrtm",
    ),
    **_types(
        _OPERAND,
        "identity stop_gradient square negative sign round rint floor ceil reciprocal relu relu6 reshape "
        "transpose expand_dims squeeze repeat tile pad broadcast_to gather gather_nd zeros_like ones_like "
        "reduce_sum reduce_mean reduce_max reduce_min reduce_prod cumsum cumprod sort reverse "
        "reverse_sequence roll ensure_shape split unstack boolean_mask slice strided_slice diag diag_part "
        "tensor_diag tensor_diag_part set_diag band_part trace matrix_transpose adjoint conj "
        "random_shuffle clip_by_value clip_by_norm embedding_lookup segment_sum segment_mean segment_max "
        "segment_min segment_prod unsorted_segment_sum unsorted_segment_mean unsorted_segment_max "
        "unsorted_segment_min unsorted_segment_prod tensor_scatter_nd_update tensor_scatter_nd_add "
        "tensor_scatter_nd_sub tensor_scatter_nd_max tensor_scatter_nd_min conv1d conv2d conv3d "
        "depthwise_conv2d separable_conv2d conv2d_transpose max_pool max_pool2d avg_pool avg_pool2d bias_add "
        "space_to_depth depth_to_space",
    ),
    **_types(dtypes.changed(_OPERAND, dtypes.real), "abs real imag reduce_euclidean_norm"),
    **_types(dtypes.changed(dtypes.floats(_OPERAND), dtypes.real), "norm"),
    **_types(
        _PAIR,
        "add subtract multiply pow mod floormod floordiv maximum minimum squared_difference",
    ),
    **_types(
        dtypes.floats(_PAIR), "divide_no_nan multiply_no_nan atan2 xlogy xlog1py xdivy igamma igammac zeta"
    ),
    **_types(dtypes.changed(_PAIR, dtypes.divided), "divide truediv"),
    **_types(dtypes.operands("a", "b"), "matmul matvec tensordot cross"),
    **_types(dtypes.floats(dtypes.operands("matrix", "rhs")), "solve lstsq"),
    **_types(
        dtypes.floats(dtypes.one_of(1, "logits")),
        "softmax_cross_entropy_with_logits sparse_softmax_cross_entropy_with_logits "
        "sigmoid_cross_entropy_with_logits weighted_cross_entropy_with_logits",
    ),
    **_types(dtypes.of_tensor_list, "concat stack add_n accumulate_n parallel_stack"),
    **_types(dtypes.as_tensor(dtypes.same), "constant convert_to_tensor"),
    **_types(dtypes.as_tensor(dtypes.of_range), "range"),
    "linspace": dtypes.as_tensor(dtypes.same),
    "fill": dtypes.as_tensor(dtypes.of_fill),
    "where": dtypes.of_tensor_choice,
    "one_hot": dtypes.of_one_hot,
    "einsum": dtypes.of_tensor_product,
}
_IMAGE_TYPES: dict[str, TypeRule] = {
    "resize": dtypes.of_resized,
    **_types(
        _OPERAND,
        "flip_left_right flip_up_down random_flip_left_right random_flip_up_down rot90 transpose "
        "adjust_brightness adjust_contrast adjust_hue adjust_saturation crop_to_bounding_box "
        "pad_to_bounding_box central_crop resize_with_crop_or_pad rgb_to_grayscale grayscale_to_rgb "
        "random_crop",
    ),
    **_types(dtypes.constant("uint8"), "decode_jpeg decode_png decode_image"),
    **_types(dtypes.constant(FLOATING), "per_image_standardization psnr ssim rgb_to_hsv hsv_to_rgb"),
}
# Layers that take and give floating-point numbers, and those that give what they take.
_FLOAT_LAYERS = frozenset(
    (
        "Dense", "EinsumDense", "Embedding", "Conv1D", "Conv2D", "Conv3D", "Conv1DTranspose",
        "Conv2DTranspose", "Conv3DTranspose", "SeparableConv1D", "SeparableConv2D", "DepthwiseConv1D",
        "DepthwiseConv2D", "LSTM", "GRU", "SimpleRNN", "LSTMCell", "GRUCell", "SimpleRNNCell",
        "Bidirectional", "BatchNormalization", "LayerNormalization", "GroupNormalization",
        "UnitNormalization", "MultiHeadAttention", "Attention", "AdditiveAttention", "GroupQueryAttention",
        "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "LeakyReLU", "PReLU", "ELU", "Softmax", "Rescaling",
        "Normalization",
    )
)  # fmt: skip


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
    "tensorflow.image": _IMAGE_TYPES,
    "tensorflow.io": {
        **_types(dtypes.constant("string"), "read_file"),
        **_types(dtypes.constant("uint8"), "decode_jpeg decode_png decode_image"),
    },
    "tensorflow.strings": {
        **_types(
            dtypes.constant("string"),
            "as_string join lower upper strip substr regex_replace reduce_join format",
        ),
        **_types(dtypes.constant("int32"), "length"),
        **_types(dtypes.constant("int64"), "to_hash_bucket to_hash_bucket_fast to_hash_bucket_strong"),
        **_types(dtypes.constant("bool"), "regex_full_match"),
        **_types(dtypes.constant("float32"), "to_number"),
    },
    "tensorflow.random": {
        **_types(dtypes.constant("float32"), f"{' '.join(TENSOR_DRAWS)} gamma poisson stateless_gamma"),
        **_types(dtypes.constant("int64"), "categorical stateless_categorical"),
        "shuffle": dtypes.same,
    },
    "tensorflow.random.Generator": _types(dtypes.constant("float32"), "normal uniform truncated_normal"),
}


# What functions and objects give that say how far off a model is.
_ABOUT_ERRORS = frozenset(("keras.losses", "keras.metrics"))


def dtype_of_call(name: str, args: Sequence[Value], keywords: Keywords) -> str | None:
    """The element type of what a library function gives: as it is told, or as its arguments say."""
    library, _, last = name.rpartition(".")
    given = Given(args, keywords)
    at = (_DRAWN_DTYPE_AT if library == "numpy.random" else _DTYPE_AT).get(last)
    told = dtypes.said(given, at)
    if told is not None:
        return (dtypes.named if library.startswith("numpy") else dtypes.named_for_tensors)(told)
    rule = _TYPES.get(library, {}).get(last)
    if rule is None and library in _ABOUT_ERRORS:
        return FLOATING
    return rule(given) if rule is not None else None


def dtype_of_layer(name: str, args: Sequence[Value], keywords: Keywords) -> str | None:
    """The element type of what a layer gives that a call of its class makes.

    That of ``Sequential([...])`` is that of its last layer.
    """
    given = Given(args, keywords)
    match given.get(0, "layers"):
        case Container(items=(*_, Object(kind="layer", dtype=dtype))) if name == "keras.Sequential":
            return dtype
    library, _, last = name.rpartition(".")
    return FLOATING if library == "keras.layers" and last in _FLOAT_LAYERS else None


def dtype_of_variable(name: str, args: Sequence[Value], keywords: Keywords) -> str | None:
    """The element type of a variable or a tensor array that a call makes."""
    given = Given(args, keywords)
    told = given.get(0 if name == "tensorflow.TensorArray" else None, "dtype")
    if not left_out(told):
        return dtypes.named_for_tensors(told)
    if name.rpartition(".")[2] in ("add_weight", "add_variable"):
        return FLOATING if len(args) < 2 else None  # older versions take the dtype by position
    return dtypes.of_tensors([given.get(0, "initial_value", "initializer")])
