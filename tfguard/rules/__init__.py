"""Which events are pitfalls: one file a rule."""
