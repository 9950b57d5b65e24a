"""Statistics of a bakery's ovens: names of the first version that mean what they always meant."""
import tensorflow as tf
from tensorflow.compat import v1


def ovens():
    with tf.name_scope("ovens"):
        return tf.Variable([180.0, 200.0, 220.0], name="temperature")


class Bakery(tf.Module):
    def __init__(self):
        super().__init__()
        self.temperature = ovens()
        self.loaves = tf.Variable(0)

    @tf.function
    def bake(self, dough):
        browning = v1.clip_by_value(self.temperature / 250.0, 0.0, 1.0)
        shares = v1.where(browning > 0.75, tf.ones([3]), browning)
        v1.assign_add(self.loaves, v1.to_int32(v1.reduce_sum(dough)))
        mean, variance = v1.nn.moments(dough * shares, axes=[0])
        return mean + v1.sqrt(variance)

    @tf.function
    def log(self, dough):
        total = v1.reduce_sum(dough)
        step = v1.py_func(lambda value: value * 2.0, [total], tf.float32)
        return v1.ensure_shape(step, [])


def stream():
    rows = tf.data.Dataset.from_tensor_slices([[1.0, 2.0, 3.0], [4.0, 0.0, 1.0]])
    return v1.data.make_one_shot_iterator(rows)


def images():
    return v1.image.resize_images(tf.ones([1, 2, 2, 1]), [4, 4])


if __name__ == "__main__":
    v1.set_random_seed(3)
    bakery, reference = Bakery(), Bakery()
    iterator = stream()
    for _ in range(2):
        dough = iterator.get_next()
        for name in ("bake", "log"):
            graph = getattr(bakery, name)(dough)
            eager = getattr(Bakery, name).python_function(reference, dough)
            assert abs(float(graph) - float(eager)) < 1e-4, name
        assert int(bakery.loaves) == int(reference.loaves)
    assert images().shape == [1, 4, 4, 1] and float(tf.reduce_sum(images())) == 16.0
    print("proved")
