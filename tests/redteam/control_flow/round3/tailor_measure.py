"""Turns body scans into measures for a tailor; exported with fixed signatures for a counter's tablet."""
import tensorflow as tf

SIZES = tf.constant([88.0, 92.0, 96.0, 100.0, 104.0])


class Cutter(tf.Module):
    """Measures girths along a scan."""

    def __init__(self, ease):
        super().__init__()
        self.ease = tf.Variable(ease)

    def girth(self, ring):
        """The length of a closed ring of points."""
        length = 0
        following = tf.roll(ring, -1, axis=0)
        for k in tf.range(tf.shape(ring)[0]):
            length += tf.norm(following[k] - ring[k])  # expect: tf-branch-dtype
        return length + self.ease

    def staged_girth(self, ring):
        length = 0.0
        corners = 0
        following = tf.roll(ring, -1, axis=0)
        for k in tf.range(tf.shape(ring)[0]):
            length += tf.norm(following[k] - ring[k])
            corners += 1
        return length + self.ease if corners > 2 else 2.0 * length

    @tf.function
    def size(self, girth):
        """The smallest size that fits."""
        chosen: tf.Tensor = SIZES[-1]
        for size in SIZES:
            if size >= girth:
                chosen = size
                break
        return chosen

    @tf.function
    def cloth(self, girth, height):
        """Length of cloth in metres."""
        if girth > 100.0:
            length: tf.Tensor = 2.0 * height  # expect: tf-autograph-unconverted
        else:
            length: tf.Tensor = 1.5 * height  # allow: tf-autograph-unconverted
        return length / 100.0 + 0.1

    @tf.function
    def staged_cloth(self, girth, height):
        if girth > 100.0:
            length = 2.0 * height
        else:
            spare: tf.Tensor = 0.0 * girth
            length = 1.5 * height + spare
        return length / 100.0 + 0.1


def exported(method):
    return tf.function(method).get_concrete_function(tf.TensorSpec([None, 2], tf.float32))


def text_of(function, *arguments):
    try:
        function(*arguments)
    except TypeError as error:
        return str(error)
    raise AssertionError("traced")


if __name__ == "__main__":
    cutter = Cutter(2.0)
    square = tf.constant([[0.0, 0.0], [20.0, 0.0], [20.0, 20.0], [0.0, 20.0]])
    staged = exported(cutter.staged_girth)
    for ring in (square, 1.3 * square, square[:3]):
        assert abs(float(staged(ring)) - float(cutter.girth(ring))) < 1e-3
        girth = cutter.girth(ring)
        assert float(cutter.size(girth)) == float(cutter.size.python_function(girth))
    text = text_of(exported, cutter.girth)
    assert "length += tf.norm(following[k] - ring[k])  # exp" in text, text
    assert "has type float32 that does not match type int32" in text, text
    height = tf.constant(180.0)
    for girth in map(tf.constant, (90.0, 110.0)):
        assert float(cutter.cloth.python_function(girth, height)) == float(cutter.staged_cloth(girth, height))
        text = text_of(cutter.cloth, girth, height)
        assert "Using a symbolic `tf.Tensor` as a Python `bool`" in text, text
    print("proved")
