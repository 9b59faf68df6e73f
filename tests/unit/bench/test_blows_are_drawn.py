"""What befalls the processes of a run depends on the seed alone, and spares none of them."""

from bench.replay.schedule import LONGEST_FREEZE_SECONDS, Harm, drawn, evenly

PROCESSES = ("mongod", "kafka", "mail", "web-intake", "worker-intake")


def test_the_same_seed_draws_the_same_and_another_one_something_else() -> None:
    first = drawn(PROCESSES, seconds=60, every=2, seed=1)
    assert first == drawn(PROCESSES[::-1], seconds=60, every=2, seed=1)
    assert first != drawn(PROCESSES, seconds=60, every=2, seed=2)


def test_everybody_has_their_turn_before_anybody_has_the_next() -> None:
    blows = drawn(PROCESSES, seconds=60, every=2, seed=3)
    rounds = [blows[at : at + len(PROCESSES)] for at in range(0, 20, len(PROCESSES))]
    assert all({blow.process for blow in each} == set(PROCESSES) for each in rounds)


def test_they_come_about_as_often_as_asked_and_within_the_time() -> None:
    blows = drawn(PROCESSES, seconds=600, every=2, seed=4)
    assert 250 < len(blows) < 350
    assert {blow.harm for blow in blows} == set(Harm)
    assert all(0 < blow.at < 600 for blow in blows)
    assert all((blow.harm is Harm.FREEZE) == (0 < blow.lasts <= LONGEST_FREEZE_SECONDS) for blow in blows)


def test_kills_that_were_asked_for_are_spread_over_the_time() -> None:
    assert [(blow.at, blow.process) for blow in evenly(["mail", "kafka"], seconds=30)] == [(10, "mail"), (20, "kafka")]
