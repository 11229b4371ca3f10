"""``huhang user``: who may sign in at the staff door."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from contracts.permissions import STAFF_ROLES

if TYPE_CHECKING:
    from gateway.staff_register import StaffRegister

_FIRST_PASSWORD_LETTERS = 20
NOTIFICATION = "notification"
ACCOUNT = click.argument("account")
PASSWORD = click.option(
    "--password-stdin", is_flag=True, help="read the password from standard input; else one is made"
)


@click.group()
def user() -> None:
    """Look after the accounts of staff and partners."""


@user.command(name="list")
def list_all() -> None:
    """Print every account with its roles."""
    with _register() as register:
        for each in register.everybody():
            barred = "" if each.is_active else "  barred"
            code = "  one-time code" if each.totp_sealed else ""
            desk = f"  {each.organisation}" if each.organisation else ""
            click.echo(f"{each.account}  {each.name}  {','.join(each.roles)}{desk}{code}{barred}")


@user.command()
@ACCOUNT
@click.option("--name", required=True, help="as it is shown to colleagues and parties")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(STAFF_ROLES))
@click.option("--organisation", default="", help="code of a partner's desk, such as court:xinhua")
@click.option("--organisation-name", default="", help="name of the partner")
@PASSWORD
def add(
    account: str,
    name: str,
    roles: tuple[str, ...],
    organisation: str,
    organisation_name: str,
    password_stdin: bool,
) -> None:
    """Add an account and print its first password."""
    from gateway.staff_register import Person

    person = Person(
        account=account,
        name=name,
        roles=roles,
        organisation=organisation,
        organisation_name=organisation_name,
    )
    _with_password(password_stdin, lambda register, password: register.add(person, password))


@user.command()
@ACCOUNT
@PASSWORD
def password(account: str, password_stdin: bool) -> None:
    """Give an account a new password; it is signed out everywhere."""
    _with_password(password_stdin, lambda register, new: register.set_password(account, new))


@user.command()
@ACCOUNT
def bar(account: str) -> None:
    """Let an account in no more, from this moment, and send it no daily digest."""
    _change(lambda register: register.set_active(account, is_active=False))
    _stop_the_digest(account.strip().lower())


@user.command()
@ACCOUNT
def admit(account: str) -> None:
    """Let a barred account in again."""
    _change(lambda register: register.set_active(account, is_active=True))


@user.command(name="forget-code")
@ACCOUNT
def forget_code(account: str) -> None:
    """Forget the one-time code of somebody who lost their telephone; they set up a new one."""
    _change(lambda register: register.forget_one_time_code(account))


def _stop_the_digest(account: str) -> None:
    """In the name of the account: its choices belong to notification."""
    from chassis.errors import Unavailable
    from chassis.ids import RandomIds
    from chassis.principal import Principal
    from deploy import composition
    from deploy.names import GATEWAY

    clients = composition.clients_for_one(GATEWAY, NOTIFICATION)
    barred = Principal(subject=f"staff:{account}", roles=frozenset({"officer"}))
    try:
        answer = clients[NOTIFICATION].request(
            "POST",
            "/api/v1/message-preferences",
            principal=barred,
            json_body={"digest": False},
            headers={"Idempotency-Key": RandomIds().new()},
        )
        is_stopped = answer.is_ok
    except Unavailable:
        is_stopped = False
    if not is_stopped:
        _fail("barred, but notification does not answer: run this again so that no digest is sent")


def _with_password(is_given: bool, act: Callable[["StaffRegister", str], None]) -> None:
    from chassis.ids import RandomIds

    if is_given:
        chosen = sys.stdin.readline().rstrip("\r\n")
    else:
        chosen = RandomIds().token()[:_FIRST_PASSWORD_LETTERS]
    _change(lambda register: act(register, chosen))
    if not is_given:
        click.echo(f"password: {chosen}")


def _change(act: Callable[["StaffRegister"], None]) -> None:
    from gateway.passwords import PasswordTooWeak
    from gateway.staff_register import AccountExists, UnknownAccount

    try:
        with _register() as register:
            act(register)
        _write_down()
    except UnknownAccount as error:
        _fail(f"there is no account {error}")
    except AccountExists as error:
        _fail(f"the account {error} exists already")
    except PasswordTooWeak as error:
        _fail(str(error))


def _write_down() -> None:
    """Into the audit log: who may come in has changed. Who sat at the machine the machine knows."""
    from deploy.audit import opened
    from gateway.audit.entries import COMMAND, Deed

    context = click.get_current_context()
    account = context.params["account"].strip().lower()
    with opened() as log:
        log.append(
            Deed(
                subject=COMMAND,
                act=f"huhang user {context.info_name}",
                object=f"staff:{account}",
                outcome=200,
                request_id="",
            )
        )


def _fail(reason: str) -> None:
    click.echo(reason, err=True)
    sys.exit(1)


@contextmanager
def _register() -> Iterator["StaffRegister"]:
    from chassis.clock import SystemClock
    from chassis.database import open_engine
    from deploy import composition
    from deploy.names import GATEWAY
    from gateway.passwords import Passwords
    from gateway.staff_register import StaffRegister
    from gateway.storage.account_rows import AccountRows
    from gateway.storage.session_rows import SessionRows

    engine = open_engine(composition.settings_of(GATEWAY).database_of(GATEWAY))
    try:
        yield StaffRegister(AccountRows(engine), SessionRows(engine), SystemClock(), Passwords())
    finally:
        engine.dispose()
