"""A database that is away or restarting means "try again"; everything else is a bug and stays one."""

import pytest
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    CursorNotFound,
    DuplicateKeyError,
    ExecutionTimeout,
    NetworkTimeout,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
    WriteConcernError,
    WTimeoutError,
)

from shared.errors import TryAgain
from shared.mongo.connect import answers

INTERRUPTED = {"writeErrors": [], "writeConcernErrors": [{"code": 11602}], "errorLabels": ["RetryableWriteError"]}
SHUT_DOWN = {"writeErrors": [], "writeConcernErrors": [{"code": 91, "errmsg": "Replication is being shut down"}]}
"""As whoever repeats no writes is told: the server names what can be repeated to those alone who would."""

HALFWAY = {"writeErrors": [{"code": 11000}, {"code": 11602}], "writeConcernErrors": []}


@pytest.mark.parametrize(
    "error",
    [
        AutoReconnect("connection closed"),
        NetworkTimeout("timed out"),
        ServerSelectionTimeoutError("nobody there"),
        WaitQueueTimeoutError("no connection free"),
        NotPrimaryError("stepping down"),
        ExecutionTimeout("too long", 50),
        WTimeoutError("waiting for the majority", 64),
        CursorNotFound("restarted", 43),
        OperationFailure("No keys found for HMAC that is valid for time", 211),
        OperationFailure("operation exceeded time limit", 262),
        BulkWriteError(INTERRUPTED),
        BulkWriteError(SHUT_DOWN),
        BulkWriteError(HALFWAY),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_passes_is_tried_again(error: PyMongoError) -> None:
    with pytest.raises(TryAgain), answers():
        raise error


@pytest.mark.parametrize(
    "error",
    [
        DuplicateKeyError("E11000", 11000, {}),
        OperationFailure("not authorized", 13),
        OperationFailure("bad query", 2),
        WriteConcernError("not enough members", 100),
        BulkWriteError({"writeErrors": [{"code": 11000}], "writeConcernErrors": []}),
        BulkWriteError({"writeErrors": [], "writeConcernErrors": [{"code": 100}]}),
        ZeroDivisionError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_bug_stays_a_bug(error: Exception) -> None:
    with pytest.raises(type(error)), answers():
        raise error


def test_try_again_passes_through() -> None:
    with pytest.raises(TryAgain, match="7"), answers():
        raise TryAgain(7)
