"""The registry's service over HTTP, asked to verify elements (not to hand out a person's data).

One JSON object goes out: user, password and the asking machine's address as the agreement has them, and the elements
under the registry's names. For each element the answer says "Sesuai" or "Tidak Sesuai", perhaps with a percentage; a
text under RESPON tells of an unknown or inactive NIK and of a quota that is used up. The annex to one's own agreement
has the last word on the address and on these names.
"""

from typing import Any

import requests

from foundation.outbound import NoAnswer, bare_session, read_json

from .backend import Elements, QuotaUsedUp, RegistryDown, Verdict

LARGEST_ANSWER = 64 * 1024
LIKENESS = 90
"""Percentage from which names count as the same: the registry's own comparison forgives a letter."""


class RegistryClient:
    """One installation's connection to the registry."""

    def __init__(
        self, url: str, user: str, password: str, *, own_address: str, connect: float, read: float
    ) -> None:
        """Args: url: the whole address of the verification call; connect, read: seconds to wait."""
        self._url = url
        self._signature = {"user_id": user, "password": password, "IP_USER": own_address}
        self._timeouts = (connect, read)
        self._session = bare_session()

    def check(self, elements: Elements) -> Verdict:
        """Ask about the elements, as the interface says."""
        asked = {
            "NIK": elements.nik,
            "NAMA_LGKP": elements.name.upper(),
            "TGL_LHR": f"{elements.birth_date:%d-%m-%Y}",
            "TRESHOLD": LIKENESS,
        }
        try:
            with self._session.post(
                self._url,
                json={**asked, **self._signature},
                timeout=self._timeouts,
                allow_redirects=False,
                stream=True,
            ) as response:
                _judge(response)
                answer = read_json(response, LARGEST_ANSWER)
        except requests.RequestException as error:
            # The error's own words quote the address and perhaps the question.
            raise RegistryDown(type(error).__name__) from None
        except NoAnswer as error:
            raise RegistryDown(str(error)) from None
        return verdict_of(answer)


def verdict_of(answer: dict[str, Any]) -> Verdict:
    """What an answer says. Raises QuotaUsedUp, and RegistryDown for what was not agreed."""
    content = answer.get("content")
    row = content[0] if isinstance(content, list) and content and isinstance(content[0], dict) else answer
    said = str(row.get("RESPON") or row.get("RESPONSE_DESC") or "").lower()
    if "kuota" in said or "quota" in said:
        raise QuotaUsedUp
    if "tidak ditemukan" in said:
        return Verdict.NOT_FOUND
    if "non aktif" in said or "nonaktif" in said or "meninggal" in said:
        return Verdict.INACTIVE
    words = [str(row.get(name, "")).strip().lower() for name in ("NAMA_LGKP", "TGL_LHR")]
    if all(word.startswith("sesuai") for word in words):
        return Verdict.MATCH
    if all(word.startswith(("sesuai", "tidak sesuai")) for word in words):
        return Verdict.MISMATCH
    raise RegistryDown("the answer says neither yes nor no")


def _judge(response: requests.Response) -> None:
    status = response.status_code
    if status == 200:
        return
    if status == 429:
        raise QuotaUsedUp
    raise RegistryDown(f"HTTP {status}")
