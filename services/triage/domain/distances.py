"""How far somebody would have to go, as roughly as it is told before they have said yes."""

_BOUNDS_M = (0, 250, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


def band(distance_m: float) -> list[int]:
    """From and to, in metres."""
    upper = next((bound for bound in _BOUNDS_M[1:] if distance_m <= bound), 2 * _BOUNDS_M[-1])
    lower = max(bound for bound in _BOUNDS_M if bound < upper)
    return [lower, upper]
