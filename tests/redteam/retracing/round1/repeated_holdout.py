"""Repeated hold-out with one compiled step: the variables start again for each split."""
import numpy as np
import tensorflow as tf


def make_step(weights, bias, rate):
    """Called once: what it returns serves every split."""

    @tf.function
    def step(features, labels, penalty):
        with tf.GradientTape() as tape:
            logits = tf.linalg.matvec(features, weights) + bias
            losses = tf.nn.sigmoid_cross_entropy_with_logits(labels, logits)
            loss = tf.reduce_mean(losses) + penalty * tf.nn.l2_loss(weights)
        for variable, gradient in zip((weights, bias), tape.gradient(loss, (weights, bias))):
            variable.assign_sub(rate * gradient)
        return loss

    return step


def make_accuracy(weights, bias):
    def accuracy(features, labels):
        logits = tf.linalg.matvec(features, weights) + bias
        return tf.reduce_mean(tf.cast(tf.equal(logits > 0.0, labels > 0.5), tf.float32))

    return tf.function(accuracy)


def splits(rows, repeats):
    generator = np.random.default_rng(33)
    for _ in range(repeats):
        order = generator.permutation(rows)
        yield order[: 2 * rows // 3], order[2 * rows // 3:]


@tf.function
def total_over(dataset):
    return dataset.reduce(0.0, lambda total, value: total + value)


def main(repeats=4, steps=10):
    generator = np.random.default_rng(13)
    features = generator.normal(size=[30, 2]).astype(np.float32)
    labels = (features[:, 0] > features[:, 1]).astype(np.float32)
    weights, bias = tf.Variable(tf.zeros([2])), tf.Variable(0.0)
    step, accuracy = make_step(weights, bias, rate=0.5), make_accuracy(weights, bias)
    penalties = tf.constant(np.geomspace(1e-4, 1e-2, repeats), tf.float32)
    scores, totals = [], []
    for (train, test), penalty in zip(splits(30, repeats), penalties):
        weights.assign(tf.zeros_like(weights))
        bias.assign(0.0)
        restart = (lambda values: [float(value) for value in values])([weights[0], bias])
        losses = [step(features[train], labels[train], penalty) for _ in range(steps)]
        totals.append(float(total_over(tf.data.Dataset.from_tensor_slices(tf.stack(losses)))) / steps)
        scores.append((restart, float(accuracy(features[test], labels[test]))))
    return step, accuracy, scores, totals


if __name__ == "__main__":
    step, accuracy, scores, totals = main()
    assert all(restart == [0.0, 0.0] and score > 0.6 for restart, score in scores)
    assert step.experimental_get_tracing_count() == 1
    assert accuracy.experimental_get_tracing_count() == 1
    assert total_over.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(main()[3], totals, rtol=1e-4)
    print("proved")
