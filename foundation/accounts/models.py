"""Users, the roles that they hold, and what proves who they are."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from foundation.access.roles import Role


class UserManager(BaseUserManager["User"]):
    """Makes users with a hashed password, or with none that could ever match."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Whoever can sign in. A citizen's row bears no name and no number: only the id of the person in the register."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(_("nama pengguna"), max_length=80, unique=True)
    name = models.CharField(_("nama"), max_length=120, blank=True, default="")
    email = models.EmailField(_("surel"), blank=True, default="")
    person_id = models.UUIDField(_("orang di buku induk"), null=True, blank=True, unique=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    must_change_password = models.BooleanField(_("kata sandi harus diganti saat masuk"), default=False)
    is_demo = models.BooleanField(_("akun peragaan"), default=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class RoleAssignment(models.Model):
    """A role (peran) held by a user in a region, from a day to a day (both included)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(
        _("peran"), max_length=20, choices=[c for c in Role.choices if c[0] != Role.CITIZEN]
    )
    area_code = models.CharField(_("kode wilayah"), max_length=32)
    valid_from = models.DateField(_("mulai"))
    valid_until = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "area_code", "valid_from"], name="role_assigned_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="role_term_in_order",
            ),
            # Row-level security compares by pattern, so nothing but digits and dots may be a reach.
            models.CheckConstraint(
                condition=Q(area_code__regex=r"^[0-9]+(\.[0-9]+)*$"), name="role_area_is_a_region_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.area_code}"


class OfficerDeed(models.Model):
    """What was done to an officer's account, by whom: the journal of who gave which power. Rows are only added."""

    class Deed(models.TextChoices):
        CREATE = "create", _("akun dibuat")
        GIVE_ROLE = "give_role", _("peran diberikan")
        END_ROLE = "end_role", _("peran diakhiri")
        PASSWORD = "password", _("kata sandi diatur ulang")  # noqa: S105 - a word for a deed
        OWN_PASSWORD = "own_password", _("kata sandi diganti sendiri")  # noqa: S105 - a word for a deed
        SECOND_FACTOR = "second_factor", _("kata sandi dan kode keamanan diatur ulang")
        DEACTIVATE = "deactivate", _("akun dinonaktifkan")
        ACTIVATE = "activate", _("akun diaktifkan kembali")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("waktu"), auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deeds")
    deed = models.CharField(_("tindakan"), max_length=20, choices=Deed.choices)
    role = models.CharField(_("peran"), max_length=20, choices=Role.choices, blank=True, default="")
    area_code = models.CharField(_("kode wilayah"), max_length=32, blank=True, default="")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.deed} {self.subject_id}"


class SecondFactor(models.Model):
    """An officer's time-based code (TOTP, RFC 6238); the secret is encrypted at rest."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="second_factor"
    )
    secret = models.TextField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.user_id)


class SignInCode(models.Model):
    """A one-time code asked for by a citizen; without a person when the number is unknown, so that nobody can tell."""

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in", _("masuk")
        COPY = "copy", _("salinan data pribadi")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(
        _("untuk"),
        max_length=10,
        choices=Purpose.choices,
        default=Purpose.SIGN_IN,
        db_default=Purpose.SIGN_IN,
    )
    person_id = models.UUIDField(null=True, blank=True)
    area_code = models.CharField(max_length=32, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(_("diminta pada"), auto_now_add=True)
    expires_at = models.DateTimeField(_("berlaku sampai"))
    used_at = models.DateTimeField(_("dipakai pada"), null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person_id", "-created_at"], name="sign_in_code_person")]

    def __str__(self) -> str:
        return str(self.id)


class ApiToken(models.Model):
    """A program's access in a user's name; only the digest of the token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    second_factor_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)
