"""Keras layers that filter signals in the frequency domain, and a bank of them."""
import keras
import tensorflow as tf


class SpectralFilter(keras.layers.Layer):
    def __init__(self, points, **kwargs):
        super().__init__(**kwargs)
        self.points = points
        self._spectrum = tf.function(self._transform, input_signature=[tf.TensorSpec([None, points], tf.float32)])

    def build(self, input_shape):
        self.gain = self.add_weight(shape=(self.points // 2 + 1,), initializer="ones", name="gain")

    def _transform(self, signals):
        return tf.abs(tf.signal.rfft(signals))

    @tf.function
    def call(self, signals):
        spectrum = tf.signal.rfft(signals)
        gain = tf.complex(tf.convert_to_tensor(self.gain), tf.zeros_like(self.gain))
        return tf.signal.irfft(spectrum * gain, fft_length=[self.points])

    def magnitudes(self, signals):
        return self._spectrum(signals)


class Bank:
    """Fixed filters; the bank can be called, indexed and combined."""

    def __init__(self, kernels):
        self.kernels = tf.Variable(kernels)
        self.apply = tf.function(self._apply)

    def _apply(self, signals):
        return signals @ tf.transpose(self.kernels)

    @tf.function
    def __call__(self, signals):
        return tf.nn.relu(self._apply(signals))

    @tf.function
    def __getitem__(self, index):
        return tf.gather(self.kernels, index)

    def __len__(self):
        return int(self.kernels.shape[0])

    def __bool__(self):
        return len(self) > 0

    def __repr__(self):
        return f"Bank({len(self)} filters)"


def model(points=8):
    return keras.Sequential([keras.Input((points,)), SpectralFilter(points), keras.layers.Dense(2)])


def main():
    keras.utils.set_random_seed(3)
    signals = tf.random.stateless_normal([16, 8], seed=[2, 3])
    network = model()
    network.compile("sgd", "mse")
    network.fit(signals, signals[:, :2], epochs=2, batch_size=8, verbose=0)
    bank = Bank(tf.eye(3, 8))
    first = bank[tf.constant(1)]
    return network, signals, bank, bank(signals), first


if __name__ == "__main__":
    network, signals, bank, activity, first = main()
    layer = network.layers[0]
    assert float(tf.reduce_max(tf.abs(layer.magnitudes(signals) - layer._transform(signals)))) < 1e-5
    eager = SpectralFilter.call.python_function(layer, signals)
    assert float(tf.reduce_max(tf.abs(layer(signals) - eager))) < 1e-5
    assert float(tf.reduce_max(tf.abs(layer.gain - 1.0))) > 0.0
    assert bank and repr(bank) == "Bank(3 filters)" and first.numpy()[1] == 1.0
    plain = bank._apply(signals)
    assert float(tf.reduce_max(tf.abs(bank.apply(signals) - plain))) < 1e-6
    assert float(tf.reduce_max(tf.abs(activity - tf.nn.relu(plain)))) < 1e-6
    print("proved")
