"""Decodes, calibrates and re-encodes packets of a weather station in an input pipeline."""
import struct

import numpy as np
import tensorflow as tf

LAYOUT = "<Hf"
SLOTS = 4
CHANNELS = 2


class Station:
    """One station; its packets hold a channel and a raw value."""

    def __init__(self, gain):
        self.gain = gain

    def decode(self, packet):
        channel, raw = struct.unpack(LAYOUT, packet.numpy())  # expect: tf-numpy-call
        return tf.constant(channel), tf.constant(self.gain * raw)

    def encode(self, level):
        payload = struct.pack(LAYOUT, CHANNELS, level)  # expect: tf-foreign-call
        return tf.io.encode_base64(payload)

    def decode_all(self, packets):
        return tf.data.Dataset.from_tensor_slices(packets).map(self.decode)


def with_history(values):
    """Places the values at the front of a frame of fixed size."""
    frame = np.full([SLOTS], -1.0, dtype=np.float32)
    frame[:2] = values  # expect: tf-foreign-call
    return tf.constant(frame)


def header(packet):
    fields = tf.io.decode_raw(tf.strings.substr(packet, 0, 2), tf.uint16)
    return tf.cast(fields[0], tf.int32)


def frames(levels):
    return levels.batch(2, drop_remainder=True).map(with_history, num_parallel_calls=2)


def raw_packets():
    return [struct.pack(LAYOUT, i % CHANNELS, 1.5 * i) for i in range(4)]


def main():
    station = Station(gain=2.0)
    packets = tf.constant(raw_packets())
    headers = tf.data.Dataset.from_tensor_slices(packets).map(header)
    print("channels", [int(channel) for channel in headers])
    decoded = station.decode_all(packets)
    levels = decoded.map(lambda channel, value: value)
    for frame, code in zip(frames(levels), levels.map(station.encode)):
        print(frame.numpy(), code.numpy())


def attempt(build, kinds):
    try:
        build()
    except kinds as error:
        return str(error)
    raise AssertionError("the function was traced without an error")


if __name__ == "__main__":
    station, packets = Station(2.0), tf.constant(raw_packets())
    assert [float(v) for v in station.decode(packets[1])] == [1.0, 3.0]
    assert with_history(tf.constant([1.0, 2.0])).numpy().tolist() == [1.0, 2.0, -1.0, -1.0]
    assert station.encode(tf.constant(3.0)).dtype == tf.string
    text = attempt(main, AttributeError)
    assert "has no attribute 'numpy'" in text and "packet.numpy()" in text, text
    levels = tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0, 4.0])
    text = attempt(lambda: frames(levels), (ValueError, TypeError, NotImplementedError))
    assert "frame[:2] = values" in text, text
    text = attempt(lambda: levels.map(station.encode), struct.error)
    assert "struct.pack(LAYOUT" in text and "required argument is not a float" in text, text
    print("proved")
