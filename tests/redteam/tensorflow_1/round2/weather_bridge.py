"""Weather models for either version: the branch for the first one is never taken under the second."""
import tensorflow as tf

try:
    from packaging.version import parse as parse_version
except ImportError:

    def parse_version(text):
        return tuple(int(part) for part in text.split(".")[:2])


HAS_SESSIONS = hasattr(tf, "Session")


def new_graph_inputs(size):
    if tf.executing_eagerly():
        return tf.TensorSpec([None, size], tf.float32)
    return tf.compat.v1.placeholder(tf.float32, [None, size])


class Backend:
    """Hides which version is there."""

    def __init__(self):
        self.session = None
        if HAS_SESSIONS:
            self.session = tf.Session()
            self.session.run(tf.global_variables_initializer())

    def function(self, python_function):
        if HAS_SESSIONS:
            return python_function
        return tf.function(python_function)

    def value(self, tensor):
        if self.session is not None:
            return self.session.run(tensor)
        return tensor.numpy()


backend = Backend()


@backend.function
def pressure(height, temperature):
    """The barometric formula."""
    return 1013.25 * tf.exp(-0.0342 * height / (temperature + 273.15))


@backend.function
def dew_point(temperature, humidity):
    gamma = tf.math.log(humidity / 100.0) + 17.62 * temperature / (243.12 + temperature)
    return 243.12 * gamma / (17.62 - gamma)


def station(height, temperature, humidity):
    return (
        float(backend.value(pressure(height, temperature))),
        float(backend.value(dew_point(temperature, humidity))),
    )


if __name__ == "__main__":
    assert parse_version(tf.__version__) >= parse_version("2.0")
    assert not HAS_SESSIONS and backend.session is None
    assert isinstance(new_graph_inputs(3), tf.TensorSpec)
    for height in tf.constant([0.0, 500.0, 1500.0]):
        graph = station(height, tf.constant(12.0), tf.constant(70.0))
        tf.config.run_functions_eagerly(True)
        eager = station(height, tf.constant(12.0), tf.constant(70.0))
        tf.config.run_functions_eagerly(False)
        assert all(abs(a - b) < 1e-2 for a, b in zip(graph, eager))
    assert 6.0 < graph[1] < 7.5
    print("proved")
