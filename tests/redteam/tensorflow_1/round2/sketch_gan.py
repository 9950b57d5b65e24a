"""A tiny generative adversarial network for the heights of sketches, in graphs throughout."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()


def linear(x, width, name):
    w = tf.get_variable(name + "_w", [x.shape[-1], width], initializer=tf.random_normal_initializer(seed=4))
    b = tf.get_variable(name + "_b", [width], initializer=tf.zeros_initializer())
    return tf.matmul(x, w) + b


class SketchGAN(object):
    def __init__(self, batch=16, rate=0.05):
        self.batch = batch
        self.noise = tf.placeholder(tf.float32, [None, 2], "noise")
        self.real = tf.placeholder(tf.float32, [None, 1], "real")
        self.fake = self.generator(self.noise)
        d_real, d_fake = self.discriminator(self.real), self.discriminator(self.fake, reuse=True)
        self.d_loss = self.cross_entropy(d_real, 1.0) + self.cross_entropy(d_fake, 0.0)
        self.g_loss = self.cross_entropy(d_fake, 1.0)
        variables = tf.trainable_variables()
        self.d_step = tf.train.AdamOptimizer(rate).minimize(
            self.d_loss, var_list=[v for v in variables if v.name.startswith("discriminator")]
        )
        self.g_step = tf.train.AdamOptimizer(rate).minimize(
            self.g_loss, var_list=[v for v in variables if v.name.startswith("generator")]
        )

    def generator(self, noise):
        with tf.variable_scope("generator"):
            return linear(tf.nn.tanh(linear(noise, 4, "hidden")), 1, "height")

    def discriminator(self, heights, reuse=False):
        with tf.variable_scope("discriminator", reuse=reuse):
            return linear(tf.nn.relu(linear(heights, 4, "hidden")), 1, "logit")

    def cross_entropy(self, logits, label):
        labels = label * tf.ones_like(logits)
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits))

    def train(self, session, heights, steps, seed=0):
        rng = np.random.RandomState(seed)
        losses = []
        for _ in range(steps):
            feed = {self.noise: rng.normal(size=(self.batch, 2)), self.real: heights}
            _, d_loss = session.run([self.d_step, self.d_loss], feed_dict=feed)
            _, g_loss = session.run([self.g_step, self.g_loss], feed_dict=feed)
            losses.append((d_loss, g_loss))
        return losses


if __name__ == "__main__":
    tf.set_random_seed(1)
    gan = SketchGAN()
    heights = np.full((16, 1), 3.0)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        before = session.run(gan.fake, {gan.noise: np.zeros((1, 2))}).item()
        losses = gan.train(session, heights, 30)
        after = session.run(gan.fake, {gan.noise: np.zeros((1, 2))}).item()
    assert np.isfinite(losses).all() and len(losses) == 30
    assert abs(after - 3.0) < abs(before - 3.0), (before, after)
    print("proved")
