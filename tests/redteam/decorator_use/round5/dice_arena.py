"""Expected damage of dice pools in a board game, compared over kinds of dice."""
import tensorflow as tf


class DicePool:
    """Some dice of one kind; the probabilities of the faces may be loaded."""

    def __init__(self, sides, bonus=0.0):
        self.faces = tf.range(1.0, sides + 1.0)
        self.odds = tf.fill([sides], 1.0 / sides)
        self.bonus = bonus

    @tf.function
    def expected(self, count):
        mean = tf.reduce_sum(self.faces * self.odds)
        return count * mean + self.bonus

    @tf.function
    def hit_chance(self, armour):
        reached = tf.cast(self.faces >= armour, tf.float32)
        return tf.reduce_sum(reached * self.odds)


class Arena:
    kinds = (4, 6, 8)

    def __init__(self, armour):
        self.armour = tf.constant(armour)

    def damage_table(self, count):
        return {sides: DicePool(sides).expected(count) for sides in self.kinds}  # expect: tf-temporary-instance

    def chances(self):
        pools = [DicePool(sides) for sides in self.kinds]
        return [pool.hit_chance(self.armour) for pool in pools]


def report():
    arena = Arena(armour=5.0)
    chances = arena.chances()
    return chances, arena.damage_table(tf.constant(3.0))


if __name__ == "__main__":
    arena = Arena(5.0)
    assert [round(float(c), 3) for c in arena.chances()] == [0.0, 0.333, 0.5]
    try:
        report()
    except AttributeError as error:
        assert "'NoneType' object has no attribute 'faces'" in str(error), error
    else:
        raise AssertionError("the pool outlived the line")
    eager = DicePool.expected.python_function
    table = [float(eager(DicePool(sides), tf.constant(3.0))) for sides in Arena.kinds]
    assert table == [7.5, 10.5, 13.5], table
    kept = DicePool(6, bonus=2.0)
    assert float(kept.expected(tf.constant(3.0))) == 12.5
    print("proved")
