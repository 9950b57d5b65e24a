"""Calibrates logits by a search over temperatures."""
import numpy as np
import tensorflow as tf


@tf.function
def calibration_loss(logits, labels, temperature):
    scaled = logits / tf.cast(temperature, logits.dtype)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, scaled))


@tf.function
def confidence_gap(logits, labels, temperature, bin_edge):
    """Confidence minus accuracy of the examples above an edge."""
    probabilities = tf.nn.softmax(logits / temperature)
    confidence = tf.reduce_max(probabilities, axis=-1)
    hits = tf.cast(tf.equal(tf.argmax(logits, -1, tf.int32), labels), tf.float32)
    chosen = tf.cast(confidence >= tf.cast(bin_edge, tf.float32), tf.float32)
    return tf.math.divide_no_nan(tf.reduce_sum(chosen * (confidence - hits)), tf.reduce_sum(chosen))


@tf.function
def rescale_all(matrix, factor):
    return tf.reduce_sum(matrix * factor)


class TemperatureSearch:
    def __init__(self, low=0.5, high=3.0, steps=11):
        self.grid = np.linspace(low, high, steps)

    def __call__(self, logits, labels):
        best, best_loss = None, np.inf
        for temperature in self.grid:
            loss = calibration_loss(logits, labels, temperature).numpy()
            if loss < best_loss:
                best, best_loss = temperature, loss
        return np.float32(best), best_loss

    def reliability(self, logits, labels, temperature):
        return [confidence_gap(logits, labels, temperature, edge).numpy() for edge in np.arange(0.0, 1.0, 0.2)]


def make_logits(rows=60, classes=4):
    generator = np.random.default_rng(14)
    labels = generator.integers(0, classes, size=rows).astype(np.int32)
    logits = 3.0 * generator.normal(size=[rows, classes]) + 2.0 * np.eye(classes)[labels]
    return logits.astype(np.float32), labels


def main():
    logits, labels = make_logits()
    search = TemperatureSearch()
    temperature, loss = search(logits, labels)
    gaps = search.reliability(logits, labels, temperature)
    totals = [rescale_all(logits, gap).numpy() for gap in gaps]
    return temperature, loss, gaps, totals


if __name__ == "__main__":
    temperature, loss, gaps, totals = main()
    assert 0.5 <= temperature <= 3.0 and len(gaps) == len(totals) == 5
    for function in (calibration_loss, confidence_gap, rescale_all):
        assert function.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(main()[3], totals, rtol=1e-3, atol=1e-4)
    print("proved")
