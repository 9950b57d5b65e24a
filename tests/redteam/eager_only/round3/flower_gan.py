"""A tiny GAN of flower measurements; the generator and the critic are trained in one traced step."""
import keras
import tensorflow as tf

LATENT = 2


def dense(units, name):
    return keras.layers.Dense(units, kernel_initializer="ones", name=name)


class History:
    """The last losses, for a progress bar."""

    def __init__(self, size=3):
        self.lines = tf.Variable(tf.zeros([size]))

    def push(self, loss):
        self.lines.assign(tf.concat([self.lines[1:], [loss]], 0))

    def latest(self):
        return self.lines[-1]


class Gan:
    def __init__(self):
        self.generator = keras.Sequential([keras.Input((LATENT,)), dense(3, "generate")])
        self.critic = keras.Sequential([keras.Input((3,)), dense(1, "judge")])
        self.rate = tf.Variable(0.01)
        self.history = History()

    def losses(self, real, noise):
        fake = self.generator(noise, training=True)
        realness, fakeness = self.critic(real, training=True), self.critic(fake, training=True)
        return tf.reduce_mean(fakeness - realness), -tf.reduce_mean(fakeness)

    def descend(self, variables, gradients, rate):
        for variable, gradient in zip(variables, gradients):
            variable.assign(variable - rate * gradient)

    @tf.function
    def step(self, real, noise):
        with tf.GradientTape() as judge, tf.GradientTape() as make:
            critic_loss, generator_loss = self.losses(real, noise)
        rate = self.rate.numpy()  # expect: tf-numpy-call
        critic, generator = self.critic.trainable_variables, self.generator.trainable_variables
        self.descend(critic, judge.gradient(critic_loss, critic), rate)
        self.descend(generator, make.gradient(generator_loss, generator), rate)
        self.history.push(critic_loss)
        return critic_loss

    @tf.function
    def safe_step(self, real, noise):
        with tf.GradientTape() as judge, tf.GradientTape() as make:
            critic_loss, generator_loss = self.losses(real, noise)
        rate = self.rate.read_value()
        critic, generator = self.critic.trainable_variables, self.generator.trainable_variables
        self.descend(critic, judge.gradient(critic_loss, critic), rate)
        self.descend(generator, make.gradient(generator_loss, generator), rate)
        self.history.push(critic_loss)
        return critic_loss

    def train(self, batches):
        return [self.safe_step(*batch).numpy().item() for batch in batches]


def batches(count=3):
    for k in range(count):
        yield tf.fill([2, 3], 0.1 * k), tf.constant([[0.5, -0.5], [0.25, 0.1 * k]])


if __name__ == "__main__":
    graph = Gan()
    losses = graph.train(batches())
    tf.config.run_functions_eagerly(True)
    eager = Gan()
    expected = [float(eager.step(*batch)) for batch in batches()]
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(losses, expected)), (losses, expected)
    assert abs(float(graph.history.latest()) - expected[-1]) < 1e-5
    try:
        graph.step(*next(batches()))
    except NotImplementedError as error:
        assert "numpy() is only available when eager execution is enabled" in str(error)
        assert "rate = self.rate.numpy()" in str(error)
    else:
        raise AssertionError("a variable had a value while tracing")
    print("proved")
