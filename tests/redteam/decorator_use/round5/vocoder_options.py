"""Builds the stages of a vocoder from a settings object that keeps the names of old files."""
from dataclasses import asdict, dataclass

import tensorflow as tf


@dataclass
class StageOptions:
    experimental_compile: bool = False
    experimental_relax_shapes: bool = True


def compile_stage(function, experimental_compile=False, experimental_relax_shapes=False):
    """Old names of settings come in, today's names go to TensorFlow."""
    return tf.function(function, jit_compile=experimental_compile, reduce_retracing=experimental_relax_shapes)


def emphasise(samples):
    return tf.concat([samples[:1], samples[1:] - 0.97 * samples[:-1]], axis=0)


def compress(samples):
    return tf.sign(samples) * tf.math.log1p(255.0 * tf.abs(samples)) / tf.math.log(256.0)


@tf.function(autograph=False, jit_compile=True)
def loudness(samples):
    return tf.sqrt(tf.reduce_mean(tf.square(samples)))


class Vocoder:
    def __init__(self, options: StageOptions):
        settings = asdict(options)
        self.emphasise = compile_stage(emphasise, **settings)
        self.compress = compile_stage(compress, experimental_compile=True)

    def __call__(self, samples):
        return self.compress(self.emphasise(samples))


def frames(samples, size=40):
    options = tf.data.Options()
    options.deterministic = True
    options.experimental_optimization.map_parallelization = True
    pieces = tf.data.Dataset.from_tensor_slices(samples).batch(size, drop_remainder=True)
    return pieces.map(lambda piece: piece - tf.reduce_mean(piece)).with_options(options)


def tone(samples=160):
    return 0.5 * tf.sin(0.2 * tf.range(samples, dtype=tf.float32))


def main():
    vocoder = Vocoder(StageOptions())
    coded = [vocoder(frame) for frame in frames(tone())]
    return coded, [loudness(frame) for frame in coded]


if __name__ == "__main__":
    import logging

    messages = []
    handler = logging.Handler()
    handler.emit = lambda record: messages.append(record.getMessage())
    tf.get_logger().addHandler(handler)
    coded, levels = main()
    assert not [m for m in messages if "deprecated" in m], messages
    for frame, code, level in zip(frames(tone()), coded, levels):
        eager = compress(emphasise(frame))
        assert float(tf.reduce_max(tf.abs(code - eager))) < 1e-5
        assert abs(float(level) - float(loudness.python_function(eager))) < 1e-5
    assert len(coded) == 4 and loudness.experimental_get_tracing_count() == 1
    print("proved")
