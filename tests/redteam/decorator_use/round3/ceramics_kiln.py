"""Control of kilns: a controller is built from a recipe and asked, second by second, for the power of the burner."""
import dataclasses

import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class Recipe:
    target: float
    gain: float = 0.02
    damping: float = 0.1


class Controller:
    def __init__(self, recipe):
        self.recipe = recipe
        self.integral = tf.Variable(0.0)

    @tf.function
    def power(self, temperature, slope):
        error = self.recipe.target - temperature
        self.integral.assign_add(error)
        wanted = self.recipe.gain * error - self.recipe.damping * slope + 1e-4 * self.integral
        return tf.clip_by_value(wanted, 0.0, 1.0)

    @tf.function
    def reset(self):
        self.integral.assign(0.0)


def controller_for(clay):
    recipes = {"earthenware": Recipe(1050.0), "porcelain": Recipe(1280.0, gain=0.03)}
    recipe = recipes[clay]
    return Controller(recipe)


class Kiln:
    def __init__(self, clay):
        self.controller = controller_for(clay)
        self.temperature, self.slope = tf.constant(900.0), tf.constant(0.0)

    def tick(self):
        power = self.controller.power(self.temperature, self.slope)
        self.slope = 12.0 * power - 0.004 * (self.temperature - 20.0)
        self.temperature = self.temperature + self.slope
        return power


class Cascade:
    """Several kilns behind one chimney; keeps what it needs of the controllers."""

    def __init__(self, clays):
        self.powers = {clay: controller_for(clay).power for clay in clays}  # expect: tf-temporary-instance

    def total(self, temperature):
        return tf.add_n([power(temperature, tf.constant(0.0)) for power in self.powers.values()])


def first_power(clay, temperature):
    """What a cold start asks for."""
    return controller_for(clay).power(temperature, tf.constant(0.0))  # expect: tf-temporary-instance


def fire(clay, ticks=5):
    kiln = Kiln(clay)
    powers = tf.stack([kiln.tick() for _ in range(ticks)])
    kiln.controller.reset()
    return powers, kiln.controller.integral


if __name__ == "__main__":
    for clay in ("earthenware", "porcelain"):
        powers, integral = fire(clay)
        tf.config.run_functions_eagerly(True)
        eager, _ = fire(clay)
        tf.config.run_functions_eagerly(False)
        assert float(tf.reduce_max(tf.abs(powers - eager))) < 1e-5 and float(integral) == 0.0
    cascade = Cascade(["earthenware", "porcelain"])
    for call in (lambda: first_power("porcelain", tf.constant(900.0)), lambda: cascade.total(tf.constant(900.0))):
        try:
            call()
        except AttributeError as error:
            assert "'NoneType' object has no attribute" in str(error), error
        else:
            raise AssertionError("the controller was still there")
    print("proved")
