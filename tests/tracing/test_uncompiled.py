"""What the API table calls uncompiled, XLA refuses: each name is compiled once, on a CPU."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import resources

import pytest

TABLE = json.loads(resources.files("tfguard.tracing").joinpath("api.json").read_text("utf-8"))

# A call of each, with numbers x, whole numbers i, a matrix m and boxes that are arguments of the function.
SAMPLES = {
    "tensorflow.as_string": "tf.as_string(x)",
    "tensorflow.audio.encode_wav": "tf.audio.encode_wav(m, 16000)",
    "tensorflow.compat.v1.py_func": "tf.compat.v1.py_func(lambda a: a, [x], tf.float32)",
    "tensorflow.edit_distance": "tf.edit_distance(*[tf.sparse.from_dense(i[None])] * 2)",
    "tensorflow.histogram_fixed_width": "tf.histogram_fixed_width(x, [0.0, 5.0])",
    "tensorflow.image.adjust_jpeg_quality": "tf.image.adjust_jpeg_quality(tf.reshape(x, [1, 1, 3]), 20)",
    "tensorflow.image.decode_image": "tf.image.decode_image('a')",
    "tensorflow.image.decode_jpeg": "tf.image.decode_jpeg('a')",
    "tensorflow.image.decode_png": "tf.image.decode_png('a')",
    "tensorflow.image.draw_bounding_boxes": (
        "tf.image.draw_bounding_boxes(x[None, None, None], boxes, [[1.0]])"
    ),
    "tensorflow.image.random_jpeg_quality": "tf.image.random_jpeg_quality(tf.reshape(x, [1, 1, 3]), 10, 20)",
    "tensorflow.image.sample_distorted_bounding_box": (
        "tf.image.sample_distorted_bounding_box([4, 4, 3], boxes)"
    ),
    "tensorflow.io.decode_bmp": "tf.io.decode_bmp('a')",
    "tensorflow.io.decode_gif": "tf.io.decode_gif('a')",
    "tensorflow.io.decode_image": "tf.io.decode_image('a')",
    "tensorflow.io.decode_jpeg": "tf.io.decode_jpeg('a')",
    "tensorflow.io.decode_png": "tf.io.decode_png('a')",
    "tensorflow.io.decode_raw": "tf.io.decode_raw(['ab', 'cd'], tf.uint8)",
    "tensorflow.io.parse_example": "tf.io.parse_example(['a'], {'a': tf.io.FixedLenFeature([], tf.float32)})",
    "tensorflow.io.parse_tensor": "tf.io.parse_tensor('a', tf.float32)",
    "tensorflow.io.serialize_tensor": "tf.io.serialize_tensor(x)",
    "tensorflow.linalg.det": "tf.linalg.det(m)",
    "tensorflow.linalg.eig": "tf.linalg.eig(m)",
    "tensorflow.linalg.eigvals": "tf.linalg.eigvals(m)",
    "tensorflow.linalg.lu": "tf.linalg.lu(m)",
    "tensorflow.linalg.slogdet": "tf.linalg.slogdet(m)",
    "tensorflow.linalg.sqrtm": "tf.linalg.sqrtm(m)",
    "tensorflow.math.bessel_i0": "tf.math.bessel_i0(x)",
    "tensorflow.math.segment_max": "tf.math.segment_max(x, i)",
    "tensorflow.math.segment_mean": "tf.math.segment_mean(x, i)",
    "tensorflow.math.segment_min": "tf.math.segment_min(x, i)",
    "tensorflow.math.segment_prod": "tf.math.segment_prod(x, i)",
    "tensorflow.math.segment_sum": "tf.math.segment_sum(x, i)",
    "tensorflow.math.special.expint": "tf.math.special.expint(x)",
    "tensorflow.nn.ctc_beam_search_decoder": "tf.nn.ctc_beam_search_decoder(tf.reshape(x, [3, 1, 1]), [3])",
    "tensorflow.nn.ctc_greedy_decoder": "tf.nn.ctc_greedy_decoder(tf.reshape(x, [3, 1, 1]), [3])",
    "tensorflow.numpy_function": "tf.numpy_function(lambda a: a, [x], tf.float32)",
    "tensorflow.print": "tf.print(x)",
    "tensorflow.py_function": "tf.py_function(lambda a: a, [x], tf.float32)",
    "tensorflow.ragged.range": "tf.ragged.range(i)",
    "tensorflow.random.gamma": "tf.random.gamma([2], 1.0)",
    "tensorflow.random.poisson": "tf.random.poisson([2], 1.0)",
    "tensorflow.random.stateless_gamma": "tf.random.stateless_gamma([2], seed=[1, 2], alpha=1.0)",
    "tensorflow.sets.difference": "tf.sets.difference(i[None], i[None])",
    "tensorflow.sets.intersection": "tf.sets.intersection(i[None], i[None])",
    "tensorflow.sets.size": "tf.sets.size(tf.sparse.from_dense(i[None]))",
    "tensorflow.sets.union": "tf.sets.union(i[None], i[None])",
    "tensorflow.sparse.add": "tf.sparse.add(tf.sparse.from_dense(m), tf.sparse.from_dense(m))",
    "tensorflow.sparse.concat": "tf.sparse.concat(0, [tf.sparse.from_dense(m), tf.sparse.from_dense(m)])",
    "tensorflow.sparse.reduce_sum": "tf.sparse.reduce_sum(tf.sparse.from_dense(m))",
    "tensorflow.sparse.reorder": "tf.sparse.reorder(tf.sparse.from_dense(m))",
    "tensorflow.sparse.reshape": "tf.sparse.reshape(tf.sparse.from_dense(m), [4])",
    "tensorflow.sparse.slice": "tf.sparse.slice(tf.sparse.from_dense(m), [0, 0], [1, 1])",
    "tensorflow.sparse.sparse_dense_matmul": "tf.sparse.sparse_dense_matmul(tf.sparse.from_dense(m), m)",
    "tensorflow.sparse.transpose": "tf.sparse.transpose(tf.sparse.from_dense(m))",
    "tensorflow.strings.as_string": "tf.strings.as_string(x)",
    "tensorflow.strings.bytes_split": "tf.strings.bytes_split(['a b', 'c'])",
    "tensorflow.strings.format": "tf.strings.format('{}', x)",
    "tensorflow.strings.ngrams": "tf.strings.ngrams(['a', 'b', 'c'], 2)",
    "tensorflow.strings.split": "tf.strings.split(['a b', 'c'])",
    "tensorflow.strings.unicode_decode": "tf.strings.unicode_decode(['a b', 'c'], 'UTF-8')",
    "tensorflow.strings.unicode_encode": "tf.strings.unicode_encode(i, 'UTF-8')",
    "tensorflow.strings.unicode_script": "tf.strings.unicode_script(i)",
    "tensorflow.strings.unicode_split": "tf.strings.unicode_split(['a b', 'c'], 'UTF-8')",
    "tensorflow.strings.unsorted_segment_join": "tf.strings.unsorted_segment_join(['a', 'b', 'c'], i, 3)",
    "tensorflow.timestamp": "tf.timestamp()",
    "tensorflow.unique_with_counts": "tf.unique_with_counts(i)",
}
# What XLA compiles, to see that the test can tell the two apart.
COMPILED = {
    "tensorflow.boolean_mask": "tf.boolean_mask(x, x > 1.0)",
    "tensorflow.unique": "tf.unique(i)",
    "tensorflow.math.unsorted_segment_sum": "tf.math.unsorted_segment_sum(x, i, 3)",
}

# Run in a process of its own: an imported TensorFlow keeps handles on pytest's captured streams.
COMPILE = """
import json, sys
import tensorflow as tf
found = []
for name, call in json.load(sys.stdin).items():
    space = {"tf": tf}
    made = "    boxes = tf.reshape(tf.concat([x, x[:1]], 0), [1, 1, 4])\\n"
    exec("def f(x, i, m):\\n" + made + "    " + call + "\\n    return x\\n", space)
    function = tf.function(space["f"], jit_compile=True, autograph=False)
    try:
        function(tf.constant([1.0, 2.0, 3.0]), tf.constant([0, 1, 2]), tf.constant([[2.0, 1.0], [1.0, 3.0]]))
    except tf.errors.InvalidArgumentError as error:
        if "Detected unsupported operations" in str(error):
            found.append(name)
print(json.dumps(found))
"""


def test_each_name_has_a_sample() -> None:
    assert sorted(SAMPLES) == TABLE["uncompiled"]


@pytest.mark.tensorflow
def test_xla_refuses_each_name() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COMPILE],
        input=json.dumps({**SAMPLES, **COMPILED}),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(json.loads(done.stdout)) == sorted(SAMPLES)
