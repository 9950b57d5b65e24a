"""Conditional GAN for tiny sprites with training and preview modes."""
import tensorflow as tf

NOISE_DIM = 3
CLASSES = 4


def mlp(inputs, outputs, dropout):
    return tf.keras.Sequential(
        [
            tf.keras.Input((inputs,)),
            tf.keras.layers.Dense(6, "relu"),
            tf.keras.layers.Dropout(dropout),
            tf.keras.layers.Dense(outputs),
        ]
    )


class SpriteGAN:
    def __init__(self):
        self.generator = mlp(NOISE_DIM + CLASSES, 16, 0.2)
        self.discriminator = mlp(16 + CLASSES, 1, 0.2)

    @tf.function
    def generate(self, labels, noise_dim, training=False):
        noise = tf.random.normal([tf.shape(labels)[0], noise_dim])
        hot = tf.one_hot(labels, CLASSES)
        return self.generator(tf.concat([noise, hot], axis=1), training=training)

    @tf.function
    def train_discriminator(self, real, labels):
        fake = self.generate(labels, NOISE_DIM, training=True)
        hot = tf.one_hot(labels, CLASSES)
        weights = self.discriminator.trainable_variables
        with tf.GradientTape() as tape:
            on_real = self.discriminator(tf.concat([real, hot], 1), training=True)
            on_fake = self.discriminator(tf.concat([fake, hot], 1), training=True)
            loss = tf.reduce_mean(tf.nn.softplus(-on_real) + tf.nn.softplus(on_fake))
        for weight, grad in zip(weights, tape.gradient(loss, weights)):
            weight.assign_sub(0.1 * grad)
        return loss


def train(gan, epochs=4, preview_every=2):
    labels = tf.constant([0, 1, 2, 3])
    real = tf.eye(4, 16)
    previews = []
    for epoch in range(1, epochs + 1):
        gan.train_discriminator(real, labels)
        gan.generate(labels, NOISE_DIM, training=True)
        if epoch % preview_every == 0:
            wanted = tf.fill([4], epoch % CLASSES)
            previews.append(gan.generate(wanted, NOISE_DIM, training=False))
    return previews


if __name__ == "__main__":
    network = SpriteGAN()
    assert len(train(network)) == 2
    assert network.generate.experimental_get_tracing_count() == 2
    assert network.train_discriminator.experimental_get_tracing_count() == 1
    print("proved")
