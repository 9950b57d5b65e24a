"""Crystals in a sugar refinery, simulated in the first version's manner from end to end."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

STATES = 3


class Refinery:
    def __init__(self, rate=0.1):
        self.temperature = tf.placeholder(tf.float32, [None], "temperature")
        self.crystals = tf.placeholder(tf.float32, [None, STATES], "crystals")
        with tf.variable_scope("growth", initializer=tf.zeros_initializer()):
            self.slope = tf.get_variable("slope", [STATES])
            self.offset = tf.get_variable("offset", [STATES])
        growth = tf.sigmoid(self.temperature[:, None] * self.slope + self.offset)
        self.loss = tf.reduce_mean(tf.square(growth - self.crystals))
        self.global_step = tf.train.get_or_create_global_step()
        optimizer = tf.train.AdamOptimizer(rate)
        with tf.control_dependencies([tf.assert_non_negative(self.crystals)]):
            self.train = optimizer.minimize(self.loss, global_step=self.global_step)
        self.growth = growth
        self.saver = tf.train.Saver()

    def feed(self, batch):
        temperature, crystals = batch
        return {self.temperature: temperature, self.crystals: crystals}


def batches(count, size=8, seed=0):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        temperature = rng.random(size).astype(np.float32)
        crystals = np.stack([temperature > limit for limit in (0.25, 0.5, 0.75)], axis=1)
        yield temperature, crystals.astype(np.float32)


def fit(sess, refinery, count):
    losses = []
    for batch in batches(count):
        loss, _ = sess.run([refinery.loss, refinery.train], refinery.feed(batch))
        losses.append(loss)
    return losses


def main():
    refinery = Refinery()
    merged = tf.summary.scalar("loss", refinery.loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        losses = fit(sess, refinery, 60)
        hot = sess.run(refinery.growth, {refinery.temperature: [1.0]})
        cold = refinery.growth.eval({refinery.temperature: [0.0]})
        summary = sess.run(merged, refinery.feed(next(batches(1))))
        step = tf.train.global_step(sess, refinery.global_step)
    return losses, hot, cold, summary, step


if __name__ == "__main__":
    losses, hot, cold, summary, step = main()
    assert losses[-1] < losses[0] and step == 60
    assert hot.shape == cold.shape == (1, STATES) and (hot > cold).all()
    assert isinstance(summary, bytes) and not tf.executing_eagerly()
    print("proved")
