"""Bulletins from forecasts: text is made by TensorFlow, names and messages by Python."""
import tensorflow as tf

STATIONS = ("coast", "valley", "summit")
UNITS = {"temperature": "C", "wind": "m/s"}


def header(batch):
    """Of what Python knows about a batch."""
    rank, dtype = batch.shape.rank, batch.dtype
    return f"{batch.shape[-1]} values of {dtype.name}, rank {rank}, %s" % ", ".join(STATIONS)


class Bulletin(tf.Module):
    def __init__(self, unit):
        super().__init__(name=f"bulletin_{unit}")
        self.unit = UNITS[unit]
        self.issued = tf.Variable(0)

    def line(self, station, value):
        number = tf.strings.as_string(value, precision=1)
        return tf.strings.join([f"{station}: ", number, " " + self.unit])

    @tf.function
    def write(self, forecast):
        assert forecast.shape[-1] == len(STATIONS), f"expected {len(STATIONS)} values, got {forecast.shape}"
        tf.debugging.assert_all_finite(forecast, message=f"{self.name}: a value of {forecast.dtype} is missing")
        lines = []
        for k, station in enumerate(STATIONS):
            with tf.name_scope("line_" + str(k)):
                lines.append(self.line(station, forecast[k]))
        self.issued.assign_add(1)
        number = tf.strings.format("no. {}", self.issued)
        return number + ", " + tf.strings.join(lines, "; ")

    @tf.function
    def write_header(self, forecast):
        text = header(forecast)
        return tf.constant(text.format()) + tf.constant(" in {}".format(self.unit))

    @tf.function
    def warning(self, forecast, limits):
        worst = tf.argmax(forecast)
        names = tf.constant(list(STATIONS))
        where = tf.gather(names, worst)
        text = "warning for " + where
        if forecast[worst] > limits["severe"]:
            text = tf.strings.upper(text)
        return tf.strings.regex_replace(text, str(STATIONS[0]), repr(STATIONS[0]))


def forecasts():
    return [tf.constant([12.25, 8.0, -3.5]), tf.constant([2.0, 9.75, 0.0])]


def observed():
    bulletin = Bulletin("temperature")
    texts = []
    for forecast in forecasts() + forecasts():
        texts.append(bulletin.write(forecast).numpy())
        texts.append(bulletin.write_header(forecast).numpy())
        texts.append(bulletin.warning(forecast, {"severe": tf.constant(10.0)}).numpy())
    return texts, int(bulletin.issued)


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    assert graph[0][0] == b"no. 1, coast: 12.2 C; valley: 8.0 C; summit: -3.5 C", graph[0][0]
    assert b"Tensor" not in b"".join(graph[0])
    print("proved")
