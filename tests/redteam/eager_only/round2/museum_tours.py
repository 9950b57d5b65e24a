"""Plans tours through a museum; helpers take tensors and arrays alike and ask which of them they have."""
import numpy as np
import tensorflow as tf

ROOMS = 5
WALK = np.abs(np.subtract.outer(np.arange(ROOMS), np.arange(ROOMS))).astype(np.float32)


def as_value(x):
    """A NumPy array where there is one, and else the tensor."""
    if hasattr(x, "numpy"):
        return x.numpy()
    return x


def try_value(x):
    try:
        return x.numpy()
    except AttributeError:
        return x


def mean_of(x):
    if isinstance(x, np.ndarray):
        return np.mean(x, axis=-1)
    if isinstance(x, (list, tuple)):
        return np.mean(np.asarray(x, np.float32), axis=-1)
    return tf.reduce_mean(x, axis=-1)


def normal(x):
    total = mean_of(x) * x.shape[-1]
    return x / total[..., None]


def static_limit(limit, default):
    known = tf.get_static_value(limit)
    if known is None:
        return default
    return float(known) * np.sqrt(1.0)


class Tour:
    def __init__(self, interests):
        self.interests = interests

    def __len__(self):
        return len(self.interests)

    @tf.function
    def crowding(self, visitors, rooms):
        """How crowded the rooms are, weighted by the interests."""
        share = as_value(normal(visitors))
        walks = normal(WALK) * mean_of(self.interests)
        distance = tf.linalg.matvec(walks, share)
        kept = tf.minimum(try_value(distance), static_limit(tf.constant(2.0), 9.0))
        return tf.gather(kept, rooms) / float(len(self))

    def summary(self, visitors, rooms):
        return np.round(as_value(self.crowding(visitors, rooms)), 3).tolist()


def saturday():
    return tf.constant([30.0, 12.0, 45.0, 8.0, 5.0]), tf.constant([0, 2, 4])


if __name__ == "__main__":
    tour = Tour([0.5, 1.0, 0.25])
    graph = tour.summary(*saturday())
    tf.config.run_functions_eagerly(True)
    eager = tour.summary(*saturday())
    tf.config.run_functions_eagerly(False)
    assert np.allclose(graph, eager, atol=2e-3) and len(graph) == 3
    assert isinstance(as_value(saturday()[0]), np.ndarray) and float(mean_of(saturday()[0])) == 20.0
    print("proved")
