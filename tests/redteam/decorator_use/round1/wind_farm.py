"""Power of a wind farm from the wind at each turbine, with the wake of its neighbours."""
import tensorflow as tf

CUT_IN, RATED, CUT_OUT = 3.0, 12.0, 25.0


@tf.function(experimental_relax_shapes=True)  # expect: tf-deprecated-argument
def power(speed):
    """Fraction of the rated power."""
    rising = (speed**3 - CUT_IN**3) / (RATED**3 - CUT_IN**3)
    working = (speed >= CUT_IN) & (speed < CUT_OUT)
    return tf.where(working, tf.clip_by_value(rising, 0.0, 1.0), 0.0)


class Farm:
    def __init__(self, positions, rated_kw):
        self.positions = positions
        self.rated_kw = rated_kw

    @tf.function
    def output(self, wind, direction):
        along = tf.linalg.matvec(self.positions, direction)
        behind = along[:, None] - along[None, :]
        deficit = tf.reduce_sum(tf.where(behind > 0.0, 0.3 * tf.exp(-behind / 4.0), 0.0), axis=1)
        return self.rated_kw * power(wind * (1.0 - tf.minimum(deficit, 0.9)))


def monitored(base):
    """Adds what the control room shows to a kind of farm."""

    class Monitored(base):
        @tf.function  # expect: tf-decorator-order
        @property
        def capacity(self):
            return self.rated_kw * tf.cast(tf.shape(self.positions)[0], tf.float32)

    return Monitored


def weather():
    return tf.constant([8.0, 11.0, 14.0]), tf.constant([1.0, 0.0])


if __name__ == "__main__":
    layout = tf.constant([[0.0, 0.0], [5.0, 1.0], [9.0, -1.0]])
    farm = Farm(layout, 2000.0)
    graph = farm.output(*weather())
    eager = Farm.output.python_function(farm, *weather())
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 0.1))
    assert "`(experimental_relax_shapes)`" in tf.function.__doc__.split("`tf.function` constructs")[0]
    for shape in (2, 3, 4, 5):  # as with reduce_retracing, a second trace serves all further shapes
        power(tf.fill([shape], 9.0))  # allow: tf-shape-retrace
    traces = power.experimental_get_tracing_count()
    assert traces <= 3, traces
    try:
        monitored(Farm)
    except TypeError as error:
        assert "is not a callable object" in str(error), error
    else:
        raise AssertionError("a property was callable")
    print("proved")
