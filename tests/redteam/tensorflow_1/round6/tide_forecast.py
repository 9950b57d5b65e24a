"""Forecasts the height of the tide from the last hours."""
import tensorflow as tf

tf.compat.v1.disable_eager_execution()  # expect: tf1-compat-switch

LAGS = 4


class TideModel(tf.Module):
    def __init__(self, lags: int = LAGS):
        super().__init__(name="tide")
        self.lags = lags
        self.decay = 0.5

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def next_height(self, heights):
        recent = heights[-self.lags:]
        weights = tf.pow(self.decay, tf.range(self.lags - 1, -1, -1, dtype=tf.float32))
        return tf.reduce_sum(recent * weights) / tf.reduce_sum(weights)

    @tf.function
    def forecast(self, heights, hours):
        for _ in tf.range(hours):
            tf.autograph.experimental.set_loop_options(
                shape_invariants=[(heights, tf.TensorShape([None]))]
            )
            heights = tf.concat([heights, [self.next_height(heights)]], axis=0)
        return heights


def measured():
    return tf.sin(tf.range(12.0) * 0.5)


def report(model, hours=3):
    heights = model.forecast(measured(), tf.constant(hours))
    return [round(float(height), 2) for height in heights.numpy()[-hours:]]


if __name__ == "__main__":
    model = TideModel()
    result = model.forecast(measured(), tf.constant(2))
    assert not tf.executing_eagerly()
    assert not hasattr(result, "numpy") and tf.is_symbolic_tensor(result)
    try:
        report(model)
    except AttributeError as error:
        assert "has no attribute 'numpy'" in str(error), error
    else:
        raise AssertionError("the forecast was a value")
    print("proved")
