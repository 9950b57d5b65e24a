"""Turns recordings of birds into labelled chunks, with tf.data."""
import os

import tensorflow as tf

CHUNK = 4
SPECIES = ["wren", "robin", "lark"]


def parse(line):
    """Lines are `species;value value value ...`."""
    parts = tf.strings.split(line, ";")
    name, values = parts[0], parts[1]
    signal = tf.strings.to_number(tf.strings.split(values, " "))
    label = tf.constant(-1)
    for code, species in enumerate(SPECIES):
        label = tf.where(name == species, code, label)
    return signal, label


def normalise(signal, label):
    peak = tf.reduce_max(tf.abs(signal))
    return (signal / peak if peak > 0.0 else signal), label


def chunks(signal, label):
    count = len(signal) // CHUNK
    collected = tf.TensorArray(tf.float32, size=count, element_shape=[CHUNK])
    for i in range(count):
        collected = collected.write(i, signal[i * CHUNK : (i + 1) * CHUNK])
    return tf.data.Dataset.from_tensor_slices((collected.stack(), tf.repeat(label, count)))


def audible(signal, label):
    return tf.reduce_max(tf.abs(signal)) > 0.1 and label >= 0


def pipeline(path, batch=2):
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    lines = tf.data.TextLineDataset(path)
    return lines.map(parse).map(normalise).flat_map(chunks).filter(audible).batch(batch)


def expected(lines):
    """The same without datasets."""
    rows = []
    for line in lines:
        signal, label = normalise(*parse(tf.constant(line)))
        for i in range(len(signal) // CHUNK):
            piece = signal[i * CHUNK : (i + 1) * CHUNK]
            if audible(piece, label):
                rows.append((piece.numpy().tolist(), int(label)))
    return rows


if __name__ == "__main__":
    records = [
        "wren;1 2 3 4 5 6 7 8",
        "lark;0 0 0 0 0.5 0.5 0.25 0.125 1",
        "crow;1 1 1 1",
        "robin;0 0 0 0",
    ]
    with open("songs.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(records) + "\n")
    for _ in range(2):
        got = []
        for signals, labels in pipeline("songs.txt"):
            got += list(zip(signals.numpy().tolist(), labels.numpy().tolist()))
        assert got == expected(records), got
    assert [label for _, label in got] == [0, 0, 2]
    os.remove("songs.txt")
    print("proved")
