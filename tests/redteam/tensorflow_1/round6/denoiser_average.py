"""Trains a denoiser of scans and keeps a moving average of its weights."""
import tensorflow as tf


class Denoiser(tf.Module):
    def __init__(self, size):
        super().__init__()
        self.filter = tf.Variable(tf.ones([size]) / size)
        self.step = tf.Variable(0.0, trainable=False)

    def __call__(self, rows):
        return rows * self.filter


def average_after(update, shadow, variable, decay=0.8):
    with tf.control_dependencies([update]):  # unseen: tf1-control-dependencies
        return shadow.assign(decay * shadow + (1.0 - decay) * variable)


def average(shadow, variable, decay=0.8):
    return shadow.assign(decay * shadow + (1.0 - decay) * variable)


def make_train(model, shadow, ordered):
    @tf.function
    def train(noisy, clean):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(noisy) - clean))
        gradient = tape.gradient(loss, model.filter)
        update = model.filter.assign_sub(0.5 * gradient)
        model.step.assign_add(1.0)
        if ordered:
            average_after(update, shadow, model.filter)
        else:
            average(shadow, model.filter)
        return loss

    return train


def scans(number):
    clean = tf.random.stateless_uniform([4, 6], [number, 1])
    return clean + 0.1 * tf.random.stateless_normal([4, 6], [number, 2]), clean


def run(ordered, steps=3):
    model = Denoiser(6)
    shadow = tf.Variable(tf.zeros([6]), trainable=False)
    train = make_train(model, shadow, ordered)
    losses = [float(train(*scans(number))) for number in range(steps)]
    return losses, shadow, model


if __name__ == "__main__":
    losses, shadow, model = run(ordered=True)
    other_losses, other_shadow, other_model = run(ordered=False)
    assert losses == other_losses
    assert bool(tf.reduce_all(shadow == other_shadow))
    assert float(model.step) == float(other_model.step) == 3.0
    tf.config.run_functions_eagerly(True)
    _, eager_shadow, _ = run(ordered=False)
    tf.config.run_functions_eagerly(False)
    assert bool(tf.reduce_all(tf.abs(eager_shadow - other_shadow) < 1e-6))
    print("proved")
