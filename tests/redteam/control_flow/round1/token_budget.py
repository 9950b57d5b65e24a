"""Packs token sequences into a budget for language model training."""
import tensorflow as tf

PAD = 0
BUDGET = 8


def length_of(tokens):
    return tf.reduce_sum(tf.cast(tokens != PAD, tf.int32))


@tf.function
def pack(tokens, room):
    """Shortens a sequence when it needs more than the room that is left."""
    if (needed := length_of(tokens)) > room:  # expect: tf-autograph-unconverted
        tokens = tokens[:room]
        needed = room
    return tokens, room - needed


@tf.function
def pack_in_two_lines(tokens, room):
    needed = length_of(tokens)
    if needed > room:
        tokens = tokens[:room]
        needed = room
    return tokens, room - needed


@tf.function
def with_prefix(tokens, prefixes, limit=2):
    """Prefixes are Python strings or nothing; only Python decides."""
    kept = []
    for prefix in prefixes:
        if (size := len(prefix)) > limit:
            continue
        kept.append(size)
    if (total := sum(kept)) > BUDGET:
        total = BUDGET
    return tf.pad(tokens, [[total, 0]])


@tf.function
def fill(sequences, budget):
    """How many sequences fit, in order."""
    left = budget
    count = tf.constant(0)
    for tokens in sequences:
        used = length_of(tokens)
        if used > left:
            break
        left -= used
        count += 1
    return count, left


def corpus():
    return tf.constant([[5, 6, 7, 0], [8, 9, 0, 0], [4, 4, 4, 4], [3, 0, 0, 0]])


if __name__ == "__main__":
    rows = corpus()
    for room in (2, 4, 3):
        limit = tf.constant(room)
        eager = pack.python_function(rows[0], limit)
        graph = pack_in_two_lines(rows[0], limit)
        assert [e.numpy().tolist() for e in eager] == [g.numpy().tolist() for g in graph]
    for function, arguments in ((fill, (rows, tf.constant(BUDGET))), (with_prefix, (rows[0], ("a", "bcd", "ef")))):
        first = tf.nest.map_structure(lambda t: t.numpy().tolist(), function(*arguments))
        again = tf.nest.map_structure(lambda t: t.numpy().tolist(), function(*arguments))
        eager = tf.nest.map_structure(lambda t: t.numpy().tolist(), function.python_function(*arguments))
        assert first == again == eager, (first, eager)
    try:
        pack(rows[0], tf.constant(2))
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error)
    else:
        raise AssertionError("the walrus was converted")
    print("proved")
