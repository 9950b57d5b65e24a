"""Predicts the power of a wind turbine from a stream of measurements."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)])
def power(speeds, rated):
    cubic = (speeds / 12.0) ** 3
    return rated * tf.clip_by_value(cubic, 0.0, 1.0)


class ErrorMeter(tf.Module):
    def __init__(self):
        super().__init__()
        self.total = tf.Variable(0.0)
        self.count = tf.Variable(0.0)

    @tf.function
    def add(self, predicted, measured):
        self.total.assign_add(tf.reduce_sum(tf.abs(predicted - measured)))
        self.count.assign_add(tf.cast(tf.size(measured), tf.float32))

    def mean(self):
        return float(self.total / self.count)


def measurements(hours, batch):
    speeds = 8.0 + 4.0 * tf.sin(tf.range(float(hours)))
    output = 2.0 * tf.clip_by_value((speeds / 12.0) ** 3, 0.0, 1.0) + 0.1
    return tf.data.Dataset.from_tensor_slices((speeds, output)).batch(batch)


def watch(hours=10, batch=4):
    meter = ErrorMeter()
    iterator = tf1.data.make_one_shot_iterator(measurements(hours, batch))
    batches = 0
    while True:
        try:
            speeds, output = iterator.get_next()
        except tf.errors.OutOfRangeError:
            break
        meter.add(power(speeds, tf.constant(2.0)), output)
        batches += 1
    return meter, batches


if __name__ == "__main__":
    meter, batches = watch()
    assert batches == 3
    assert abs(meter.mean() - 0.1) < 1e-5
    reference = ErrorMeter()
    for speeds, output in measurements(10, 4):
        predicted = power.python_function(speeds, tf.constant(2.0))
        ErrorMeter.add.python_function(reference, predicted, output)
    assert abs(reference.mean() - meter.mean()) < 1e-6
    print("proved")
