"""Walk-forward evaluation of a smoothing forecaster on monthly sales."""
import numpy as np
import tensorflow as tf

SEASON = 12
MONTHS = 40


def load_sales():
    month = np.arange(MONTHS, dtype=np.float32)
    return 100.0 + month + 10.0 * np.sin(2.0 * np.pi * month / SEASON).astype(np.float32)


@tf.function
def forecast(history, alpha):
    level = history[0]
    for value in history:
        level = alpha * value + (1.0 - alpha) * level
    return level


def walk_forward(sales, first, alpha):
    errors = []
    for end in range(first, len(sales)):
        seen, target = sales[:end], sales[end]
        prediction = forecast(tf.constant(seen), alpha)  # expect: tf-shape-retrace
        errors.append(abs(float(prediction) - target))
    return float(np.mean(errors))


def seasonal_naive(sales, first):
    return float(np.mean([abs(sales[t] - sales[t - SEASON]) for t in range(first, len(sales))]))


def main():
    sales = load_sales()
    smoothed = walk_forward(sales, first=30, alpha=tf.constant(0.3))
    print(f"smoothing {smoothed:.2f}  seasonal naive {seasonal_naive(sales, 30):.2f}")


if __name__ == "__main__":
    main()
    assert forecast.experimental_get_tracing_count() == MONTHS - 30
    control = tf.function(forecast.python_function, input_signature=[tf.TensorSpec([None]), tf.TensorSpec([])])
    for length in (5, 6, 7, 8):
        control(tf.ones([length]), tf.constant(0.5))
    assert control.experimental_get_tracing_count() == 1
    print("proved")
