"""A setter writes the private attribute, a property of the base class gives it to the trace."""

import tensorflow as tf


class Base:
    def __init__(self):
        self._gain = 1.0

    @property
    def gain(self):
        return self._gain  # expect: tf-attribute-read

    @gain.setter
    def gain(self, value):
        self._gain = value

    @tf.function
    def amplify(self, signal):
        return self.gain * signal


class Amplifier(Base):
    def louder(self):
        self.gain = self.gain * 2.0


def run():
    amplifier = Amplifier()
    signals = [amplifier.amplify(tf.constant([1.0, 3.0])).numpy()]
    amplifier.louder()
    signals.append(amplifier.amplify(tf.constant([1.0, 3.0])).numpy())
    return signals
