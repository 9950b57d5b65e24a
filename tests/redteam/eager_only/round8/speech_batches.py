"""Features of speech batches whose number of clips and samples is known only at run time."""
import tensorflow as tf

BANDS = 3
CLIPS = tf.TensorSpec([None, None], tf.float32)


def dims(x):
    """Static sizes where they are known, dynamic ones elsewhere."""
    static, dynamic = x.shape.as_list(), tf.shape(x)
    return [dynamic[i] if size is None else size for i, size in enumerate(static)]


@tf.function(input_signature=[CLIPS])
def bands(clips):
    count, samples = dims(clips)
    usable = samples // BANDS * BANDS
    return tf.reshape(clips[:, :usable], [count, -1, BANDS])


@tf.function(input_signature=[tf.TensorSpec([None, None, BANDS], tf.float32)])
def statistics(features):
    width = features.shape[-1] * 2
    mean, variance = tf.nn.moments(features, axes=[1])
    joined = tf.concat([mean, tf.sqrt(variance)], axis=-1)
    return tf.reshape(joined, [-1, width]) / tf.cast(len(features), tf.float32)


@tf.function(input_signature=[CLIPS])
def loudest(clips):
    best = tf.zeros_like(clips[0])
    for i in range(len(clips)):
        if tf.norm(clips[i]) > tf.norm(best):
            best = clips[i]
    return best


@tf.function(input_signature=[CLIPS])
def pad_to_even(clips):
    if clips.shape[1] is not None and clips.shape[1] % 2 == 0:
        return clips
    odd = tf.shape(clips)[1] % 2
    return tf.pad(clips, [[0, 0], [0, odd]])


def recordings():
    for count, samples in ((2, 9), (3, 14)):
        yield tf.random.stateless_normal([count, samples], seed=[count, samples])


def main():
    for clips in recordings():
        print(statistics(bands(clips)).shape, pad_to_even(clips).shape, float(tf.norm(loudest(clips))))


def close(a, b):
    return a.shape == b.shape and bool(tf.reduce_all(tf.abs(a - b) < 1e-5))


if __name__ == "__main__":
    for batch in recordings():
        for step in (bands, loudest, pad_to_even):
            assert close(step(batch), step.python_function(batch)), step
        parts = bands(batch)
        assert close(statistics(parts), statistics.python_function(parts))
    main()
    assert all(f.experimental_get_tracing_count() == 1 for f in (bands, statistics, loudest, pad_to_even))
    print("proved")
