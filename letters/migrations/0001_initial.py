import django.db.models.deletion
import django.db.models.functions.text
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("citizens", "0002_reach_and_search"),
        ("villages", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CertificateAuthority",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("certificate", models.TextField()),
                ("private_key", models.TextField()),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)),
                        fields=("is_active",),
                        name="one_active_authority",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterType",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="kode")),
                ("is_active", models.BooleanField(default=True, verbose_name="dilayani")),
                (
                    "switched_off_in",
                    models.ManyToManyField(
                        blank=True, related_name="switched_off_letter_types", to="villages.region"
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_letter_types",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "village"), name="letter_type_code_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterTypeVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField(verbose_name="versi")),
                ("name", models.CharField(max_length=120, verbose_name="nama")),
                ("group", models.CharField(max_length=60, verbose_name="kelompok")),
                ("description", models.CharField(max_length=300, verbose_name="penjelasan")),
                ("classification", models.CharField(max_length=30, verbose_name="kode klasifikasi")),
                ("audience", models.JSONField(verbose_name="siapa yang boleh meminta")),
                ("steps", models.JSONField(verbose_name="langkah persetujuan")),
                ("fields", models.JSONField(verbose_name="isian")),
                ("documents", models.JSONField(verbose_name="berkas")),
                ("body", models.TextField(verbose_name="naskah")),
                (
                    "validity_days",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="masa berlaku (hari)"),
                ),
                ("service_minutes", models.PositiveIntegerField(verbose_name="janji layanan (menit kerja)")),
                ("digest", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                (
                    "letter_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="letters.lettertype",
                    ),
                ),
            ],
            options={
                "ordering": ["letter_type", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("letter_type", "number"), name="letter_type_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("register", models.CharField(max_length=30)),
                ("year", models.PositiveSmallIntegerField()),
                ("last_number", models.PositiveIntegerField()),
                ("last_date", models.DateField()),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "register", "year"), name="register_counter_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_number__gte", 1)), name="register_counter_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="kode permohonan")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Diajukan"),
                            ("returned", "Dikembalikan"),
                            ("checked", "Diperiksa"),
                            ("initialled", "Diparaf"),
                            ("signed", "Ditandatangani"),
                            ("countersigned", "Disahkan Camat"),
                            ("issued", "Terbit"),
                            ("collected", "Diambil"),
                            ("rejected", "Ditolak"),
                            ("cancelled", "Dibatalkan"),
                            ("revoked", "Dicabut"),
                            ("replaced", "Diganti"),
                        ],
                        default="draft",
                        max_length=14,
                        verbose_name="keadaan",
                    ),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("family_id", models.UUIDField(verbose_name="keluarga")),
                ("data", models.JSONField(default=dict, verbose_name="isian")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Telepon/komputer warga"),
                            ("counter", "Loket desa"),
                            ("api", "Aplikasi lain"),
                            ("kiosk", "Anjungan"),
                        ],
                        max_length=10,
                        verbose_name="saluran",
                    ),
                ),
                ("idempotency_key", models.CharField(blank=True, default="", max_length=120)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="dibuat")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="diajukan")),
                ("state_since", models.DateTimeField(auto_now_add=True, verbose_name="sejak")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="janji selesai")),
                ("vouched_at", models.DateTimeField(blank=True, null=True, verbose_name="dikenal sejak")),
                (
                    "vouched_by",
                    models.CharField(blank=True, default="", max_length=160, verbose_name="dikenal oleh"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="citizens.resident"
                    ),
                ),
                (
                    "type_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="letters.lettertypeversion",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("state__in", ["submitted", "checked", "initialled", "signed", "countersigned"])
                        ),
                        fields=["village", "state", "submitted_at"],
                        include=("due_at", "area_code"),
                        name="request_open",
                    ),
                    models.Index(fields=["family_id", "-created_at"], name="request_family"),
                    models.Index(fields=["village", "-created_at"], name="request_village_recent"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="request_area_in_village",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "returned",
                                    "checked",
                                    "initialled",
                                    "signed",
                                    "countersigned",
                                    "issued",
                                    "collected",
                                    "rejected",
                                    "cancelled",
                                    "revoked",
                                    "replaced",
                                ],
                            )
                        ),
                        name="request_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "cancelled"]),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="request_submitted_at",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("idempotency_key", ""), _negated=True),
                        fields=("created_by", "idempotency_key"),
                        name="request_once_per_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("family_id", models.UUIDField(verbose_name="keluarga")),
                ("register", models.CharField(max_length=30, verbose_name="buku register")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("sequence", models.PositiveIntegerField(verbose_name="nomor urut")),
                ("number", models.CharField(max_length=120, verbose_name="nomor surat")),
                ("issued_on", models.DateField(verbose_name="tanggal surat")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("token", models.CharField(max_length=43, unique=True)),
                ("short_code", models.CharField(max_length=12, unique=True, verbose_name="kode pemeriksaan")),
                ("snapshot", models.JSONField(verbose_name="data saat ditandatangani")),
                ("signed_at", models.DateTimeField(verbose_name="ditandatangani")),
                (
                    "countersigned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="disahkan Camat"),
                ),
                ("issued_at", models.DateTimeField(blank=True, null=True, verbose_name="terbit")),
                (
                    "document_state",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu pengesahan Camat"),
                            ("rendering", "Sedang dibuat"),
                            ("ready", "Siap"),
                            ("failed", "Gagal dibuat"),
                        ],
                        max_length=10,
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="dicabut")),
                (
                    "revocation_reason",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="alasan pencabutan"
                    ),
                ),
                (
                    "countersigned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaced_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="letters.letter",
                        verbose_name="diganti oleh",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter",
                        to="letters.request",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["village", "year", "-sequence"], name="letter_register"),
                    models.Index(fields=["family_id"], name="letter_family"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="letter_area_in_village",
                    ),
                    models.UniqueConstraint(
                        fields=("village", "register", "year", "sequence"), name="letter_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sequence__gte", 1)), name="letter_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document_state", "ready"), _negated=True),
                            ("issued_at__isnull", False),
                            _connector="OR",
                        ),
                        name="ready_letter_is_issued",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at__isnull", True),
                            models.Q(("revocation_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="revoked_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("document", models.CharField(max_length=40, verbose_name="persyaratan")),
                ("name", models.CharField(max_length=150, verbose_name="nama berkas")),
                ("content_type", models.CharField(max_length=60)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="letters.request",
                    ),
                ),
            ],
            options={
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="RequestEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("action", models.CharField(max_length=20, verbose_name="tindakan")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Diajukan"),
                            ("returned", "Dikembalikan"),
                            ("checked", "Diperiksa"),
                            ("initialled", "Diparaf"),
                            ("signed", "Ditandatangani"),
                            ("countersigned", "Disahkan Camat"),
                            ("issued", "Terbit"),
                            ("collected", "Diambil"),
                            ("rejected", "Ditolak"),
                            ("cancelled", "Dibatalkan"),
                            ("revoked", "Dicabut"),
                            ("replaced", "Diganti"),
                        ],
                        max_length=14,
                        verbose_name="keadaan sesudahnya",
                    ),
                ),
                ("actor_id", models.UUIDField(blank=True, null=True, verbose_name="pelaku")),
                (
                    "actor_name",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="nama pelaku"),
                ),
                ("actor_role", models.CharField(blank=True, default="", max_length=20, verbose_name="peran")),
                ("note", models.TextField(blank=True, default="", verbose_name="catatan")),
                (
                    "fields",
                    models.JSONField(blank=True, default=list, verbose_name="isian yang perlu diperbaiki"),
                ),
                ("at", models.DateTimeField(verbose_name="waktu")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="letters.request",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["request", "at"], name="request_event_order")],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("serial", models.CharField(max_length=40, unique=True)),
                ("certificate", models.TextField()),
                ("private_key", models.TextField()),
                ("not_before", models.DateTimeField()),
                ("not_after", models.DateTimeField()),
                ("is_current", models.BooleanField(default=True)),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="villages.region",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="letters.certificateauthority",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("village",),
                        name="one_current_certificate",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("is_current", models.BooleanField(default=True)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("path", models.CharField(max_length=120)),
                ("certificate_serial", models.CharField(max_length=40)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="letters.letter",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("letter",),
                        name="one_current_document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0), models.Q(("sha256", ""), _negated=True)),
                        name="document_has_content",
                    ),
                ],
            },
        ),
    ]
