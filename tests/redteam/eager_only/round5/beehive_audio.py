"""Listens to beehives: files are named by hive and hour, and read by a pipeline that decodes their names."""
import pathlib
import tempfile

import numpy as np
import tensorflow as tf

HIVES = {"north": 0, "south": 1}


def hour_of(path):
    """The hour in a name like north_07.raw."""
    name = path.numpy().decode()  # expect: tf-numpy-call
    return int(name.split("_")[-1].split(".")[0])


def staged_hour_of(path):
    name = tf.strings.split(path, "_")[-1]
    return tf.strings.to_number(tf.strings.substr(name, 0, 2), tf.int32)


def wrapped_hour_of(path):
    hour = tf.py_function(hour_of, [path], tf.int32)
    return tf.ensure_shape(hour, [])


def samples_of(path):
    data = tf.io.decode_raw(tf.io.read_file(path), tf.uint8)
    return tf.cast(data, tf.float32) / 255.0 - 0.5


def loudness(samples, size=4):
    frames = tf.signal.frame(samples, size, size)
    return tf.sqrt(tf.reduce_mean(tf.square(frames), axis=1))


class Recordings:
    """All files of a folder; a subclass may give them a title."""

    def __init__(self, folder, hour):
        self.paths = sorted(str(path) for path in pathlib.Path(folder).glob("*.raw"))
        self.hour = hour

    def title(self, path, hour):
        return tf.strings.join([tf.strings.as_string(hour), "h"])

    def load(self, path):
        hour = self.hour(path)
        return self.title(path, hour), hour, loudness(samples_of(path))

    def dataset(self):
        return tf.data.Dataset.from_tensor_slices(self.paths).map(self.load, tf.data.AUTOTUNE)


class Titled(Recordings):
    def title(self, path, hour):
        return tf.constant(f"{len(HIVES)} hives at {hour} h")  # unseen: tf-string-format


class StagedTitled(Recordings):
    def title(self, path, hour):
        return tf.strings.join([f"{len(HIVES)} hives at ", tf.strings.as_string(hour), " h"])


def record(folder):
    rng = np.random.default_rng(1)
    for hive in HIVES:
        for hour in (7, 13):
            target = pathlib.Path(folder, f"{hive}_{hour:02d}.raw")
            target.write_bytes(rng.integers(0, 255, 12, np.uint8).tobytes())


def rows(recordings):
    data = recordings.dataset().as_numpy_iterator()
    return [(title.decode(), int(hour), round(float(level.sum()), 4)) for title, hour, level in data]


def by_hand(recordings):
    for path in recordings.paths:
        title, hour, level = recordings.load(tf.constant(path))
        yield title.numpy().decode(), int(hour), round(float(tf.reduce_sum(level)), 4)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        record(folder)
        staged = rows(StagedTitled(folder, staged_hour_of))
        assert staged == list(by_hand(Titled(folder, hour_of))) and staged[0][0] == "2 hives at 7 h"
        assert rows(StagedTitled(folder, wrapped_hour_of)) == staged
        for title, hour, _ in rows(Titled(folder, staged_hour_of)):
            assert "Tensor(" in title and hour in (7, 13), title
        try:
            rows(StagedTitled(folder, hour_of))
        except AttributeError as error:
            text = str(error)
            assert "path.numpy().decode()" in text and "has no attribute 'numpy'" in text, text
        else:
            raise AssertionError("a name was decoded")
    print("proved")
