"""Recommends shop shelves: hashes the pair of user and shelf into an embedding table."""
import tensorflow as tf

BUCKETS = 97


def bucket(text):
    return tf.strings.to_hash_bucket_fast(text, BUCKETS)


@tf.function
def pair_bucket(user: tf.Tensor, shelf: tf.Tensor) -> tf.Tensor:
    """One bucket for a pair of ids."""
    key = f"user={user}|shelf={shelf}"  # expect: tf-string-format
    return bucket(key)


@tf.function
def age_bucket(user: tf.Tensor, age: tf.Tensor) -> tf.Tensor:
    decade = age // 10 * 10
    return bucket(tf.strings.join(["decade/", "%s" % decade, "/", tf.strings.as_string(user % 2)]))  # expect: tf-string-format


@tf.function
def shelf_bucket(shelf: tf.Tensor) -> tf.Tensor:
    return bucket(tf.strings.join(["shelf", tf.strings.as_string(shelf)], separator="="))


def score(table: tf.Tensor, user: tf.Tensor, age: tf.Tensor, shelf: tf.Tensor) -> tf.Tensor:
    rows = tf.stack([pair_bucket(user, shelf), age_bucket(user, age), shelf_bucket(shelf)])
    return tf.reduce_sum(tf.gather(table, rows))


def visits():
    return [tuple(map(tf.constant, row)) for row in ((17, 34, 2), (21, 58, 2), (17, 34, 5))]


def main():
    table = tf.random.stateless_normal([BUCKETS], seed=[1, 2])
    for user, age, shelf in visits():
        print(int(user), int(shelf), float(score(table, user, age, shelf)))


if __name__ == "__main__":
    rows = visits()
    assert len({int(pair_bucket.python_function(u, s)) for u, _, s in rows}) == 3
    assert len({int(pair_bucket(u, s)) for u, _, s in rows}) == 1
    assert len({int(age_bucket.python_function(u, a)) for u, a, _ in rows}) == 2
    assert len({int(age_bucket(u, a)) for u, a, _ in rows}) == 1
    for step, arguments in ((pair_bucket, rows[0][::2]), (age_bucket, rows[0][:2])):
        assert any("Tensor(" in str(node) for node in step.get_concrete_function(*arguments).graph.as_graph_def().node)
    for _, _, s in rows:
        assert int(shelf_bucket(s)) == int(shelf_bucket.python_function(s))
    main()
    print("proved")
