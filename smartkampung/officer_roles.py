"""At which level each role is held, and which roles make their holder an official in whose name letters are signed."""

from datetime import date

from foundation.access.roles import Role
from foundation.accounts.models import User
from villages.models import Official, Region

LEVELS: dict[str, tuple[str, ...]] = {
    Role.NEIGHBOURHOOD: (Region.Level.HAMLET, Region.Level.RW, Region.Level.RT),
    Role.OPERATOR: (Region.Level.VILLAGE,),
    Role.SECRETARY: (Region.Level.VILLAGE,),
    Role.HEAD: (Region.Level.VILLAGE,),
    Role.SUBDISTRICT: (Region.Level.DISTRICT,),
    Role.DISTRICT_ADMIN: (Region.Level.REGENCY,),
    Role.SOCIAL_OFFICER: (Region.Level.REGENCY,),
    Role.AUDITOR: (Region.Level.REGENCY,),
}
POSITIONS = {
    Role.SECRETARY: Official.Position.SECRETARY,
    Role.HEAD: Official.Position.HEAD,
    Role.SUBDISTRICT: Official.Position.SUBDISTRICT_HEAD,
}
"""Roles whose holders are officials: letters are signed in the official's name and title."""


def official_for(user: User, role: str, region: Region, since: date, until: date | None) -> Official:
    """The official that the holder of such a role is, not saved."""
    position = POSITIONS[Role(role)]
    if position == Official.Position.SECRETARY:
        title = "Sekretaris Kelurahan" if region.is_kelurahan else "Sekretaris Desa"
    else:
        title = region.head_title
    return Official(
        region=region,
        position=position,
        name=user.name,
        title=title,
        term_start=since,
        term_end=until,
        user_id=user.pk,
    )
