"""What notify can be asked: its use cases and questions, each ready to be called."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.notify.adapters.mongo_people import MongoPeople
from services.notify.bootstrap.reaching import Reaching
from services.notify.bootstrap.replying import Replying
from services.notify.bootstrap.surer_ways import SurerWays
from services.notify.bootstrap.texting import Texting
from services.notify.domain.delivery import Channel, Delivery
from services.notify.handlers.ask_sign_in import Asked, AskSignIn
from services.notify.handlers.bid_farewell import BidFarewell
from services.notify.handlers.confirm_address import ConfirmAddress
from services.notify.handlers.describe_person import DescribePerson
from services.notify.handlers.disown_address import DisownAddress
from services.notify.handlers.end_all_sessions import EndAllSessions
from services.notify.handlers.end_session import EndSession
from services.notify.handlers.enter import Entered
from services.notify.handlers.erase_person import ErasePerson
from services.notify.handlers.forget_helper_words import ForgetHelperWords
from services.notify.handlers.hear_case import HearCase
from services.notify.handlers.hear_report import HearReport
from services.notify.handlers.project_helper_name import ProjectHelperName
from services.notify.handlers.project_roles import ProjectRoles
from services.notify.handlers.receive_report import ReceiveReport
from services.notify.handlers.register_person import RegisterPerson
from services.notify.handlers.send_again import SendAgain
from services.notify.handlers.stop_messages import StopMessages
from services.notify.handlers.use_sign_in_code import UseSignInCode
from services.notify.handlers.use_sign_in_link import UseSignInLink
from services.notify.ports.messages import Deliveries, Result
from services.notify.ports.people import Roles, Seals
from services.notify.queries.look_at_sign_in import SignInSeen
from services.notify.queries.my_data import MyData
from services.notify.queries.my_page import MyPage
from services.notify.queries.my_sessions import SeenSession
from services.notify.queries.see_subscription import SeenSubscription
from shared.clock import Clock
from shared.erasure import Erasure
from shared.ids import ContactId
from shared.pack.notify import NotifyPack
from shared.retention import Retention
from shared.sealing import Opener
from shared.sessions import LinkReader, SessionIssuer, SessionReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """All that notify can be asked, ready to be called. A use case takes one command and raises `shared.errors`.

    surer: to sign in by more than a mail. reaching: how people are reached. texting: what comes in by SMS.
    replying: what comes in by mail; None where nothing does.
    """

    surer: SurerWays
    reaching: Reaching
    texting: Texting
    replying: Replying | None

    receive_report: Callable[[ReceiveReport], None]
    hear_report: Callable[[HearReport], None]
    hear_case: Callable[[HearCase], None]
    project_roles: Callable[[ProjectRoles], None]
    project_helper_name: Callable[[ProjectHelperName], None]
    bid_farewell: Callable[[BidFarewell], None]
    ask_sign_in: Callable[[AskSignIn], Asked]
    use_sign_in_link: Callable[[UseSignInLink], Entered]
    use_sign_in_code: Callable[[UseSignInCode], Entered]
    end_session: Callable[[EndSession], None]
    end_all_sessions: Callable[[EndAllSessions], None]
    register_person: Callable[[RegisterPerson], str]
    describe_person: Callable[[DescribePerson], None]
    confirm_address: Callable[[ConfirmAddress], str]
    disown_address: Callable[[DisownAddress], None]
    stop_messages: Callable[[StopMessages], None]
    send_again: Callable[[SendAgain], None]
    erase_person: Callable[[ErasePerson], None]
    forget: Callable[[Erasure], bool]
    retention: Retention
    forget_helper_words: Callable[[ForgetHelperWords], None]
    recover_abandoned: Callable[[Channel], Sequence[Result]]
    tell_of_failure: Callable[[Delivery], None]
    note_bounce: Callable[[str], None]
    unheard_calls: Callable[[Sequence[Result]], Sequence[Delivery]]
    look_at_sign_in: Callable[[str], SignInSeen]
    my_page: Callable[[str], MyPage]
    my_data: Callable[[str], MyData]
    my_sessions: Callable[[str], Sequence[SeenSession]]
    see_subscription: Callable[[str], SeenSubscription]
    session_stands: Callable[[str], bool]
    contact_of: Callable[[str], ContactId]
    people: MongoPeople
    roles: Roles
    deliveries: Deliveries
    seals: Seals
    opens: Opener
    session_issuer: SessionIssuer
    session_reader: SessionReader
    link_reader: LinkReader
    pack: NotifyPack
    clock: Clock
