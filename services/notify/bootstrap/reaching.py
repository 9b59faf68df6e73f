"""Puts on their adapters the ways in which people decide how they are reached, and see what was written to them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from services.notify.adapters import mongo_boxes
from services.notify.adapters.mongo_day_places import MongoDayPlaces
from services.notify.bootstrap.by_the_pack import day_of
from services.notify.bootstrap.ground import Ground
from services.notify.domain.preferences import Preferences
from services.notify.domain.sending import adding
from services.notify.handlers.ask_proof import AskProof, ProofDesk, ask_proof
from services.notify.handlers.choose_contact import ChooseContact, choose_contact
from services.notify.handlers.choose_preferences import ChoosePreferences, choose_preferences
from services.notify.handlers.refuse_proofs import RefuseProofs, refuse_proofs
from services.notify.handlers.remove_contact import RemoveContact, remove_contact
from services.notify.handlers.rotate_keys import RotateKeys, Turned, rotate_keys
from services.notify.handlers.stop_kind import StopKind, stop_kind
from services.notify.handlers.use_proof import UseProof, use_proof
from services.notify.ports.messages import Place
from services.notify.queries.my_contacts import OwnContact, SeenProof, my_contacts, see_proof
from services.notify.queries.my_messages import MessagePage, my_messages
from services.notify.queries.my_preferences import my_preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaching:
    """As in `Notify`. offers_phones: there is a gateway, so that a number can be added."""

    stop_kind: Callable[[StopKind], None]
    ask_proof: Callable[[AskProof], str]
    use_proof: Callable[[UseProof], None]
    refuse_proofs: Callable[[RefuseProofs], None]
    choose_contact: Callable[[ChooseContact], None]
    remove_contact: Callable[[RemoveContact], None]
    choose_preferences: Callable[[ChoosePreferences], None]
    rotate_keys: Callable[[RotateKeys], Iterator[Turned]]
    my_contacts: Callable[[str], Sequence[OwnContact]]
    my_preferences: Callable[[str], Preferences]
    see_proof: Callable[[str, str], SeenProof]
    proofs_are_refused: Callable[[str], bool]
    my_messages: Callable[[str, Place | None], MessagePage]
    offers_phones: bool


def make_reaching(ground: Ground) -> Reaching:
    people, opens, seals, clock = ground.people, ground.opens, ground.seals, ground.clock
    return Reaching(
        stop_kind=partial(stop_kind, people=people),
        ask_proof=partial(ask_proof, desk=_proof_desk(ground)),
        use_proof=partial(
            use_proof,
            people=people,
            sign_ins=ground.sign_ins,
            disowned=ground.disowned,
            mailboxes=ground.mailboxes,
            deliveries=ground.deliveries,
            mint=ground.mint,
            clock=clock,
        ),
        refuse_proofs=partial(refuse_proofs, disowned=ground.disowned, clock=clock),
        choose_contact=partial(choose_contact, people=people),
        remove_contact=partial(remove_contact, people=people, deliveries=ground.deliveries, clock=clock),
        choose_preferences=partial(choose_preferences, people=people),
        rotate_keys=partial(rotate_keys, shelves=mongo_boxes.shelves(ground.database), opens=opens, seals=seals),
        my_contacts=partial(my_contacts, people=people, opens=opens),
        my_preferences=partial(my_preferences, people=people),
        see_proof=partial(see_proof, sign_ins=ground.sign_ins, opens=opens, mint=ground.mint, clock=clock),
        proofs_are_refused=lambda contact_id: ground.disowned.is_known(adding(contact_id)),
        my_messages=lambda person_id, before: my_messages(
            person_id, before=before, people=people, deliveries=ground.deliveries, opens=opens
        ),
        offers_phones=ground.settings.sms is not None,
    )


def _proof_desk(ground: Ground) -> ProofDesk:
    return ProofDesk(
        people=ground.people,
        sign_ins=ground.sign_ins,
        deliveries=ground.deliveries,
        places=MongoDayPlaces(ground.database),
        mint=ground.mint,
        seals=ground.seals,
        clock=ground.clock,
        day_of=partial(day_of, ground.pack),
    )
