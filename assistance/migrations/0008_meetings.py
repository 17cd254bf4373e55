import django.db.models.deletion
import django.db.models.functions.text
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0007_contests_behind_the_wall"),
        ("citizens", "0009_everybody_at_once"),
        ("villages", "0003_official_mandate"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("held_on", models.DateField(verbose_name="tanggal musyawarah")),
                ("place", models.CharField(max_length=120, verbose_name="tempat")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Disiapkan"),
                            ("closed", "Ditutup, menunggu penetapan"),
                            ("enrolled", "Ditetapkan"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "chair",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="pimpinan musyawarah"
                    ),
                ),
                (
                    "attendees",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="jumlah yang hadir"),
                ),
                ("quota", models.PositiveIntegerField(blank=True, null=True, verbose_name="kuota")),
                (
                    "opened_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="dibuat oleh"),
                ),
                (
                    "closed_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="ditutup oleh"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="ditutup pada")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "programme",
                    models.ForeignKey(
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
                "verbose_name": "musyawarah desa khusus",
                "verbose_name_plural": "musyawarah desa khusus",
                "ordering": ["-held_on", "-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="meeting_area_in_its_village",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("village", "programme"),
                        name="one_open_meeting_each",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("chair", ""), _negated=True),
                                ("attendees__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_closed_with_chair_and_attendees",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=100, verbose_name="nama")),
                ("address", models.CharField(max_length=250, verbose_name="alamat")),
                ("decile", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="desil")),
                (
                    "note",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="hasil kunjungan"),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "Disetujui"),
                            ("reserve", "Cadangan"),
                            ("rejected", "Tidak disetujui"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="putusan",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="citizens.family"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidacies",
                        to="citizens.resident",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="candidates",
                        to="assistance.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "calon penerima",
                "verbose_name_plural": "calon penerima",
                "ordering": [models.OrderBy(models.F("decile"), nulls_last=True), "area_code", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="candidate_area_in_its_village",
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "family", "resident"),
                        name="one_candidacy_each",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
    ]
