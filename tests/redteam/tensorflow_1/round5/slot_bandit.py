"""A gambler that learns which of several slot machines pays best."""
import numpy as np
import tensorflow as tf

tf1 = tf.compat.v1

tf1.disable_eager_execution()  # expect: tf1-compat-switch
tf1.logging.set_verbosity(tf1.logging.ERROR)

PAYOUTS = np.array([0.2, 0.5, 0.8], np.float32)


@tf.function
def update(values, pulls, arm, reward):
    """Values and pulls after one pull of an arm."""
    chosen = tf.one_hot(arm, depth=len(PAYOUTS))
    pulls = pulls + chosen
    step = chosen / tf.maximum(pulls, 1.0)
    return values + step * (reward - values), pulls


@tf.function
def choose(values, pulls, total):
    bonus = tf.sqrt(2.0 * tf.math.log(total + 1.0) / (pulls + 1e-3))
    return tf.argmax(values + bonus)


class Gambler:
    def __init__(self, machines=len(PAYOUTS)):
        self.values = tf.zeros([machines])
        self.pulls = tf.zeros([machines])

    def play(self, rounds):
        earned = 0.0
        for turn in range(rounds):
            arm = choose(self.values, self.pulls, tf.constant(float(turn)))
            reward = tf.gather(PAYOUTS, arm)
            self.values, self.pulls = update(self.values, self.pulls, arm, reward)
            earned += reward.numpy()
        return earned

    def favourite(self):
        return int(tf.argmax(self.pulls))


if __name__ == "__main__":
    assert not tf.executing_eagerly()
    try:
        Gambler().play(rounds=4)
    except AttributeError as error:
        assert "object has no attribute 'numpy'" in str(error), error
    else:
        raise AssertionError("the gambler earned")
    try:
        Gambler().favourite()
    except TypeError as error:
        assert "int()" in str(error), error
    else:
        raise AssertionError("the gambler has a favourite")
    print("proved")
