"""Settings: environment variables QUARTER_* first, then instance/quarter.toml, then what is written here."""

import re
import secrets
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class ConfigurationError(Exception):
    """The start cannot go on; the message is one sentence for the person at the terminal."""


class Settings(BaseSettings):
    """What an operator can set. Names are those of the environment without QUARTER_, in lower case."""

    model_config = SettingsConfigDict(env_prefix="QUARTER_", extra="forbid")

    instance: Path = Path("instance")
    database_url: str = ""
    secret_key: str = ""
    base_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="PORT")
    threads: int = Field(default=8, ge=1, le=64)
    demo_password: str = ""
    mail_url: str = ""  # smtp://host:port or smtps://host:port, perhaps with name:password@; empty: no mail is sent
    mail_from: str = "quarter@localhost"  # perhaps with a name: Group South <group@town.example>
    mail_ca_file: str = ""  # certificates that vouch for the mail server, where the system's own do not
    seal_certificate: str = ""  # a PKCS#12 file; with it the PDF of sealed minutes carries the municipality's seal
    seal_passphrase: str = ""
    behind_proxy: bool = False  # trust one proxy's X-Forwarded-For, -Proto and -Host
    limits: bool = True  # how much one may do in a while; off only while a scanner looks for faults
    worker: bool = True  # deliver mail and close votes in the server; off where `quarter worker` runs

    @field_validator("database_url")
    @classmethod
    def _known_engine(cls, url: str) -> str:
        url = url.replace("postgres://", "postgresql://", 1)  # the short form that many hosts hand out
        if url and not url.startswith(("postgresql://", "sqlite:///")):
            raise ValueError("must begin with postgresql:// or sqlite:///")
        return url

    @field_validator("mail_url")
    @classmethod
    def _known_mail(cls, url: str) -> str:
        if url and not url.startswith(("smtp://", "smtps://")):
            raise ValueError("must begin with smtp:// or smtps://")
        return url

    @field_validator("mail_from")
    @classmethod
    def _one_sender(cls, sender: str) -> str:
        _name, address = parseaddr(sender)
        if not re.fullmatch(r"[!-?A-~]{1,64}@[!-?A-~]{1,255}", address):
            raise ValueError("must be one mail address, such as Group South <group@town.example>")
        return sender

    @field_validator("mail_ca_file")
    @classmethod
    def _readable_file(cls, file: str) -> str:
        if file and not Path(file).is_file():
            raise ValueError(f"{file} cannot be read")
        return file

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return url.rstrip("/")

    @model_validator(mode="after")
    def _usable_certificate(self) -> Self:
        if self.seal_certificate:
            _try_certificate(Path(self.seal_certificate), self.seal_passphrase)
        return self

    @property
    def lacks_address(self) -> bool:
        """Whether others are to reach the site, and nobody has said under which address."""
        is_reached = self.behind_proxy or not is_loopback(self.host)
        return is_reached and is_loopback(urlsplit(self.base_url).hostname)

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    def demonstration_password(self) -> str:
        """The one password of the demonstration's people: as set, or made once for this instance."""
        return self.demo_password or kept_secret(self.instance / "demo_password", 9)

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: Any, env_settings: Any, *_: Any, **__: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        instance = init_settings.init_kwargs.get("instance") or _instance_of(env_settings)
        file = Path(instance) / "quarter.toml"
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)

    def completed(self) -> Self:
        """The settings with an instance folder, a database and a secret: made on the first start."""
        _make_folder(self.instance)
        return self.model_copy(
            update={
                "database_url": self.database_url or f"sqlite:///{(self.instance / 'quarter.sqlite').resolve()}",
                "secret_key": self.secret_key or kept_secret(self.instance / "secret_key"),
            }
        )


def load(**overrides: Any) -> Settings:
    """The settings of this start; ConfigurationError in one sentence if one is missing or bad."""
    try:
        return Settings(**overrides).completed()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper() or "SEAL_CERTIFICATE"  # the one rule for several
        name = name if name == "PORT" else f"QUARTER_{name}"
        message = first["msg"].removeprefix("Value error, ")
        raise ConfigurationError(f"The setting {name} is not usable: {message}.") from None
    except ValueError as error:  # neither TOML nor UTF-8
        raise ConfigurationError(f"The file quarter.toml is not usable: {error}.") from None


def is_loopback(host: str | None) -> bool:
    """Whether this name or number is that of the machine itself, which nobody else can reach it by."""
    return host in ("localhost", "127.0.0.1", "::1")


def kept_secret(file: Path, characters: int = 32) -> str:
    """A random secret that is made once and kept in `file`, readable by its owner alone."""
    secret = file.read_text().strip() if file.exists() else ""
    if not secret:  # an empty file is what a start that was cut off leaves behind
        secret = secrets.token_urlsafe(characters)
        file.touch(mode=0o600)
        file.write_text(secret)
    return secret


def _try_certificate(file: Path, passphrase: str) -> None:
    """ValueError in one sentence if nobody could seal with this file."""
    from cryptography.hazmat.primitives.serialization import pkcs12  # heavy, and only for those who seal

    try:
        content = file.read_bytes()
    except OSError as error:
        raise ValueError(f"{file} cannot be read ({error.strerror})") from None
    try:
        key, certificate, _chain = pkcs12.load_key_and_certificates(content, passphrase.encode() or None)
    except ValueError:
        raise ValueError(f"{file} is no PKCS#12 file that QUARTER_SEAL_PASSPHRASE opens") from None
    if key is None or certificate is None:
        raise ValueError(f"{file} must hold a certificate and its private key")
    if certificate.not_valid_after_utc < datetime.now(UTC):
        raise ValueError(f"its certificate has expired on {certificate.not_valid_after_utc:%Y-%m-%d}")


def _instance_of(env_settings: Any) -> str:
    return env_settings.env_vars.get("quarter_instance") or "instance"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"The folder QUARTER_INSTANCE={folder} cannot be made: {error.strerror}.") from None
