"""Intent → send → receipt, one dispatch after the other. What is not certain is left to a person, never sent again."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from pipeline.ledger import Dispatch, SentBook
from pipeline.model.settings import Mail
from pipeline.model.work import Fate, Receipt
from pipeline.send import letter as letters
from pipeline.send.letter import Letter
from pipeline.send.mail import Later, MailError, Post, RefusedMail, Unclear, Unreachable

_ATTEMPTS, _LONGEST_PAUSE = 4, 30.0  # seconds
_MINUTE = 60.0


@dataclass(slots=True)
class Outbox:
    """What leaves by mail in one run; `sleep` and `ticks` are the clock's."""

    book: SentBook
    post: Post
    mail: Mail
    now: Callable[[], dt.datetime]
    sleep: Callable[[float], None] = time.sleep
    ticks: Callable[[], float] = time.monotonic
    _free_at: float = field(default=float("-inf"))  # when the next mail may leave

    def send(self, dispatch: Dispatch, letter: Letter) -> tuple[Fate, str]:
        """Send one dispatch and return its fate and the server's words. Raises MailError where none can leave."""
        retrying = Retrying(
            stop=stop_after_attempt(_ATTEMPTS),
            wait=wait_exponential(multiplier=1, max=_LONGEST_PAUSE),
            retry=retry_if_exception_type(Later),
            sleep=self.sleep,
            reraise=True,
        )
        try:
            data = letters.written_letter(letter, self.mail, self.now())
            answer = retrying(self._once, dispatch, data, letters.checked_address(letter.recipient))
        except letters.BadAddress as fault:
            return self._failed(dispatch, f"邮箱“{fault}”写得不对，请在党支部名册里改正")
        except RefusedMail as fault:
            return self._failed(dispatch, f"邮件服务器退回：{fault}")
        except Unreachable as fault:
            raise MailError(f"邮件服务器 {self.mail.host} 连不上（{fault}）。没有发出的下次接着发") from fault
        except Later as fault:
            return self._failed(dispatch, f"邮件服务器暂时不收：{fault}。请过一会儿再发")
        except Unclear as fault:
            return Fate.INTENDED, f"交给服务器以后{fault}，不知道对方收到没有"
        self.book.receive(
            dispatch.number, Receipt(dispatch.parcel.digest, dispatch.way, dispatch.address, self._time(), answer)
        )
        return Fate.SENT, answer

    def _once(self, dispatch: Dispatch, data: bytes, recipient: str) -> str:
        self._keep_pace()
        try:
            return self.post.send(data, recipient, lambda: self.book.intend(dispatch.number, self._time()))
        except Unreachable:
            raise
        except (Later, RefusedMail) as fault:
            self.book.fail(dispatch.number, self._time(), str(fault))  # it has certainly not left
            raise

    def _keep_pace(self) -> None:
        """Wait until the next mail may leave."""
        wait = self._free_at - self.ticks()
        if wait > 0:
            self.sleep(wait)
        self._free_at = self.ticks() + _MINUTE / self.mail.per_minute

    def _failed(self, dispatch: Dispatch, reason: str) -> tuple[Fate, str]:
        self.book.fail(dispatch.number, self._time(), reason)
        return Fate.FAILED, reason

    def _time(self) -> str:
        return self.now().isoformat(timespec="seconds")
