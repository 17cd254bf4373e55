"""An officer's own password: chosen after one that was given, or changed at will."""

from django.db import transaction

from foundation.access.rate_limit import Limit, forget, take

from .models import ApiToken, OfficerDeed, User

# Whoever finds a screen left open guesses no longer here than at the door.
TRIES = Limit("own-password", 10, 15 * 60)


def own_password_is(user: User, password: str) -> bool:
    """Whether the officer knows the present password. Raises TooManyTries above the limit."""
    take(TRIES, str(user.pk))
    if not user.check_password(password):
        return False
    forget(TRIES, str(user.pk))
    return True


@transaction.atomic
def own_password_set(user: User, password: str) -> None:
    """Keeps the officer's own password, which the validators have passed; sessions and tokens opened before it end."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    ApiToken.objects.filter(user=user).delete()
    OfficerDeed.objects.create(by=user, subject=user, deed=OfficerDeed.Deed.OWN_PASSWORD)
