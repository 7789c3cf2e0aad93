"""How Hypothesis runs here: the same examples every time, so that a red run is red everywhere."""

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "kvcheck",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("kvcheck")
