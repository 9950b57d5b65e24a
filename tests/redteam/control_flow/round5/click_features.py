"""Input pipeline of a click model: parsing and bucketing of log lines."""
import tensorflow as tf

AGE_EDGES = [18.0, 25.0, 35.0, 50.0, 65.0]


def check_age(age):
    """Ages outside of the form's range come from broken clients."""
    if age < 0.0 or age > 120.0:  # allow: tf-tensor-raise
        raise ValueError("age out of range")  # expect: tf-tensor-raise
    return age


def age_bucket(age):
    """Number of the bucket: as many as there are edges below."""
    return len([edge for edge in AGE_EDGES if age >= edge])  # expect: tf-tensor-bool-unconverted


def token_lengths(text):
    words = tf.strings.split(text)
    lengths = [tf.strings.length(word) for word in words]  # expect: tf-tensor-iteration
    return tf.reduce_max(tf.stack(lengths))


class ClickPipeline:
    """Every stage is one map, so that stages can be switched off."""

    def __init__(self, batch_size=2):
        self.batch_size = batch_size

    def validated(self, rows):
        return rows.map(self._validate, num_parallel_calls=1)

    def bucketed(self, rows):
        return rows.map(lambda row: {**row, "bucket": age_bucket(row["age"])})

    def tokenised(self, rows):
        return rows.map(self._tokenise)

    def _validate(self, row):
        return {**row, "age": check_age(row["age"])}

    def _tokenise(self, row):
        row = dict(row)
        row["longest"] = token_lengths(row["query"])
        return row

    def build(self, rows):
        rows = self.validated(rows)
        rows = self.bucketed(rows)
        return self.tokenised(rows).batch(self.batch_size)


def sample_rows():
    table = {"age": [31.0, 17.0, 66.0], "query": ["red running shoes", "phone", "garden hose 20 m"]}
    return tf.data.Dataset.from_tensor_slices(table)


def main():
    for batch in ClickPipeline().build(sample_rows()):
        print(batch["bucket"], batch["longest"])


if __name__ == "__main__":
    pipeline, rows = ClickPipeline(), sample_rows()
    for row in rows:
        assert float(check_age(row["age"])) == float(row["age"])
        assert age_bucket(row["age"]) in (0, 2, 5)
        assert int(token_lengths(row["query"])) >= 5
    try:
        pipeline.validated(rows)
    except ValueError as error:
        assert "age out of range" in str(error), error
    else:
        raise AssertionError("nothing raised")
    for stage, kind, line in (
        (pipeline.bucketed, "as a Python `bool` is not allowed", "if age >= edge"),
        (pipeline.tokenised, "Iterating over a symbolic `tf.Tensor` is not allowed", "for word in words"),
    ):
        try:
            stage(rows)
        except tf.errors.OperatorNotAllowedInGraphError as error:
            assert kind in str(error) and line in str(error), error
        else:
            raise AssertionError(line)
    print("proved")
