"""Tracks of comets from sparse sightings; inputs are described by a table that was written long ago."""
import tensorflow as tf

compat = tf.compat.v1


def dense_input(width):
    return tf.TensorSpec([None, width], tf.float32)


def sparse_input(width):
    return compat.sparse_placeholder(tf.float32, shape=[None, width], name="sightings")  # expect: tf1-placeholder


def ragged_input(width):
    return compat.ragged.placeholder(tf.float32, ragged_rank=1, value_shape=[])  # expect: tf1-placeholder


def sparse_spec(width):
    return tf.SparseTensorSpec([None, width], tf.float32)


INPUTS = {"dense": dense_input, "sparse": sparse_input, "sparse spec": sparse_spec, "ragged": ragged_input}


class Tracker(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.width = width
        self.orbit = tf.Variable(tf.linspace(0.5, 1.5, width))

    def describe(self, kind):
        return INPUTS[kind](self.width)

    @tf.function
    def dense(self, sightings):
        return tf.linalg.matvec(sightings, self.orbit)

    @tf.function
    def sparse(self, sightings):
        return tf.sparse.sparse_dense_matmul(sightings, self.orbit[:, None])[:, 0]

    @tf.function
    def fit(self, sightings, brightness):
        with tf.GradientTape() as tape:
            error = tf.reduce_mean((self.sparse(sightings) - brightness) ** 2)
        gradient = tape.gradient(error, self.orbit)
        if tf.norm(gradient) > 1.0:
            gradient = gradient / tf.norm(gradient)
        self.orbit.assign_sub(0.1 * gradient)
        return error


def nights(seed):
    rows = tf.random.stateless_uniform([4, 3], [seed, 2])
    return tf.where(rows > 0.5, rows, 0.0)


if __name__ == "__main__":
    tracker, reference = Tracker(3), Tracker(3)
    for seed in range(3):
        rows = nights(seed)
        sparse = tf.sparse.from_dense(rows)
        assert float(tf.reduce_max(tf.abs(tracker.dense(rows) - tracker.sparse(sparse)))) < 1e-5
        error = tracker.fit(sparse, tf.reduce_sum(rows, axis=1))
        eager = Tracker.fit.python_function(reference, sparse, tf.reduce_sum(rows, axis=1))
        assert abs(float(error) - float(eager)) < 1e-5
    assert tracker.describe("dense").shape.as_list() == [None, 3]
    assert tracker.describe("sparse spec").is_compatible_with(sparse)
    for kind in ("sparse", "ragged"):
        try:
            tracker.describe(kind)
        except RuntimeError as error:
            assert "not compatible with eager execution" in str(error), error
        else:
            raise AssertionError(f"the {kind} input waited to be fed")
    print("proved")
