"""Health, score and look-ahead of a small treasure-hunt game."""
import tensorflow as tf

MAX_HEALTH = 10.0
MOVES = tf.constant([[0.8, 0.1, 0.0], [0.2, 0.7, 0.3], [0.0, 0.2, 0.7]])
REWARD = tf.constant([0.0, 1.0, 5.0])


@tf.function
def drink(health, potion):
    """A potion never heals above the maximum."""
    return min(health + potion, MAX_HEALTH)  # expect: tf-tensor-bool-unconverted


@tf.function
def final_score(coins, streak):
    bonus = 0
    if streak > 3:  # expect: tf-branch-dtype
        bonus = coins * 0.5  # allow: tf-branch-dtype
    return coins + bonus


@tf.function
def fight(health, strength):
    """What is left of the player, and what was won."""
    if strength > health:  # expect: tf-branch-dtype
        return tf.zeros([])  # allow: tf-branch-dtype
    loot = tf.sqrt(strength)
    return health - strength, loot  # allow: tf-branch-dtype


@tf.function
def look_ahead(belief, depth):  # allow: tf-python-scalar-arg
    """Expected reward when the player wanders on."""
    value = tf.constant(0.0)
    for ply in range(depth):  # unseen: tf-python-loop-unroll
        belief = tf.linalg.matvec(MOVES, belief)
        value += 0.9**ply * tf.reduce_sum(belief * REWARD)
    return value


def main():
    health = drink(tf.constant(7.0), tf.constant(5.0))
    outcome = fight(health, tf.constant(4.0))
    score = final_score(tf.constant(120.0), tf.constant(5))
    start = tf.constant([1.0, 0.0, 0.0])
    values = [look_ahead(start, depth) for depth in (4, 12, 24)]  # allow: tf-python-scalar-arg
    return outcome, score, values


if __name__ == "__main__":
    health, potion, strength = tf.constant(7.0), tf.constant(5.0), tf.constant(4.0)
    assert float(drink.python_function(health, potion)) == 10.0
    try:
        drink(health, potion)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error) and "min(health + potion" in str(error)
    else:
        raise AssertionError("min was converted")

    coins, streak = tf.constant(120.0), tf.constant(5)
    assert float(final_score.python_function(coins, streak)) == 180.0
    try:
        final_score(coins, streak)
    except TypeError as error:
        assert "'bonus' has dtype float32 in the main branch, but dtype int32 in the else branch" in str(error), error
    else:
        raise AssertionError("the dtypes agreed")

    assert float(fight.python_function(health, strength)[1]) == 2.0
    try:
        fight(health, strength)
    except TypeError as error:
        assert "nested structure" in str(error), error
    else:
        raise AssertionError("the structures agreed")

    start = tf.constant([1.0, 0.0, 0.0])
    shallow = look_ahead.get_concrete_function(start, 4).graph.as_graph_def().node
    deep = look_ahead.get_concrete_function(start, 24).graph.as_graph_def().node
    assert len(deep) > 4 * len(shallow) and sum("MatMul" in node.op for node in deep) == 24
    assert look_ahead.experimental_get_tracing_count() == 2
    print("proved")
