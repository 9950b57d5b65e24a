"""Feature pyramids of images: Python loops over the few levels, lists of tensors, sums of losses."""
import tensorflow as tf

LEVELS = 3
OFFSETS = [k / 100.0 for k in range(100)]


def pyramid(image):
    """Halved again and again."""
    levels = [image]
    for _ in range(LEVELS - 1):
        levels.append(tf.nn.avg_pool2d(levels[-1], 2, 2, "VALID"))
    return levels


def gram(features):
    flat = tf.reshape(features, [features.shape[0], -1, features.shape[-1]])
    return tf.matmul(flat, flat, transpose_a=True) / float(flat.shape[1])


class StyleLoss(tf.Module):
    def __init__(self, style, weights=(1.0, 0.5, 0.25)):
        super().__init__()
        self.targets = [gram(level) for level in pyramid(style)]
        self.weights = weights
        self.calls = tf.Variable(0)
        # A table of Python numbers; no operation of TensorFlow is added for its hundred entries.
        self.bias = sum(OFFSETS) / len(OFFSETS)

    @tf.function
    def __call__(self, image):
        losses = []
        for level, target, weight in zip(pyramid(image), self.targets, self.weights):
            difference = gram(level) - target
            losses.append(weight * tf.reduce_mean(tf.square(difference)))
        self.calls.assign_add(1)
        norm = 0.0
        for offset in OFFSETS:
            norm += offset * offset
        total = sum(losses)
        largest = max(len(losses), 1)
        if total > 1.0:
            total = 1.0 + tf.math.log(total)
        return total / largest + norm * 0.0 + self.bias * 0.0, {f"level_{i}": loss for i, loss in enumerate(losses)}

    @tf.function
    def gradient(self, image):
        with tf.GradientTape() as tape:
            tape.watch(image)
            total, parts = self(image)
        return tape.gradient(total, image), list(parts.values())


def images():
    ramp = tf.reshape(tf.range(64.0), [1, 8, 8, 1]) / 64.0
    return tf.concat([ramp, 1.0 - ramp], -1), tf.concat([ramp * 3.0, ramp], -1)


def observations():
    style, content = images()
    loss = StyleLoss(style)
    seen = []
    for image in (content, style, content):
        total, parts = loss(image)
        step, losses = loss.gradient(image)
        seen += [total, tf.reduce_sum(tf.abs(step)), *parts.values(), *losses]
    return [float(v) for v in seen] + [int(loss.calls)]


if __name__ == "__main__":
    graph = observations()
    tf.config.run_functions_eagerly(True)
    eager = observations()
    tf.config.run_functions_eagerly(False)
    assert len(graph) == len(eager) and all(abs(a - b) < 1e-4 * (1 + abs(b)) for a, b in zip(graph, eager))
    print("proved")
