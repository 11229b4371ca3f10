"""JSON resources of documents."""

from services.documents.web.checks import checks
from services.documents.web.drafts import drafts
from services.documents.web.papers import papers
from services.documents.web.templates import templates

BLUEPRINTS = (papers, drafts, checks, templates)
