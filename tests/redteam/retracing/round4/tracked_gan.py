"""A GAN on numbers from a normal distribution, with event files written from the graph."""
import tempfile

import keras
import tensorflow as tf

NOISE = 3
LOG_EVERY = 2


def mlp(inputs, outputs):
    return keras.Sequential([
        keras.Input([inputs]),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(outputs),
    ])


class GAN:
    def __init__(self, log_dir):
        self.generator, self.critic = mlp(NOISE, 1), mlp(1, 1)
        self.optimizers = [keras.optimizers.Adam(1e-2) for _ in range(2)]
        for optimizer, model in zip(self.optimizers, (self.generator, self.critic)):
            optimizer.build(model.trainable_variables)
        self.step = tf.Variable(0, dtype=tf.int64, trainable=False)
        self.writer = tf.summary.create_file_writer(log_dir)

    def _losses(self, real):
        fake = self.generator(tf.random.normal([tf.shape(real)[0], NOISE]))
        judged_real, judged_fake = self.critic(real), self.critic(fake)
        generator_loss = tf.reduce_mean(tf.nn.softplus(-judged_fake))
        critic_loss = tf.reduce_mean(tf.nn.softplus(-judged_real) + tf.nn.softplus(judged_fake))
        return fake, generator_loss, critic_loss

    @tf.function
    def train_step(self, real, step):
        with tf.GradientTape(persistent=True) as tape:
            fake, generator_loss, critic_loss = self._losses(real)
        for optimizer, model, loss in zip(
                self.optimizers, (self.generator, self.critic), (generator_loss, critic_loss)):
            weights = model.trainable_variables
            optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        with self.writer.as_default(), tf.summary.record_if(step % LOG_EVERY == 0):
            tf.summary.write("generator_loss", generator_loss, step=step)
            tf.summary.write("critic_loss", critic_loss, step=step)
            tf.summary.write("samples", fake, step=self.optimizers[0].iterations.value)
        return generator_loss, critic_loss

    def fit(self, dataset, epochs):
        for epoch in range(epochs):
            for real in dataset:
                losses = self.train_step(real, self.step)
                self.step.assign_add(1)
            with self.writer.as_default():
                tf.summary.write("epoch/generator_loss", losses[0], step=epoch)
        self.writer.flush()
        return [float(loss) for loss in losses]


def numbers(count=32):
    values = tf.random.stateless_normal([count, 1], seed=[1, 2], mean=4.0)
    return tf.data.Dataset.from_tensor_slices(values).batch(8, drop_remainder=True)


def main(log_dir):
    gan = GAN(log_dir)
    print(gan.fit(numbers(), epochs=3))
    return gan


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        trained = main(folder)
        assert int(trained.step) == 12
        assert trained.train_step.experimental_get_tracing_count() == 1
        trained.writer.close()
        names = tf.io.gfile.glob(f"{folder}/events*")
        events = [event for name in names for event in tf.compat.v1.train.summary_iterator(name)]
        steps = [e.step for e in events for v in e.summary.value if v.tag == "critic_loss"]
        assert steps == [0, 2, 4, 6, 8, 10]
    print("proved")
