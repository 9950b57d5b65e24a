"""Aggregated features of vibration sensors: sums for each machine, event counts, energy."""
import tensorflow as tf


@tf.function(jit_compile=True)
def machine_totals(readings, machine_ids):
    centred = readings - tf.reduce_mean(readings)
    return tf.math.segment_sum(tf.square(centred), machine_ids)  # expect: tf-jit-incompatible


@tf.function(jit_compile=True)
def event_histogram(codes):
    values, _, counts = tf.unique_with_counts(codes)  # expect: tf-jit-incompatible
    share = tf.cast(counts, tf.float32) / tf.cast(tf.size(codes), tf.float32)
    return values, share


@tf.function(jit_compile=True)
def signal_energy(readings, weights):
    tf.debugging.assert_non_negative(weights, message="weights of sensors")  # expect: tf-jit-silent-difference
    return tf.reduce_sum(weights * tf.square(readings))


@tf.function(jit_compile=True)
def crest_factor(readings):
    return tf.reduce_max(tf.abs(readings)) / tf.sqrt(tf.reduce_mean(tf.square(readings)))


def sample():
    readings = tf.constant([0.1, 0.4, -0.3, 0.9, -1.2, 0.5])
    return readings, tf.constant([0, 0, 1, 1, 1, 2]), tf.constant([7, 3, 7, 7, 1, 3])


def build_features():
    readings, machines, codes = sample()
    return {
        "crest": crest_factor(readings),
        "energy": signal_energy(readings, tf.constant([1.0, -1.0, 0.5, 0.5, 1.0, 1.0])),
        "events": event_histogram(codes),
        "totals": machine_totals(readings, machines),
    }


def must_fail(function, *arguments):
    try:
        function(*arguments)
    except tf.errors.InvalidArgumentError as error:
        assert "Detected unsupported operations when trying to compile graph" in str(error), error
        return str(error)
    raise AssertionError("compiled")


if __name__ == "__main__":
    readings, machines, codes = sample()
    must_fail(build_features)
    assert "SegmentSum" in must_fail(machine_totals, readings, machines)
    assert "UniqueWithCounts" in must_fail(event_histogram, codes)
    assert machine_totals.python_function(readings, machines).shape == (3,)
    assert event_histogram.python_function(codes)[0].numpy().tolist() == [7, 3, 1]
    negative = tf.constant([1.0, -1.0, 0.5, 0.5, 1.0, 1.0])
    assert float(signal_energy(readings, negative)) > 0.0
    try:
        tf.function(signal_energy.python_function)(readings, negative)
    except tf.errors.InvalidArgumentError as error:
        assert "weights of sensors" in str(error)
    else:
        raise AssertionError("the check was silent without XLA too")
    assert abs(float(crest_factor(readings)) - float(crest_factor.python_function(readings))) < 1e-5
    print("proved")
