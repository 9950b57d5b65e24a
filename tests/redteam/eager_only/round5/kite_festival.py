"""Tracks kites over a beach: any number of sightings a frame, exported functions with open dimensions."""
import tensorflow as tf

POINTS = tf.TensorSpec([None, 2], tf.float32)


def spread(points):
    """Mean distance of neighbours in the list."""
    steps = tf.norm(points[1:] - points[:-1], axis=1)
    return tf.reduce_sum(steps) / (points.shape[0] - 1)  # expect: tf-static-shape


def staged_spread(points):
    steps = tf.norm(points[1:] - points[:-1], axis=1)
    return tf.reduce_sum(steps) / tf.cast(tf.shape(points)[0] - 1, tf.float32)


def tag(points, ids):
    count, dims = points.shape
    marks = tf.zeros([count, dims + 1])  # expect: tf-static-shape
    return marks + tf.cast(ids[:, tf.newaxis], tf.float32)


def staged_tag(points, ids):
    dims = points.shape[-1]
    marks = tf.zeros([tf.shape(points)[0], dims + 1])
    return marks + tf.cast(ids[:, tf.newaxis], tf.float32)


class Tracker(tf.Module):
    """Joins what is measured for a frame."""

    def __init__(self, measure, mark, decay=0.5):
        super().__init__()
        self.measure = measure
        self.mark = mark
        self.mean = tf.Variable(0.0)
        self.decay = decay

    def signature(self):
        return POINTS, tf.TensorSpec(POINTS.shape[:1], tf.int32)

    def frame(self, points, ids):
        assert points.shape.rank == 2 and points.shape[1] == 2
        centre = tf.reduce_mean(points, axis=0)
        flat = tf.reshape(points - centre, [-1, points.shape[1]])
        self.mean.assign(self.decay * self.mean + (1.0 - self.decay) * self.measure(flat))
        rows = points.shape[0] or tf.shape(points)[0]
        return self.mark(points, ids), tf.cast(rows, tf.float32) * self.mean

    def export(self):
        return tf.function(self.frame).get_concrete_function(*self.signature())


def frames():
    for n in (3, 5, 2):
        points = tf.reshape(tf.range(2.0 * n) ** 1.5, [n, 2])
        yield points, tf.range(n)


def replay(function):
    out = []
    for points, ids in frames():
        marks, mean = function(points, ids)
        out.append((tf.reduce_sum(marks).numpy().round(3), mean.numpy().round(3)))
    return out


def error_of(tracker):
    try:
        tracker.export()
    except (TypeError, ValueError) as error:
        return str(error)
    raise AssertionError("exported")


if __name__ == "__main__":
    eager, graph = Tracker(spread, tag), Tracker(staged_spread, staged_tag)
    assert replay(eager.frame) == replay(graph.export())
    closed = Tracker(spread, tag)
    points, ids = next(frames())
    traced = tf.function(closed.frame)
    assert traced(points, ids)[0].shape == (3, 3)
    text = error_of(Tracker(spread, staged_tag))
    assert "(points.shape[0] - 1)" in text and "NoneType" in text, text
    text = error_of(Tracker(staged_spread, tag))
    assert "marks = tf.zeros([count, dims + 1])" in text, text
    print("proved")
