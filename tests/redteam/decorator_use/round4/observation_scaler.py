"""Scales observations by statistics of a first sample, and stops training when rewards level out."""
import tensorflow as tf


class ObservationScaler:
    @tf.function  # expect: tf-init-decorated
    def __init__(self, sample, clip=5.0):  # allow: tf-init-decorated
        self.clip = clip  # allow: tf-attribute-mutation
        self.mean = tf.reduce_mean(sample, axis=0)  # allow: tf-tensor-leak, tf-attribute-mutation
        self.scale = 1.0 / (tf.math.reduce_std(sample, axis=0) + 1e-6)  # allow: tf-tensor-leak, tf-attribute-mutation

    @tf.function
    def __call__(self, observation):
        return tf.clip_by_value((observation - self.mean) * self.scale, -self.clip, self.clip)


class Plateau:
    """Says when the reward has not risen for some evaluations; false if it is switched off."""

    def __init__(self, patience=0):
        self.patience = patience
        self.best = tf.Variable(float("-inf"))
        self.waited = tf.Variable(0)

    @tf.function
    def update(self, reward):
        if reward > self.best:
            self.best.assign(reward)
            self.waited.assign(0)
        else:
            self.waited.assign_add(1)
        return self.waited >= self.patience

    @tf.function  # expect: tf-init-decorated
    def __bool__(self):  # allow: tf-init-decorated
        return self.patience > 0


def scale(observations):
    scaler = ObservationScaler(observations[:16])
    return scaler(observations)


def evaluate(rewards, patience=2):
    plateau = Plateau(patience)
    for count, reward in enumerate(rewards, start=1):
        if plateau and plateau.update(reward):
            return count
    return len(rewards)


def main():
    rewards = tf.unstack(tf.constant([1.0, 2.0, 1.5, 1.8, 3.0]))
    observations = tf.random.stateless_normal([32, 3], seed=[5, 5])
    return evaluate(rewards), scale(observations)


if __name__ == "__main__":
    observations = tf.random.stateless_normal([32, 3], seed=[5, 5])
    rewards = tf.unstack(tf.constant([1.0, 2.0, 1.5, 1.8, 3.0]))
    tf.config.run_functions_eagerly(True)
    count, scaled = main()
    assert count == 4 and abs(float(tf.reduce_mean(scaled[:16]))) < 1e-3
    tf.config.run_functions_eagerly(False)
    try:
        scale(observations)
    except TypeError as error:
        assert "is out of scope and cannot be used here" in str(error), error
    else:
        raise AssertionError("the statistics were values")
    try:
        evaluate(rewards)
    except TypeError as error:
        assert "__bool__ should return bool" in str(error), error
    else:
        raise AssertionError("a tensor was a bool")
    print("proved")
