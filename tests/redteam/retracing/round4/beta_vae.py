"""Beta-VAE on small binary images with a KL weight that warms up over the first epochs."""
import keras
import numpy as np
import tensorflow as tf

PIXELS = 16
LATENT = 2
WARMUP_EPOCHS = 5
MAX_BETA = 4.0

encoder = keras.Sequential([
    keras.Input([PIXELS]),
    keras.layers.Dense(8, activation="relu"),
    keras.layers.Dense(2 * LATENT),
])
decoder = keras.Sequential([
    keras.Input([LATENT]),
    keras.layers.Dense(8, activation="relu"),
    keras.layers.Dense(PIXELS),
])
optimizer = keras.optimizers.Adam(1e-3)


def reparameterize(mean, log_var):
    return mean + tf.random.normal(tf.shape(mean)) * tf.exp(0.5 * log_var)


@tf.function
def train_step(images, kl_weight):
    with tf.GradientTape() as tape:
        mean, log_var = tf.split(encoder(images, training=True), 2, axis=-1)
        logits = decoder(reparameterize(mean, log_var), training=True)
        pixel_loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=images, logits=logits)
        reconstruction = tf.reduce_sum(pixel_loss, axis=-1)
        kl = -0.5 * tf.reduce_sum(1.0 + log_var - tf.square(mean) - tf.exp(log_var), axis=-1)
        loss = tf.reduce_mean(reconstruction + kl_weight * kl)
    variables = encoder.trainable_variables + decoder.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


def kl_schedule(epoch):
    """Linear warm-up to MAX_BETA."""
    return MAX_BETA * min(1.0, epoch / WARMUP_EPOCHS)


def load_images(count=24):
    pixels = np.random.default_rng(0).integers(0, 2, [count, PIXELS])
    return tf.data.Dataset.from_tensor_slices(pixels.astype(np.float32)).batch(8, drop_remainder=True)


def train(epochs):
    dataset = load_images()
    history = []
    for epoch in range(epochs):
        beta = kl_schedule(epoch)
        total = 0.0
        for batch in dataset:
            total += float(train_step(batch, kl_weight=beta))  # expect: tf-python-scalar-arg
        print(f"epoch {epoch}: beta {beta:.2f} loss {total:.3f}")
        history.append(total)
    return history


if __name__ == "__main__":
    images = next(iter(load_images()))
    for epoch in range(4):
        train_step(images, tf.constant(kl_schedule(epoch)))
    control = train_step.experimental_get_tracing_count()
    assert control == 2  # the optimizer makes its slots in the first call
    train(6)
    assert train_step.experimental_get_tracing_count() == control + 6
    print("proved")
