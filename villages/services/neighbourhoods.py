"""The dusun (lingkungan), RW and RT of a village: regions below it, with the names that addresses print."""

import re

from django.db import transaction

from villages.models import Region

_NOTHING = frozenset({"", "-", "–", "0", "00", "000"})
_WORDS = {
    Region.Level.HAMLET: r"(dusun|lingkungan|dsn\.?)\s+",
    Region.Level.RW: r"rw\.?\s*",
    Region.Level.RT: r"rt\.?\s*",
}
_DIGITS = {Region.Level.HAMLET: 2, Region.Level.RW: 3, Region.Level.RT: 3}


def neighbourhood_name(level: str, text: str) -> str:
    """The name as it is kept: "Krajan" for "dusun  KRAJAN", "RT 002" for "2", "02" or "rt.2"; empty for none."""
    name = " ".join(text.split())
    name = re.sub(rf"^{_WORDS[Region.Level(level)]}", "", name, flags=re.IGNORECASE)
    if name in _NOTHING:
        return ""
    if level == Region.Level.HAMLET:
        return name.title() if name.isupper() or name.islower() else name
    word = "RW" if level == Region.Level.RW else "RT"
    return f"{word} {int(name):03}" if name.isascii() and name.isdigit() else f"{word} {name.upper()}"


@transaction.atomic
def neighbourhood_find_or_add(village_code: str, *, hamlet: str = "", rw: str = "", rt: str = "") -> str:
    """The code of the finest neighbourhood that the names tell, added where the village does not have it yet.

    Names are taken as people write them ("KRAJAN", "Dusun Krajan"; "2", "02", "RT 002"); empty ones are left out, so
    without any the code is the village's own. The caller may write in the village. Locks the village, so that two
    who add at once add one.
    """
    village = Region.objects.select_for_update().get(code=village_code, level=Region.Level.VILLAGE)
    code = village.code
    for level, text in ((Region.Level.HAMLET, hamlet), (Region.Level.RW, rw), (Region.Level.RT, rt)):
        if name := neighbourhood_name(level, text):
            code = _child(code, level, name)
    return code


@transaction.atomic
def neighbourhood_rename(code: str, name: str) -> Region:
    """Gives a dusun, RW or RT another name; its code and so everybody's address stay tied to it.

    The caller may write in the village. Letters that are issued keep the name they were signed with.
    """
    region = Region.objects.select_for_update().get(code=code, level__in=_DIGITS)
    region.name = neighbourhood_name(region.level, name)
    region.save(update_fields=["name"])
    return region


def _child(parent: str, level: Region.Level, name: str) -> str:
    known = Region.objects.filter(parent_id=parent, level=level)
    found = known.filter(name__iexact=name).values_list("code", flat=True).first()
    if found:
        return found
    digits = _DIGITS[level]
    taken = {code.rsplit(".", 1)[1] for code in known.values_list("code", flat=True)}
    number = re.fullmatch(r"R[WT] (\d{3})", name)
    wanted = number[1] if number else ""
    if not wanted or wanted in taken:
        wanted = next(text for text in (f"{n:0{digits}}" for n in range(1, 1000)) if text not in taken)
    region = Region(code=f"{parent}.{wanted}", name=name, level=level, parent_id=parent)
    region.save(force_insert=True)
    return region.code
