"""Counts fish in videos of any length: all that a shape can be asked, before a number is needed."""
import tensorflow as tf

VIDEO = tf.TensorSpec([None, 3, None], tf.float32)
ANY = tf.TensorSpec(None, tf.float32)


def sizes_of(tensor):
    """Static where known, else dynamic."""
    static = tensor.shape.as_list()
    dynamic = tf.unstack(tf.shape(tensor))
    return [d if s is None else s for s, d in zip(static, dynamic)]


def zeros_like_shape(tensor):
    if tensor.shape.is_fully_defined():
        return tf.zeros(tensor.shape)
    return tf.zeros(tf.shape(tensor))


def merged(tensor, first, last):
    """Joins the dimensions from first to last."""
    inner = tensor.shape[first : last + 1]
    size = inner.num_elements()
    if size is None:
        size = -1
    before, after = sizes_of(tensor)[:first], sizes_of(tensor)[last + 1 :]
    return tf.reshape(tensor, [*before, size, *after])


@tf.function(input_signature=[VIDEO])
def activity(video):
    frames = video.shape[0] or tf.shape(video)[0]
    rows = video.shape[1]
    columns = tf.compat.dimension_value(video.shape[2])
    if columns is None:
        columns = tf.shape(video)[-1]
    total = tf.reduce_sum(video) / tf.cast(frames * rows * columns, tf.float32)
    rank = video.shape.rank
    assert rank == len(video.shape) == 3 and video.shape[1:].ndims == 2
    spec = tf.TensorShape([None]).concatenate(video.shape[1:2])
    means = tf.ensure_shape(tf.reduce_mean(video, axis=rank - 1), spec)
    return total, means / rows, merged(video, 0, 1), zeros_like_shape(video)


@tf.function(input_signature=[ANY])
def last_frame(tensor):
    """Nothing is known, not even the rank."""
    if tensor.shape.rank is None:
        flat = tf.reshape(tensor, [-1])
        count = tf.size(tensor)
    else:
        flat, count = tensor, tensor.shape[0]
    return flat[count - 1], tf.rank(tensor)


@tf.function(input_signature=[VIDEO])
def fish(video):
    """A batch of rows for a layer that wants a known width."""
    rows = tf.reshape(video, [-1, video.shape[1]])
    rows.shape.assert_is_compatible_with([None, 3])
    known = rows.shape.with_rank(2).merge_with([None, 3])
    weights = tf.ones([known[1], 1]) / known[1]
    found = tf.TensorArray(tf.float32, size=len(video))
    for k in range(len(video)):
        found = found.write(k, tf.reduce_max(video[k]))
    counts = found.stack()
    counts.set_shape(video.shape[:1])
    return rows @ weights, counts, tf.fill([tf.shape(video)[0]], float(video.shape[1]))


def videos():
    return [tf.reshape(tf.range(float(n * 3 * w)), [n, 3, w]) / 7.0 for n, w in ((2, 2), (1, 4), (3, 2))]


def plain(result):
    return [v.numpy().round(4).tolist() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    for video in videos():
        for function in (activity, fish):
            assert plain(function(video)) == plain(function.python_function(video))
        graph, eager = last_frame(video), last_frame.python_function(tf.reshape(video, [-1]))
        assert plain(graph[0]) == plain(eager[0]) and int(graph[1]) == 3
    assert activity.experimental_get_tracing_count() == fish.experimental_get_tracing_count() == 1
    print("proved")
