"""Growth of moss on walls; shared parameters by name inside of traced functions, as the old code made them."""
import tensorflow as tf

v1 = tf.compat.v1


def shared(plot, name, start):
    """One variable a name, however often it is asked for; a store keeps them alive."""
    with v1.variable_scope(plot, reuse=v1.AUTO_REUSE):
        return v1.get_variable(name, initializer=start)


class Wall:
    def __init__(self, height):
        self.height = height
        self.grow = v1.make_template("grow", self._grow)

    def _grow(self, wet):
        rate = v1.get_variable("rate", [self.height], initializer=v1.constant_initializer(0.5))
        return wet * rate


class Garden(tf.Module):
    def __init__(self, plot):
        super().__init__()
        self.plot = plot
        self.variables_by_name = {}

    def variable(self, name, start):
        if name not in self.variables_by_name:
            self.variables_by_name[name] = shared(self.plot, name, tf.constant(start))
        return self.variables_by_name[name]

    @tf.function
    def spread(self, moss, wet):
        share = self.variable("share", 0.25)
        around = 0.5 * (tf.roll(moss, 1, axis=0) + tf.roll(moss, -1, axis=0))
        moss = (1.0 - share) * moss + share * around
        if tf.reduce_mean(wet) > 0.5:
            moss = moss * 1.1
        return tf.clip_by_value(moss, 0.0, 1.0)

    @tf.function
    def settle(self, moss):
        share = self.variable("share", 0.25)
        v1.assign(share, 0.9 * share)
        return tf.reduce_sum(moss) * share


def grow(garden, wall, spread, settle):
    moss, seen = tf.constant([0.0, 0.4, 0.0, 0.8]), []
    for seed in range(3):
        wet = tf.random.stateless_uniform([4], [seed, 9])
        moss = spread(moss, wall.grow(wet))
        seen += [float(settle(moss)), float(tf.reduce_max(moss))]
    return seen


if __name__ == "__main__":
    garden, reference, wall = Garden("north"), Garden("south"), Wall(4)
    graph = grow(garden, wall, garden.spread, garden.settle)
    tf.config.run_functions_eagerly(True)
    eager = grow(reference, wall, reference.spread, reference.settle)
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(graph, eager)), (graph, eager)
    assert len(wall.grow.variables) == 1
    assert garden.variable("share", 0.25) is not reference.variable("share", 0.25)
    print("proved")
