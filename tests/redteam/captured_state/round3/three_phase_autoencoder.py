"""Trains a small linear autoencoder in three phases, as a plain script."""
from types import SimpleNamespace

import numpy as np
import tensorflow as tf

opts = SimpleNamespace(sparsity=0.0, noise=0.1, batch=16, units=3)

tf.random.set_seed(1)
samples = tf.constant(np.random.default_rng(0).normal(size=[opts.batch, 6]), tf.float32)
encoder = tf.Variable(tf.random.normal([6, opts.units], stddev=0.3))
decoder = tf.Variable(tf.random.normal([opts.units, 6], stddev=0.3))
optimizer = tf.keras.optimizers.SGD(learning_rate=0.5)


def objective(codes, rebuilt, clean):
    error = tf.reduce_mean(tf.square(rebuilt - clean))
    return error + opts.sparsity * tf.reduce_mean(tf.abs(codes))  # expect: tf-attribute-read


@tf.function
def loss_of(batch):
    codes = tf.matmul(batch, encoder)
    return objective(codes, tf.matmul(codes, decoder), batch)


@tf.function
def train_step(batch):
    with tf.GradientTape() as tape:
        loss = loss_of(batch)
    pair = [encoder, decoder]
    optimizer.apply_gradients(zip(tape.gradient(loss, pair), pair))
    return loss


phases = [
    dict(name="plain", sparsity=0.0, rate=0.5, steps=20),
    dict(name="sparse", sparsity=0.4, rate=0.1, steps=20),
    dict(name="polish", sparsity=0.8, rate=0.02, steps=20),
]

history = {}
for phase in phases:
    opts.sparsity = phase["sparsity"]
    optimizer.lr = phase["rate"]  # expect: tf-optimizer-lr
    losses = [float(train_step(samples)) for _ in range(phase["steps"])]
    history[phase["name"]] = losses[-1]


if __name__ == "__main__":
    assert history["polish"] < history["sparse"] < history["plain"]
    assert abs(float(optimizer.learning_rate) - 0.5) < 1e-6 and optimizer.lr == 0.02
    stale = float(loss_of(samples))
    tf.config.run_functions_eagerly(True)
    fresh = float(loss_of(samples))
    assert fresh > stale + 0.05, (fresh, stale)
    print("proved")
