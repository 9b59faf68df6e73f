"""The board by which web processes know whether they are still missed."""

from shared.web.renewal import Board


def test_nobody_is_missed_whom_nobody_renews() -> None:
    board = Board()
    board.ready(2)
    assert not board.is_missed(1)


def test_whoever_is_renewed_is_missed_until_somebody_younger_answers() -> None:
    board = Board()
    board.ready(2)
    board.renew(2)
    assert [board.is_missed(age) for age in (1, 2, 3)] == [True, True, False]
    board.ready(3)
    assert not board.is_missed(1)


def test_one_that_begins_late_takes_nobodys_word_back() -> None:
    """Renewed twice in a row: the first of the third round answers before the last of the second."""
    board = Board()
    board.renew(2)
    board.ready(3)
    board.renew(4)
    board.ready(5)
    board.ready(4)
    assert [board.is_missed(age) for age in (1, 2, 3, 4)] == [False] * 4
