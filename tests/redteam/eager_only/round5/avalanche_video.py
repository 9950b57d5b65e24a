"""Cuts videos of avalanches into clips: shapes are partly known, and are asked for in the way that fits."""
import tensorflow as tf

CLIP = 4
VIDEO = tf.TensorSpec([None, 6, None, 1], tf.float32)


def sizes(video):
    """Static sizes where they are known, tensors elsewhere."""
    dynamic = tf.shape(video)
    return [dynamic[k] if size is None else size for k, size in enumerate(video.shape.as_list())]


@tf.function(input_signature=[VIDEO])
def clips(video):
    frames, height, width, channels = sizes(video)
    count = frames // CLIP
    whole = tf.reshape(video[: count * CLIP], [count, CLIP, height, width, channels])
    means = tf.zeros([count]) + tf.reduce_mean(whole, axis=[1, 2, 3, 4])
    rows = video.shape[1] * 2 - 6
    half = video[:, : height // 2]
    return means, tf.reduce_sum(half) / rows, len(video)


@tf.function(input_signature=[VIDEO])
def motion(video):
    change = tf.zeros(tf.shape(video)[1:])
    for k in range(len(video) - 1):
        change += tf.abs(video[k + 1] - video[k])
    for _ in range(video.shape[1] // 6):
        change = change / tf.cast(len(video), tf.float32)
    first = video.shape[0] or tf.shape(video)[0]
    if video.shape[2] is not None and video.shape[2] > 100:
        change = change[:, ::2]
    known = video.shape[0] if video.shape.is_fully_defined() else first
    return tf.reduce_max(change) * tf.cast(known, tf.float32), tf.broadcast_to(0.5, tf.shape(change))


@tf.function
def stabilised(video):
    """All is known here: no signature, one size."""
    frames, height = video.shape[0], video.shape[1]
    weights = tf.ones([frames]) / frames
    parts = [part * (k + 1) for k, part in enumerate(tf.unstack(video))]
    total = tf.zeros(video.shape[1:])
    for k in range(frames):
        total = total + weights[k] * parts[k]
    return tf.reduce_mean(total) * height, tf.zeros_like(video).shape[0] * 1.0


class Sampler:
    def __init__(self, size):
        self.size = size

    def crop(self, video):
        video = tf.ensure_shape(video, [self.size, 6, 6, 1])
        return video * tf.range(float(video.shape[0]))[:, None, None, None]

    def pad(self, video):
        missing = self.size - tf.shape(video)[0]
        padded = tf.pad(video, [[0, tf.maximum(missing, 0)], [0, 0], [0, 0], [0, 0]])[: self.size]
        padded.set_shape([self.size, *video.shape[1:]])
        return padded

    def batches(self, videos):
        data = tf.data.Dataset.from_generator(lambda: iter(videos), output_signature=VIDEO)
        data = data.map(self.pad).map(self.crop).batch(2, drop_remainder=True)
        return data.map(lambda batch: tf.reduce_sum(batch, axis=[1, 2, 3, 4]) / batch.shape[0])


def plain(result):
    return [round(float(v), 3) for part in tf.nest.flatten(result) for v in tf.reshape(part, [-1])]


if __name__ == "__main__":
    videos = [tf.random.stateless_uniform([n, 6, 6, 1], [n, 2]) for n in (8, 5, 9, 4)]
    for video in videos:
        assert plain(clips(video)) == plain(clips.python_function(video))
        left, right = plain(motion(video)), plain(motion.python_function(video))
        assert all(abs(a - b) < 0.01 for a, b in zip(left, right, strict=True)), (left, right)
    fixed = videos[0][:4]
    for scale in (1.0, 2.0):
        assert plain(stabilised(scale * fixed)) == plain(stabilised.python_function(scale * fixed))
    sampler = Sampler(6)
    rows = [plain(batch) for batch in sampler.batches(videos)]
    by_hand = [plain(tf.reduce_sum(sampler.crop(sampler.pad(v))) / 2.0)[0] for v in videos]
    assert all(abs(a - b) < 0.01 for a, b in zip(sum(rows, []), by_hand)), (rows, by_hand)
    print("proved")
