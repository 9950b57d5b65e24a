"""Controls heating and vents of a greenhouse."""
import tensorflow as tf


class Greenhouse:
    """A controller with hysteresis; `winter` is fixed when it is made."""

    def __init__(self, winter, setpoint=21.0):
        self.winter = winter
        self.setpoint = setpoint

    @tf.function
    def heating(self, temperature):
        power = tf.constant(0.0)
        if temperature < self.setpoint:
            gap = self.setpoint - temperature
            power = 0.2 * gap
        if self.winter:
            reserve = 0.1
        if self.winter:
            power += reserve
        return tf.minimum(power, 1.0)

    @tf.function
    def vents(self, temperature, humidity):
        if humidity > 0.9:
            opening, reason = 1.0, 2
        elif temperature > self.setpoint + 4.0:
            excess = temperature - self.setpoint
            opening = 0.1 * excess
            reason = 1
        else:
            opening, reason = 0.0, 0
        return opening, reason

    @tf.function
    def last_cold_hour(self, forecast):
        """All that comes out of the loop has a value before it."""
        hour = tf.constant(-1)
        coldest = forecast[0]
        surplus = tf.constant(0.0)
        for hour in tf.range(tf.size(forecast)):
            value = forecast[hour]
            if value < coldest:
                coldest = value
            if value > self.setpoint:
                warm = value - self.setpoint
                surplus += warm
        return hour, coldest, surplus

    @tf.function
    def settle(self, temperature):
        """Steps until the set point is near; the last step comes out of the loop."""
        steps = tf.constant(0)
        while tf.abs(temperature - self.setpoint) > 0.5:
            change = 0.3 * (self.setpoint - temperature)
            temperature += change
            steps += 1
        return temperature, steps


def day(controller):
    actions = []
    for degrees, wet in ((12.0, 0.5), (20.5, 0.95), (27.0, 0.4)):
        temperature, humidity = tf.constant(degrees), tf.constant(wet)
        actions.append((controller.heating(temperature), controller.vents(temperature, humidity)))
    forecast = tf.constant([14.0, 11.5, 19.0, 23.0])
    return actions, controller.last_cold_hour(forecast), controller.settle(tf.constant(12.0))


if __name__ == "__main__":
    def flat(result):
        return [float(value) for value in tf.nest.flatten(result)]

    winter, summer = Greenhouse(winter=True), Greenhouse(winter=False)
    compiled = flat(day(winter)) + flat(day(summer))
    tf.config.run_functions_eagerly(True)
    plain = flat(day(winter)) + flat(day(summer))
    tf.config.run_functions_eagerly(False)
    assert len(compiled) == len(plain) == 28
    assert all(abs(a - b) < 1e-4 for a, b in zip(compiled, plain)), (compiled, plain)
    print("proved")
