"""What holds for all tests: a property is judged by its truth, not by how busy the machine is."""

from hypothesis import HealthCheck, settings

settings.register_profile("quotidien", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quotidien")
