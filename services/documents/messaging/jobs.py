"""What documents does later: ask for the facts of a paper, make it and issue it."""

from collections.abc import Mapping

from chassis.jobs import Finish, Job, JobHandler
from chassis.service_client import ServiceClient
from services.documents.application.facts import facts_of
from services.documents.application.issue import IssuePaper, issue_paper
from services.documents.application.plan_papers import ISSUE
from services.documents.application.printing import Printer
from services.documents.application.snapshot import readers_of, snapshot
from services.documents.domain.kind import kinds
from services.documents.storage.unit_of_work import DocumentsUnitOfWork

BY_ITSELF = "service:documents"


def jobs_of(printer: Printer, clients: Mapping[str, ServiceClient]) -> tuple[JobHandler, ...]:
    """Documents' job handlers. Questions are asked outside any transaction."""

    def issue(job: Job) -> Finish:
        kind = kinds()[job.payload["kind"]]
        event = job.payload["event"]
        facts = facts_of(kind, event["receipt_no"], clients, event)
        command = IssuePaper(
            kind=kind,
            receipt_no=event["receipt_no"],
            values=snapshot(kind, facts),
            cause=job.payload["cause"],
            by=BY_ITSELF,
            readers=readers_of(kind, facts),
            masked_readers=kind.masked_for,
        )

        def finish(uow: DocumentsUnitOfWork) -> None:
            issue_paper(command, uow, printer)

        return finish

    return (JobHandler(ISSUE, issue),)
