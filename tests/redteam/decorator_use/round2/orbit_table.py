"""Tables of an orbit that are computed by compiled methods while the object is set up."""
import tensorflow as tf


class Orbit(tf.Module):
    registry = {}

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        Orbit.registry[cls.__name__] = cls

    def __init__(self, eccentricity, points=16):
        super().__init__()
        self.eccentricity = tf.constant(eccentricity)
        self.anomalies = self._solve(tf.linspace(0.0, 6.0, points))
        self.radius = tf.function(self._radius)
        self._install()

    def _install(self):
        self.table = tf.Variable(self.radius(self.anomalies), trainable=False)

    @tf.function
    def _solve(self, mean):
        """Kepler's equation by a fixed number of Newton steps."""
        anomaly = mean
        for _ in tf.range(8):
            error = anomaly - self.eccentricity * tf.sin(anomaly) - mean
            anomaly -= error / (1.0 - self.eccentricity * tf.cos(anomaly))
        return anomaly

    def _radius(self, anomaly):
        return 1.0 - self.eccentricity * tf.cos(anomaly)

    @tf.function
    def __call__(self, index):
        return tf.gather(self.table, index)

    @tf.function
    def __add__(self, offset):
        return self.table + offset

    @tf.function
    def __contains__(self, value):
        return tf.reduce_any(tf.abs(self.table - value) < 0.1)

    def __repr__(self):
        return f"{type(self).__name__}({float(self.eccentricity):.2f})"

    def __bool__(self):
        return float(self.eccentricity) > 0.0


class Comet(Orbit):
    def __init__(self, eccentricity):
        super().__init__(eccentricity, points=32)
        self.fastest = tf.argmin(self.table)


if __name__ == "__main__":
    for kind, value in (("Comet", 0.8), ("Comet", 0.5)):
        orbit = Orbit.registry[kind](value)
        tf.config.run_functions_eagerly(True)
        eager = Orbit.registry[kind](value)
        tf.config.run_functions_eagerly(False)
        assert bool(tf.reduce_all(tf.abs(orbit.table - eager.table) < 1e-4))
        assert int(orbit.fastest) == int(eager.fastest) and orbit
        index = tf.constant([0, 5])
        assert bool(tf.reduce_all(tf.abs(orbit(index) - tf.gather(eager.table, index)) < 1e-4))
        offset = tf.constant(2.0)
        assert bool(tf.reduce_all(tf.abs((orbit + offset) - (eager.table + offset)) < 1e-4))
        assert (tf.constant(1.0 - value) in orbit) and (tf.constant(9.0) not in orbit)
    assert repr(orbit) == "Comet(0.50)"
    print("proved")
