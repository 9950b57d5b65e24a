"""Input pipeline of ships in a harbour: positions are cleaned, snapped to berths, and batched."""
import tensorflow as tf

BERTHS = tf.constant([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])


def nearest(position):
    gaps = tf.reduce_sum((BERTHS - position) ** 2, axis=-1)
    return tf.argmin(gaps)


def snap(position):
    return tf.gather(BERTHS, nearest(position))


def snap_with_log(log):
    """A version that keeps the berths that it saw."""

    def apply(position):
        place = nearest(position)
        log.append(int(place.eval()))  # expect: tf1-session  allow: tf-container-mutation
        return tf.gather(BERTHS, place)

    return apply


def ships(count=6):
    return tf.data.Dataset.from_tensor_slices(tf.random.stateless_uniform([count, 2], [4, 7]))


def pipeline(step, batch=3):
    return ships().map(step).batch(batch)


@tf.function
def occupied(batches):
    total = tf.zeros([3])
    for batch in batches:
        same = tf.reduce_all(batch[:, None] == BERTHS[None], axis=-1)
        total += tf.reduce_sum(tf.cast(same, tf.float32), axis=0)
    return total


def first_berth():
    iterator = iter(ships())
    return nearest(iterator.get_next()).eval()  # expect: tf1-session


def first_berth_now():
    return int(nearest(next(iter(ships()))))


if __name__ == "__main__":
    total = occupied(pipeline(snap))
    assert float(tf.reduce_sum(total)) == 6.0
    eager = [int(nearest(position)) for position in ships()]
    assert total.numpy().tolist() == [float(eager.count(berth)) for berth in range(3)]
    assert first_berth_now() == eager[0]
    try:
        pipeline(snap_with_log([]))
    except ValueError as error:
        assert "No default session is registered" in str(error), error
    else:
        raise AssertionError("a session was there while mapping")
    try:
        first_berth()
    except NotImplementedError as error:
        assert "eval is not supported when eager execution is enabled" in str(error), error
    else:
        raise AssertionError("an eager tensor was evaluated")
    print("proved")
