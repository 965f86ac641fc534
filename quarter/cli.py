"""The command line. Each command is one sentence long; the work is done in the rooms."""

import socket
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from threading import Event
from zoneinfo import available_timezones

import click
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from quarter import config, migrations
from quarter.accounts.queries import get_person_by_email
from quarter.charters import service as charters
from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.foundation.mail_addresses import BadAddress, read_address
from quarter.foundation.multilingual import LOCALES
from quarter.foundation.private_files import is_open_to_others, keep_private
from quarter.foundation.storage import Storage
from quarter.foundation.text import one_line
from quarter.groups import service as groups
from quarter.groups.queries import get_group_by_slug, list_groups
from quarter.minutes.document import Minutes, seal_of
from quarter.minutes.domain import Extent, MinutesState
from quarter.minutes.exports.formats import FORMATS, SINGLE
from quarter.minutes.files import Wanted, list_year, render_file, write_files
from quarter.minutes.queries.records import get_record
from quarter.places import boundary
from quarter.places import service as places
from quarter.places.models import Municipality
from quarter.places.queries import get_town, list_swapped
from quarter.rooms import furnish
from quarter.web import logs

ALL = "all"
STOP_SECONDS = 20  # what runs is finished before the end; what has not come whole by then never will


def main() -> None:
    """The entry point: a known problem is one sentence on the terminal, not a trace."""
    furnish()
    try:
        cli()
    except config.ConfigurationError as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database does not answer: {str(error.orig).splitlines()[0]}")


@click.group()
def cli() -> None:
    """Quarter: the standing workplace of a neighbourhood's working group."""


@cli.command()
@click.option("--demo", "with_demo", is_flag=True, help="Load the demonstration if the instance is empty.")
def run(with_demo: bool) -> None:
    """Migrate, then serve the site."""
    settings = config.load()
    migrations.upgrade_apart(settings.database_url)
    database = Database(settings.database_url, threads=settings.threads)
    is_empty, is_demo = _is_empty(database), _is_demonstration(database)
    if is_empty and not with_demo:
        raise config.ConfigurationError("This instance is empty: start with `quarter init` or `quarter demo`.")
    if is_empty:
        _load_demo(settings, database)
        is_demo = True
    if is_demo:
        _refuse_open_demo(settings)
        _say_demo(settings)
    database.engine.dispose()
    for doubt in _doubts(settings):
        click.echo(doubt, err=True)
    _serve(settings)


@cli.command()
@click.option("--municipality", prompt="Name of the municipality")
@click.option("--quarter", "quarter_name", prompt="Name of the quarter")
@click.option("--group", "group_name", prompt="Name of the working group", default="Arbeitskreis")
@click.option("--timezone", default="Europe/Berlin", show_default=True)
@click.option("--language", type=click.Choice(LOCALES), default="de", show_default=True)
@click.option("--contact", default="", help="Mail address for questions about the site.")
def init(municipality: str, quarter_name: str, group_name: str, timezone: str, language: str, contact: str) -> None:
    """Set up an empty instance: municipality, first quarter, its group with three benches and charter 1."""
    if timezone not in available_timezones():
        raise config.ConfigurationError(f"There is no time zone {timezone}; try Europe/Berlin.")
    contact = _read_contact(contact)
    municipality, quarter_name, group_name = (
        one_line(name).strip() for name in (municipality, quarter_name, group_name)
    )
    if not (municipality and quarter_name and group_name):
        raise config.ConfigurationError("Municipality, quarter and group each need a name.")
    _, database = _prepared()
    if not _is_empty(database):
        raise config.ConfigurationError("This instance is set up already.")
    now = clock.now()
    with database.unit_of_work() as session:
        places.found_municipality(
            session, name=municipality, timezone=timezone, language=language, contact_email=contact
        )
        quarter = places.found_quarter(session, name=quarter_name)
        group = groups.found_group(session, quarter, name=group_name, purpose="", lang=language)
        charters.adopt_first_charter(session, group, adopted_on=clock.local_date(now, timezone), now=now)
    click.echo("Ready. Start with `quarter run`, sign up, then `quarter admin add EMAIL`.")


@cli.command()
def check() -> None:
    """Look over the settings: what would keep people, or letters to them, from arriving."""
    doubts = _doubts(config.load())
    click.echo("\n".join(doubts) or "The settings are fine.")
    sys.exit(1 if doubts else 0)


@cli.command()
def demo() -> None:
    """Load the demonstration into an empty instance."""
    settings, database = _prepared()
    if not _is_empty(database):
        raise config.ConfigurationError("The demonstration is only loaded into an empty instance.")
    _load_demo(settings, database)
    _say_demo(settings)


@cli.command()
def worker() -> None:
    """Deliver mail and close votes, until stopped; for installations whose server does not do it itself."""
    from quarter import worker as house_worker

    logs.set_up()
    _, database = _prepared()
    app = import_module("quarter.app").create_app()  # the rooms subscribe to events
    house_worker.run(database, app.extensions["quarter.storage"], Event())


