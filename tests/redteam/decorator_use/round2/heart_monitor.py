"""Heart rates from photoplethysmograms for export to a watch; signatures are written out by hand."""
import tensorflow as tf

RATE = 25.0
SIGNAL = tf.TensorSpec([None], tf.float32)


def detrend(signal):
    middle = tf.reduce_mean(signal)
    return signal - middle


class Monitor(tf.Module):
    def __init__(self):
        super().__init__()
        self.smoothed = tf.Variable(70.0)

    @tf.function(input_signature=[SIGNAL])
    def spectrum(self, signal):
        return tf.abs(tf.signal.rfft(detrend(signal)))

    @tf.function(input_signature=[SIGNAL, tf.TensorSpec([], tf.float32)])
    def rate(self, signal, weight=0.3):
        power = self.spectrum(signal)
        place = tf.cast(tf.argmax(power), tf.float32)
        fresh = 60.0 * RATE * place / tf.cast(tf.size(signal), tf.float32)
        self.smoothed.assign((1.0 - weight) * self.smoothed + weight * fresh)
        return self.smoothed.read_value()


def make_export(monitor):
    @tf.function(input_signature=SIGNAL)  # expect: tf-bad-input-signature
    def serve(signal):
        return {"rate": monitor.rate(signal)}

    return serve


def make_alarm(monitor):
    def alarm(signal, *, limit):
        return monitor.rate(signal) > limit

    return tf.function(alarm, input_signature=[SIGNAL])  # expect: tf-bad-input-signature


def make_quality():
    @tf.function(input_signature=[tf.float32, tf.float32])  # expect: tf-bad-input-signature
    def quality(peak, floor):
        return peak / (floor + 1e-6)

    return quality


def pulse(beats_a_minute):
    t = tf.range(100, dtype=tf.float32) / RATE
    return tf.sin(2.0 * 3.14159 * t * beats_a_minute / 60.0)


if __name__ == "__main__":
    monitor, eager = Monitor(), Monitor()
    for beats in (60.0, 75.0, 90.0):
        graph = monitor.rate(pulse(beats))
        assert abs(float(graph) - float(Monitor.rate.python_function(eager, pulse(beats)))) < 1e-3
    assert monitor.rate.experimental_get_tracing_count() == 1
    for make, text in (
        (lambda: make_export(monitor), "must be either a tuple or a list"),
        (lambda: make_alarm(monitor), "keyword-only parameter `limit` must have a default value"),
        (make_quality, "must be a possibly nested sequence of TensorSpec"),
    ):
        try:
            make()
        except TypeError as error:
            assert text in str(error), error
        else:
            raise AssertionError(text)
    print("proved")
