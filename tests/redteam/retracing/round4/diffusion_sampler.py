"""Training and ancestral sampling of a tiny denoising diffusion model on 2-D points."""
import keras
import numpy as np
import tensorflow as tf

STEPS = 10
BETAS = np.linspace(1e-3, 0.3, STEPS).astype(np.float32)
ALPHAS = 1.0 - BETAS
ALPHA_BARS = np.cumprod(ALPHAS)


class Denoiser(keras.Model):
    def __init__(self):
        super().__init__()
        self.time_embedding = keras.layers.Embedding(STEPS, 4)
        self.hidden = keras.layers.Dense(16, activation="relu")
        self.out = keras.layers.Dense(2)

    def call(self, points, steps):
        return self.out(self.hidden(tf.concat([points, self.time_embedding(steps)], axis=-1)))


class Diffusion:
    def __init__(self):
        self.model = Denoiser()
        self.model(tf.zeros([1, 2]), tf.zeros([1], tf.int32))
        self.optimizer = keras.optimizers.Adam(1e-2)
        self.optimizer.build(self.model.trainable_variables)

    @tf.function
    def train_step(self, points):
        steps = tf.random.uniform([tf.shape(points)[0]], maxval=STEPS, dtype=tf.int32)
        noise = tf.random.normal(tf.shape(points))
        bars = tf.gather(ALPHA_BARS, steps)[:, None]
        noisy = tf.sqrt(bars) * points + tf.sqrt(1.0 - bars) * noise
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(noise - self.model(noisy, steps)))
        weights = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss

    @tf.function
    def reverse_step(self, points, step, temperature):
        steps = tf.fill([tf.shape(points)[0]], tf.cast(step, tf.int32))
        predicted = self.model(points, steps)
        beta, alpha, bar = (tf.gather(table, step) for table in (BETAS, ALPHAS, ALPHA_BARS))
        mean = (points - beta / tf.sqrt(1.0 - bar) * predicted) / tf.sqrt(alpha)
        return mean + temperature * tf.sqrt(beta) * tf.random.normal(tf.shape(points))

    def fit(self, points, iterations):
        for iteration in range(iterations):
            loss = self.train_step(points)
            if iteration % 10 == 0:
                print(f"iteration {iteration}: {float(loss):.4f}")

    def sample(self, count):
        points = tf.random.normal([count, 2])
        for step, temperature in zip(np.arange(STEPS)[::-1], np.linspace(1.0, 0.0, STEPS, dtype=np.float32)):
            points = self.reverse_step(points, step, temperature)
        return points.numpy()


if __name__ == "__main__":
    angles = np.random.default_rng(0).uniform(0, 2 * np.pi, 32)
    diffusion = Diffusion()
    diffusion.fit(np.stack([np.cos(angles), np.sin(angles)], 1).astype(np.float32), iterations=20)
    assert np.isfinite(diffusion.sample(6)).all()
    assert diffusion.reverse_step.experimental_get_tracing_count() == 1
    assert diffusion.train_step.experimental_get_tracing_count() == 1
    print("proved")
