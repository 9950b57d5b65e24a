"""Input pipeline for the routing of parcels: parses lines, splits routes into legs, batches them."""
import attr
import tensorflow as tf

LINES = ["7;12.5;A,B,C", "8;3.0;C,D", "9;0.5;B,A,D"]
DEPOTS = tf.constant(["A", "B", "C", "D"])


class Parcel:
    """What is known of a parcel before it is packed."""

    def __init__(self, number, weight, stops):
        self.number = number
        self.weight = weight
        self.stops = stops

    def tuple(self):
        return self.number, self.weight, self.stops


def parse(line):
    number, weight, stops = tf.unstack(tf.strings.split(line, ";"), num=3)
    return Parcel(  # expect: tf-non-tensor-return
        tf.strings.to_number(number, tf.int32), tf.strings.to_number(weight), stops
    )


def parse_fields(line):
    number, weight, stops = tf.unstack(tf.strings.split(line, ";"), num=3)
    parcel = Parcel(tf.strings.to_number(number, tf.int32), tf.strings.to_number(weight), stops)
    return parcel.tuple()


def legs(number, weight, stops):
    names = tf.strings.split(stops, ",")
    return tf.data.Dataset.from_tensor_slices((names[:-1], names[1:])).map(
        lambda start, end: {"parcel": number, "start": start, "end": end}
    )


@attr.s(auto_attribs=True)
class Settings:
    batch: int = 2
    light: float = 1.0


def pipeline(parser, settings):
    lines = tf.data.Dataset.from_tensor_slices(LINES)
    parcels = lines.map(parser).filter(lambda number, weight, stops: weight >= settings.light)
    return parcels.flat_map(legs).batch(settings.batch)


if __name__ == "__main__":
    batches = list(pipeline(parse_fields, Settings()).as_numpy_iterator())
    assert [len(batch["parcel"]) for batch in batches] == [2, 1]
    assert batches[0]["start"].tolist() == [b"A", b"B"]
    assert float(parse(tf.constant(LINES[0])).weight) == 12.5
    try:
        pipeline(parse, Settings())
    except TypeError as error:
        assert "Unsupported return value from function passed to Dataset.map()" in str(error), error
        assert "Parcel object" in str(error)
    else:
        raise AssertionError("parcels went down the pipeline")
    print("proved")
