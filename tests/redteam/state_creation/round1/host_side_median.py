"""Robust statistics computed on the host: the body of a py_function is eager and may make what it likes."""
import numpy as np
import tensorflow as tf


class HostMedian:
    def __init__(self):
        self.history = []

    def _median(self, values):
        scratch = tf.Variable(tf.sort(values))
        scratch.assign(scratch - tf.reduce_min(scratch))
        self.history.append(float(tf.reduce_max(scratch)))
        middle = int(values.shape[0]) // 2
        return scratch[middle] + tf.reduce_min(values)

    def __call__(self, values):
        result = tf.py_function(self._median, [values], tf.float32)
        result.set_shape([])
        return result


def quantise(values, levels):
    def body(block):
        centers = np.quantile(block, np.linspace(0.0, 1.0, levels)).astype(np.float32)
        return centers[np.abs(block[:, None] - centers[None]).argmin(axis=1)]

    quantised = tf.numpy_function(body, [values], tf.float32)
    quantised.set_shape(values.shape)
    return quantised


host_median = HostMedian()


@tf.function
def robust_scale(values):
    center = host_median(values)
    deviation = host_median(tf.abs(values - center))
    return quantise((values - center) / (deviation + 1e-3), 3)


if __name__ == "__main__":
    batches = [tf.constant([3.0, 1.0, 2.0, 10.0, k + 0.0]) for k in range(4)]
    runs = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        host_median.history.clear()
        results = [robust_scale(batch).numpy() for batch in batches]
        runs[eagerly] = (results, sorted(host_median.history))
    np.testing.assert_allclose(runs[True][0], runs[False][0], rtol=1e-5)
    np.testing.assert_allclose(runs[True][1], runs[False][1], rtol=1e-5)
    assert len(runs[False][1]) == 8
    print("proved")
