"""Adds operations of its own to TensorFlow's modules, in four ways, and asks for one more that nobody added."""
import tensorflow as tf
import tensorflow.nn as nn

tf.math.knots = lambda speed: speed * 1.944
setattr(tf.linalg, "bearing", lambda v: tf.atan2(v[1], v[0]))
vars(tf.strings)["call_sign"] = lambda text: tf.strings.upper(text)
tf.image.__dict__.update(mirror=tf.image.flip_left_right)

for name in ("swish_twice", "relu_twice"):
    setattr(nn, name, lambda x, once=getattr(nn, name.partition("_")[0]): once(once(x)))


@tf.function
def course(velocity):
    speed = tf.norm(velocity)
    return tf.math.knots(speed), tf.linalg.bearing(velocity)


def picture(image):
    return tf.image.mirror(image) + nn.relu_twice(image) * 0.0


def depth(echo):
    return nn.relu_thrice(echo)  # expect: tf-unknown-name


if __name__ == "__main__":
    knots, angle = course(tf.constant([3.0, 4.0]))
    assert abs(float(knots) - 9.72) < 0.01 and 0.9 < float(angle) < 1.0
    assert picture(tf.ones([2, 2, 1])).shape == (2, 2, 1)
    assert tf.strings.call_sign("abc") == b"ABC"
    try:
        depth(tf.ones([2]))
    except AttributeError as error:
        assert "relu_thrice" in str(error)
    else:
        raise AssertionError("somebody added it")
    print("proved")