@cli.group()
def admin() -> None:
    """People who administer the site."""


@admin.command("add")
@click.argument("email")
def admin_add(email: str) -> None:
    """Make a person with an account an administrator."""
    _, database = _prepared()
    with database.unit_of_work() as session:
        person = get_person_by_email(session, email)
        if person is None:
            raise config.ConfigurationError(f"Nobody has signed up with {email} yet.")
        person.is_admin = True
    click.echo(f"{email} is an administrator now.")


@cli.group("import")
def import_() -> None:
    """Take in files."""


@import_.command("boundary")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sure", is_flag=True, help="The areas lie where the file says, even if that is far away.")
def import_boundary(file: Path, sure: bool) -> None:
    """Take quarters and their boundaries from a GeoJSON file (WGS 84)."""
    _, database = _prepared()
    try:
        areas = boundary.read_areas(file.read_text(encoding="utf-8"))
    except (boundary.BadBoundary, UnicodeDecodeError) as error:
        raise config.ConfigurationError(f"{file.name} was not imported. {error}") from None
    with database.unit_of_work() as session:
        swapped = [] if sure else list_swapped(session, areas, now=clock.now())
        if swapped:
            raise config.ConfigurationError(
                f"{file.name} was not imported. {swapped[0].name or 'An area'} would lie far from the town, but in it"
                " if the numbers were the other way round: GeoJSON writes the longitude first. Please write the file"
                " anew, or add --sure if it is right as it is."
            )
        quarters = places.import_boundaries(session, areas, now=clock.now())
        names = [f"/quarters/{quarter.slug}  {quarter.name}" for quarter in quarters]
    click.echo("\n".join(names))
    click.echo(f"{len(names)} boundaries imported.")


@cli.group("minutes")
def minutes_() -> None:
    """Minutes as files."""


@minutes_.command("export")
@click.argument("meeting", type=int, required=False)
@click.option("--group", "slug", help="A group by the name in its address, instead of one meeting; with --year.")
@click.option("--year", type=click.IntRange(1, 9998), help="All meetings of the group in this year.")
@click.option("--format", "ending", type=click.Choice([*FORMATS, ALL]), default="pdf", show_default=True)
@click.option("--lang", type=click.Choice([*LOCALES, ALL]), help="Language of the labels; else that of the record.")
@click.option(
    "--version", "extent", type=click.Choice([each.value for each in Extent]), default=Extent.FULL.value,
    show_default=True, help="full: the record, for the archive. public: what everybody may read, for the web site.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path),
    help="File to write, else standard output; for more than one file the folder, which is made.",
)  # fmt: skip
def minutes_export(
    meeting: int | None,
    slug: str | None,
    year: int | None,
    ending: str,
    lang: str | None,
    extent: str,
    output: Path | None,
) -> None:
    """Write the minutes of the meeting with this id to a file, or those of a group's whole year into a folder."""
    settings, database = _prepared()
    storage = Storage(settings.instance.resolve() / "files")
    wanted = Wanted(list(SINGLE) if ending == ALL else [ending], _asked_languages(lang), Extent(extent))
    meetings = _asked_meetings(database, meeting, slug, year, wanted.extent)
    if meeting is not None and len(wanted) == 1 and not (output and output.is_dir()):
        content = render_file(database, storage, meeting, wanted)
        output.write_bytes(content) if output else sys.stdout.buffer.write(content)
        return
    if output is None or output.is_file():
        raise config.ConfigurationError("These are several files: say with --output into which folder.")
    length = len(meetings) * len(wanted)
    files = write_files(database, storage, meetings, wanted, output)
    with click.progressbar(files, length=length, label="Writing", file=sys.stderr) as written:
        count = sum(1 for _file in written)
    click.echo(f"{count} files written to {output}.")


