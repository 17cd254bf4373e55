"""Invented names as people of Banyuwangi bear them: by age, religion and origin, without family names."""

import csv
from pathlib import Path
from random import Random

from citizens import code_lists

_FOLDER = Path(__file__).parent / "data"


def names_in(text: str) -> list[str]:
    """The names of a text that parts them by spaces; a tilde stands for a space inside a name."""
    return [name.replace("~", " ") for name in text.split()]


OLDER_UNTIL, MIDDLE_UNTIL = 1970, 1995
SINGLE_NAME = {"older": 0.8, "middle": 0.3, "younger": 0.05}

# In the north and the plantations many families came from Madura; some in the far south-east and south from Bali.
MADURESE_DISTRICTS = frozenset({"35.10.05", "35.10.10", "35.10.11", "35.10.18"})
MADURESE_SHARE = 0.35
MADURESE_MALE = (
    "Misnawi Mattasan Sahrawi Marsuki Hosen Sukri Supyan Rahwini Sahri Mathari Saniman Busiri Mawardi Mashuri Jumahri "
    "Sanusi Fathorrasi Zainullah Moh.~Hosen Moh.~Tohir Ahmad~Rofi'i Abd.~Rahem Abd.~Wahed Sulaiman Matsuri"
)
MADURESE_FEMALE = (
    "Hoiriyah Sittiyah Horriyah Hotimah Buna Sahriya Misnatun Juma'ati Sumiyati Nawiya Rahema Maryamah Toyyibah "
    "Siti~Hotijah Siti~Rohmah Siti~Aisa Nur~Hasanah Busiya Satuna Suhairiyah Musyarrofah Samiyatun"
)
BALINESE_ORDER = ("Wayan", "Made", "Nyoman", "Ketut")
BALINESE_MALE = (
    "Sudiarta Suardana Sukerta Widiana Artana Suparta Mahendra Adnyana Wirawan Sutama Darmayasa Yasa"
)
BALINESE_FEMALE = (
    "Suartini Sukerti Ariani Widiani Sudiani Parwati Sriani Dewi Kusumayanti Suryani Wartini Astini"
)
CHRISTIAN_MALE = (
    "Yohanes Petrus Stefanus Andreas Yusuf Daniel Markus Paulus Samuel Yakobus Lukas Antonius Agustinus"
)
CHRISTIAN_FEMALE = (
    "Maria Kristina Elisabet Ester Yohana Natalia Agnes Veronika Kristiani Lidia Debora Magdalena"
)
NEUTRAL_MALE = (
    "Santoso Setiawan Wijaya Susanto Prasetyo Nugroho Handoko Gunawan Hartono Kristanto Utomo Wibowo"
)
NEUTRAL_FEMALE = (
    "Lestari Rahayu Wulandari Susanti Kusumawati Pratiwi Handayani Wijayanti Puspitasari Utami Wati Ningsih"
)

SERVANT_OF = names_in(
    "Rohman Karim Halim Rokhim Wahid Ghofur Aziz Hamid Kholik Latif Jalil Majid Rosyid Salam Manan"
)
COMPANIONS = {
    "Khusnul": "Khotimah",
    "Uswatun": "Hasanah",
    "Lailatul": "Fitriyah",
    "Mariatul": "Qibtiyah",
    "Rohmatul": "Laili",
    "Zumrotul": "Mukaromah",
    "Zahrotul": "Jannah",
    "Nurul": "Hidayah",
    "Misbahul": "Munir",
    "Binti": "Rohmah",
    "Fathur": "Rohman",
    "Fatkhur": "Rozi",
    "Khoirul": "Anam",
    "Saiful": "Bahri",
    "Syaiful": "Anwar",
    "Moh": "",
    "Abdul": "",
}


class NameBook:
    """Draws names; every draw takes its chance from the caller's generator, so a seed gives the same people again."""

    def __init__(self) -> None:
        self._first: dict[tuple[int, str], list[str]] = {}
        self._last: dict[int, list[str]] = {}
        for sex, file in ((code_lists.MALE, "names_male.csv"), (code_lists.FEMALE, "names_female.csv")):
            self._read(sex, _FOLDER / file)
        self._madurese = {
            code_lists.MALE: names_in(MADURESE_MALE),
            code_lists.FEMALE: names_in(MADURESE_FEMALE),
        }
        self._balinese = {
            code_lists.MALE: names_in(BALINESE_MALE),
            code_lists.FEMALE: names_in(BALINESE_FEMALE),
        }
        self._christian = {
            code_lists.MALE: names_in(CHRISTIAN_MALE),
            code_lists.FEMALE: names_in(CHRISTIAN_FEMALE),
        }
        self._neutral = {code_lists.MALE: names_in(NEUTRAL_MALE), code_lists.FEMALE: names_in(NEUTRAL_FEMALE)}

    def _read(self, sex: int, path: Path) -> None:
        pools: dict[str, list[str]] = {"older": [], "middle": [], "younger": []}
        last: list[str] = []
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["position"] == "last":
                    last.append(row["name"])
                elif row["cohort"] == "any":
                    pools["middle"].append(row["name"])
                    pools["younger"].append(row["name"])
                else:
                    for cohort in row["cohort"].split("|"):
                        # Names of a cohort are far more usual in it than those of any age.
                        pools[cohort].extend([row["name"]] * (8 if cohort == "middle" else 3))
        self._last[sex] = last
        for cohort, names in pools.items():
            self._first[sex, cohort] = names

    def draw(self, rng: Random, sex: int, birth_year: int, religion: int, *, madurese: bool = False) -> str:
        """A name for somebody of this sex, year of birth, religion and origin."""
        if religion == code_lists.HINDU:
            article = "I" if sex == code_lists.MALE else "Ni"
            return f"{article} {rng.choice(BALINESE_ORDER)} {rng.choice(self._balinese[sex])}"
        if religion != code_lists.ISLAM:
            return f"{rng.choice(self._christian[sex])} {rng.choice(self._neutral[sex])}"
        if madurese and birth_year < MIDDLE_UNTIL:
            return rng.choice(self._madurese[sex])
        cohort = "older" if birth_year < OLDER_UNTIL else "middle" if birth_year < MIDDLE_UNTIL else "younger"
        first = rng.choice(self._first[sex, cohort])
        if first in COMPANIONS:
            return self._completed(rng, first)
        chance = rng.random()
        prefixed = self._prefixed(first, cohort, sex, chance)
        if prefixed:
            return prefixed
        if rng.random() < SINGLE_NAME[cohort]:
            return first
        last = rng.choice(self._last[sex])
        return first if last == first else f"{first} {last}"

    @staticmethod
    def _completed(rng: Random, first: str) -> str:
        if first == "Abdul":
            return f"Abdul {rng.choice(SERVANT_OF)}"
        if first == "Moh":
            return f"Moh. {rng.choice(SERVANT_OF)}"
        return f"{first} {COMPANIONS[first]}"

    @staticmethod
    def _prefixed(first: str, cohort: str, sex: int, chance: float) -> str:
        if " " in first or cohort == "younger" and chance > 0.06:
            return ""
        if sex == code_lists.FEMALE:
            if chance < 0.14:
                return f"Siti {first}"
            return f"Sri {first}" if chance < 0.2 else f"Nur {first}" if chance < 0.23 else ""
        if chance < 0.05:
            return f"Moh. {first}"
        return f"Ahmad {first}" if chance < 0.08 else ""
