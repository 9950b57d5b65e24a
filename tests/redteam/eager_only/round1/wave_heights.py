"""Statistics of wave records, written against TensorFlow's own NumPy interface."""
import numpy
import tensorflow as tf
import tensorflow.experimental.numpy as np
from tensorflow.experimental import numpy as tnp

SECONDS = 8
EDGES = numpy.array([0.0, 0.5, 1.0, 2.0], numpy.float32)


def zero_mean(record):
    return record - np.mean(record, axis=-1, keepdims=True)


def energy_share(record, low, high):
    """The share of the energy between two frequencies of the transform."""
    spectrum = np.square(np.abs(tf.signal.rfft(record)))
    return np.sum(spectrum[..., low:high], axis=-1) / np.sum(spectrum, axis=-1)


@tf.function
def significant_height(records):
    """Four times the standard deviation, for each record."""
    calm = zero_mean(records)
    return 4.0 * np.sqrt(np.mean(np.square(calm), axis=1))


@tf.function
def summary(records):
    calm = zero_mean(records)
    parts = [np.max(calm, axis=1), np.min(calm, axis=1), energy_share(calm, 1, 3)]
    clipped = tnp.clip(calm, EDGES.min() - 1.0, float(EDGES[-1]))
    parts.append(tnp.where(clipped > 0, clipped, tnp.zeros_like(clipped))[:, 0])
    return tnp.stack(parts, axis=1)


@tf.function
def histogram(records):
    heights = np.reshape(np.abs(zero_mean(records)), [-1, 1])
    inside = np.logical_and(heights >= EDGES[:-1], heights < EDGES[1:])
    return np.sum(tnp.asarray(inside, dtype=np.int32), axis=0)


def reference(records):
    """The same heights by NumPy proper, on arrays."""
    values = records.numpy()
    return 4.0 * numpy.sqrt(numpy.mean(numpy.square(values - values.mean(axis=1, keepdims=True)), axis=1))


def buoys():
    time = numpy.arange(SECONDS, dtype=numpy.float32)
    phases = numpy.array([0.5, 1.0, 2.0], numpy.float32)[:, None]
    return tf.constant(numpy.sin(phases * time) + 0.3 * phases)


if __name__ == "__main__":
    waves = buoys()
    for traced in (significant_height, summary, histogram):
        graph, eager = numpy.asarray(traced(waves)), numpy.asarray(traced.python_function(waves))
        assert numpy.allclose(graph, eager, atol=1e-5), (graph, eager)
    assert numpy.allclose(significant_height(waves), reference(waves), atol=1e-5)
    counts, _ = numpy.histogram(numpy.abs(zero_mean(waves)), EDGES)
    assert numpy.asarray(histogram(waves)).tolist() == counts.tolist(), counts
    print("proved")