@minutes_.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def minutes_check(file: Path) -> None:
    """Read a record (JSON) back: whether it is whole, of which meeting, and the checksum to compare."""
    try:
        text = file.read_bytes().decode()
        minutes = Minutes.from_json(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise config.ConfigurationError(f"{file.name} is no record of minutes that can be read ({error}).") from None
    click.echo(f"{minutes.group}, {minutes.quarter}: meeting {minutes.number}, {minutes.planned_for:%Y-%m-%d}")
    click.echo(f"SHA-256 {seal_of(text)}")
    if minutes.to_json() != text:
        click.echo("It says the same as a record of this version, but not byte for byte: it is older, or was changed.")


def _asked_meetings(
    database: Database, meeting: int | None, slug: str | None, year: int | None, extent: Extent
) -> Sequence[int]:
    with database.session(writes=False) as session:
        if meeting is not None and slug is None and year is None:
            return [_asked_meeting(session, meeting, extent)]
        if meeting is not None or slug is None or year is None:
            raise config.ConfigurationError("Say which: the number of a meeting, or --group and --year.")
        group = get_group_by_slug(session, slug)
        if group is None:
            known = ", ".join(row.slug for row in list_groups(session))
            raise config.ConfigurationError(f"There is no group {slug}; there are: {known}.")
        return list_year(session, group, year, get_town(session).timezone, extent)


def _asked_meeting(session: Session, meeting: int, extent: Extent) -> int:
    recorded = get_record(session, meeting)
    if recorded is None:
        raise config.ConfigurationError(f"There is no meeting {meeting}.")
    if extent is Extent.PUBLIC and recorded.minutes_state is MinutesState.DRAFT:
        raise config.ConfigurationError(
            f"The minutes of meeting {meeting} have not gone round, so only the group reads them: circulate them first."
        )
    return meeting


def _asked_languages(lang: str | None) -> Sequence[str]:
    return LOCALES if lang == ALL else [lang] if lang else []


@cli.command(hidden=True)
@click.argument("message")
def migration(message: str) -> None:
    """Write a migration from what changed in the models (for developers)."""
    _, database = _prepared()
    migrations.write_migration(database, message)


def _prepared() -> tuple[config.Settings, Database]:
    """The settings, and the database at the newest revision."""
    settings = config.load()
    database = Database(settings.database_url, threads=settings.threads)
    migrations.upgrade(database)
    keep_private(settings.instance, database.file)
    return settings, database


def _doubts(settings: config.Settings) -> list[str]:
    """What is missing or wrong in the settings, each in a sentence with a way; the site can start all the same."""
    doubts = []
    if settings.lacks_address:
        doubts.append(
            "QUARTER_BASE_URL is missing: whoever comes from another machine is refused, and mails lead nowhere. "
            "Set it to the address that people type, for example QUARTER_BASE_URL=https://quarter.example.org."
        )
    if settings.is_https and not settings.behind_proxy:
        doubts.append(
            "QUARTER_BASE_URL begins with https, which a proxy before Quarter has to speak, but QUARTER_BEHIND_PROXY "
            "is not set: all people seem to come from the proxy's address. Set QUARTER_BEHIND_PROXY=true."
        )
    if is_open_to_others(settings.instance):
        doubts.append(
            f"Other users of this machine can look into the folder {settings.instance}. "
            f"If the next start does not change that, it belongs to somebody else: chmod 700 {settings.instance}"
        )
    if settings.mail_url and not _is_sender(settings.mail_from):
        doubts.append(
            "QUARTER_MAIL_FROM is no address that mail servers take, so no mail will arrive. "
            "Set it to one address, for example QUARTER_MAIL_FROM=quarter@example.org."
        )
    return doubts


def _is_sender(sender: str) -> bool:
    """Whether this is an address, alone or after a name: `Quarter <quarter@example.org>`."""
    try:
        read_address(sender.partition("<")[2].removesuffix(">") if "<" in sender else sender)
    except BadAddress:
        return False
    return True


def _read_contact(contact: str) -> str:
    try:
        return read_address(contact) if contact else ""
    except BadAddress as bad:
        raise config.ConfigurationError(f"The address after --contact is none. {bad}") from None


def _municipality(session: Session) -> Municipality | None:
    return session.exec(select(Municipality)).one_or_none()


def _is_empty(database: Database) -> bool:
    with database.session(writes=False) as session:
        return _municipality(session) is None


def _is_demonstration(database: Database) -> bool:
    with database.session(writes=False) as session:
        municipality = _municipality(session)
        return municipality is not None and municipality.is_demonstration


def _load_demo(settings: config.Settings, database: Database) -> None:
    load = import_module("quarter.demo.story").load
    with database.unit_of_work() as session:
        files = Storage(settings.instance.resolve() / "files")
        load(session, password=settings.demonstration_password(), now=clock.now(), storage=files)


def _refuse_open_demo(settings: config.Settings) -> None:
    if settings.host not in ("127.0.0.1", "::1", "localhost"):
        raise config.ConfigurationError("The demonstration has a known password and serves on loopback only.")


def _say_demo(settings: config.Settings) -> None:
    from quarter.demo.people import ADDRESSES

    click.echo("The demonstration's people: " + ", ".join(ADDRESSES))
    click.echo(f"All have the password: {settings.demonstration_password()}")


def _refuse_taken_port(settings: config.Settings) -> None:
    """The server would share the port with another one, and two servers must not share one SQLite file."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise config.ConfigurationError(
                f"Port {settings.port} cannot be used ({error.strerror}); choose another one with PORT=8001."
            ) from None


def _serve(settings: config.Settings) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    _refuse_taken_port(settings)
    click.echo(f"Quarter answers on http://{settings.host}:{settings.port}")
    is_sqlite = settings.database_url.startswith("sqlite")
    Granian(
        "quarter.asgi:served",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,  # what proxies speak to us; of the other one nobody bounds the heads
        workers=1 if is_sqlite else 2,
        workers_kill_timeout=STOP_SECONDS,
        log_access=False,
        websockets=False,
        respawn_failed_workers=True,
    ).serve()
