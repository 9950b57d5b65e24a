"""Loads photographs of plants by their identifiers, and their captions."""
import os
import tempfile

import tensorflow as tf

EXTENSION = ".bin"


def path_of(folder, identifier):
    return f"{folder}/plant_{identifier}{EXTENSION}"  # expect: tf-string-format


def staged_path_of(folder, identifier):
    return tf.strings.join([folder, "/plant_", tf.strings.as_string(identifier), EXTENSION])


def loader(folder, namer):
    """A function for Dataset.map that reads the file of an identifier."""

    def load(identifier):
        contents = tf.io.read_file(namer(folder, identifier))
        return tf.io.decode_raw(contents, tf.uint8)

    return load


def photos(folder, identifiers, namer):
    data = tf.data.Dataset.from_tensor_slices(identifiers)
    return data.map(loader(folder, namer), name=f"photos_of_{len(identifiers)}")


@tf.function
def caption(species, height):
    """A sentence with the species (a string tensor) and the height."""
    text = "A %s of %s cm" % (species, height)  # expect: tf-string-format
    return tf.strings.upper(text)


@tf.function
def staged_caption(species, height):
    with tf.name_scope(f"caption_{height.dtype.name}"):
        text = tf.strings.format("A {} of {} cm", (species, height))
    return tf.strings.upper("[" + text + "]")


def garden(folder, count=2):
    for k in range(count):
        with open(os.path.join(folder, f"plant_{k}{EXTENSION}"), "wb") as file:
            file.write(bytes([k, k + 1]))
    return list(range(count))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        identifiers = garden(folder)
        assert path_of(folder, identifiers[1]) == staged_path_of(folder, tf.constant(1)).numpy().decode()
        # Eagerly the number of an identifier is what is formatted.
        numbers = [int(i) for i in tf.data.Dataset.from_tensor_slices(identifiers)]
        eager = [tf.io.decode_raw(tf.io.read_file(path_of(folder, n)), tf.uint8) for n in numbers]
        graph = photos(folder, identifiers, staged_path_of)
        assert [g.numpy().tolist() for g in graph] == [e.numpy().tolist() for e in eager] == [[0, 1], [1, 2]]
        broken = photos(folder, identifiers, path_of)
        try:
            list(broken)
        except tf.errors.NotFoundError as error:
            assert "plant_Tensor(" in str(error), error
        else:
            raise AssertionError("a symbolic name was found")
    words = tf.constant("fern"), tf.constant(30)
    eager_text = caption.python_function(*words).numpy()
    graph_text = caption(*words).numpy()
    assert b"30" in eager_text and b"FERN" in eager_text
    assert b"30" not in graph_text and b'TENSOR("' in graph_text and graph_text != eager_text
    assert staged_caption(*words) == staged_caption.python_function(*words) == b'[A "FERN" OF 30 CM]'
    print("proved")
