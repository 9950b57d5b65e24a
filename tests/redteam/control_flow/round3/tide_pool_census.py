"""Counts animals in tide pools from transect photographs: detections are merged and tallied by pool."""
import tensorflow as tf

SPECIES = ["anemone", "crab", "limpet", "star"]


class Tally:
    """Keeps what a transect yields, in the order in which it is found."""

    def __init__(self):
        self.parts = []

    def record(self, value):
        self.parts.append(value)  # expect: tf-list-append-in-tensor-loop

    def result(self):
        return tf.stack(self.parts)


def density(boxes, area):
    sizes = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return tf.reduce_sum(sizes) / area


@tf.function(input_signature=[tf.TensorSpec([None, 4]), tf.TensorSpec([None], tf.int32), tf.TensorSpec([])])
def densities(boxes, labels, area):
    """The share of the area that each species covers."""
    tally = Tally()
    for kind in tf.range(len(SPECIES)):
        chosen = tf.boolean_mask(boxes, labels == kind)
        tally.record(density(chosen, area))
    return tally.result()


@tf.function(input_signature=[tf.TensorSpec([None, 4]), tf.TensorSpec([None], tf.int32), tf.TensorSpec([])])
def staged_densities(boxes, labels, area):
    parts = []
    for kind, _ in enumerate(SPECIES):
        chosen = tf.boolean_mask(boxes, labels == kind)
        parts.append(density(chosen, area))
    return tf.stack(parts)


@tf.function
def quadrats(counts, rate):
    """One correction a quadrat, the same for all: the camera's rate of misses."""
    corrections = []
    for count in counts:
        if count >= 0:
            corrections.append(1.0 / rate)  # expect: tf-list-append-in-tensor-loop
    return tf.reduce_sum(corrections) * tf.cast(tf.reduce_max(counts), tf.float32)


@tf.function
def staged_quadrats(counts, rate):
    corrections = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    for count in counts:
        if count >= 0:
            corrections = corrections.write(corrections.size(), 1.0 / rate)
    return tf.reduce_sum(corrections.stack()) * tf.cast(tf.reduce_max(counts), tf.float32)


def values(result):
    return [round(v, 5) for v in result.numpy().ravel().tolist()]


if __name__ == "__main__":
    boxes = tf.constant([[0.0, 0.0, 1.0, 2.0], [0.0, 0.0, 2.0, 2.0], [1.0, 1.0, 2.0, 2.0]])
    labels, area = tf.constant([0, 2, 2]), tf.constant(10.0)
    expected = values(densities.python_function(boxes, labels, area))
    assert expected == [0.2, 0.0, 0.5, 0.0] == values(staged_densities(boxes, labels, area))
    assert values(staged_densities(boxes[:1], labels[:1], area)) == [0.2, 0.0, 0.0, 0.0]
    try:
        densities(boxes, labels, area)
    except Exception as error:
        assert type(error).__name__ == "InaccessibleTensorError" and "out of scope" in str(error), error
    else:
        raise AssertionError("a tensor left its loop")

    counts, rate = tf.constant([4, 2, 7]), tf.constant(0.5)
    assert values(quadrats.python_function(counts, rate)) == [42.0] == values(staged_quadrats(counts, rate))
    try:
        wrong = values(quadrats(counts, rate))
    except Exception as error:
        assert "out of scope" in str(error), error
    else:
        assert wrong != [42.0], wrong
    print("proved")
