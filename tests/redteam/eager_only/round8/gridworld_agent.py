"""A Q-learning agent that walks a corridor game towards the treasure at its end."""
import keras
import numpy as np
import tensorflow as tf

CELLS = 6
ACTIONS = 2


class Corridor:
    def __init__(self):
        self.cell = 0

    def observe(self):
        return np.eye(CELLS, dtype="float32")[None, self.cell]

    def move(self, action):
        self.cell = int(np.clip(self.cell + (1 if action else -1), 0, CELLS - 1))
        return float(self.cell == CELLS - 1)


class Agent:
    def __init__(self, discount=0.9):
        self.discount = discount
        self.network = keras.Sequential([keras.layers.Input((CELLS,)), keras.layers.Dense(ACTIONS)])
        self.optimizer = keras.optimizers.SGD(0.1)

    @tf.function
    def learn(self, before, action, reward, after):
        future = self.network.predict(after, verbose=0)  # expect: tf-keras-eager-api
        wanted = reward + self.discount * tf.reduce_max(future, axis=1)
        with tf.GradientTape() as tape:
            values = self.network(before, training=True)
            chosen = tf.reduce_sum(values * tf.one_hot(action, ACTIONS), axis=1)
            loss = tf.reduce_mean(tf.square(wanted - chosen))
        gradients = tape.gradient(loss, self.network.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.network.trainable_variables))
        return loss

    @tf.function
    def greedy(self, state):
        return tf.argmax(self.network(state), axis=1)


def play(agent, steps=5, seed=7):
    game, rng, losses = Corridor(), np.random.default_rng(seed), []
    for _ in range(steps):
        before = tf.constant(game.observe())
        action = int(rng.integers(ACTIONS)) if rng.random() < 0.5 else int(agent.greedy(before)[0])
        reward = game.move(action)
        after = tf.constant(game.observe())
        losses.append(agent.learn(before, tf.constant([action]), tf.constant([reward]), after))
    return losses


if __name__ == "__main__":
    walker = Agent()
    tf.config.run_functions_eagerly(True)
    assert len(play(walker)) == 5
    tf.config.run_functions_eagerly(False)
    try:
        play(Agent())
    except AttributeError as error:
        assert "has no attribute 'numpy'" in str(error) and "self.network.predict" in str(error), error
    else:
        raise AssertionError("no error")
    print("proved")
