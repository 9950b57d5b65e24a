"""Shallow-ice flow on a grid, stepped with a signature so that any grid fits."""
import functools

import tensorflow as tf

FIELD = tf.TensorSpec([None], tf.float32)
SCALAR = tf.TensorSpec([], tf.float32)
stepper = functools.partial(tf.function, input_signature=[FIELD, FIELD, SCALAR])


def slope(surface):
    return 0.5 * (tf.roll(surface, -1, axis=0) - tf.roll(surface, 1, axis=0))


class Glacier:
    def __init__(self, softness):
        self.softness = tf.Variable(softness)

    def diffusivity(self, thickness, gradient):
        return self.softness * thickness**5 * gradient**2

    @stepper
    def advance(self, thickness, bed, dt):
        gradient = slope(thickness + bed)
        flux = self.diffusivity(thickness, gradient) * gradient
        return tf.nn.relu(thickness + dt * slope(flux))


def with_climate(base):
    """A glacier that also gains and loses ice at its surface."""

    class Climatic(base):
        def __init__(self, softness, balance):
            super().__init__(softness)
            self.balance = balance

        @tf.function(input_signature=[None, FIELD, FIELD, SCALAR])  # expect: tf-bad-input-signature
        def advance_year(self, thickness, bed, equilibrium):
            above = thickness + bed - equilibrium
            return self.advance(thickness + self.balance * above, bed, tf.constant(1.0))

    return Climatic


def valley():
    x = tf.linspace(0.0, 1.0, 12)
    return tf.exp(-((x - 0.4) ** 2) / 0.02), 1.0 - x


if __name__ == "__main__":
    glacier = Glacier(0.1)
    thickness, bed = valley()
    dt = tf.constant(0.01)
    eager = Glacier.advance.python_function(glacier, thickness, bed, dt)
    for _ in range(2):
        graph = glacier.advance(thickness, bed, dt)
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
    assert glacier.advance.experimental_get_tracing_count() == 1
    try:
        with_climate(Glacier)
    except TypeError as error:
        assert "must be a possibly nested sequence of TensorSpec" in str(error), error
    else:
        raise AssertionError("self had a specification")
    print("proved")
