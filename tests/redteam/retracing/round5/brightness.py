"""Brightness and gamma of a small picture, with whole and broken settings."""
import tensorflow as tf


@tf.function
def adjust(picture, gain):
    return tf.clip_by_value(picture * gain, 0.0, 1.0)


def preview(picture):
    original = adjust(picture, 1)
    repeated = adjust(picture, 1.0)
    return original, repeated


class Editor:
    def __init__(self, picture):
        self.picture = picture

    def apply(self, gain):
        return adjust(self.picture, tf.cast(gain, tf.float32))

    def sweep(self, gains):
        return {gain: float(tf.reduce_mean(self.apply(gain))) for gain in gains}


def main():
    picture = tf.linspace(0.0, 1.0, 9)
    pair = preview(picture)
    means = Editor(picture).sweep([0, 0.5, 1, 1.5, 2])
    for gain, mean in means.items():
        print(f"{gain:>4}: {mean:.3f}")
    return pair


if __name__ == "__main__":
    one, other = main()
    assert one.dtype == other.dtype == tf.float32
    assert bool(tf.reduce_all(one == other))
    assert adjust.experimental_get_tracing_count() == 2
    print("proved")
