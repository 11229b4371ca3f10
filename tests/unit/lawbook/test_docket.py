"""All clocks of one matter together."""

from datetime import UTC, date, datetime

from lawbook.docket import Docket, key_of

FILED_AT = datetime(2026, 11, 20, 7, tzinfo=UTC)
ACCEPTED_AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def a_docket() -> Docket:
    """A complaint under mediation: the end of mediation, and two rights that run after it."""
    docket = Docket()
    docket.start("cmp.mediation_period", ACCEPTED_AT, bearer="centre")
    docket.start("cmp.accept", FILED_AT, bearer="centre")
    docket.start("med.judicial_confirmation", ACCEPTED_AT, bearer="complainant")
    docket.start("med.judicial_confirmation", ACCEPTED_AT, bearer="respondent")
    return docket


def test_the_clock_that_runs_out_first_is_the_next() -> None:
    docket = a_docket()

    nearest = docket.next_due()
    nearest_of_the_parties = docket.next_due("complainant", "respondent")

    assert nearest is not None
    assert nearest.rule_id == "cmp.accept"
    assert nearest_of_the_parties is not None
    assert nearest_of_the_parties.due_on == date(2026, 12, 24)


def test_a_met_duty_runs_no_more_but_stays_on_record() -> None:
    docket = a_docket()

    docket.meet("cmp.accept", ACCEPTED_AT)

    assert docket.running()[0].rule_id == "med.judicial_confirmation"
    assert len(docket.clocks) == 4
    recorded = docket.newest("cmp.accept")
    assert recorded is not None
    assert (recorded.state, recorded.ended_at) == ("met", ACCEPTED_AT)


def test_a_rule_of_the_old_law_is_met_under_its_present_name() -> None:
    docket = Docket()
    docket.start("cmp.accept", datetime(2026, 4, 14, 2, tzinfo=UTC), bearer="centre")

    docket.meet("cmp.accept", datetime(2026, 4, 16, 2, tzinfo=UTC))

    assert docket.running() == []


def test_meeting_a_duty_ends_it_for_all_who_bore_it() -> None:
    docket = a_docket()

    docket.meet("med.judicial_confirmation", datetime(2026, 12, 1, tzinfo=UTC))

    assert docket.next_due("complainant", "respondent") is None


def test_everything_open_can_fall_away_at_once() -> None:
    docket = a_docket()
    docket.meet("cmp.accept", ACCEPTED_AT)

    docket.cancel(datetime(2026, 12, 1, tzinfo=UTC))

    assert [clock.state for clock in docket.clocks] == [
        "cancelled",
        "met",
        "cancelled",
        "cancelled",
    ]


def test_an_alarm_finds_its_clock_only_while_it_runs() -> None:
    docket = a_docket()
    alarm = next(alarm for alarm in docket.alarms() if alarm.moment == "due")
    clock = docket.find(alarm.clock_key)

    docket.meet("cmp.accept", ACCEPTED_AT)

    assert clock is not None
    assert clock.rule_id == "cmp.accept"
    assert docket.find(alarm.clock_key) is None


def test_the_same_rule_for_two_parties_has_two_keys() -> None:
    keys = [key_of(clock) for clock in a_docket().clocks]

    assert len(set(keys)) == 4


def test_a_clock_that_stands_still_sounds_no_alarm() -> None:
    docket = Docket()
    clock = docket.start("cmp.accept", FILED_AT, bearer="centre")
    docket.clocks = [clock.paused(ACCEPTED_AT)]

    assert list(docket.alarms()) == []
    assert docket.next_due() is None
