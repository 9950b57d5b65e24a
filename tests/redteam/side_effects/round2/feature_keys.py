"""Hash-bucket features whose salts and keys are computed from fixed names and dates."""

from __future__ import annotations

import copy
import datetime
import hashlib
import io
import json
import os.path
import pickle
import uuid

import tensorflow as tf

EPOCH = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
SPEC = json.dumps({"buckets": 97, "fields": ["user", "item"], "since": "2020-03-01"})


def _salt(field: str) -> int:
    """A number that depends on the field's name alone."""
    name = uuid.uuid5(uuid.NAMESPACE_DNS, f"{field}.features.example")
    digest = hashlib.sha256(name.bytes).hexdigest()
    return int(digest[:6], 16)


def _days(text: str) -> int:
    """Days from the epoch to a date that is written out."""
    day = datetime.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=datetime.timezone.utc)
    return (day - EPOCH) // datetime.timedelta(days=1)


def _label(field: str, buckets: int) -> str:
    buffer = io.StringIO()
    buffer.write(field)
    buffer.write("/")
    buffer.write(str(buckets))
    return os.path.join("features", buffer.getvalue())


@tf.function
def encode(user, item, day):
    """Bucket ids by field, the age in days, and the labels of the buckets."""
    spec = json.loads(SPEC)
    settings = pickle.loads(pickle.dumps(spec))
    settings["buckets"] = int(settings["buckets"]) + 4
    frozen = copy.deepcopy(settings)
    values = {"user": user, "item": item}
    ids = []
    labels = []
    for field in frozen["fields"]:
        key = [_salt(field), _days(frozen["since"])]
        ids.append(tf.strings.to_hash_bucket_strong(values[field], frozen["buckets"], key))
        labels.append(_label(field, frozen["buckets"]))
    age = day - tf.constant(_days(frozen["since"]))
    return tf.stack(ids), age, tf.constant(labels)


def rows():
    for k in range(4):
        yield tf.constant([f"u{k}", "u0"]), tf.constant([f"i{k}", f"i{2 * k}"]), tf.constant(100 + k)


if __name__ == "__main__":
    for row in rows():
        graph, eager = encode(*row), encode.python_function(*row)
        for a, b in zip(graph, eager, strict=True):
            assert a.numpy().tolist() == b.numpy().tolist()
    assert graph[2].numpy().tolist() == [b"features/user/101", b"features/item/101"]
    assert encode.experimental_get_tracing_count() == 1
    print("proved")
