"""Q-learning for a taxi fleet: targets from a frozen copy, rewards by zone."""
import keras
import numpy as np
import tensorflow as tf

ZONE_FARES = [4.0, 7.5, 3.0]
DISCOUNT = 0.9


def network():
    keras.utils.set_random_seed(2)
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(len(ZONE_FARES))])


class Fleet:
    def __init__(self):
        self.online = network()
        self.frozen = network()
        self.fares = tf.constant(ZONE_FARES)

    @tf.function
    def sync(self):
        self.frozen.set_weights(self.online.get_weights())  # expect: tf-keras-eager-api
        return tf.constant(True)

    @tf.function
    def staged_sync(self, rate):
        for target, source in zip(self.frozen.variables, self.online.variables):
            target.assign(rate * source + (1.0 - rate) * target)
        return tf.constant(True)

    @tf.function
    def fare(self, zone):
        base = ZONE_FARES[:zone + 1]  # expect: tf-python-cast
        return tf.reduce_sum(base)

    @tf.function
    def staged_fare(self, zone):
        return tf.reduce_sum(self.fares[: zone + 1])

    @tf.function
    def targets(self, states, actions, rewards):
        best = tf.reduce_max(self.frozen(states, training=False), axis=-1)
        chosen = tf.gather(self.online(states), actions, batch_dims=1)
        return tf.reduce_mean(tf.square(rewards + DISCOUNT * best - chosen))

    def act(self, state):
        """Called eagerly, a trip at a time."""
        values = self.online.predict(state[np.newaxis], verbose=0)
        return int(np.argmax(values[0]))


def trips():
    rng = np.random.default_rng(0)
    states = rng.normal(size=(3, 2)).astype(np.float32)
    return tf.constant(states), tf.constant([0, 2, 1]), tf.constant([4.0, 3.0, 7.5])


if __name__ == "__main__":
    fleet = Fleet()
    states, actions, rewards = trips()
    fleet.online.set_weights([w + 1.0 for w in fleet.online.get_weights()])
    tf.config.run_functions_eagerly(True)
    loss = float(fleet.targets(states, actions, rewards))
    tf.config.run_functions_eagerly(False)
    assert abs(float(fleet.targets(states, actions, rewards)) - loss) < 1e-4
    assert fleet.act(states[0].numpy()) in (0, 1, 2)
    fleet.staged_sync(tf.constant(1.0))
    assert all(np.allclose(a, b) for a, b in zip(fleet.online.get_weights(), fleet.frozen.get_weights()))
    zone = tf.constant(1)
    tf.config.run_functions_eagerly(True)
    assert float(fleet.fare(zone)) == 11.5 == float(fleet.staged_fare(zone))
    assert bool(fleet.sync())
    tf.config.run_functions_eagerly(False)
    assert float(fleet.staged_fare(zone)) == 11.5
    try:
        fleet.sync()
    except NotImplementedError as error:
        assert "numpy() is only available" in str(error) and "self.online.get_weights()" in str(error)
    else:
        raise AssertionError("weights were read in a graph")
    try:
        fleet.fare(zone)
    except TypeError as error:
        assert "slice indices must be integers" in str(error) and "ZONE_FARES[:zone + 1]" in str(error)
    else:
        raise AssertionError("a list was cut at a symbolic index")
    print("proved")
