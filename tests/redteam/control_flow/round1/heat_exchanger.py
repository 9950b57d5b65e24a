"""A model of a heat exchanger, whose wall temperature is found by relaxation."""
import tensorflow as tf


@tf.autograph.experimental.do_not_convert
def damping(residual):
    """Library code that brings its own graph functions."""
    if residual > 1.0:  # expect: tf-tensor-bool-unconverted
        return 0.25
    return 0.5


def staged_damping(residual):
    return tf.where(residual > 1.0, 0.25, 0.5)


class Wall:
    """Cells between a hot and a cold stream."""

    def __init__(self, hot, cold):
        self.hot = hot
        self.cold = cold

    def residual(self, wall):
        return (self.hot - wall) + (self.cold - wall)

    @property
    def span(self):
        return tf.abs(self.hot - self.cold)


@tf.function
def relax(hot, cold, wall):
    cells = Wall(hot, cold)

    def unfinished(wall, count):
        return (tf.reduce_max(tf.abs(cells.residual(wall))) > 0.01) & (count < 100)

    def step(wall, count):
        residual = cells.residual(wall)
        rate = damping(tf.reduce_max(tf.abs(residual)))
        return wall + rate * residual, count + 1

    return tf.while_loop(unfinished, step, [wall, tf.constant(0)])


@tf.function
def relax_staged(hot, cold, wall):
    cells = Wall(hot, cold)
    count = tf.constant(0)
    while tf.reduce_max(tf.abs(cells.residual(wall))) > 0.01 and count < 100:
        residual = cells.residual(wall)
        wall = wall + staged_damping(tf.reduce_max(tf.abs(residual))) * residual
        count += 1
    return wall, count


@tf.function
def duty(hot, cold, area):
    cells = Wall(hot, cold)
    return area * sum(cells.span)  # expect: tf-tensor-iteration


@tf.function
def staged_duty(hot, cold, area):
    cells = Wall(hot, cold)
    return area * sum([tf.reduce_sum(cells.span), tf.constant(0.0)])


if __name__ == "__main__":
    streams = tf.constant([80.0, 60.0]), tf.constant([20.0, 30.0])
    wall, area = tf.constant([20.0, 30.0]), tf.constant(2.0)
    eager = relax.python_function(*streams, wall)
    graph = relax_staged(*streams, wall)
    assert [v.numpy().tolist() for v in eager] == [v.numpy().tolist() for v in graph]
    assert float(duty.python_function(*streams, area)) == float(staged_duty(*streams, area)) == 180.0
    try:
        relax(*streams, wall)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error) and "rate = damping(" in str(error)
    else:
        raise AssertionError("the helper was converted")
    try:
        duty(*streams, area)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "Iterating over a symbolic `tf.Tensor` is not allowed" in str(error)
        assert "area * sum(cells.span)" in str(error)
    else:
        raise AssertionError("sum was converted")
    print("proved")
