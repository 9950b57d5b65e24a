"""Scores batches of sensor readings by how far their histogram has drifted from a reference."""
import tensorflow as tf

BINS = 8
RANGE = [0.0, 1.0]


@tf.function(jit_compile=True)
def drift(readings, reference):
    counts = tf.histogram_fixed_width(readings, RANGE, nbins=BINS)  # expect: tf-jit-incompatible
    share = tf.cast(counts, tf.float32) / tf.cast(tf.size(readings), tf.float32)
    return tf.reduce_sum(tf.abs(share - reference))


@tf.function(jit_compile=True)
def running_peaks(readings):
    peaks = tf.TensorArray(tf.float32, size=0, dynamic_size=True)  # expect: tf-jit-silent-difference
    highest = readings[0]
    for position in tf.range(tf.size(readings)):
        highest = tf.maximum(highest, readings[position])
        peaks = peaks.write(position, highest)  # allow: tf-jit-silent-difference
    return peaks.stack()  # allow: tf-jit-silent-difference


@tf.function(jit_compile=True)
def spread(readings):
    ordered = tf.sort(readings)
    return ordered[-3] - ordered[2]


def batches(count):
    for number in range(count):
        yield tf.random.stateless_uniform([64], seed=[number, 0])


def monitor(reference):
    report = []
    for readings in batches(3):
        report.append((drift(readings, reference), running_peaks(readings), spread(readings)))
    return report


def main():
    return monitor(tf.fill([BINS], 1.0 / BINS))


if __name__ == "__main__":
    readings = next(batches(1))
    reference = tf.fill([BINS], 1.0 / BINS)
    assert 0.0 <= float(drift.python_function(readings, reference)) < 1.0
    try:
        main()
    except tf.errors.InvalidArgumentError as error:
        assert "Detected unsupported operations" in str(error), error
        assert "sensor_drift.py" in str(error) or "istogram" in str(error)
    else:
        raise AssertionError("XLA has a histogram")
    eager = running_peaks.python_function(readings)
    assert eager.shape == (64,)
    assert running_peaks(readings).shape != (64,)
    assert abs(float(spread(readings)) - float(spread.python_function(readings))) < 1e-6
    print("proved")
