"""Archives field recordings under names that are formatted from settings, and reports on them."""
import logging

import numpy as np
import tensorflow as tf

logger = logging.getLogger(__name__)
SITES = ("marsh", "ridge", "wood")


class Archive(tf.Module):
    """Labels recordings; what is formatted here is known to Python."""

    def __init__(self, rate, prefix="rec"):
        super().__init__(name=f"archive_{rate}")
        self.rate = rate
        self.prefix = prefix
        self.count = tf.Variable(0, name="count_%d" % rate)

    def __repr__(self):
        return f"Archive({self.rate}, {self.prefix!r})"

    @tf.function
    def label(self, samples, site):
        with tf.name_scope("label_{}".format(self.prefix)):
            self.count.assign_add(1)
            seconds = tf.cast(tf.size(samples), tf.float32) / self.rate
        head = f"{self.prefix}-{samples.dtype.name}-{samples.shape[-1]}-"
        rank = str(samples.shape.rank) + "d"
        middle = head + site + "-" + rank
        tail = tf.strings.as_string(seconds, precision=2)
        number = tf.strings.format("#{}", self.count.read_value())
        return tf.strings.join([middle, tail, number], separator="|")

    @tf.function
    def sites(self, index):
        names = [f"{k}:{name:<6}".strip() for k, name in enumerate(SITES)]
        table = tf.constant(names)
        if index < len(names):
            name = table[index]
        else:
            name = tf.constant("%s (of %d)" % ("unknown", len(names)))
        return name + "/" + tf.strings.as_string(index)

    @tf.function
    def checked(self, samples):
        peak = tf.reduce_max(tf.abs(samples))
        tf.debugging.assert_less(
            peak, 10.0, message=f"{self!r}: a peak in {samples.shape} samples at {self.rate} Hz", summarize=3
        )
        tf.debugging.assert_rank(samples, 1, message=f"got {samples.shape}")
        if samples.shape.rank != 1:
            raise ValueError(f"{samples.name} has rank {samples.shape.rank}")
        return samples / (peak + 1e-6)


def line(samples, label):
    """A report, outside."""
    text = f"{label.numpy().decode()} {float(tf.reduce_mean(samples)):+.3f} {str(samples.dtype.name)}"
    logger.debug("%s %s", text, samples)
    return text


def spoken(dataset):
    return dataset.map(lambda site: tf.strings.upper(tf.strings.substr(site, 0, 1)) + f" of {len(SITES)}")


@tf.function
def filed(path, extension=".wav"):
    stem = tf.strings.regex_replace(path, r"\.\w+$", "")
    parts = tf.strings.split(stem, "/")
    suffix = {".wav": "pcm", ".flac": "flac"}.get(extension, "raw")
    size = tf.strings.length(stem) + len(f"{suffix}{extension}")
    return tf.strings.join([parts[-1], suffix + extension], "."), size


def replay(archive, label, sites, checked):
    out = []
    for k, site in enumerate(SITES):
        samples = tf.sin(tf.range(6.0) * (k + 1.0))
        out.append(line(checked(samples), label(samples, tf.constant(site))))
        out.append(sites(tf.constant(2 * k)).numpy())
    return out, int(archive.count)


if __name__ == "__main__":
    graph, eager = Archive(8), Archive(8)
    left = replay(graph, graph.label, graph.sites, graph.checked)
    label, sites, checked = (f.python_function for f in (eager.label, eager.sites, eager.checked))
    right = replay(eager, label, sites, checked)
    assert left == right, (left, right)
    data = tf.data.Dataset.from_tensor_slices(list(SITES))
    assert [t.decode() for t in spoken(data).as_numpy_iterator()] == ["M of 3", "R of 3", "W of 3"]
    for path in map(tf.constant, ("a/b/owl.mp3", "frog.x")):
        for a, b in zip(filed(path), filed.python_function(path), strict=True):
            assert a.numpy() == np.asarray(b)
    try:
        graph.checked(tf.fill([6], 99.0))
    except tf.errors.InvalidArgumentError as error:
        assert ": a peak in (6,) samples at 8 Hz" in str(error), error
    else:
        raise AssertionError("a peak was filed")
    print("proved")
