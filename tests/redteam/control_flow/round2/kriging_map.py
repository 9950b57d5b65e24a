"""Kriging of soil samples: covariances that may be singular are repaired."""
import numpy as np
import tensorflow as tf

JITTER = 1e-2


def kernel(a, b, length=1.0):
    squared = tf.reduce_sum(tf.square(a[:, tf.newaxis] - b[tf.newaxis]), axis=-1)
    return tf.exp(-0.5 * squared / length**2)


def inverse(matrix):
    """The inverse, with jitter when there is none without."""
    try:
        return tf.linalg.inv(matrix)
    except tf.errors.InvalidArgumentError:  # expect: tf-try-except
        return tf.linalg.inv(matrix + JITTER * tf.eye(tf.shape(matrix)[0]))


def staged_inverse(matrix):
    least = tf.reduce_min(tf.linalg.eigvalsh(matrix))
    jitter = tf.where(least > 1e-6, 0.0, JITTER)
    return tf.linalg.inv(matrix + jitter * tf.eye(tf.shape(matrix)[0]))


class Kriging:
    invert = staticmethod(inverse)

    def __init__(self, lengths=(1.0, 2.0)):
        self.lengths = lengths

    @tf.function
    def weights(self, places, values):
        return tf.linalg.matvec(self.invert(kernel(places, places)), values)

    @tf.function
    def evidence(self, places, values):
        """For each length scale, how well it explains the values."""
        scores = []
        for length in self.lengths:
            covariance = kernel(places, places, length) + tf.eye(len(places))
            lower = tf.linalg.cholesky(covariance)
            scores.append(-tf.reduce_sum(tf.math.log(tf.linalg.diag_part(lower))))
        return tf.stack(scores)


class StagedKriging(Kriging):
    invert = staticmethod(staged_inverse)


def samples(duplicate):
    places = np.array([[0.0, 0.0], [1.0, 0.5], [2.0, 2.0]], dtype=np.float32)
    if duplicate:
        places[1] = places[0]
    return tf.constant(places), tf.constant([1.0, 1.0, 0.5])


if __name__ == "__main__":
    model, staged = Kriging(), StagedKriging()
    tf.config.run_functions_eagerly(True)
    regular, singular = model.weights(*samples(False)), model.weights(*samples(True))
    evidence = model.evidence(*samples(False))
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(staged.weights(*samples(False)), regular, rtol=1e-3)
    np.testing.assert_allclose(staged.weights(*samples(True)), singular, rtol=1e-2)
    np.testing.assert_allclose(model.evidence(*samples(False)), evidence, rtol=1e-4)
    np.testing.assert_allclose(model.weights(*samples(False)), regular, rtol=1e-3)
    try:
        model.weights(*samples(True))
    except tf.errors.InvalidArgumentError as error:
        assert "Input is not invertible" in str(error) and "Graph execution error" in str(error), error
    else:
        raise AssertionError("the repair ran in the graph")
    print("proved")
