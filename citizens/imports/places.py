"""Dusun, RW and RT by what a file says of them; those that are not there yet are planned with a code of their own."""

from dataclasses import dataclass, field

from villages.models import Region
from villages.services.neighbourhoods import neighbourhood_name

LEVELS = (Region.Level.HAMLET, Region.Level.RW, Region.Level.RT)
_DIGITS = {Region.Level.HAMLET: 2, Region.Level.RW: 3, Region.Level.RT: 3}


@dataclass
class Places:
    """The regions below a village; `planned` has those that a file speaks of and that are not there yet."""

    village_code: str
    planned: dict[str, dict[str, str]] = field(default_factory=dict)
    _codes: dict[tuple[str, str], str] = field(default_factory=dict)
    _found: dict[tuple[str, ...], str] = field(default_factory=dict)

    def know(self, code: str, name: str) -> None:
        """Take note of a region that is there."""
        self._codes[code.rpartition(".")[0], name.casefold()] = code

    def find(self, hamlet: str = "", rw: str = "", rt: str = "") -> str:
        """Return the finest region code that the parts name, planning what is missing; the village's for no parts."""
        parts = (hamlet, rw, rt)
        if parts not in self._found:
            code = self.village_code
            for level, text in zip(LEVELS, parts, strict=True):
                if name := neighbourhood_name(level, text):
                    code = self._codes.get((code, name.casefold())) or self._plan(code, level, name)
            self._found[parts] = code
        return self._found[parts]

    def _plan(self, parent: str, level: Region.Level, name: str) -> str:
        taken = {code for (above, _), code in self._codes.items() if above == parent}
        number = name.rpartition(" ")[2] if level != Region.Level.HAMLET else ""
        wanted = f"{parent}.{number}" if number.isascii() and number.isdigit() and len(number) == 3 else ""
        if not wanted or wanted in taken:
            numbered = (f"{parent}.{n:0{_DIGITS[level]}}" for n in range(1, 1000))
            wanted = next(code for code in numbered if code not in taken)
        self.know(wanted, name)
        self.planned[wanted] = {"code": wanted, "name": name, "level": str(level), "parent": parent}
        return wanted


def places_of(village_code: str) -> Places:
    """Return the regions below a village as they are now."""
    places = Places(village_code)
    for code, name in Region.objects.filter(code__startswith=f"{village_code}.").values_list("code", "name"):
        places.know(code, name)
    return places
