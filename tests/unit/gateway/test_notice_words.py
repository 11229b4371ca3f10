"""Whatever notification may send or tell has words on the pages of the portal."""

from gateway.notice_words import notice
from gateway.pages.staff.partners import EVENTS
from services.notification.domain.rules import notice_rules
from services.notification.web.webhooks import OFFERED


def test_every_notice_has_a_name() -> None:
    templates = {rule.template for rules in notice_rules().values() for rule in rules}

    assert [each for each in sorted(templates) if notice(each) == each] == []


def test_every_event_that_partners_can_choose_has_a_name() -> None:
    assert set(OFFERED) - set(EVENTS) == set()
