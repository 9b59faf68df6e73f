"""Lanes go side by side; a partition is committed up to the first record that waits, and none is done twice."""

from collections.abc import Sequence

from kafka.consumer.fetcher import ConsumerRecord
from kafka.structs import TopicPartition

from shared.kafka.batch import Batch, Went, lane_of

TOPIC = "lamps"
HERE = TopicPartition(TOPIC, 3)


def record(offset: int, key: str = "a", partition: int = 3, at: int = 0) -> ConsumerRecord:
    blank = dict.fromkeys(ConsumerRecord._fields)
    told = {"topic": TOPIC, "partition": partition, "offset": offset, "key": key.encode(), "timestamp": at}
    return ConsumerRecord(**{**blank, **told})


A, B, C, D = record(10), record(11, "b"), record(12), record(13, "c")
RECORDS = [A, B, C, D]


def offsets(lanes: Sequence[Sequence[ConsumerRecord]]) -> list[list[int]]:
    return [[each.offset for each in lane] for lane in lanes]


def test_what_has_one_key_is_one_lane_in_order() -> None:
    lanes = Batch().begin({HERE: RECORDS})
    assert list(lanes) == ["lamps:a", "lamps:b", "lamps:c"]
    assert offsets(list(lanes.values())) == [[10, 12], [11], [13]]


def test_the_lane_of_what_happened_first_begins_first() -> None:
    late, early = record(10, at=200), record(11, "b", at=100)
    assert list(Batch().begin({HERE: [late, early]})) == ["lamps:b", "lamps:a"]


def test_the_same_key_of_another_topic_is_another_lane() -> None:
    assert lane_of(record(1)) != lane_of(record(1)._replace(topic="trees"))


def test_all_that_is_done_is_reached() -> None:
    batch = Batch()
    batch.begin({HERE: RECORDS})
    assert batch.end([Went([A, C]), Went([B]), Went([D])]) == ({HERE: 14}, {})


def test_nothing_behind_one_that_waits_is_reached_and_the_rest_is_read_again() -> None:
    batch = Batch()
    batch.begin({HERE: RECORDS})
    assert batch.end([Went([A, C]), Went([]), Went([D])]) == ({HERE: 11}, {HERE: 11})


def test_where_the_first_waits_nothing_is_reached() -> None:
    batch = Batch()
    batch.begin({HERE: RECORDS})
    assert batch.end([Went([]), Went([B]), Went([D])]) == ({}, {HERE: 10})


def test_what_was_done_ahead_is_not_done_again() -> None:
    batch = Batch()
    batch.begin({HERE: RECORDS})
    batch.end([Went([A, C]), Went([]), Went([D])])
    assert offsets(list(batch.begin({HERE: [B, C, D, record(14)]}).values())) == [[11], [14]]
    assert batch.end([Went([B]), Went([record(14)])]) == ({HERE: 15}, {})


def test_it_is_remembered_as_long_as_the_first_waits_and_beyond_what_is_read() -> None:
    batch = Batch()
    batch.begin({HERE: RECORDS})
    batch.end([Went([A, C]), Went([]), Went([D])])
    batch.begin({HERE: [B, C]})
    assert batch.end([Went([])]) == ({}, {HERE: 11})
    assert offsets(list(batch.begin({HERE: [B, C]}).values())) == [[11]]
    assert batch.end([Went([B])]) == ({HERE: 13}, {})
    assert batch.begin({HERE: [D]}) == {}
    assert batch.end([]) == ({HERE: 14}, {})


def test_who_reads_from_further_back_does_all_again() -> None:
    batch = Batch()
    batch.begin({HERE: RECORDS})
    batch.end([Went([A, C]), Went([]), Went([D])])
    assert offsets(list(batch.begin({HERE: RECORDS}).values())) == [[10, 12], [11], [13]]


def test_partitions_know_nothing_of_each_other() -> None:
    batch, there, elsewhere = Batch(), TopicPartition(TOPIC, 4), record(12, "z", partition=4)
    batch.begin({HERE: [A, B], there: [elsewhere]})
    assert batch.end([Went([A]), Went([]), Went([elsewhere])]) == ({HERE: 11, there: 13}, {HERE: 11})
