"""Evaluation of playlist continuations: hit rates, reciprocal ranks, gains of each playlist."""
import tensorflow as tf

CUTOFF = 4


def reciprocal_rank(pair):
    ranked, wanted = pair
    hits = tf.where(ranked == wanted)
    if tf.size(hits) > 0: return 1.0 / tf.cast(hits[0, 0] + 1, tf.float32)  # expect: tf-branch-return


def reciprocal_rank_or_zero(pair):
    ranked, wanted = pair
    hits = tf.where(ranked == wanted)
    if tf.size(hits) > 0:
        return 1.0 / tf.cast(hits[0, 0] + 1, tf.float32)
    return 0.0


def discounted(pair):
    """The gain of a hit at the position where it is."""
    ranked, wanted = pair
    gain = tf.constant(0.0)
    for position in tf.range(tf.size(ranked)):
        if ranked[position] != wanted:
            continue
        gain = 1.0 / tf.math.log(tf.cast(position, tf.float32) + 2.0)
    return gain


@tf.function
def mean_reciprocal_rank(ranked, wanted):
    return tf.reduce_mean(tf.map_fn(reciprocal_rank, (ranked, wanted), fn_output_signature=tf.float32))


@tf.function
def safe_mean_reciprocal_rank(ranked, wanted):
    ranks = tf.map_fn(reciprocal_rank_or_zero, (ranked, wanted), fn_output_signature=tf.float32)
    return tf.reduce_mean(ranks)


@tf.function
def mean_gain(ranked, wanted):
    return tf.reduce_mean(tf.map_fn(discounted, (ranked, wanted), fn_output_signature=tf.float32))


@tf.function
def report(ranked, wanted):
    """Hit rate at each cutoff, as a list of tensors."""
    rates = []
    for cutoff in range(1, CUTOFF + 1):
        found = tf.reduce_any(ranked[:, :cutoff] == wanted[:, tf.newaxis], axis=1)
        rates.append(tf.reduce_mean(tf.cast(found, tf.float32)))
    return tf.stack(rates)


def session():
    ranked = tf.constant([[4, 2, 7, 1], [3, 9, 5, 8], [6, 1, 2, 3]])
    return ranked, tf.constant([7, 3, 1])


if __name__ == "__main__":
    playlists = session()
    eager = mean_reciprocal_rank.python_function(*playlists)
    assert abs(eager - safe_mean_reciprocal_rank(*playlists)) < 1e-6 and abs(eager - 11.0 / 18.0) < 1e-6
    for function in (mean_gain, report):
        for _ in range(2):
            difference = function(*playlists) - function.python_function(*playlists)
            assert float(tf.reduce_max(tf.abs(difference))) < 1e-6
    try:
        mean_reciprocal_rank(*playlists)
    except ValueError as error:
        assert "the else branch must also have a return statement" in str(error), error
        assert "in reciprocal_rank" in str(error)
    else:
        raise AssertionError("a branch without return was traced")
    print("proved")
