"""Label maps and pixel weights for the segmentation of skin lesions."""
import tensorflow as tf

SIDE = 6


@tf.function
def canvas(fill=1):
    """A square of one value, in the type of that value."""
    return tf.fill([SIDE, SIDE], fill)


@tf.function
def disc(radius):
    axis = tf.range(float(SIDE)) - (SIDE - 1) / 2.0
    return axis[:, None] ** 2 + axis[None, :] ** 2 <= radius**2


def label_map(lesion):
    """Class 1 is skin, class 2 the lesion."""
    skin = canvas()  # allow: tf-literal-type-cache
    return tf.where(lesion, skin + 1, skin)


class PixelWeights:
    """Weights of the loss: heavier at the lesion."""

    def __init__(self, emphasis):
        self.emphasis = tf.cast(emphasis, tf.float32)

    def base(self):
        return canvas(fill=1.0)  # expect: tf-literal-type-cache

    def __call__(self, lesion):
        base = self.base()
        extra = tf.where(lesion, self.emphasis, 0.0)
        return tf.cast(base, tf.float32) + extra, base.dtype


def prepare(radii):
    weigh = PixelWeights(2.0)
    samples = []
    for radius in radii:
        lesion = disc(tf.constant(radius))
        labels = label_map(lesion)
        weights, stored_as = weigh(lesion)
        samples.append((labels, weights, stored_as))
    return samples


if __name__ == "__main__":
    graph = prepare([1.0, 2.0, 3.0])
    tf.config.run_functions_eagerly(True)
    eager = prepare([1.0, 2.0, 3.0])
    tf.config.run_functions_eagerly(False)
    assert [stored for _, _, stored in eager] == [tf.float32] * 3
    assert [stored for _, _, stored in graph] == [tf.int32] * 3
    assert canvas.experimental_get_tracing_count() == 1
    assert disc.experimental_get_tracing_count() == 1
    assert canvas(tf.constant(1.0)).dtype == tf.float32
    print("proved")
