"""Flow between frames: functions handed to TensorFlow's mapping helpers and a property with a choice."""
import tensorflow as tf


def unit(vector):
    """The direction of a flow vector, zero where there is hardly any."""
    length = tf.norm(vector)
    if length < 1e-3:  # expect: tf-tensor-bool-unconverted
        return tf.zeros_like(vector)
    return vector / length


def staged_unit(vector):
    length = tf.norm(vector)
    return tf.where(length < 1e-3, tf.zeros_like(vector), vector / tf.maximum(length, 1e-3))


@tf.function
def directions(flow):
    return tf.vectorized_map(unit, flow)


@tf.function
def staged_directions(flow):
    return tf.vectorized_map(staged_unit, flow)


@tf.function
def mapped_directions(flow):
    """map_fn converts what it is given."""
    return tf.map_fn(unit, flow)


class Flow:
    def __init__(self, vectors):
        self.vectors = vectors

    @property
    def dominant(self):
        mean = tf.reduce_mean(self.vectors, axis=0)
        return mean if tf.norm(mean) > 0.1 else self.vectors[0]  # expect: tf-tensor-bool-unconverted

    def dominant_direction(self):
        mean = tf.reduce_mean(self.vectors, axis=0)
        return mean if tf.norm(mean) > 0.1 else self.vectors[0]


@tf.function
def camera_motion(vectors):
    return Flow(vectors).dominant


@tf.function
def staged_camera_motion(vectors):
    return Flow(vectors).dominant_direction()


@tf.function
def balanced(fields):
    """An inline lambda belongs to the function around it."""
    return tf.nest.map_structure(lambda f: f if tf.norm(f) > 1.0 else 2.0 * f, fields)


def fields():
    moving = tf.constant([[3.0, 4.0], [0.0, 0.0], [1.0, 0.0]])
    still = tf.constant([[0.01, 0.0], [-0.01, 0.0], [0.0, 0.0]])
    return moving, still


def near(a, b):
    return float(tf.reduce_max(tf.abs(a - b))) < 1e-5


if __name__ == "__main__":
    for field in fields():
        expected = tf.stack([unit(vector) for vector in field])
        assert near(staged_directions(field), expected) and near(mapped_directions(field), expected)
        assert near(staged_camera_motion(field), camera_motion.python_function(field))
    scaled = {"first": fields()[0], "second": fields()[1]}
    graph, eager = balanced(scaled), balanced.python_function(scaled)
    assert all(near(graph[name], eager[name]) for name in scaled)
    caught = []
    for function in (directions, camera_motion):
        try:
            function(fields()[0])
        except tf.errors.OperatorNotAllowedInGraphError as error:
            caught.append(str(error))
    assert len(caught) == 2 and all("as a Python `bool` is not allowed" in text for text in caught)
    print("proved")
