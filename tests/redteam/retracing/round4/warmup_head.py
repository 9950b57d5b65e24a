"""Fine-tunes a classification head with warm-up, cosine decay and annealed label smoothing."""
import math

import keras
import numpy as np
import tensorflow as tf

CONFIG = {
    "classes": 3,
    "features": 8,
    "batch_size": 8,
    "epochs": 4,
    "peak_rate": 0.05,
    "warmup_steps": 3,
    "smoothing": 0.2,
}


def rate_at(step, total):
    if step < CONFIG["warmup_steps"]:
        return CONFIG["peak_rate"] * (step + 1) / CONFIG["warmup_steps"]
    progress = (step - CONFIG["warmup_steps"]) / max(1, total - CONFIG["warmup_steps"])
    return 0.5 * CONFIG["peak_rate"] * (1.0 + math.cos(math.pi * progress))


def smoothing_at(epoch):
    return CONFIG["smoothing"] * (1.0 - epoch / CONFIG["epochs"])


def sentence_vectors(count=24):
    rng = np.random.default_rng(11)
    labels = rng.integers(0, CONFIG["classes"], count)
    vectors = rng.normal(size=[count, CONFIG["features"]]) + labels[:, None]
    dataset = tf.data.Dataset.from_tensor_slices((vectors.astype(np.float32), labels))
    return dataset.batch(CONFIG["batch_size"], drop_remainder=True)


head = keras.Sequential([keras.Input([CONFIG["features"]]), keras.layers.Dense(CONFIG["classes"])])
optimizer = keras.optimizers.SGD(CONFIG["peak_rate"], momentum=0.9)
optimizer.build(head.trainable_variables)


@tf.function
def train_step(vectors, labels, smoothing):
    targets = tf.one_hot(labels, CONFIG["classes"])
    targets = targets * (1.0 - smoothing) + smoothing / CONFIG["classes"]
    with tf.GradientTape() as tape:
        logits = head(vectors, training=True)
        loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(targets, logits))
    gradients = tape.gradient(loss, head.trainable_variables)
    optimizer.apply_gradients(zip(gradients, head.trainable_variables))
    return loss


def fine_tune(dataset):
    total = CONFIG["epochs"] * int(dataset.cardinality())
    step, rates = 0, []
    for epoch in range(CONFIG["epochs"]):
        smoothing = tf.constant(smoothing_at(epoch), tf.float32)
        for vectors, labels in dataset:
            optimizer.learning_rate.assign(rate_at(step, total))
            loss = train_step(vectors, labels, smoothing)
            rates.append(float(optimizer.learning_rate))
            step += 1
        print(f"epoch {epoch} smoothing {float(smoothing):.2f} loss {float(loss):.3f}")
    return rates


if __name__ == "__main__":
    used = fine_tune(sentence_vectors())
    assert len(set(used)) > 8
    assert train_step.experimental_get_tracing_count() == 1
    print("proved")
