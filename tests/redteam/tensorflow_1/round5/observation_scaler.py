"""Scales the observations of a walking robot with running mean and variance."""
import tensorflow as tf


class RunningScaler(tf.Module):
    """Welford's statistics, updated with each observation."""

    def __init__(self, size, epsilon=1e-3):
        super().__init__()
        self.epsilon = epsilon
        self.count = tf.Variable(0.0, trainable=False)
        self.mean = tf.Variable(tf.zeros([size]), trainable=False)
        self.m2 = tf.Variable(tf.zeros([size]), trainable=False)

    def normalised(self, observation):
        variance = self.m2 / tf.maximum(self.count, 1.0)
        return (observation - self.mean) / tf.sqrt(variance + self.epsilon)

    @tf.function
    def observe(self, observation):
        count = self.count.assign_add(1.0)
        delta = observation - self.mean
        mean = self.mean.assign_add(delta / count)
        m2 = self.m2.assign_add(delta * (observation - mean))
        with tf.control_dependencies([mean, m2]):  # expect: tf1-control-dependencies
            return self.normalised(observation)

    @tf.function
    def peek(self, observation):
        return self.normalised(observation)


class PlainScaler(RunningScaler):
    @tf.function
    def observe(self, observation):
        self.count.assign_add(1.0)
        delta = observation - self.mean
        self.mean.assign_add(delta / self.count)
        self.m2.assign_add(delta * (observation - self.mean))
        return self.normalised(observation)


def walk(steps, size=4):
    for step in range(steps):
        yield tf.random.stateless_normal([size], [step, 9], mean=2.0)


def rollout(scaler, steps=12):
    return tf.stack([scaler.observe(observation) for observation in walk(steps)])


if __name__ == "__main__":
    guarded, plain, eager = RunningScaler(4), PlainScaler(4), RunningScaler(4)
    scaled = rollout(guarded)
    assert bool(tf.reduce_all(tf.abs(scaled - rollout(plain)) < 1e-5))
    by_hand = tf.stack([RunningScaler.observe.python_function(eager, seen) for seen in walk(12)])
    assert bool(tf.reduce_all(tf.abs(scaled - by_hand) < 1e-5))
    assert float(guarded.count) == float(plain.count) == 12.0
    assert bool(tf.reduce_all(tf.abs(guarded.mean - plain.mean) < 1e-6))
    reads = [op for op in plain.observe.get_concrete_function(tf.zeros([4])).graph.get_operations() if op.control_inputs]
    assert reads, "the reads wait for the writes without being told"
    print("proved")
