"""Regression of flight delays with Keras, and a main function of the year 2017."""
import numpy as np
import tensorflow as tf

COLUMNS = ("hour", "wind", "traffic")


def build(width=4):
    tf.keras.utils.set_random_seed(2)
    return tf.keras.Sequential(
        [
            tf.keras.Input([len(COLUMNS)]),
            tf.keras.layers.Dense(width, activation="relu"),
            tf.keras.layers.Dense(1),
        ]
    )


@tf.function
def squared_error(model, rows, delays):
    return tf.reduce_mean((model(rows)[:, 0] - delays) ** 2)


def old_main(model, rows, delays):
    init = tf.global_variables_initializer()  # expect: tf1-variables
    with tf.Session() as sess:  # expect: tf1-session
        sess.run(init)  # allow: tf1-session
        return sess.run(squared_error(model, rows, delays))  # allow: tf1-session


def main(model, rows, delays, epochs=20):
    optimizer = tf.keras.optimizers.SGD(0.01)
    losses = []
    for _ in range(epochs):
        with tf.GradientTape() as tape:
            loss = squared_error(model, rows, delays)
        optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
        losses.append(float(loss))
    return losses


def flights():
    rng = np.random.default_rng(0)
    rows = rng.uniform(size=(16, 3)).astype(np.float32)
    return tf.constant(rows), tf.constant(rows @ np.array([1.0, 2.0, 3.0], np.float32))


if __name__ == "__main__":
    model = build()
    losses = main(model, *flights())
    assert losses[-1] < losses[0], losses
    for name in ("Session", "global_variables_initializer"):
        assert not hasattr(tf, name), name
    try:
        old_main(model, *flights())
    except AttributeError as error:
        assert "has no attribute 'global_variables_initializer'" in str(error), error
    else:
        raise AssertionError("the old main function ran")
    print("proved")
