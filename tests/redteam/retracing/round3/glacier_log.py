"""Flow of a glacier, with mean thickness logged against a step that TensorFlow itself counts."""
import tempfile

import tensorflow as tf


class Glacier(tf.Module):
    """Shallow-ice flow along a line; snow falls at the head and melts at the tongue."""

    def __init__(self, cells=12, rate=0.02):
        super().__init__()
        self.thickness = tf.Variable(tf.ones([cells]))
        self.balance = tf.linspace(0.05, -0.05, cells)
        self.rate = tf.constant(rate)
        self.years = tf.Variable(0, dtype=tf.int64, trainable=False)

    def flux(self):
        slope = self.thickness[:-1] - self.thickness[1:]
        return self.rate * self.thickness[:-1] ** 3 * slope

    @tf.function
    def year(self, warming):
        moved = tf.pad(self.flux(), [[1, 1]])
        change = moved[:-1] - moved[1:] + self.balance - warming
        self.thickness.assign(tf.maximum(self.thickness + change, 0.0))
        self.years.assign_add(1)
        tf.summary.write("mean thickness", tf.reduce_mean(self.thickness), step=self.years)
        return tf.reduce_sum(self.thickness)


@tf.function
def log_warming(warming, step):
    tf.summary.write("warming", warming, step=step)


def simulate(writer, years, trend=0.002):
    glacier = Glacier()
    volumes = []
    with writer.as_default():
        for number in range(years):
            warming = tf.constant(trend * number)
            log_warming(warming, step=tf.constant(number, tf.int64))
            volumes.append(float(glacier.year(warming)))
            if volumes[-1] == 0.0:
                break
        tf.summary.write("final volume", tf.constant(volumes[-1]), step=years)
    writer.flush()
    return glacier, volumes


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        writer = tf.summary.create_file_writer(folder)
        glacier, volumes = simulate(writer, years=8)
        assert glacier.year.experimental_get_tracing_count() == 1
        assert log_warming.experimental_get_tracing_count() == 1
        assert glacier.years.numpy() == len(volumes) == 8
        tf.config.run_functions_eagerly(True)
        assert abs(simulate(writer, years=8)[1][-1] - volumes[-1]) < 1e-4
        writer.close()
    print("proved")
