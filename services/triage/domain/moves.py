"""Which moves are legal in which state of a case: one table, every cell written."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.triage.domain.case import Case
from shared.errors import IllegalMove
from shared.events.triage import CaseStatus


class Move(StrEnum):
    """Everything that can arrive at a case: what professionals, neighbours and the reporter do, and times that come."""

    TAKE = "take"
    RESOLVE = "resolve"
    REFER_OUT = "refer_out"
    WRITE = "write"
    PROTECT = "protect"
    LIFT_FLOOR = "lift_floor"
    NAME_PERSON = "name_person"
    DISCLOSE = "disclose"
    INVITE = "invite"
    ACCEPT = "accept"
    DECLINE = "decline"
    WORK = "work"
    TELL_UNSAFE = "tell_unsafe"
    ACKNOWLEDGE = "acknowledge"
    ASK_AFTER = "ask_after"
    LOSE_HELPER = "lose_helper"
    HEAR = "hear"
    REFUSE_HELPER = "refuse_helper"
    WITHDRAW = "withdraw"
    NEED_NO_LONGER = "need_no_longer"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    DEADLINE_PASSES = "deadline_passes"
    ASKING_ENDS = "asking_ends"
    DRAW = "draw"
    OVERDUE = "overdue"
    CONFIRMING_ENDS = "confirming_ends"


class Cell(StrEnum):
    """x: it may happen. -: nothing follows from it. no: it is refused."""

    MAY = "x"
    NOTHING = "-"
    REFUSED = "no"


_SHORT = {"resolved": CaseStatus.RESOLVED_UNCONFIRMED, "referred": CaseStatus.REFERRED_OUT}

# ASK_AFTER is writing to a helper who left because it was not safe, while the alarm stands; see `alarms.left_unsafe`.
# It is what they answer, too, also later.
# Neighbours' work: WORK is setting out, arriving, finishing and handing back, each by the assignment's own table.
_TABLE = """
                open routed offered assigned in_progress resolved closed reopened escalated referred withdrawn linked
take            no   x      x       x        x           no       no     x        x         x        x         no
resolve         no   x      x       x        x           no       no     x        x         x        x         no
refer_out       no   x      x       x        x           no       no     x        x         -        x         no
write           x    x      x       x        x           x        x      x        x         x        no        no
protect         x    x      x       x        x           x        no     x        x         x        x         x
lift_floor      no   x      x       x        x           no       no     x        x         no       x         no
name_person     x    x      x       x        x           x        x      x        x         x        x         x
disclose        x    x      x       x        x           x        x      x        x         x        x         x
invite          -    x      x       x        x           -        -      -        -         -        -         -
accept          no   x      x       x        x           no       no     no       no        no       no        no
decline         -    x      x       x        x           -        -      -        -         -        -         -
work            no   no     no      x        x           no       no     no       x         no       no        no
tell_unsafe     no   x      x       x        x           x        x      x        x         x        x         x
acknowledge     no   x      x       x        x           x        x      x        x         x        x         x
ask_after       no   x      x       x        x           x        x      x        x         x        x         x
lose_helper     -    x      x       x        x           -        -      -        x         -        -         -
hear            x    x      x       x        x           x        x      x        x         x        x         x
refuse_helper   -    -      -       x        x           -        -      -        x         -        -         -
withdraw        x    x      x       x        x           x        x      x        x         x        -         x
need_no_longer  x    x      x       x        x           x        -      x        x         x        -         x
confirm         -    -      -       -        -           x        x      x        -         x        -         -
dispute         -    -      -       -        -           x        x      -        -         x        -         -
deadline_passes -    x      x       x        x           -        -      x        -         -        x         -
asking_ends     -    x      x       x        x           -        -      -        -         -        -         -
draw            -    x      x       x        x           -        -      -        -         -        -         -
overdue         -    -      -       x        x           -        -      -        x         -        -         -
confirming_ends -    -      -       -        -           x        -      -        -         -        -         -
"""


def _read(table: str) -> Mapping[Move, Mapping[CaseStatus, Cell]]:
    header, *rows = (line.split() for line in table.strip().splitlines())
    states = [_SHORT.get(name) or CaseStatus(name) for name in header]
    return {Move(move): dict(zip(states, map(Cell, cells), strict=True)) for move, *cells in rows}


TABLE = MappingProxyType(_read(_TABLE))


def may(case: Case, move: Move) -> bool:
    """Tell whether something may follow from the move; False where it comes too late, too early or twice.

    Raises: IllegalMove where somebody ought to be told no.
    """
    cell = TABLE[move][case.status]
    if cell is Cell.REFUSED:
        raise IllegalMove(f"case_is_{case.status}")
    return cell is Cell.MAY
