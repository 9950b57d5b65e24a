"""Named features of playlists for a recommender: keys come from plain strings, values from tensors."""
import tensorflow as tf

TEMPLATE = "{kind}/{field}"
FIELDS = ("tempo", "energy")


def key(kind, field):
    return TEMPLATE.format(kind=kind, field=field)


@tf.function
def features(songs):
    """Means and ranges by name; the last entry describes the static facts."""
    result = {}
    for i, field in enumerate(FIELDS):
        column = songs[:, i]
        result[key("mean", field)] = tf.reduce_mean(column)
        result[f"range/{field}"] = tf.reduce_max(column) - tf.reduce_min(column)
    result["about"] = tf.constant(f"{songs.shape[0]} songs, {songs.dtype.name}, " + str(songs.shape.as_list()))
    return result


@tf.function
def label(user, songs):
    tempo = tf.strings.as_string(tf.reduce_mean(songs[:, 0]), precision=1)
    return tf.strings.join(["user " + tf.strings.as_string(user), tempo + " bpm"], separator=": ")


@tf.function
def checked(songs):
    rank = len(songs.shape)
    if rank != 2:
        raise ValueError(f"a table is needed, not a tensor of rank {rank}: {songs.shape}")
    tf.debugging.assert_non_negative(songs, message="negative %s" % " or ".join(FIELDS))
    tf.debugging.Assert(tf.reduce_all(songs < 300.0), ["too large", songs], name="largest")
    return tf.clip_by_value(songs, 0.0, 250.0)


def playlists():
    return [tf.constant([[90.0, 0.5], [128.0, 0.9]]), tf.constant([[60.0, 0.2], [70.0, 0.1]])]


def main():
    for number, playlist in enumerate(playlists()):
        values = features(checked(playlist))
        line = ", ".join(f"{name}={value.numpy()}" for name, value in values.items())
        print(f"{label(tf.constant(number), playlist)} | {line}")


if __name__ == "__main__":
    for number, table in enumerate(playlists()):
        graph, eager = features(checked(table)), features.python_function(checked.python_function(table))
        assert {k: v.numpy() for k, v in graph.items()} == {k: v.numpy() for k, v in eager.items()}
        user = tf.constant(number)
        assert label(user, table).numpy() == label.python_function(user, table).numpy()
    assert graph["about"].numpy() == b"2 songs, float32, [2, 2]"
    main()
    print("proved")
