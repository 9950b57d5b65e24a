"""Re-balance the classes of a traffic sign classifier after every epoch."""
import numpy as np
import tensorflow as tf

SIGNS = ("stop", "yield", "limit", "school")


def rebalance(per_class, errors):
    """Give the classes that are often wrong a larger share of the loss."""
    share = (errors + 1.0) / np.sum(errors + 1.0)
    per_class[:] = len(SIGNS) * share


def count_errors(labels, guesses):
    errors = np.zeros(len(SIGNS), np.float32)
    np.add.at(errors, labels[labels != guesses], 1.0)
    return errors


def train(pixels, labels, epochs=3):
    kernel = tf.Variable(tf.zeros([pixels.shape[1], len(SIGNS)]))
    optimizer = tf.keras.optimizers.SGD(0.1)
    class_weights = np.ones(len(SIGNS), np.float32)

    @tf.function
    def step(batch, targets):
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, batch @ kernel)
            loss = tf.reduce_mean(losses * tf.gather(class_weights, targets))  # expect: tf-global-read
        gradient = tape.gradient(loss, kernel)
        optimizer.apply_gradients([(gradient, kernel)])
        return loss

    history = []
    for _ in range(epochs):
        history.append(float(step(tf.constant(pixels), tf.constant(labels))))
        guesses = np.argmax(pixels @ kernel.numpy(), axis=1)
        rebalance(class_weights, count_errors(labels, guesses))
    return history, class_weights


def demo_data():
    pixels = np.array([[1, 0, 0], [1, 0.2, 0], [0, 1, 0], [0, 0.9, 0.1], [0.9, 0.1, 0], [1, 0, 0.1]], np.float32)
    return pixels, np.array([0, 0, 1, 1, 2, 3])


if __name__ == "__main__":
    graph, weights = train(*demo_data())
    assert not np.allclose(weights, 1.0)
    tf.config.run_functions_eagerly(True)
    eager, _ = train(*demo_data())
    assert abs(graph[0] - eager[0]) < 1e-5
    assert abs(graph[1] - eager[1]) > 1e-2, (graph, eager)
    print("proved")
