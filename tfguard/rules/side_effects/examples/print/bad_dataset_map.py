"""Dataset.map traces its function once, when the dataset is defined: the text is printed for no element."""

import contextlib
import io

import tensorflow as tf


def scale(pixels):
    print("scaling", pixels)  # expect: tf-print
    return tf.cast(pixels, tf.float32) / 255.0


def run():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        batches = tf.data.Dataset.range(5).map(scale)
        total = sum(float(batch) for batch in batches)
    return {"printed": output.getvalue().count("scaling"), "total": round(total, 4)}
