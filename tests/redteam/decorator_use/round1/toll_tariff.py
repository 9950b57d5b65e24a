"""Prices of a toll road by load and hour; the pricing function is frozen with a signature for export."""
import tensorflow as tf

HOURS = 24


class BaseTariff(tf.Module):
    SIGNATURE = [tf.TensorSpec([None], tf.float32, name="load")]

    def __init__(self, base):
        super().__init__()
        self.base = tf.Variable(base)

    def surge(self, load):
        return tf.nn.softplus(4.0 * (load - 0.7))

    def freeze(self):
        """The function that is exported."""
        return tf.function(self._price, input_signature=self.SIGNATURE)

    def _price(self, load):
        return self.base * (1.0 + self.surge(load))


class HourlyTariff(BaseTariff):
    def __init__(self, base):
        super().__init__(base)
        self.profile = tf.Variable(1.0 + 0.3 * tf.sin(tf.linspace(0.0, 6.28, HOURS)))

    def _price(self, load, hour):
        return super()._price(load) * tf.gather(self.profile, hour)

    def freeze(self):
        return tf.function(self._price, input_signature=self.SIGNATURE)  # expect: tf-bad-input-signature


class NightTariff(HourlyTariff):
    SIGNATURE = [tf.TensorSpec([None], tf.float32, name="load"), tf.TensorSpec([None], tf.int32, name="hour")]

    def freeze(self):
        return tf.function(self._price, input_signature=tuple(self.SIGNATURE))


def traffic():
    return tf.constant([0.2, 0.9, 1.1]), tf.constant([3, 8, 17])


if __name__ == "__main__":
    load, hour = traffic()
    flat = BaseTariff(2.5)
    flat_price = flat.freeze()
    assert bool(tf.reduce_all(tf.abs(flat_price(load) - flat._price(load)) < 1e-5))
    night = NightTariff(2.5)
    night_price = night.freeze()
    assert bool(tf.reduce_all(tf.abs(night_price(load, hour) - night._price(load, hour)) < 1e-5))
    hourly = HourlyTariff(2.5)
    assert hourly._price(load, hour).shape == [3]
    try:
        hourly.freeze()
    except TypeError as error:
        assert "input_signature missing type constraint for hour" in str(error), error
    else:
        raise AssertionError("the hour had no type")
    print("proved")
