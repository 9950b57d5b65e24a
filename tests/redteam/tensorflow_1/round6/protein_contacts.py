"""Predicts which residues of a protein touch, from the distances of their embeddings."""
import abc

import tensorflow as tf


class ContactModel(abc.ABC):
    """Shared parts of the models; the thresholds are fractions of the largest distance."""

    def __init__(self, width):
        self.projection = tf.Variable(tf.random.stateless_normal([4, width], [8, 8]))

    def distances(self, residues):
        points = residues @ self.projection
        difference = points[:, None, :] - points[None, :, :]
        return tf.sqrt(tf.reduce_sum(difference**2, axis=-1) + 1e-9)

    def value_of(self, tensor):
        return tensor.eval()  # expect: tf1-session

    @abc.abstractmethod
    def threshold(self, distances):
        ...


class MeanThreshold(ContactModel):
    def threshold(self, distances):
        return 0.5 * tf.reduce_mean(distances)

    @tf.function
    def contacts(self, residues):
        distances = self.distances(residues)
        limit = self.threshold(distances)
        return tf.cast(distances < limit, tf.int32)


class CappedThreshold(MeanThreshold):
    def threshold(self, distances):
        largest = self.value_of(tf.reduce_max(distances))
        return tf.minimum(super().threshold(distances), 0.4 * largest)


def residues(count):
    return tf.random.stateless_normal([count, 4], [count, 3])


def compare(count=7):
    models = {"mean": MeanThreshold(3), "capped": CappedThreshold(3)}
    return {name: int(tf.reduce_sum(model.contacts(residues(count)))) for name, model in models.items()}


if __name__ == "__main__":
    model = MeanThreshold(3)
    graph = model.contacts(residues(7))
    eager = MeanThreshold.contacts.python_function(model, residues(7))
    assert bool(tf.reduce_all(graph == eager))
    try:
        compare()
    except ValueError as error:
        assert "No default session is registered" in str(error), error
    else:
        raise AssertionError("there was a session")
    try:
        CappedThreshold(3).value_of(tf.constant(1.0))
    except NotImplementedError as error:
        assert "eval is not supported" in str(error)
    else:
        raise AssertionError("eager tensors have eval")
    print("proved")
