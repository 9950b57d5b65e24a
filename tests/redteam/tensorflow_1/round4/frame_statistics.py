"""Statistics over the frames of a game for the normalisation of an agent's observations, as a command."""
import os
import tempfile

import numpy as np
import tensorflow as tf

flags = tf.compat.v1.flags
logging = tf.compat.v1.logging
gfile = tf.compat.v1.gfile

flags.DEFINE_integer("frames", 12, "how many frames are looked at")
flags.DEFINE_integer("stack", 4, "how many frames are stacked")
FLAGS = flags.FLAGS


class Running(tf.Module):
    """Mean and variance of what was seen, by Welford's method."""

    def __init__(self, shape):
        super().__init__()
        self.count = tf.Variable(0.0)
        self.mean = tf.Variable(tf.zeros(shape))
        self.squares = tf.Variable(tf.zeros(shape))

    @tf.function
    def update(self, frames):
        frames = tf.compat.v1.to_float(frames)
        for frame in frames:
            tf.compat.v1.assign_add(self.count, 1.0)
            delta = frame - self.mean
            self.mean.assign_add(delta / self.count)
            self.squares.assign_add(delta * (frame - self.mean))
        return self.squares / self.count


def frames_dataset(count, stack):
    values = tf.random.stateless_uniform([count, 2, 3], [3, 4], 0, 255, tf.int32)
    return tf.data.Dataset.from_tensor_slices(values).batch(stack, drop_remainder=True)


def measure(count, stack):
    dataset = frames_dataset(count, stack)
    shape = tf.compat.v1.data.get_output_shapes(dataset)
    assert tf.compat.v1.data.get_output_types(dataset) == tf.int32
    running = Running(shape[1:])
    iterator = tf.compat.v1.data.make_one_shot_iterator(dataset)
    while True:
        try:
            variance = running.update(iterator.get_next())
        except tf.errors.OutOfRangeError:
            break
    return running.mean.numpy(), variance.numpy()


def main(argv):
    logging.set_verbosity(logging.WARN)
    mean, variance = measure(FLAGS.frames, FLAGS.stack)
    if len(argv) > 1:
        with gfile.GFile(os.path.join(argv[1], "statistics.csv"), "w") as file:
            for row in zip(mean.ravel(), variance.ravel()):
                file.write("%.4f,%.4f\n" % row)
    return 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        try:
            tf.compat.v1.app.run(main, argv=["frame_statistics", folder])
        except SystemExit as leave:
            assert not leave.code
        with gfile.GFile(os.path.join(folder, "statistics.csv")) as file:
            table = np.array([[float(v) for v in line.split(",")] for line in file])
    mean, variance = measure(12, 4)
    frames = np.concatenate([batch.numpy() for batch in frames_dataset(12, 4)])
    assert np.allclose(mean, frames.mean(axis=0), rtol=1e-4) and np.allclose(variance, frames.var(axis=0), rtol=1e-3)
    assert np.allclose(table[:, 0], mean.ravel(), atol=1e-3)
    tf.config.run_functions_eagerly(True)
    eager = measure(12, 4)
    tf.config.run_functions_eagerly(False)
    assert np.allclose(eager[0], mean, rtol=1e-4) and np.allclose(eager[1], variance, rtol=1e-4)
    print("proved")
