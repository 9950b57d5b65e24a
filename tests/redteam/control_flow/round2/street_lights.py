"""Controls street lights: policies are traced once each, with returns on every path and no loose ends."""
from typing import Tuple

import tensorflow as tf

Lights = Tuple[tf.Tensor, tf.Tensor]
NIGHT, DUSK = 5.0, 50.0


def level_for(lux: tf.Tensor) -> tf.Tensor:
    if lux < NIGHT:
        return tf.constant(1.0)
    elif lux < DUSK:
        share = (DUSK - lux) / (DUSK - NIGHT)
        if share > 0.9:
            return tf.constant(0.9)
        return share
    else:
        return tf.constant(0.0)


def motion_boost(level: tf.Tensor, motion: tf.Tensor) -> tf.Tensor:
    boosted = level
    if motion:
        temporary = level + 0.3
        boosted = tf.minimum(temporary, 1.0)
    return boosted


class Street(tf.Module):
    def __init__(self, lamps: int = 3, saving: bool = False):
        super().__init__()
        self.levels = tf.Variable(tf.zeros([lamps]))
        self.energy = tf.Variable(0.0)
        self.faults = tf.Variable(0)
        self.saving = saving
        self.lamps = lamps

    @tf.function
    def update(self, lux: tf.Tensor, motion: tf.Tensor) -> Lights:
        level = level_for(lux)
        for lamp in range(self.lamps):
            wanted = motion_boost(level, motion[lamp])
            if self.saving:
                wanted = 0.5 * wanted
            current = self.levels[lamp]
            if tf.abs(wanted - current) < 0.05:
                continue
            self.levels.scatter_nd_update([[lamp]], [wanted])
        self.energy.assign_add(tf.reduce_sum(self.levels))
        return self.levels.read_value(), level

    @tf.function
    def check(self, currents: tf.Tensor) -> tf.Tensor:
        """Finds the first lamp without current; counts faults; -1 when all is well."""
        faulty = tf.constant(-1)
        for lamp in tf.range(self.lamps):
            if self.levels[lamp] > 0.0 and currents[lamp] < 0.1:
                faulty = lamp
                self.faults.assign_add(1)
                break
        return faulty

    @tf.function
    def dim_to(self, target: tf.Tensor):
        """Without a result."""
        if target < 0.0:
            target = tf.constant(0.0)
        while tf.reduce_max(self.levels) > target:
            self.levels.assign(tf.maximum(self.levels - 0.2, target))
            self.energy.assign_add(0.01)


EVENING = [(80.0, (False, False, True)), (30.0, (True, False, False)), (6.0, (False, True, True)), (1.0, (False,) * 3)]


def evening(street: Street):
    rows = []
    for lux, motion in EVENING:
        levels, level = street.update(tf.constant(lux), tf.constant(motion))
        rows += levels.numpy().round(4).tolist() + [round(float(level), 4)]
        rows.append(int(street.check(tf.constant([0.5, 0.0, 0.5]))))
    street.dim_to(tf.constant(0.25))
    street.dim_to(tf.constant(-1.0))
    return rows + street.levels.numpy().round(4).tolist() + [round(float(street.energy), 3), int(street.faults)]


def observed():
    plain, saving = Street(), Street(saving=True)
    return evening(plain), evening(saving)


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    assert graph[0][-1] > 0
    print("proved")
