"""The ledger of erasures in memory, and what is left of people where nothing is kept beside."""

from collections.abc import Collection, Sequence

from shared.erasure import Erasure, Of


class FakeLedger:
    """Passes as `shared.erasure.Ledger` and `Work`."""

    def __init__(self, *known: Erasure) -> None:
        self.kept: dict[str, Erasure] = {}
        self.to_do: set[str] = set()
        self.add(known)

    def add(self, erasures: Sequence[Erasure]) -> None:
        for each in erasures:
            before = self.kept.get(each.id)
            if before is None or (each.of is Of.CONTACT and before.at < each.at):
                self.kept[each.id] = each
                self.to_do.add(each.id)

    def known(self, ids: Collection[str]) -> frozenset[str]:
        return frozenset(each for each in ids if each in self.kept and self.kept[each].of is not Of.CONTACT)

    def undone(self, limit: int) -> Sequence[Erasure]:
        return [each for name, each in self.kept.items() if name in self.to_do][:limit]

    def done(self, erasure: Erasure) -> None:
        self.to_do.discard(erasure.id)


class NothingLeft:
    """Passes as triage's `Leftovers`; is_filed: whether all that happened is told."""

    def __init__(self) -> None:
        self.is_filed = True
        self.asked: list[str] = []

    def of_person(self, person_id: str, case_ids: Sequence[str]) -> bool:
        self.asked.extend((person_id, *case_ids))
        return self.is_filed

    def of_contact(self, contact_id: str) -> None:
        self.asked.append(contact_id)

    def of_report(self, case_id: str) -> bool:
        self.asked.append(case_id)
        return self.is_filed
