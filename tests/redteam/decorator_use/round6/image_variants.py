"""An input pipeline that adds flipped and rotated variants of each training image."""
import tensorflow as tf


class VariantPipeline:
    def __init__(self, batch_size, brightness=0.1):
        self.batch_size = batch_size
        self.brightness = brightness

    def standardise(self, image, label):
        return tf.image.per_image_standardization(image), label

    def variants(self, image, label):  # allow: tf-generator
        yield image, label
        yield tf.image.flip_left_right(image), label
        yield tf.image.rot90(image), label
        yield tf.image.adjust_brightness(image, self.brightness), label

    def build(self, images, labels):
        dataset = tf.data.Dataset.from_tensor_slices((images, labels))
        dataset = dataset.map(self.standardise, num_parallel_calls=tf.data.AUTOTUNE)
        dataset = dataset.map(self.variants, num_parallel_calls=tf.data.AUTOTUNE)  # expect: tf-generator
        return dataset.batch(self.batch_size)


def toy_images(count):
    images = tf.random.stateless_uniform([count, 8, 8, 3], seed=[5, 6])
    return images, tf.range(count) % 2


def main():
    pipeline = VariantPipeline(batch_size=4)
    return sum(1 for _ in pipeline.build(*toy_images(6)))


if __name__ == "__main__":
    pipeline = VariantPipeline(batch_size=4)
    images, labels = toy_images(2)
    produced = list(pipeline.variants(images[0], labels[0]))
    assert len(produced) == 4 and all(image.shape == (8, 8, 3) for image, _ in produced)
    try:
        main()
    except TypeError as error:
        assert "generator" in str(error), error
    else:
        raise AssertionError("the dataset took a generator")
    print("proved")
