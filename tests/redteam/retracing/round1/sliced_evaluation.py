"""Errors of a forecast, sliced by region and by year."""
import numpy as np
import tensorflow as tf


@tf.function
def region_error(errors, regions, region):
    """Mean absolute error of the rows of one region."""
    chosen = tf.equal(regions, region)
    return tf.reduce_mean(tf.abs(tf.boolean_mask(errors, chosen)))


@tf.function
def year_error(errors, years, year):
    chosen = tf.cast(tf.equal(years, year), errors.dtype)
    return tf.reduce_sum(tf.abs(errors) * chosen) / tf.reduce_sum(chosen)


def load_rows(count=40):
    generator = np.random.default_rng(0)
    places = np.array(["north", "south", "east", "west", "centre"])
    return {
        "region": places[np.arange(count) % len(places)],
        "year": 2019 + np.arange(count) % 4,
        "error": generator.normal(size=count).astype(np.float32),
    }


def slice_report(rows):
    errors = tf.constant(rows["error"])
    regions = tf.constant(rows["region"])
    years = tf.constant(rows["year"])
    by_region = {}
    for region in np.unique(rows["region"]):
        by_region[str(region)] = float(region_error(errors, regions, region))  # unseen: tf-python-scalar-arg
    by_year = {}
    for year in np.unique(rows["year"]):
        by_year[int(year)] = float(year_error(errors, years, year))
    return by_region, by_year


def show(table, title):
    width = max(len(str(key)) for key in table)
    lines = [title] + [f"{key!s:>{width}}  {value:.3f}" for key, value in sorted(table.items())]
    return "\n".join(lines)


def main():
    rows = load_rows()
    by_region, by_year = slice_report(rows)
    print(show(by_region, "by region"))
    print(show(by_year, "by year"))
    return rows, by_region


if __name__ == "__main__":
    rows, by_region = main()
    assert region_error.experimental_get_tracing_count() == len(by_region) == 5
    assert year_error.experimental_get_tracing_count() == 1
    control = tf.function(region_error.python_function)
    for region in np.unique(rows["region"]):
        value = control(tf.constant(rows["error"]), tf.constant(rows["region"]), tf.constant(region))
        assert np.isclose(float(value), by_region[str(region)])
    assert control.experimental_get_tracing_count() == 1
    print("proved")
