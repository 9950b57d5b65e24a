"""Tracks cells through microscope frames, in datasets: matches, merges, lengths of tracks."""
import tensorflow as tf

NOTHING = -1.0


def link(state, frame):
    """Follows a cell into the next frame; it is lost when it moves too far."""
    position, length = state
    distance = tf.abs(frame - position)
    nearest = tf.argmin(distance)
    if distance[nearest] < 2.0:  # expect: tf-branch-undefined
        found = frame[nearest]
        length = length + 1
    return (found, length), length


def staged_link(state, frame):
    position, length = state
    distance = tf.abs(frame - position)
    nearest = tf.argmin(distance)
    found = position
    if distance[nearest] < 2.0:
        found = frame[nearest]
        length = length + 1
    return (found, length), length


def merged(frame):
    """Cells that touch are one: groups of neighbours."""
    groups = []
    for k in tf.range(tf.size(frame) - 1):
        centre = 0.5 * (frame[k] + frame[k + 1])
        groups.append(centre)  # expect: tf-list-append-in-tensor-loop
    return tf.stack(groups)


def staged_merged(frame):
    groups = tf.TensorArray(tf.float32, size=tf.size(frame) - 1, element_shape=[])
    for k in tf.range(tf.size(frame) - 1):
        groups = groups.write(k, 0.5 * (frame[k] + frame[k + 1]))
    return groups.stack()


def tracks(frames, step):
    start = (tf.constant(0.0), tf.constant(0))
    return tf.data.Dataset.from_tensor_slices(frames).scan(start, step)


def centres(frames, function):
    data = tf.data.Dataset.from_tensor_slices(frames)
    return data.map(function, deterministic=True).take_while(lambda row: tf.reduce_min(row) > NOTHING)


def eager_tracks(frames, step):
    state, lengths = (tf.constant(0.0), tf.constant(0)), []
    for frame in frames:
        state, length = step(state, frame)
        lengths.append(int(length))
    return lengths


def movie():
    return tf.constant([[0.5, 4.0, 9.0], [1.0, 3.0, 8.0], [2.0, 5.0, 7.0]])


if __name__ == "__main__":
    frames = movie()
    expected = eager_tracks(frames, link)
    assert [int(n) for n in tracks(frames, staged_link)] == expected == eager_tracks(frames, staged_link)
    rows = [merged(frame).numpy().tolist() for frame in frames]
    assert [row.numpy().tolist() for row in centres(frames, staged_merged)] == rows
    try:
        tracks(frames, link)
    except ValueError as error:
        assert "'found' must also be initialized in the else branch" in str(error), error
        assert "if distance[nearest] < 2.0:" in str(error)
    else:
        raise AssertionError("a name of one branch was used after it")
    try:
        centres(frames, merged)
    except Exception as error:
        assert "is out of scope and cannot be used here" in str(error), error
        assert "in merged" in str(error) or "groups" in str(error)
    else:
        raise AssertionError("a list was filled in a loop of TensorFlow")
    print("proved")
