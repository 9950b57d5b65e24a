"""What helps to start using tfguard on code that has findings already: show only what is new."""
