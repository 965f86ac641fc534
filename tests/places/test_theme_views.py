"""The municipality's name, logo and colour, as the administrator sets them and everybody sees them."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from quarter.foundation.audit import AuditEntry
from quarter.places.models import Municipality
from tests.strict_client import XHTML, form_fields

THEME = "/municipality/theme"
GREEN = "#0b5f6b"


@pytest.fixture
def client(client):
    client.http.set_cookie("language", "en")
    return client


@pytest.fixture
def admin(client, world):
    return client.sign_in(world.admin)


def town(database) -> Municipality:
    with database.session(writes=False) as session:
        return session.get_one(Municipality, 1)


def send(client, status: int = 303, **changes):
    client.get(THEME)
    return client.post(THEME, {"name": "Stadt Beispielhafen", "accent": "", **changes}, status=status)


def picture(width: int = 800, height: int = 200, kind: str = "PNG") -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (width, height), "#0b5f6b").save(file, kind)
    file.seek(0)
    return file


def stylesheets(client) -> list[str]:
    return [link.get("href") for link in client.page.iter(f"{XHTML}link") if link.get("rel") == "stylesheet"]


def logos(client) -> list:
    return [image for image in client.page.iter(f"{XHTML}img") if image.get("class") == "logo"]


def test_without_a_theme_there_is_one_stylesheet_and_no_logo(client, world):
    client.get("/")
    assert len(stylesheets(client)) == 1
    assert logos(client) == []


def test_a_colour_changes_every_page_at_once(client, admin, world):
    send(admin, accent=GREEN)
    client.sign_out().get("/issues")
    _, theme = stylesheets(client)
    response = client.http.get(theme)
    assert response.mimetype == "text/css" and f"--accent:{GREEN}" in response.text
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in response.headers.get("Vary", "") and "Set-Cookie" not in response.headers


def test_another_colour_has_another_address_and_the_old_one_is_gone(client, admin):
    send(admin, accent=GREEN)
    client.get("/")
    _, old = stylesheets(client)
    send(admin, accent="#7a1f5c")
    client.get("/")
    assert stylesheets(client)[1] != old
    assert client.http.get(old).status_code == 404


def test_the_ratio_of_a_good_colour_is_said(admin):
    send(admin, accent=GREEN)
    admin.get(THEME)
    assert "The contrast of your colour is 6.7 to 1." in admin.text
    assert "The contrast of this colour is 6.7 to 1" in admin.text


def test_a_colour_too_light_is_refused_with_its_ratio_and_the_nearest_that_passes(admin, database):
    send(admin, status=422, name="Stadt Nordhafen", accent="#1e9fb0")
    assert "its contrast is 2.9 to 1" in admin.text
    suggestion = admin.text.split("The nearest darker colour that can be read is ")[1][:7]
    assert form_fields(admin._form(None))["name"] == "Stadt Nordhafen"
    assert town(database).accent is None
    send(admin, accent=suggestion)
    assert town(database).accent == suggestion


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"accent": "blue"}, "write the colour with six digits"),
        ({"accent": "#12;}body{display:none"}, "write the colour with six digits"),
        ({"name": " "}, "Please write the name."),
        ({"name": "x" * 121}, "120 characters"),
    ],
)
def test_what_cannot_be_used_is_explained_and_changes_nothing(admin, database, changes, advice):
    send(admin, status=422, **changes)
    assert advice in admin.text
    assert (town(database).name, town(database).accent) == ("Stadt Beispielhafen", None)


def test_a_name_is_on_every_page(client, admin):
    send(admin, name=" Stadt Nordhafen ")
    client.sign_out().get("/imprint")
    assert "Stadt Nordhafen" in client.text


def test_the_colour_goes_back_to_the_houses_own(client, admin, database):
    send(admin, accent=GREEN)
    send(admin, accent="")
    client.get("/")
    assert len(stylesheets(client)) == 1 and town(database).accent is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_made_small_and_shown_with_words(client, admin, kind):
    send(admin, logo=(picture(kind=kind), f"logo.{kind.lower()}"))
    client.sign_out().get("/")
    [logo] = logos(client)
    assert logo.get("alt") == "Logo of Stadt Beispielhafen"
    assert (logo.get("width"), logo.get("height")) == ("400", "100")
    response = client.http.get(logo.get("src"))
    assert response.mimetype == "image/webp"
    assert Image.open(BytesIO(response.data)).size == (400, 100)


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"GIF89a", b""])
def test_no_drawings_that_can_hold_scripts(admin, database, content):
    status = 422 if content else 303  # an empty file is what browsers send for none
    send(admin, status=status, logo=(BytesIO(content), "logo.svg" if content else ""))
    assert town(database).logo is None


def test_a_logo_stays_when_only_the_colour_changes_and_goes_when_asked(client, admin, database):
    send(admin, logo=(picture(), "logo.png"))
    key = town(database).logo
    send(admin, accent=GREEN)
    assert town(database).logo == key
    admin.get("/municipality/logo/remove")
    admin.submit(follow=True)
    assert "The logo is removed." in admin.text
    assert logos(admin) == []


@pytest.mark.parametrize("who", ["resident", "moderator", "city", "secretary"])
@pytest.mark.parametrize("address", [THEME, "/municipality/logo/remove"])
def test_only_administrators_dress_the_site(client, world, database, who, address):
    client.sign_in(getattr(world, who)).get(address, status=403)
    client.post(address, {"name": "Nordhafen", "accent": GREEN}, status=403)
    assert town(database).name == "Stadt Beispielhafen"


def test_administrators_find_the_page_in_their_menu(client, world):
    client.sign_in(world.admin).get("/")
    assert "Name, logo and colour" in client.text
    client.sign_in(world.moderator).get("/")
    assert "Name, logo and colour" not in client.text


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_the_pages_speak_each_language(admin, language):
    send(admin, logo=(picture(), "logo.png"), accent=GREEN)
    for address in (THEME, "/municipality/logo/remove"):
        admin.get(f"{address}?lang={language}")
        assert admin.page.get("lang") == language
    assert len(logos(admin)) == 1


def test_who_changed_the_theme_is_on_record(admin, world, database):
    send(admin, accent=GREEN)
    with database.session(writes=False) as session:
        [entry] = session.scalars(sa.select(AuditEntry).where(AuditEntry.name == "groups:theme_changed"))
        assert entry.actor_id == world.admin.person_id


@pytest.mark.parametrize(
    "values",
    [
        {"accent": "blue"},
        {"accent": "#12345"},
        {"logo": "a"},
        {"logo": "a", "logo_width": 0, "logo_height": 9},
        {"logo_width": 5, "logo_height": 5},
        {"id": 2},
    ],
)
def test_the_database_keeps_nonsense_out(session: Session, values):
    with pytest.raises(IntegrityError):
        session.execute(sa.update(Municipality).values(**values))
