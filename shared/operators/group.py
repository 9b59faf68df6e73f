"""A group of operators' commands: whatever stands in their way is one sentence and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from kafka.errors import KafkaError
from pymongo.errors import OperationFailure, PyMongoError

from shared.errors import TryAgain
from shared.operators.obstacle import Obstacle

EPILOG = "Exit codes: 0 done, 1 not done or not all of it, 2 a mistyped word or setting, 3 a store is away: try later."


class Commands(click.Group):
    """Says what the exit codes mean at the end of its help."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 -- click's own
        super().__init__(*arguments, **{"epilog": EPILOG, **named})

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- click's own
        with obstacles_in_one_sentence():
            return super().invoke(ctx)


@contextmanager
def obstacles_in_one_sentence() -> Iterator[None]:
    """Bugs stay bugs, with their traceback."""
    try:
        yield
    except Obstacle as obstacle:
        raise click.ClickException(str(obstacle)) from obstacle
    except TryAgain as away:
        raise Away("The database does not answer now; nothing is half done that cannot be done again.") from away
    except KafkaError as error:
        raise Away(f"The broker does not answer as it should ({type(error).__name__}); try again later.") from error
    except OperationFailure as error:
        raise Away(_REFUSALS.get(error.code or 0, f"The database says no (code {error.code}).")) from error
    except PyMongoError as error:
        raise Away(f"The database says no ({type(error).__name__}).") from error


_REFUSALS = {
    18: "The database does not know this service's password; see python -m deploy.stores.",
    239: "It took longer than the database keeps a snapshot: raise minSnapshotHistoryWindowInSeconds, begin again.",
}


class Away(click.ClickException):
    """A store does not answer: the same command may work later."""

    exit_code = 3
