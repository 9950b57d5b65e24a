"""Base class for agents and a deep Q-learner built on it."""
import tensorflow as tf
from tensorflow import keras


class StepResult:
    def __init__(self, loss, td_error):
        self.loss = loss
        self.td_error = td_error

    def priority(self):
        return tf.abs(self.td_error) + 1e-3


class Agent:
    def __init__(self, network, learning_rate=0.01):
        self.network = network
        self.optimizer = keras.optimizers.Adam(learning_rate)
        self.optimizer.build(network.trainable_variables)
        self._compiled_step = tf.function(self._step)

    def _step(self, batch):
        raise NotImplementedError

    def learn(self, batch):
        return self._compiled_step(batch)

    def _minimise(self, tape, loss):
        variables = self.network.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


class DeepQ(Agent):
    gamma = 0.95

    def __init__(self, network, actions):
        super().__init__(network)
        self.actions = actions

    def _step(self, batch):
        after = tf.reduce_max(self.network(batch["next_state"]), axis=1)
        target = batch["reward"] + self.gamma * (1.0 - batch["done"]) * after
        hot = tf.one_hot(batch["action"], self.actions)
        with tf.GradientTape() as tape:
            chosen = tf.reduce_sum(hot * self.network(batch["state"]), axis=1)
            td_error = target - chosen
            loss = tf.reduce_mean(td_error**2)
        self._minimise(tape, loss)
        return StepResult(loss, td_error)  # expect: tf-non-tensor-return


def fake_batch(size):
    return {
        "state": tf.random.stateless_normal([size, 3], seed=[1, 1]),
        "next_state": tf.random.stateless_normal([size, 3], seed=[1, 2]),
        "action": tf.range(size) % 2,
        "reward": tf.ones([size]),
        "done": tf.zeros([size]),
    }


def train(updates):
    agent = DeepQ(keras.Sequential([keras.Input([3]), keras.layers.Dense(2)]), actions=2)
    priorities = None
    for _ in range(updates):
        priorities = agent.learn(fake_batch(6)).priority()
    return priorities


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert train(2).shape == (6,)
    tf.config.run_functions_eagerly(False)
    try:
        train(2)
    except TypeError as error:
        assert "found return value of type StepResult" in str(error), error
    else:
        raise AssertionError("the object came through")
    print("proved")
