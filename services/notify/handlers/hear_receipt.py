"""Hear from a gateway what became of a text message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.notify.domain.delivery import Delivery, Status
from services.notify.domain.receipt import Receipt
from services.notify.ports.messages import Receipts, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class HearReceipt:
    receipt: Receipt


def hear_receipt(
    command: HearReceipt, *, receipts: Receipts, on_failed: Callable[[Delivery], None]
) -> Sequence[Result]:
    """What it changed; told twice it changes nothing. on_failed: tells whoever must know. Raises: NotFound."""
    result = receipts.apply(command.receipt)
    results = [result] if result is not None else []
    _tell(results, on_failed)
    return results


def take_up_receipts(*, receipts: Receipts, on_failed: Callable[[Delivery], None]) -> Sequence[Result]:
    """Those that came while the message was still being handed over."""
    results = receipts.overtaken()
    _tell(results, on_failed)
    return results


def _tell(results: Sequence[Result], on_failed: Callable[[Delivery], None]) -> None:
    for each in results:
        if each.status is Status.FAILED:
            on_failed(each.delivery)
