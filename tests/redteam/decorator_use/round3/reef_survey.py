"""A survey of coral reefs from photographs: compiled with XLA as far as XLA reaches, in plain graphs beyond."""
import tensorflow as tf

KINDS = tf.lookup.StaticHashTable(
    tf.lookup.KeyValueTensorInitializer(tf.constant(["branching", "massive", "soft"]), tf.range(3)), -1
)


def bincount(kinds, weights):
    return tf.math.unsorted_segment_sum(weights, kinds, 3)


def unique_with_counts(values):
    """Counts of small integers, without a sort; what the library calls the same sorts."""
    counts = tf.math.bincount(values, minlength=4, maxlength=4)
    return tf.range(4), counts


@tf.function(jit_compile=True)
def cover(areas, kinds):
    total = tf.maximum(tf.reduce_sum(areas), 1e-6)
    shares = bincount(kinds, areas) / total
    dominant = tf.argmax(shares)
    if shares[dominant] > 0.9:
        shares = tf.one_hot(dominant, 3)
    return shares


@tf.function(jit_compile=True)
def bleached(whiteness):
    places = tf.where(whiteness > 0.5)
    pale = tf.boolean_mask(whiteness, whiteness > 0.5)
    order = tf.argsort(pale, direction="DESCENDING")
    return places, tf.gather(pale, order), tf.unique(tf.cast(whiteness * 10.0, tf.int32))[0]


@tf.function(jit_compile=True)
def histogram(kinds):
    _, counts = unique_with_counts(kinds)
    return counts


@tf.function(jit_compile=True)
def texture(image):
    patches = tf.image.extract_patches(image[None, ..., None], [1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1], "VALID")
    values = tf.reshape(patches, [-1, 4])
    return tf.map_fn(tf.math.reduce_std, values)


@tf.function
def survey(names, areas):
    """The table and the report stay outside of what is compiled."""
    kinds = KINDS.lookup(names)
    shares = cover(areas, kinds)
    report = tf.strings.reduce_join(tf.strings.as_string(shares, precision=2), separator=" ")
    return shares, report


def flat(result):
    return [item.numpy().tolist() for item in tf.nest.flatten(result)]


def close(a, b):
    return all(float(tf.reduce_max(tf.abs(tf.constant(x, tf.float32) - tf.constant(y, tf.float32)))) < 1e-5 for x, y in zip(a, b))


if __name__ == "__main__":
    for seed in range(3):
        areas = tf.random.stateless_uniform([6], [seed, 1])
        kinds = tf.constant([0, 1, 1, 2, 0, 1])
        image = tf.reshape(tf.random.stateless_uniform([16], [seed, 2]), [4, 4])
        for function, arguments in (
            (cover, (areas, kinds)),
            (bleached, (tf.concat([areas, [0.9]], axis=0),)),
            (histogram, (kinds,)),
            (texture, (image,)),
        ):
            assert close(flat(function(*arguments)), flat(function.python_function(*arguments))), function
        names = tf.constant(["soft", "massive", "soft", "branching", "soft", "massive"])
        shares, report = survey(names, areas)
        eager, line = survey.python_function(names, areas)
        assert close(flat(shares), flat(eager)) and report == line
    print("proved")
