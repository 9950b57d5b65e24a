"""Control flow on tensors that a graph cannot have, or that means something else there."""
