"""Stand-alone scripts that show what a finding says, for people who have TensorFlow and no tfguard."""
