"""Adds noise of an adjustable strength to recordings of bird song before training."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1


class NoiseSource:
    """Noise for clips; the strength can be changed while the training goes on."""

    def __init__(self, colour="white", shift=3):
        self.colour = colour
        self.shift = shift

    def strength(self):
        return tf1.placeholder(dtype=tf.float32, shape=[], name=f"{self.colour}_strength")  # expect: tf1-placeholder

    def sample(self, clip, index):
        seed = tf.stack([tf.cast(index, tf.int32), self.shift])
        noise = tf.random.stateless_normal(tf.shape(clip), seed)
        if self.colour == "brown":
            noise = tf.cumsum(noise) / 4.0
        return noise

    def augment(self, index, clip):
        return clip + self.strength() * self.sample(clip, index)


class FixedNoise(NoiseSource):
    def __init__(self, level, **kwargs):
        super().__init__(**kwargs)
        self.level = tf.Variable(level, trainable=False)

    def strength(self):
        return tf.convert_to_tensor(self.level)


def songs(count=4, samples=16):
    time = tf.range(samples, dtype=tf.float32)
    return tf.stack([tf.sin(0.2 * (i + 1.0) * time) for i in range(count)])


def pipeline(source):
    clips = tf.data.Dataset.from_tensor_slices(songs())
    return clips.enumerate().map(source.augment).batch(2)


@tf.function
def loudness(batch):
    return tf.sqrt(tf.reduce_mean(tf.square(batch), axis=-1))


def epoch(source):
    return tf.concat([loudness(batch) for batch in pipeline(source)], axis=0)


def main():
    return epoch(NoiseSource(colour="brown"))


if __name__ == "__main__":
    fixed = FixedNoise(0.5)
    eager = tf.stack([fixed.augment(tf.constant(i), clip) for i, clip in enumerate(songs())])
    assert bool(tf.reduce_all(tf.abs(epoch(fixed) - loudness.python_function(eager)) < 1e-5))
    try:
        main()
    except tf.errors.InvalidArgumentError as error:
        assert "You must feed a value for placeholder tensor 'brown_strength'" in str(error), error
    else:
        raise AssertionError("the strength came from nowhere")
    try:
        NoiseSource().augment(tf.constant(0), songs()[0])
    except RuntimeError as error:
        assert "tf.placeholder() is not compatible with eager execution" in str(error), error
    else:
        raise AssertionError("an eager placeholder")
    print("proved")
