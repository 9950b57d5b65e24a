"""Source files as Python sees them: text, scopes, bindings, imports, classes; nothing of TensorFlow."""
