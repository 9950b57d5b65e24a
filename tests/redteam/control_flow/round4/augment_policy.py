"""Image augmentation driven by a policy of named operations."""
import tensorflow as tf


def flip(image):
    return tf.reverse(image, axis=[1])


def rotate(image):
    return tf.transpose(image, [1, 0, 2])


@tf.function
def normalise(image):
    peak = tf.reduce_max(image)
    if peak > 1.0:
        image = image / peak
    return image


OPERATIONS = {"flip": flip, "rotate": rotate}
POLICIES = {"weak": ["flip"], "strong": ["rotate", "flip", "blur"]}


@tf.function
def augment(image, policy="strong"):
    """Unknown names of a policy are passed over; only Python decides."""
    for name in POLICIES[policy]:
        if (operation := OPERATIONS.get(name)) is None:
            continue
        image = operation(image)
    return normalise(image)


@tf.function
def resize(image, mode="area"):
    match mode:
        case "area":
            return tf.nn.avg_pool2d(image[tf.newaxis], 2, 2, "VALID")[0]
        case "nearest" | "first":
            return image[::2, ::2]
        case _:
            raise ValueError(mode)


@tf.function
def pick_channel(image, wanted=("red", "grey")):
    for name in wanted:
        if name == "grey":
            chosen = tf.reduce_mean(image, axis=-1)
            break
    else:
        chosen = image[..., 0]
    return chosen


@tf.function
def brightness(image: tf.Tensor, strength: tf.Tensor) -> tf.Tensor:
    mean: tf.Tensor = tf.reduce_mean(image)
    if mean > 0.5:
        change = -strength
    else:
        change = strength
    return tf.clip_by_value(image + change, 0.0, 1.0)


@tf.function
def noise(image, seed):
    if (rank := image.shape.rank) is not None and rank == 3:
        image = image[tf.newaxis]
    values = (0.1 * level for level in range(1, 3))
    for index, scale in enumerate(values):
        image = image + scale * tf.random.stateless_uniform(tf.shape(image), seed + index)
    return image[0]


def main():
    image = tf.reshape(tf.range(48.0), [4, 4, 3])
    small = resize(augment(image))
    return small, pick_channel(small), brightness(small, tf.constant(0.2)), noise(image, tf.constant([1, 2]))


if __name__ == "__main__":
    traced = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    for left, right in zip(traced, eager, strict=True):
        tf.debugging.assert_near(left, right)
    assert traced[0].shape == (2, 2, 3) and float(tf.reduce_max(traced[0])) < 1.0
    for function in (normalise, brightness):
        tf.autograph.to_code(function.python_function)
    print("proved")
