"""The processes that run the code: their interpreter, their sandbox, what they say."""
