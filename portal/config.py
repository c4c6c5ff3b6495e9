"""Settings: read once at start from the environment (names in upper case, prefix PORTAL_) or given by a test."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting of the portal, with the default that suits one machine."""

    model_config = SettingsConfigDict(env_prefix="PORTAL_", extra="ignore")

    data_dir: Path = Path("data")
    database_url: str = ""
    secret_key: str = ""
    contact_key: str = ""
    https: bool = False
    trusted_proxies: int = 0
    compress: bool = True
    password_cost: int = 3
    lockout_failures: int = 5
    lockout_minutes: int = 15
    idle_minutes: int = 30
    upload_limit_mb: int = 100
    jobs_url: str = ""
    jobs_workers: int = 2
    jobs_lease_seconds: int = 60
    site_address: str = "http://127.0.0.1:8000"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: Literal["starttls", "ssl", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    mail_from: str = "noreply@localhost"
    contact_retention_days: int = 365
    job_retention_days: int = 90
    default_period_days: int = 5
    ledger_stale_days: int = 90
    notice_downtime_minutes: int = 120
    papers_due_inclusive: bool = True
    small_group: int = 5
    data_licence: str = "CC BY 4.0"
    data_licence_address: str = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
    map_tiles: str = ""
    map_approval_number: str = ""
    map_attribution: str = ""
    site_filing_icp: str = ""
    site_filing_police: str = ""
    site_identifier: str = ""
    site_host_unit: str = "北京市西城区人民政府"
    site_support_unit: str = ""
    site_postal_address: str = ""
    site_phone: str = "010-00000000"
    site_header: Path | None = None
    site_footer: Path | None = None

    @model_validator(mode="after")
    def _a_public_base_map_carries_its_approval_number(self) -> "Settings":
        if self.map_tiles and not self.map_approval_number:
            raise ValueError("PORTAL_MAP_TILES needs PORTAL_MAP_APPROVAL_NUMBER: 公开使用的底图要标明审图号（地图管理条例）")
        return self

    def map_host(self) -> str:
        """The origin the base map's pictures come from, for the content policy; "" when it is this site or there is none."""
        parts = urlsplit(self.map_tiles.replace("{s}.", "*."))
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    def url(self) -> str:
        """The database URL: the one set, or an SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'portal.sqlite'}"

    def mount(self) -> str:
        """The path of the site's address: "" or "/zhuanlan"."""
        return urlsplit(self.site_address).path.rstrip("/")

    def with_keys(self) -> "Settings":
        """The same settings with keys; missing ones are made once and kept in the data folder, readable by the owner."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        return self.model_copy(update={
            "secret_key": self.secret_key or self._kept("secret.key"),
            "contact_key": self.contact_key or self._kept("contact.key"),
        })

    def _kept(self, name: str) -> str:
        path = self.data_dir / name
        if not path.exists():
            draft = path.with_suffix(f".{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(Fernet.generate_key().decode())
            with suppress(FileExistsError):
                os.link(draft, path)  # whole or not at all, also when two processes start together
            draft.unlink()
        return path.read_text().strip()
