"""A vineyard as an environment for reinforcement learning; its state is an object with operators."""
import tensorflow as tf


class Soil:
    """Water in the soil of each row, with the operators that the environment's rules are written in."""

    def __init__(self, water):
        self.water = tf.Variable(water)

    @tf.function
    def __call__(self, rain):
        self.water.assign(tf.clip_by_value(self.water * 0.9 + rain, 0.0, 1.0))
        return tf.identity(self.water)

    @tf.function
    def __getitem__(self, row):
        return self.water[row]

    @tf.function
    def __matmul__(self, weights):
        return tf.tensordot(self.water, weights, 1)

    @tf.function
    def __float__(self):  # expect: tf-init-decorated
        return float(tf.reduce_mean(self.water))

    @tf.function
    def __bool__(self):  # expect: tf-init-decorated
        return self.water.shape.rank == 1 and self.water.shape[0] > 0

    @tf.function
    def __len__(self):
        return self.water.shape[0]


class Vineyard:
    def __init__(self, rows=3):
        self.soil = Soil(tf.linspace(0.2, 0.6, rows))
        self.quality = tf.linspace(1.0, 2.0, rows)

    def step(self, rain):
        water = self.soil(rain)
        reward = (self.soil @ self.quality) - tf.reduce_sum(rain)
        return water, reward

    def planted(self):
        return bool(self.soil)

    def dryness(self):
        return 1.0 - float(self.soil)


def weather(day, rows=3):
    return tf.random.stateless_uniform([rows], [day, 2], maxval=0.3)


if __name__ == "__main__":
    graph, reference = Vineyard(), Vineyard()
    for day in range(3):
        water, reward = graph.step(weather(day))
        tf.config.run_functions_eagerly(True)
        eager_water, eager_reward = reference.step(weather(day))
        tf.config.run_functions_eagerly(False)
        assert float(tf.reduce_max(tf.abs(water - eager_water))) < 1e-6
        assert abs(float(reward) - float(eager_reward)) < 1e-5
    assert len(graph.soil) == 3 and float(graph.soil[tf.constant(1)]) == float(graph.soil.water[1])
    assert Soil.__bool__.python_function(graph.soil) is True
    assert 0.0 < Soil.__float__.python_function(graph.soil) < 1.0
    for call, said in (
        (graph.planted, "__bool__ should return bool"),
        (graph.dryness, "__float__ returned non-float"),
    ):
        try:
            call()
        except TypeError as error:
            assert said in str(error), error
        else:
            raise AssertionError(said)
    print("proved")
