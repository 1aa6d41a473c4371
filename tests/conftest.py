"""Settings for all tests. Does not: fixtures (they live beside the tests that use them)."""

from hypothesis import settings

# A busy machine is no fault of the code: examples are bounded by their number, not by the clock.
settings.register_profile("gongkai", deadline=None)
settings.load_profile("gongkai")
