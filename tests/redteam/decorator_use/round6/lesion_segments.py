"""Trains a per-pixel lesion classifier on synthetic scans and scores it with the Dice index."""
import tensorflow as tf


@tf.function(experimental_relax_shapes=True)  # expect: tf-deprecated-argument
def dice(mask, truth):  # allow: tf-deprecated-argument
    overlap = tf.reduce_sum(mask * truth)
    return 2.0 * overlap / (tf.reduce_sum(mask) + tf.reduce_sum(truth) + 1e-6)


@tf.function  # unseen: tf-redundant-decorator
def contrast(scan):  # allow: tf-redundant-decorator
    mean, variance = tf.nn.moments(scan, axes=[0, 1])
    return (scan - mean) * tf.math.rsqrt(variance + 1e-6)


class LesionModel(tf.Module):
    def __init__(self, rate):
        super().__init__()
        self.rate = rate
        self.slope = tf.Variable(1.0)
        self.offset = tf.Variable(0.0)
        self.step = tf.function(self._step, experimental_compile=True)  # expect: tf-deprecated-argument

    def _step(self, scan, truth):
        with tf.GradientTape() as tape:
            logits = self.slope * contrast(scan) + self.offset
            losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=truth, logits=logits)
            loss = tf.reduce_mean(losses)
        gradients = tape.gradient(loss, [self.slope, self.offset])
        self.slope.assign_sub(self.rate * gradients[0])
        self.offset.assign_sub(self.rate * gradients[1])
        return loss

    @tf.function
    def segment(self, scan):
        return tf.cast(self.slope * contrast(scan) + self.offset > 0.0, tf.float32)


def phantom(seed):
    truth = tf.pad(tf.ones([6, 6]), [[3, 7], [5, 5]])
    return truth + 0.1 * tf.random.stateless_normal([16, 16], seed=seed), truth


def main():
    model = LesionModel(rate=0.5)
    losses = []
    for seed in tf.constant([[1, 1], [1, 2], [1, 3], [1, 4]]):
        losses.append(float(model.step(*phantom(seed))))
    scan, truth = phantom(tf.constant([9, 9]))
    return losses, float(dice(model.segment(scan), truth))


if __name__ == "__main__":
    import inspect

    losses, score = main()
    assert losses[-1] < losses[0] and score > 0.8, (losses, score)
    current = inspect.signature(tf.function).parameters
    assert {"jit_compile", "reduce_retracing"} <= set(current)
    assert "experimental_compile" in current and "experimental_relax_shapes" in current
    scan, _ = phantom(tf.constant([9, 9]))
    inside = tf.function(lambda image: contrast(image))(scan)
    assert float(tf.reduce_max(tf.abs(inside - contrast.python_function(scan)))) < 1e-5
    print("proved")
