"""A small conditional GAN that turns aerial tiles into map tiles (pix2pix style)."""
import keras
import numpy as np
import tensorflow as tf

SIZE = 8
EPOCHS = 5
LAMBDA_L1 = 100.0
L1_DECAY = 0.8

bce = keras.losses.BinaryCrossentropy(from_logits=True)


def make_generator():
    return keras.Sequential([
        keras.Input([SIZE, SIZE, 3]),
        keras.layers.Conv2D(4, 3, padding="same", activation="relu"),
        keras.layers.Conv2D(3, 3, padding="same", activation="tanh"),
    ])


def make_discriminator():
    return keras.Sequential([
        keras.Input([SIZE, SIZE, 6]),
        keras.layers.Conv2D(4, 3, strides=2, padding="same", activation="relu"),
        keras.layers.Conv2D(1, 3, padding="same"),
    ])


generator, discriminator = make_generator(), make_discriminator()
generator_optimizer = keras.optimizers.Adam(2e-4, beta_1=0.5)
discriminator_optimizer = keras.optimizers.Adam(2e-4, beta_1=0.5)


def generator_loss(judged, fake, target, weights):
    adversarial = bce(tf.ones_like(judged), judged)
    l1 = tf.reduce_mean(tf.abs(target - fake))
    return weights["adversarial"] * adversarial + weights["l1"] * l1


def discriminator_loss(real, judged):
    return bce(tf.ones_like(real), real) + bce(tf.zeros_like(judged), judged)


@tf.function
def train_step(source, target, weights):
    with tf.GradientTape(persistent=True) as tape:
        fake = generator(source, training=True)
        real = discriminator(tf.concat([source, target], -1), training=True)
        judged = discriminator(tf.concat([source, fake], -1), training=True)
        g_loss = generator_loss(judged, fake, target, weights)
        d_loss = discriminator_loss(real, judged)
    for loss, model, optimizer in ((g_loss, generator, generator_optimizer),
                                   (d_loss, discriminator, discriminator_optimizer)):
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return g_loss, d_loss


def tiles(count=4):
    rng = np.random.default_rng(1)
    source = rng.uniform(-1, 1, [count, SIZE, SIZE, 3]).astype(np.float32)
    return tf.data.Dataset.from_tensor_slices((source, -source)).batch(2, drop_remainder=True)


def fit(dataset):
    log = []
    for epoch in range(EPOCHS):
        weights = {"adversarial": 1.0, "l1": LAMBDA_L1 * L1_DECAY ** epoch}
        for source, target in dataset:
            g_loss, d_loss = train_step(source, target, weights)  # expect: tf-python-container-arg
        log.append((float(g_loss), float(d_loss)))
    return log


if __name__ == "__main__":
    pair = next(iter(tiles()))
    for value in (30.0, 20.0, 10.0):
        train_step(*pair, {"adversarial": tf.constant(1.0), "l1": tf.constant(value)})
    control = train_step.experimental_get_tracing_count()
    assert control == 2
    fit(tiles())
    assert train_step.experimental_get_tracing_count() == control + EPOCHS
    print("proved")
