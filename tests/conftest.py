"""Settings shared by all tests: time is never a verdict, so no example has a deadline."""

from hypothesis import settings

settings.register_profile("prevention_rules", deadline=None)
settings.load_profile("prevention_rules")
