"""Mixes perfumes: notes are embedded, blended and compared. Parameters come from a small store of the house."""
import tensorflow as tf


class Store:
    """Keeps variables by name, as the old scopes did."""

    def __init__(self):
        self.kept = {}

    def get(self, name, shape, seed=0):
        if name not in self.kept:
            self.kept[name] = tf.Variable(tf.random.stateless_normal(shape, [seed, 1]), name=name)
        return self.kept[name]


class Mixer:
    def __init__(self, notes, width=3):
        self.notes, self.width = notes, width
        self.store = Store()
        self.table = self.parameter("table", [notes, width])

    def parameter(self, name, shape):
        return self.store.get(name, shape)

    @tf.function
    def blend(self, amounts):
        share = amounts / tf.reduce_sum(amounts)
        return tf.linalg.matvec(self.table, share, transpose_a=True)

    @tf.function
    def likeness(self, a, b):
        first, second = self.blend(a), self.blend(b)
        return tf.reduce_sum(first * second) / (tf.norm(first) * tf.norm(second) + 1e-6)


class ScopedMixer(Mixer):
    """A mixer whose parameters are shared between all of one family."""

    family = "citrus"

    def parameter(self, name, shape):
        with tf.variable_scope(self.family, reuse=tf.AUTO_REUSE):  # expect: tf1-variables
            return tf.get_variable(name, shape)  # allow: tf1-variables


class LegacyMixer(Mixer):
    initializer = staticmethod(lambda: tf.keras.initializers.Constant(0.5))

    def parameter(self, name, shape):
        return tf.get_variable(  # expect: tf1-variables
            name,
            shape,
            initializer=self.initializer(),
        )


def formulas():
    return tf.constant([1.0, 0.0, 2.0, 1.0]), tf.constant([0.0, 3.0, 1.0, 0.5])


if __name__ == "__main__":
    mixer = Mixer(4)
    assert mixer.parameter("table", [4, 3]) is mixer.table
    for scale in (1.0, 2.0, 5.0):
        a, b = formulas()
        graph = mixer.likeness(a * scale, b)
        assert abs(float(graph) - float(Mixer.likeness.python_function(mixer, a * scale, b))) < 1e-5
    for kind, name in ((ScopedMixer, "variable_scope"), (LegacyMixer, "get_variable")):
        try:
            kind(4)
        except AttributeError as error:
            assert f"has no attribute '{name}'" in str(error) or "AUTO_REUSE" in str(error), error
        else:
            raise AssertionError(name)
    print("proved")
