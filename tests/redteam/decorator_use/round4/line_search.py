"""Logistic regression by gradient descent, each step shortened until the loss falls enough."""
import tensorflow as tf

ARMIJO = 1e-4
L2 = 1e-2


def objective(weights, features, labels):
    logits = tf.linalg.matvec(features, weights)
    data = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)
    return tf.reduce_mean(data) + L2 * tf.reduce_sum(weights**2)


@tf.function
def gradient(weights, features, labels):
    with tf.GradientTape() as tape:
        tape.watch(weights)
        loss = objective(weights, features, labels)
    return loss, tape.gradient(loss, weights)


@tf.function
def backtrack(weights, direction, step, features, labels):
    trial = weights - step * direction
    before = objective(weights, features, labels)
    after = objective(trial, features, labels)
    wanted = before - ARMIJO * step * tf.reduce_sum(direction**2)
    if after <= wanted:
        return trial
    return backtrack(weights, direction, 0.5 * step, features, labels)  # expect: tf-recursion


def train(features, labels, epochs=5):
    weights = tf.zeros([features.shape[1]])
    history = []
    for _ in range(epochs):
        loss, slope = gradient(weights, features, labels)
        weights = backtrack(weights, slope, tf.constant(64.0), features, labels)
        history.append(float(loss))
    return weights, history


def toy_data():
    features = tf.random.stateless_normal([64, 3], seed=[4, 2])
    labels = tf.cast(features[:, 0] - 2.0 * features[:, 2] > 0.0, tf.float32)
    return features, labels


def main():
    features, labels = toy_data()
    return train(features, labels)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    _, losses = main()
    tf.config.run_functions_eagerly(False)
    assert losses == sorted(losses, reverse=True) and losses[-1] < 0.5 * losses[0], losses
    try:
        main()
    except Exception as error:
        assert "maximum recursion depth exceeded" in str(error), error
        assert str(error).count("in backtrack") > 3, str(error)[:600]
    else:
        raise AssertionError("the graph was finite")
    print("proved")
