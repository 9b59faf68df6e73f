"""How a report stands, as programs read it."""

from typing import Any

from services.intake.queries.report_status import StatusView


def how_it_stands(view: StatusView) -> dict[str, Any]:
    return {
        "id": view.report_id,
        "reference": view.reference,
        "category": view.category,
        "status": view.status,
        "received_at": view.received_at,
        "as_of": view.as_of,
        "route": view.route,
        "close_reason": view.close_reason,
        "deadline_at": view.deadline_at,
        "history": [
            {"at": turn.at, "status": turn.status, **({"reason": turn.reason} if turn.reason else {})}
            for turn in view.history
        ],
    }
