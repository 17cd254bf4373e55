import django.db.models.deletion
import django.db.models.functions.text
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0005_deliveries_behind_the_wall"),
        ("citizens", "0009_everybody_at_once"),
        ("villages", "0003_official_mandate"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("usul", "Usul: seharusnya menerima"),
                            ("sanggah", "Sanggah: seharusnya tidak menerima"),
                        ],
                        max_length=8,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("miskin", "Hidup kekurangan"),
                            ("kehilangan-kerja", "Kehilangan pekerjaan"),
                            ("sakit", "Sakit menahun atau disabilitas"),
                            ("sendiri", "Lanjut usia hidup sendiri"),
                            ("data-salah", "Data kesejahteraannya keliru"),
                            ("mampu", "Sudah mampu"),
                            ("meninggal-pindah", "Sudah meninggal atau pindah"),
                            ("rangkap", "Menerima bantuan rangkap"),
                        ],
                        max_length=20,
                        verbose_name="alasan",
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="penjelasan")),
                ("named", models.CharField(max_length=100, verbose_name="siapa")),
                ("address", models.CharField(blank=True, default="", max_length=200, verbose_name="alamat")),
                ("area_code", models.CharField(max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Menunggu pemeriksaan desa"),
                            ("verified", "Menunggu putusan Dinas Sosial"),
                            ("accepted", "Diterima"),
                            ("rejected", "Tidak diterima"),
                        ],
                        default="submitted",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("submitted_at", models.DateTimeField(auto_now_add=True, verbose_name="disampaikan pada")),
                ("due_at", models.DateTimeField(verbose_name="paling lambat")),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("right", "Benar seperti yang disampaikan"),
                            ("wrong", "Tidak benar"),
                            ("unclear", "Belum dapat dipastikan"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="hasil pemeriksaan",
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, default="", max_length=1000, verbose_name="catatan desa"),
                ),
                ("verified_at", models.DateTimeField(blank=True, null=True, verbose_name="diperiksa pada")),
                (
                    "verified_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="diperiksa oleh"),
                ),
                ("answer", models.TextField(blank=True, default="", max_length=1000, verbose_name="jawaban")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="diputuskan pada")),
                (
                    "decided_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="diputuskan oleh"),
                ),
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
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assistance.programme",
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
                "verbose_name": "usul atau sanggah",
                "verbose_name_plural": "usul dan sanggah",
                "ordering": ["submitted_at"],
                "indexes": [
                    models.Index(fields=["village", "state"], name="contest_village"),
                    models.Index(
                        condition=models.Q(("state__in", ("submitted", "verified"))),
                        fields=["due_at"],
                        name="contest_open",
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
                        name="contest_area_in_its_village",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("accepted", "rejected")), _negated=True),
                            models.Q(("decided_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="contest_decided_with_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "verified"), _negated=True),
                            models.Q(("finding", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contest_verified_with_a_finding",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContestReporter",
            fields=[
                (
                    "contest",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reporter",
                        serialize=False,
                        to="assistance.contest",
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("family_id", models.UUIDField()),
                (
                    "area_code",
                    models.CharField(help_text="Kabupaten: tidak dijangkau peran di desa.", max_length=32),
                ),
                ("path", models.CharField(blank=True, default="", max_length=200)),
                ("file_name", models.CharField(blank=True, default="", max_length=150)),
                ("content_type", models.CharField(blank=True, default="", max_length=60)),
            ],
            options={
                "verbose_name": "pelapor",
                "verbose_name_plural": "pelapor",
                "indexes": [models.Index(fields=["person_id"], name="contest_reporter_person")],
            },
        ),
    ]
