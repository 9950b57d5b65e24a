"""Resolves the turns of a small dungeon game on tensors and tells what happened."""
import tensorflow as tf

HERO, MONSTER = "Hero", "Ogre"


def roll(seed, sides=6, dice=2):
    return tf.reduce_sum(tf.random.stateless_uniform([dice], seed, 1, sides + 1, tf.int32))


@tf.function
def strike(health, seed, armour):
    """The health after a blow, and a line for the log."""
    damage = tf.maximum(roll(seed) - armour, 0)
    left = tf.maximum(health - damage, 0)
    line = f"{HERO} hits {MONSTER} for {damage}"  # expect: tf-string-format
    return left, tf.constant(line)


@tf.function
def fight(hero, monster, seeds):
    """Alternating blows until one falls or the seeds run out."""
    for seed in seeds:
        monster -= roll(seed)
        if monster > 0:
            hero -= roll(seed + 1)
        else:
            break
    tf.debugging.assert_less(hero, 100, message="{} cannot have {}".format(HERO, "more than 100"))
    summary = "{0} left with {1}".format(HERO, hero)  # expect: tf-string-format
    return hero, monster, tf.strings.join([summary, "!"])


@tf.function
def experience(monster_level, bonus):
    points = tf.cast(monster_level, tf.float32) ** 1.5 + bonus
    title = tf.strings.join(["gained ", tf.strings.as_string(points, precision=1)])
    banner = "*** " + format(points, ".1f") + " ***"  # expect: tf-string-format
    return title, tf.constant(banner)


def play():
    seeds = tf.constant([[1, 2], [3, 4], [5, 6]])
    monster, line = strike(tf.constant(30), seeds[0], tf.constant(1))
    print(line.numpy().decode())
    hero, monster, summary = fight(tf.constant(40), monster, seeds)
    print(summary.numpy().decode(), int(monster))
    title, banner = experience(tf.constant(4), tf.constant(0.5))
    print(title.numpy().decode(), banner.numpy().decode())
    return int(hero)


if __name__ == "__main__":
    seeds = tf.constant([[1, 2], [3, 4], [5, 6]])
    arguments = tf.constant(30), seeds[0], tf.constant(1)
    left, told = strike.python_function(*arguments)
    damage = 30 - int(left)
    assert told.numpy().decode() == f"Hero hits Ogre for {damage}"
    assert strike(*arguments)[1].numpy().startswith(b'Hero hits Ogre for Tensor("')
    graph = fight(tf.constant(40), left, seeds)
    eager = fight.python_function(tf.constant(40), left, seeds)
    assert int(graph[0]) == int(eager[0]) and int(graph[1]) == int(eager[1])
    assert eager[2].numpy().decode() == f"Hero left with {int(eager[0])}!"
    assert b"Tensor(" in graph[2].numpy()
    reward = tf.constant(4), tf.constant(0.5)
    assert [text.numpy() for text in experience.python_function(*reward)] == [b"gained 8.5", b"*** 8.5 ***"]
    try:
        play()
    except TypeError as error:
        assert "unsupported format string passed to SymbolicTensor.__format__" in str(error)
    else:
        raise AssertionError("a symbolic tensor was formatted")
    print("proved")
