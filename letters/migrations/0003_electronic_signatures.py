import django.db.models.deletion
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_role_area_is_a_region_code"),
        ("accounts", "__first__"),
        ("letters", "0002_row_security"),
        ("villages", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ElectronicSigner",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("identity", models.CharField(max_length=120, verbose_name="NIK atau surel yang terdaftar")),
                (
                    "status",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="keadaan menurut layanan"
                    ),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="diperiksa")),
                (
                    "certificate_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="sertifikat berlaku sampai"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignatureOrder",
            fields=[
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="signature_order",
                        serialize=False,
                        to="letters.letter",
                    ),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("path", models.CharField(max_length=120)),
                ("receipt", models.CharField(blank=True, default="", max_length=80)),
                ("refusals", models.PositiveSmallIntegerField(default=0)),
                ("ordered_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("signed_at__isnull", True)),
                        fields=["signer", "refusals"],
                        name="signature_order_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0), models.Q(("sha256", ""), _negated=True)),
                        name="order_has_content",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedCertificate",
            fields=[
                ("serial", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("area_code", models.CharField(max_length=32)),
                ("subject", models.CharField(max_length=200)),
                ("not_after", models.DateTimeField()),
                ("first_seen", models.DateTimeField(auto_now_add=True)),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SigningRound",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Berjalan"), ("done", "Selesai"), ("stopped", "Berhenti")],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("signed", models.PositiveIntegerField(default=0, verbose_name="sudah ditandatangani")),
                (
                    "problem",
                    models.CharField(blank=True, default="", max_length=400, verbose_name="hambatan"),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("lease_until", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["signer", "-started_at"], name="signing_round_latest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")), fields=("signer",), name="one_running_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state", "running")),
                            models.Q(
                                models.Q(("state", "running"), _negated=True), ("finished_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="round_ends_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="certificate",
            name="revocation_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("key_compromise", "Kunci bocor atau diduga bocor"),
                    ("affiliation_changed", "Nama atau susunan pemerintahan berubah"),
                    ("superseded", "Diganti dengan sertifikat baru"),
                    ("cessation_of_operation", "Desa tidak lagi memakai layanan ini"),
                ],
                default="",
                max_length=30,
                verbose_name="alasan pencabutan",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="revoked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="dicabut"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="document_state",
            field=models.CharField(
                choices=[
                    ("waiting", "Menunggu pengesahan Camat"),
                    ("rendering", "Sedang dibuat"),
                    ("unsigned", "Menunggu tanda tangan elektronik"),
                    ("ready", "Siap"),
                    ("failed", "Gagal dibuat"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="letterdocument",
            name="certificate_serial",
            field=models.CharField(max_length=64),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("document_state__in", ["rendering", "unsigned"])),
                fields=["signed_by"],
                name="letter_on_its_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revocation_reason", ""), ("revoked_at__isnull", True)),
                    models.Q(
                        ("is_current", False),
                        ("revoked_at__isnull", False),
                        models.Q(("revocation_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="revoked_certificate_has_reason",
            ),
        ),
        migrations.RunSQL(
            sql="ALTER TABLE letters_electronicsigner ENABLE ROW LEVEL SECURITY; CREATE POLICY reach ON letters_electronicsigner USING (app_reaches(area_code) OR user_id = app_user()) WITH CHECK (app_reaches(area_code) OR user_id = app_user());",
            reverse_sql="DROP POLICY reach ON letters_electronicsigner; ALTER TABLE letters_electronicsigner DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL(
            sql="ALTER TABLE letters_signatureorder ENABLE ROW LEVEL SECURITY; CREATE POLICY reach ON letters_signatureorder USING (app_reaches(area_code)) WITH CHECK (app_reaches(area_code));",
            reverse_sql="DROP POLICY reach ON letters_signatureorder; ALTER TABLE letters_signatureorder DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL(
            sql="ALTER TABLE letters_signedcertificate ENABLE ROW LEVEL SECURITY; CREATE POLICY reach ON letters_signedcertificate USING (app_reaches(area_code)) WITH CHECK (app_reaches(area_code));",
            reverse_sql="DROP POLICY reach ON letters_signedcertificate; ALTER TABLE letters_signedcertificate DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL(
            sql="ALTER TABLE letters_signinground ENABLE ROW LEVEL SECURITY; CREATE POLICY reach ON letters_signinground USING (app_reaches(area_code) OR signer_id = app_user()) WITH CHECK (app_reaches(area_code) OR signer_id = app_user());",
            reverse_sql="DROP POLICY reach ON letters_signinground; ALTER TABLE letters_signinground DISABLE ROW LEVEL SECURITY;",
        ),
    ]
