"""Events survive the wire; what is no event is refused with a reason."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import InvalidMessage
from shared.events.codec import dump, from_wire, to_document, to_wire, without_words
from shared.events.event import EventType, Recorded, UnknownEventType, state_of, type_named
from shared.events.intake import Channel, Consent, ReporterWrote, ReportReceived
from shared.events.language import every_type

AT = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
INSTANTS = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- Hypothesis adds the zone.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)

st.register_type_strategy(datetime, INSTANTS)
st.register_type_strategy(str, TEXTS)
st.register_type_strategy(float, NUMBERS)
st.register_type_strategy(int, st.integers(min_value=-(2**31), max_value=2**31))


def wire_of(happened: object, state: object, **more: str) -> bytes:
    recorded = Recorded(id="e", version=1, at=AT, by="somebody", correlation_id="c", happened=happened, **more)
    return to_wire(to_document(recorded), subject="s", source="/nabo", state=dump(state), state_version=1)


def message(**fields: object) -> bytes:
    """A well-formed message with some fields of its envelope replaced."""
    state = {
        "reference": "r",
        "category": "c",
        "language": "en",
        "private": False,
        "at_home": False,
        "sensitive": False,
    }
    told = {
        "specversion": "1.0",
        "id": "e",
        "source": "/nabo",
        "type": "intake.report.message_written.v1",
        "subject": "s",
        "time": "2026-03-02T09:15:00Z",
        "aggregateversion": 1,
        "actor": "somebody",
        "correlationid": "c",
        "data": {"happened": {"text": "hello"}, "state": state, "state_version": 1},
    }
    return orjson.dumps(told | fields)


@pytest.mark.parametrize("kind", every_type().values(), ids=lambda kind: kind.name)
@settings(max_examples=15)
@given(data=st.data())
def test_every_event_and_its_state_come_back_from_the_wire_as_they_went(kind: EventType, data: st.DataObject) -> None:
    happened = data.draw(st.from_type(kind.form))
    state = data.draw(st.from_type(state_of(kind)))
    received = from_wire(wire_of(happened, state, causation_id="before", traceparent="00-1-2-01"))
    assert received.happened == happened
    assert received.state == state
    assert received.recorded == Recorded(
        id="e",
        version=1,
        at=AT,
        by="somebody",
        correlation_id="c",
        happened=happened,
        causation_id="before",
        traceparent="00-1-2-01",
    )
    assert (received.subject, received.state_version) == ("s", 1)


@pytest.mark.parametrize("kind", every_type().values(), ids=lambda kind: kind.name)
@settings(max_examples=5)
@given(data=st.data())
def test_no_history_holds_words(kind: EventType, data: st.DataObject) -> None:
    recorded = Recorded(
        id="e", version=1, at=AT, by="x", correlation_id="c", happened=data.draw(st.from_type(kind.form))
    )
    kept = without_words(to_document(recorded))
    assert not kind.words & set(kept["data"])
    assert set(kept["data"]) | kind.words == set(to_document(recorded)["data"])


def test_a_history_of_a_report_holds_neither_words_nor_place_nor_address() -> None:
    secrets = {"text", "place", "address", "answers", "sealed_contact", "filed"}
    assert type_named("intake.report.received.v1").words == secrets


def test_R18_no_history_keeps_to_whom_a_caseworker_says_that_they_referred_it() -> None:
    assert type_named("triage.case.referred_out.v1").words == {"to"}


def test_times_are_told_with_their_zone() -> None:
    told = orjson.loads(message())
    assert told["time"].endswith("Z")
    elsewhere = message(time="2026-03-02T11:15:00+02:00")
    assert from_wire(elsewhere).recorded.at == AT
    assert from_wire(elsewhere).recorded.at.utcoffset() == timedelta(0)


def test_a_naive_time_is_not_written() -> None:
    naive = ReportReceived(
        reference="r",
        category="c",
        channel=Channel.WEB,
        language="en",
        at_home=False,
        consent=Consent(),
        private=False,
        reported_at=AT.replace(tzinfo=None),
    )
    with pytest.raises(ValueError, match="reported_at"):
        dump(naive)


def test_an_instant_in_another_zone_is_the_same_instant() -> None:
    there = AT.astimezone(timezone(timedelta(hours=5, minutes=45)))
    told = message(time=there.isoformat())
    assert from_wire(told).recorded.at == AT


@pytest.mark.parametrize(
    "value",
    [b"", b"{", b"\xff\xfe", b'{"a": NaN}', b"[" * 10_000, b'"\\ud800"', b"null and void"],
)
def test_what_is_not_json_is_refused_as_such(value: bytes) -> None:
    with pytest.raises(InvalidMessage, match="not_json"):
        from_wire(value)


@pytest.mark.parametrize("name", ["intake.report.sung.v1", "intake.report.received.v2", "x"])
def test_an_unknown_type_is_refused_as_such(name: str) -> None:
    with pytest.raises(InvalidMessage, match="unknown_type"):
        from_wire(message(type=name))
    with pytest.raises(UnknownEventType):
        type_named(name)


STATE = orjson.loads(message())["data"]["state"]


@pytest.mark.parametrize(
    "fields",
    [
        {"type": None},
        {"type": ["intake.report.received.v1"]},
        {"type": {}},
        {"id": 1},
        {"id": ""},
        {"subject": None},
        {"subject": {"$gt": ""}},
        {"time": "2026-03-02T09:15:00"},
        {"time": "yesterday"},
        {"time": 5},
        {"time": "0001-01-01T00:00:00+14:00"},
        {"aggregateversion": 0},
        {"aggregateversion": "1"},
        {"aggregateversion": 1.5},
        {"aggregateversion": True},
        {"aggregateversion": 2**63},
        {"causationid": 7},
        {"traceparent": []},
        {"data": None},
        {"data": []},
        {"data": {"happened": {}, "state": STATE}},
        {"data": {"happened": None, "state": STATE, "state_version": 1}},
        {"data": {"happened": [], "state": STATE, "state_version": 1}},
        {"data": {"happened": {"text": None}, "state": STATE, "state_version": 1}},
        {"data": {"happened": {"text": {"$where": "1"}}, "state": STATE, "state_version": 1}},
        {"data": {"happened": {"text": "x"}, "state": None, "state_version": 1}},
        {"data": {"happened": {"text": "x"}, "state": STATE | {"private": "perhaps"}, "state_version": 1}},
    ],
    ids=str,
)
def test_what_is_malformed_is_refused_as_such(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidMessage, match="malformed"):
        from_wire(message(**fields))


@pytest.mark.parametrize("value", [b"[]", b"1", b"null", b'"text"', b"{}", b"[[]]"])
def test_json_that_is_no_event_is_malformed(value: bytes) -> None:
    with pytest.raises(InvalidMessage, match="malformed"):
        from_wire(value)


def received(**fields: object) -> bytes:
    happened = dump(
        ReportReceived(
            reference="r",
            category="c",
            channel=Channel.WEB,
            language="en",
            at_home=False,
            consent=Consent(),
            private=False,
            reported_at=AT,
        )
    )
    data = {"happened": happened | fields, "state": STATE, "state_version": 1}
    return message(type="intake.report.received.v1", data=data)


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": "telepathy"},
        {"channel": 1},
        {"consent": {"answer": "perhaps"}},
        {"consent": None},
        {"reported_at": "2026-03-02T09:15:00"},
        {"reported_at": None},
        {"place": {"lat": 60.1}},
        {"place": {"lat": "north", "long": 1}},
        {"answers": {"how_many": 3}},
        {"danger_signs": "fire"},
        {"danger_signs": [1]},
    ],
    ids=str,
)
def test_values_that_the_type_does_not_know_are_malformed(fields: dict[str, Any]) -> None:
    assert from_wire(received()).subject == "s"
    with pytest.raises(InvalidMessage, match="malformed"):
        from_wire(received(**fields))


def test_an_infinite_place_is_malformed() -> None:
    with pytest.raises(InvalidMessage):
        from_wire(received(place={"lat": 1, "long": 2}).replace(b'"lat":1', b'"lat":1e999'))


@settings(max_examples=200)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | TEXTS,
        lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
        max_leaves=10,
    )
)
def test_whatever_comes_is_refused_and_never_breaks_the_reader(value: object) -> None:
    for told in (value, orjson.loads(message()) | {"data": value}):
        try:
            wire = orjson.dumps(told)
        except TypeError:  # a number that JSON here does not hold
            continue
        with pytest.raises(InvalidMessage):
            from_wire(wire)


def test_a_reporter_who_wrote_nothing_still_wrote() -> None:
    data = {"happened": {}, "state": STATE, "state_version": 1}
    assert from_wire(message(data=data)).happened == ReporterWrote()
