"""Train a small accent classifier with label smoothing that fades out."""
import numpy as np
import tensorflow as tf

HP = {
    "smoothing": 0.3,
    "step_size": 0.5,
    "epochs": 4,
}

FEATURES = np.array([[1, 0, 2], [0, 1, 1], [2, 1, 0], [1, 1, 1]], np.float32)
ACCENTS = np.array([0, 1, 2, 1])

weights = tf.Variable(tf.zeros([3, 3]))


def soften(one_hot):
    eps = HP["smoothing"]  # expect: tf-global-read
    return one_hot * (1.0 - eps) + eps / 3.0


def accent_loss(features, accents):
    targets = soften(tf.one_hot(accents, 3))
    logits = features @ weights
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(targets, logits))


@tf.function
def train_step(features, accents, step_size):
    with tf.GradientTape() as tape:
        loss = accent_loss(features, accents)
    weights.assign_sub(step_size * tape.gradient(loss, weights))
    return loss


def fade(epoch):
    remaining = 1.0 - epoch / HP["epochs"]
    HP.update(smoothing=0.3 * remaining)


def train():
    weights.assign(tf.zeros([3, 3]))
    step_size = tf.constant(HP["step_size"])
    history = []
    for epoch in range(HP["epochs"]):
        fade(epoch)
        history.append(float(train_step(tf.constant(FEATURES), tf.constant(ACCENTS), step_size)))
    return history


if __name__ == "__main__":
    graph = train()
    assert train_step.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    eager = train()
    tf.config.run_functions_eagerly(False)
    assert abs(graph[0] - eager[0]) < 1e-5
    assert abs(graph[-1] - eager[-1]) > 1e-2, (graph, eager)
    print("proved")
