import django.db.models.deletion
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0003_lures"),
        ("citizens", "0009_everybody_at_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("welfare", "Data kesejahteraan (DTSEN)"),
                            ("recipients", "Daftar penerima program"),
                            ("payments", "Penyaluran"),
                        ],
                        max_length=12,
                        verbose_name="isi",
                    ),
                ),
                ("source", models.CharField(max_length=80, verbose_name="sumber")),
                ("valid_from", models.DateField(verbose_name="keadaan sejak")),
                ("is_complete", models.BooleanField(default=False, verbose_name="daftar lengkap")),
                ("area_code", models.CharField(max_length=32)),
                ("path", models.CharField(max_length=200)),
                ("file_name", models.CharField(max_length=100, verbose_name="nama berkas")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Dibaca"),
                            ("ready", "Menunggu keputusan"),
                            ("applying", "Diterapkan"),
                            ("applied", "Sudah diterapkan"),
                            ("failed", "Gagal"),
                            ("discarded", "Dibuang"),
                        ],
                        default="reading",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "notice",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="keterangan"),
                ),
                ("written", models.PositiveIntegerField(default=0, verbose_name="yang ditulis")),
                ("created_by", models.UUIDField(blank=True, null=True)),
                (
                    "created_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="diunggah oleh"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="diunggah pada")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="diterapkan pada")),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assistance.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "kiriman data",
                "verbose_name_plural": "kiriman data",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "welfare"), ("programme__isnull", True)),
                            models.Q(
                                models.Q(("kind", "welfare"), _negated=True), ("programme__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="delivery_of_a_programme_unless_welfare",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("number", models.PositiveIntegerField(verbose_name="baris")),
                ("nik", models.CharField(blank=True, default="", max_length=16)),
                ("kk", models.CharField(blank=True, default="", max_length=16)),
                ("name", models.CharField(blank=True, default="", max_length=100, verbose_name="nama")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="tanggal lahir")),
                ("address", models.CharField(blank=True, default="", max_length=200, verbose_name="alamat")),
                ("values", models.JSONField(default=dict)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("matched", "Cocok"), ("open", "Perlu diputuskan"), ("refused", "Ditolak")],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=300, verbose_name="alasan")),
                (
                    "score",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="kemiripan (%)"),
                ),
                (
                    "decided_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="diputuskan oleh"),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="assistance.delivery",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="citizens.family",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="citizens.resident",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris kiriman",
                "verbose_name_plural": "baris kiriman",
                "indexes": [models.Index(fields=["delivery", "outcome", "number"], name="delivery_outcome")],
                "constraints": [
                    models.UniqueConstraint(fields=("delivery", "number"), name="one_delivery_row_each")
                ],
            },
        ),
    ]
