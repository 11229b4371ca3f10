"""Documents' unit of work."""

from chassis.unit_of_work import UnitOfWork
from services.documents.storage.repositories import (
    Files,
    Papers,
    Registers,
    Templates,
    Withdrawals,
    WordFiles,
)


class DocumentsUnitOfWork(UnitOfWork):
    """One transaction over numbers, papers, files and templates."""

    registers: Registers
    files: Files
    papers: Papers
    word_files: WordFiles
    withdrawals: Withdrawals
    templates: Templates

    def _open_repositories(self) -> None:
        self.registers = Registers(self.connection)
        self.files = Files(self.connection, self.clock)
        self.papers = self.documents(Papers)
        self.word_files = WordFiles(self.connection, self.clock)
        self.withdrawals = self.documents(Withdrawals)
        self.templates = self.documents(Templates)
