"""What the ledger knows of a campaign's files, asked for folder by folder: nobody holds all of it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from pipeline import register
from pipeline.ledger import Entry, Ledger
from pipeline.model.frozen import frozen
from pipeline.model.work import PRINT_FOLDER, RETURNED_FOLDER


@frozen
class Known:
    """One campaign's files."""

    ledger: Ledger
    campaign: str

    @property
    def _home(self) -> str:
        return f"outputs/{self.campaign}/"

    def of(self, folder: str) -> Iterator[Entry]:
        """Yield a branch's files, or the township's: papers, their 新版, the print volume.

        By the folder: the branch may have had another name when they were written.
        """
        yield from self.ledger.below(f"{self._home}{folder}/")
        for entry in self.ledger.below(f"{self._home}{PRINT_FOLDER}/{folder}"):
            if entry.kind == register.VOLUME and entry.branch == folder:
                yield entry

    def beside(self) -> Iterator[Entry]:
        """Yield what lies beside the documents: register, print volumes, faulty workbooks given back."""
        for start in (f"{PRINT_FOLDER}/", f"{RETURNED_FOLDER}/", register.REGISTER):
            for entry in self.ledger.below(self._home + start):
                if entry.kind in register.OWN_KINDS:
                    yield entry

    def no_longer_due(self, due: Callable[[str], set[str]], exact: Container[str]) -> list[Entry]:
        """Return the documents that nobody needs, in the order in which they were recorded.

        `due` tells the paths of those due in a folder; in the `exact` folders nothing else is known.
        """
        return self.ledger.known(
            path
            for folder in self.ledger.folders(self._home)
            if folder not in exact
            for path in self._beyond(folder, due(folder))
        )

    def _beyond(self, folder: str, due: set[str]) -> Iterator[str]:
        for entry in self.ledger.below(f"{self._home}{folder}/"):
            if entry.kind not in register.OWN_KINDS and entry.beside not in due:
                yield entry.path
