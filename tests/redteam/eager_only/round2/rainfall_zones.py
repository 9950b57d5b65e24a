"""Daily summaries of rain gauges by zone, keyed by the names of the zones."""
import tensorflow as tf

ZONES = 4


def zone_name(kind, zone):
    return f"{kind}_{zone}"  # expect: tf-string-format


def totals(rain, zones):
    return tf.math.unsorted_segment_sum(rain, zones, ZONES)


@tf.function
def extremes(rain, zones):
    """The wettest and the driest zone, under their names."""
    sums = totals(rain, zones)
    wettest, driest = tf.argmax(sums), tf.argmin(sums)
    return {zone_name("wet", wettest): tf.gather(sums, wettest), zone_name("dry", driest): tf.gather(sums, driest)}


@tf.function
def all_zones(rain, zones):
    sums = tf.unstack(totals(rain, zones))
    return {f"zone_{number}": value for number, value in enumerate(sums)}


class Bulletin:
    def __init__(self, station):
        self.station = station

    @tf.function
    def headline(self, rain):
        amount = tf.cast(tf.reduce_max(rain), tf.int32)
        words = "up to %s mm at %s" % (amount, self.station)  # expect: tf-string-format
        return tf.strings.upper(words)

    @tf.function
    def footer(self, rain):
        words = "%d gauges at %s" % (rain.shape[0], self.station)
        return tf.strings.upper(words)


def day():
    return tf.constant([1.0, 7.5, 0.25, 3.0, 2.0]), tf.constant([0, 1, 2, 3, 3])


if __name__ == "__main__":
    gauges = day()
    bulletin = Bulletin("harbour")
    tf.config.run_functions_eagerly(True)
    assert {key: float(value) for key, value in extremes(*gauges).items()} == {"wet_1": 7.5, "dry_2": 0.25}
    assert bulletin.headline(gauges[0]).numpy().startswith(b"UP TO TF.TENSOR(7,")
    tf.config.run_functions_eagerly(False)
    assert sorted(all_zones(*gauges)) == ["zone_0", "zone_1", "zone_2", "zone_3"]
    assert bulletin.footer(gauges[0]).numpy() == b"5 GAUGES AT HARBOUR"
    names = sorted(extremes(*gauges))
    assert names[0].startswith("dry_Tensor(") and names[1].startswith("wet_Tensor("), names
    assert b"UP TO TENSOR(" in bulletin.headline(gauges[0]).numpy()
    print("proved")
