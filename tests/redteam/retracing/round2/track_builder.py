"""Builds control tracks for a mixer: clip numbers, gains and mute masks."""
import tensorflow as tf


@tf.function
def held(length, value):
    """A track that holds one value."""
    return tf.fill([length], value)


@tf.function
def stepped(length, start):
    return tf.repeat(tf.stack([start, start]), [length, length])


class Mixer:
    def __init__(self, length):
        self.length = tf.constant(length)
        self.hold = held

    def clips(self):
        return self.hold(self.length, 3)  # allow: tf-literal-type-cache

    def gains(self):
        return self.hold(self.length, 3.0)  # expect: tf-literal-type-cache

    def pattern(self, muted):
        layout = stepped(self.length, 1)  # allow: tf-literal-type-cache
        mask = stepped(self.length, True)  # expect: tf-literal-type-cache
        return layout, mask if muted else None


def build(length):
    mixer = Mixer(length)
    tracks = {"clips": mixer.clips()}
    tracks["gains"] = mixer.gains()
    tracks["layout"], tracks["mask"] = mixer.pattern(muted=True)
    return tracks


def mixdown(tracks, signal):
    return signal * tracks["gains"]


if __name__ == "__main__":
    tracks = build(4)
    assert {name: track.dtype.name for name, track in tracks.items()} == {
        "clips": "int32", "gains": "int32", "layout": "int32", "mask": "int32"}
    try:
        mixdown(tracks, tf.ones([4]))
    except tf.errors.InvalidArgumentError:
        pass
    else:
        raise AssertionError("the gains are floats")
    assert held.experimental_get_tracing_count() == stepped.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    tracks = build(4)
    assert {name: track.dtype.name for name, track in tracks.items()} == {
        "clips": "int32", "gains": "float32", "layout": "int32", "mask": "bool"}
    assert mixdown(tracks, tf.ones([4])).numpy().tolist() == [3.0] * 4
    print("proved")
