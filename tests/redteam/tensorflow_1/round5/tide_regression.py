"""An autoregression on tide levels, left as a graph program for the first TensorFlow."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

LAGS = 3


class Model:
    def __init__(self, lags, rate):
        self.past = tf.placeholder(tf.float32, [None, lags], name="past")
        self.level = tf.placeholder(tf.float32, [None], name="level")
        with tf.variable_scope("regression"):
            self.weights = tf.get_variable("weights", [lags], initializer=tf.zeros_initializer())
            self.offset = tf.get_variable("offset", [], initializer=tf.zeros_initializer())
        self.forecast = tf.tensordot(self.past, self.weights, 1) + self.offset
        self.loss = tf.reduce_mean(tf.squared_difference(self.forecast, self.level))
        self.step = tf.train.get_or_create_global_step()
        self.train = tf.train.GradientDescentOptimizer(rate).minimize(self.loss, global_step=self.step)
        with tf.control_dependencies([self.train]):
            self.trained_step = tf.identity(self.step)


def windows(levels, lags=LAGS):
    rows = np.stack([levels[i : i + lags] for i in range(len(levels) - lags)])
    return rows, levels[lags:]


def levels(hours=80):
    return np.sin(0.5 * np.arange(hours)).astype(np.float32)


def run(rounds=60, rate=0.2):
    tf.reset_default_graph()
    model = Model(LAGS, rate)
    past, level = windows(levels())
    feed_dict = {model.past: past, model.level: level}
    losses = []
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(rounds):
            _, step = sess.run([model.train, model.trained_step], feed_dict=feed_dict)
            losses.append(float(model.loss.eval(feed_dict)))
        forecast = sess.run(model.forecast, feed_dict={model.past: past[-1:]})
    return losses, int(step), forecast


def main():
    losses, step, forecast = run()
    tf.logging.debug("loss %s", losses[-1])
    return losses, step, forecast


if __name__ == "__main__":
    losses, step, forecast = main()
    assert losses[-1] < 0.2 * losses[0], (losses[0], losses[-1])
    assert step == 60 and forecast.shape == (1,)
    assert not tf.executing_eagerly()
    again, _, _ = run()
    assert np.allclose(losses, again, atol=1e-5)
    print("proved")
