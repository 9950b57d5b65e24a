"""An augmentation pipeline: decodes images, crops the middle square, mirrors and resizes."""
import numpy as np
import tensorflow as tf

SIDE = 4


def encoded_images():
    for height, width in ((6, 8), (9, 5)):
        ramp = np.arange(height * width, dtype=np.uint8).reshape(height, width, 1)
        yield tf.io.encode_png(np.repeat(ramp, 3, axis=2)).numpy()


def centre_square(image):
    height, width = image.shape[0], image.shape[1]  # allow: tf-static-shape
    side = min(height, width)  # expect: tf-static-shape
    top, left = (height - side) // 2, (width - side) // 2  # allow: tf-static-shape
    return image[top:top + side, left:left + side]


def to_unit(image):
    return tf.image.convert_image_dtype(image, tf.float32)


def mirror(image):
    return tf.concat([image, tf.reverse(image, axis=[1])], axis=1)


def finish(image):
    return tf.image.resize(to_unit(mirror(image)), [SIDE, SIDE])


def whole(data):
    return finish(tf.io.decode_png(data, channels=3))


def cropped(data):
    image = tf.io.decode_png(data, channels=3)
    return finish(centre_square(image))


def pipeline(prepare):
    files = tf.data.Dataset.from_tensor_slices(list(encoded_images()))
    return files.map(prepare, num_parallel_calls=tf.data.AUTOTUNE).batch(2)


def main():
    for batch in pipeline(whole):
        print("mirrored", batch.shape)
    for batch in pipeline(cropped):
        print("cropped and mirrored", batch.shape)


if __name__ == "__main__":
    assert [batch.shape for batch in pipeline(whole)] == [[2, SIDE, SIDE, 3]]
    for data in encoded_images():
        assert cropped(data).shape == [SIDE, SIDE, 3]
    try:
        main()
    except TypeError as error:
        assert "'NoneType' and 'NoneType'" in str(error) and "min(height, width)" in str(error), error
    else:
        raise AssertionError("no error")
    print("proved")
