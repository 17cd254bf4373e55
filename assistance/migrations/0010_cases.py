import django.db.models.deletion
import django.db.models.functions.text
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0009_meetings_behind_the_wall"),
        ("citizens", "0009_everybody_at_once"),
        ("villages", "0003_official_mandate"),
    ]

    operations = [
        migrations.CreateModel(
            name="PovertyCase",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("form", "Formulir daring"),
                            ("officer", "Petugas"),
                            ("message", "WhatsApp atau telepon"),
                        ],
                        max_length=8,
                        verbose_name="asal laporan",
                    ),
                ),
                ("named", models.CharField(max_length=100, verbose_name="siapa yang perlu dibantu")),
                ("address", models.CharField(max_length=200, verbose_name="alamat")),
                ("text", models.TextField(max_length=1000, verbose_name="keadaannya")),
                (
                    "contact",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="kontak pelapor"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "Menunggu kunjungan"),
                            ("visited", "Menunggu putusan"),
                            ("helped", "Sedang dibantu"),
                            ("closed", "Selesai"),
                        ],
                        default="reported",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("reported_at", models.DateTimeField(auto_now_add=True, verbose_name="dilaporkan pada")),
                ("due_at", models.DateTimeField(verbose_name="langkah berikutnya paling lambat")),
                (
                    "visit",
                    models.TextField(blank=True, default="", max_length=1000, verbose_name="hasil kunjungan"),
                ),
                ("visited_at", models.DateTimeField(blank=True, null=True, verbose_name="dikunjungi pada")),
                (
                    "visited_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="dikunjungi oleh"),
                ),
                (
                    "decision",
                    models.TextField(blank=True, default="", max_length=1000, verbose_name="putusan"),
                ),
                (
                    "decided_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="diputuskan oleh"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai pada")),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.family",
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
                "verbose_name": "kasus kemiskinan",
                "verbose_name_plural": "kasus kemiskinan",
                "ordering": ["due_at"],
                "indexes": [
                    models.Index(fields=["village", "state"], name="case_village"),
                    models.Index(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=["due_at"],
                        name="case_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="case_area_in_its_village",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "reported"), models.Q(("visit", ""), _negated=True), _connector="OR"
                        ),
                        name="case_visited_with_a_finding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("helped", "closed")), _negated=True),
                            models.Q(("decision", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="case_decided_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Intervention",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("social", "Dinas Sosial"),
                            ("health", "Puskesmas/Dinas Kesehatan"),
                            ("school", "Dinas Pendidikan"),
                            ("housing", "Dinas Perumahan"),
                            ("registry", "Dukcapil"),
                            ("work", "Dinas Tenaga Kerja"),
                            ("village", "Desa/kelurahan"),
                            ("alms", "Baznas/UPZ"),
                        ],
                        max_length=10,
                        verbose_name="oleh",
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="apa yang dilakukan")),
                ("due_on", models.DateField(verbose_name="paling lambat")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="selesai pada")),
                ("result", models.CharField(blank=True, default="", max_length=300, verbose_name="hasil")),
                ("planned_by_name", models.CharField(blank=True, default="", max_length=150)),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interventions",
                        to="assistance.povertycase",
                    ),
                ),
            ],
            options={
                "verbose_name": "tindakan",
                "verbose_name_plural": "tindakan",
                "ordering": ["due_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True),
                            models.Q(("result", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="intervention_done_with_a_result",
                    )
                ],
            },
        ),
    ]
