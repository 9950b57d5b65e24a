"""Aggregates harvests of fields: selections, ranks and totals."""
import tensorflow as tf

FIELDS = ("north", "east", "south")


@tf.function
def good_yields(yields, least):
    """Mean of the fields above a limit."""
    kept = [value for value in tf.unstack(yields) if value > least]  # expect: tf-tensor-bool-unconverted
    return tf.add_n(kept) / len(kept)


@tf.function
def staged_good_yields(yields, least):
    return tf.reduce_mean(tf.boolean_mask(yields, yields > least))


@tf.function
def clipped(yields, most):
    """A choice for each element is no filter."""
    return tf.stack([value if value < most else most for value in tf.unstack(yields)])


@tf.function
def weighted(yields, areas):
    total = tf.constant(0.0)
    for amount, area in zip(yields, areas):  # expect: tf-tensor-iteration
        total += amount * area
    return total


@tf.function
def staged_weighted(yields, areas):
    total = tf.constant(0.0)
    for amount, area in zip(tf.unstack(yields), tf.unstack(areas)):
        total += amount * area
    return total


@tf.function
def numbered(yields):
    """Position-weighted sum."""
    total = tf.constant(0.0)
    for position, amount in enumerate(yields):  # expect: tf-tensor-iteration
        total += float(position) * amount
    return total


@tf.function
def staged_numbered(yields):
    total = tf.constant(0.0)
    for position, name in enumerate(FIELDS):
        total += float(position) * yields[FIELDS.index(name)]
    return total


def season():
    return tf.constant([2.0, 5.0, 8.0]), tf.constant([1.0, 0.5, 2.0])


def iteration_fails(function, *args):
    try:
        function(*args)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "Iterating over a symbolic `tf.Tensor` is not allowed" in str(error), error
        return True
    return False


if __name__ == "__main__":
    yields, areas = season()
    least = tf.constant(4.0)
    assert good_yields.python_function(yields, least) == staged_good_yields(yields, least) == 6.5
    assert clipped(yields, least).numpy().tolist() == clipped.python_function(yields, least).numpy().tolist()
    assert weighted.python_function(yields, areas) == staged_weighted(yields, areas) == 20.5
    assert numbered.python_function(yields) == staged_numbered(yields) == 21.0
    try:
        good_yields(yields, least)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error) and "if value > least" in str(error)
    else:
        raise AssertionError("the filter was converted")
    assert iteration_fails(weighted, yields, areas) and iteration_fails(numbered, yields)
    print("proved")
