"""Watches the gradients of a regression while it trains, everything compiled with XLA."""
import tensorflow as tf

RANGE = (-1.0, 1.0)


class LinearModel(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.w = tf.Variable(tf.zeros([width, 1]))
        self.b = tf.Variable(0.0)

    def __call__(self, x):
        return x @ self.w + self.b


model = LinearModel(4)


@tf.function(jit_compile=True)
def gradients_of(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    return loss, tape.gradient(loss, [model.w, model.b])


@tf.function(jit_compile=True)
def summarise(gradient):
    flat = tf.reshape(gradient, [-1])
    bins = tf.histogram_fixed_width(flat, RANGE, nbins=5)  # expect: tf-jit-incompatible
    return tf.reduce_mean(flat), tf.math.reduce_std(flat), bins


@tf.function(autograph=True, jit_compile=True)
def apply(gradients, rate):
    norm = tf.linalg.global_norm(gradients)
    if norm > 10.0:
        tf.print("large gradient:", norm)  # expect: tf-jit-incompatible
    scale = rate / tf.maximum(norm, 1.0)
    model.w.assign_sub(scale * gradients[0])
    model.b.assign_sub(scale * gradients[1])
    return norm


def train(x, y, epochs, watch):
    norms = []
    for _ in range(epochs):
        loss, grads = gradients_of(x, y)
        if watch:
            mean, spread, bins = summarise(grads[0])
            norms.append((float(loss), float(mean), float(spread), bins.numpy().tolist()))
        apply(grads, tf.constant(0.1))
    return norms


def main(watch=True):
    x = tf.random.stateless_normal([32, 4], seed=[8, 8])
    return train(x, tf.reduce_sum(x, axis=1, keepdims=True), epochs=3, watch=watch)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    rows = main()
    tf.config.run_functions_eagerly(False)
    assert rows[-1][0] < rows[0][0] and sum(rows[0][3]) == 4
    for watch, operation in ((True, "HistogramFixedWidth"), (False, "StringFormat")):
        try:
            main(watch)
        except tf.errors.InvalidArgumentError as error:
            assert "Detected unsupported operations when trying to compile graph" in str(error), error
            assert operation in str(error), error
        else:
            raise AssertionError("XLA knew " + operation)
    print("proved")
