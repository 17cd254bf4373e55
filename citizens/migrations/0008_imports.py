import django.db.models.deletion
import uuid6
from django.db import migrations, models

import citizens.models.imports


class Migration(migrations.Migration):
    dependencies = [
        ("citizens", "0007_population_counts"),
        ("villages", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Sedang dibaca"),
                            ("ready", "Menunggu persetujuan"),
                            ("applying", "Sedang diterapkan"),
                            ("applied", "Sudah diterapkan"),
                            ("undoing", "Sedang dibatalkan"),
                            ("undone", "Sudah dibatalkan"),
                            ("discarded", "Dibuang"),
                            ("failed", "Tidak dapat dibaca"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("template", "Templat Smart Kampung"),
                            ("opensid", "Buku kerja penduduk OpenSID"),
                        ],
                        default="template",
                        max_length=10,
                    ),
                ),
                ("path", models.CharField(max_length=100, verbose_name="berkas tersimpan")),
                ("file_name", models.CharField(max_length=100, verbose_name="nama berkas")),
                ("sheet", models.CharField(blank=True, default="", max_length=60, verbose_name="lembar")),
                ("progress", models.PositiveSmallIntegerField(default=0, verbose_name="kemajuan (%)")),
                (
                    "counts",
                    models.JSONField(
                        default=citizens.models.imports.no_counts, verbose_name="jumlah per hasil"
                    ),
                ),
                (
                    "unused_columns",
                    models.JSONField(
                        default=citizens.models.imports.no_entries, verbose_name="kolom yang tidak dipakai"
                    ),
                ),
                (
                    "new_regions",
                    models.JSONField(
                        default=citizens.models.imports.no_entries, verbose_name="wilayah yang akan dibuat"
                    ),
                ),
                (
                    "made_regions",
                    models.JSONField(
                        default=citizens.models.imports.no_entries, verbose_name="wilayah yang dibuat"
                    ),
                ),
                (
                    "forgotten",
                    models.BooleanField(default=False, verbose_name="berkas dan barisnya sudah dihapus"),
                ),
                (
                    "notice",
                    models.TextField(blank=True, default="", verbose_name="yang perlu diketahui petugas"),
                ),
                (
                    "created_by",
                    models.UUIDField(
                        blank=True,
                        help_text="Kosong bila lewat perintah pada server.",
                        null=True,
                        verbose_name="diunggah oleh",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="diunggah pada")),
                ("applied_by", models.UUIDField(blank=True, null=True, verbose_name="diterapkan oleh")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="diterapkan pada")),
                ("undone_by", models.UUIDField(blank=True, null=True, verbose_name="dibatalkan oleh")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="dibatalkan pada")),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
            ],
            options={
                "verbose_name": "impor",
                "verbose_name_plural": "impor",
                "indexes": [models.Index(fields=["village", "-created_at"], name="import_of_village")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("area_code", models.F("village_id"))), name="import_in_village"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("progress__lte", 100)), name="import_progress_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["applied", "undoing", "undone"]), _negated=True),
                            ("applied_at__isnull", False),
                            _connector="OR",
                        ),
                        name="import_applied_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("area_code", models.CharField(max_length=32)),
                (
                    "kind",
                    models.CharField(
                        choices=[("family", "Keluarga"), ("resident", "Penduduk")], max_length=10
                    ),
                ),
                ("row_id", models.UUIDField()),
                ("before", models.JSONField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="citizens.importbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "perubahan impor",
                "verbose_name_plural": "perubahan impor",
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "kind", "row_id"), name="import_change_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("area_code", models.CharField(max_length=32)),
                ("number", models.PositiveIntegerField(verbose_name="nomor baris")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "Baru"),
                            ("changed", "Berubah"),
                            ("unchanged", "Tetap"),
                            ("refused", "Ditolak"),
                            ("elsewhere", "Tercatat di desa lain"),
                        ],
                        default="refused",
                        max_length=10,
                    ),
                ),
                ("nik", models.CharField(blank=True, max_length=16, null=True)),
                ("family_number", models.CharField(blank=True, max_length=16, null=True)),
                ("name", models.CharField(blank=True, default="", max_length=100)),
                ("resident_id", models.UUIDField()),
                ("family_id", models.UUIDField(blank=True, null=True)),
                ("data", models.JSONField()),
                ("family_data", models.JSONField()),
                ("changes", models.JSONField()),
                ("family_changes", models.JSONField()),
                ("faults", models.JSONField()),
                ("reasons", models.JSONField()),
                ("notes", models.JSONField()),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="citizens.importbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris impor",
                "verbose_name_plural": "baris impor",
                "indexes": [
                    models.Index(fields=["batch", "outcome", "number"], name="import_row_outcome"),
                    models.Index(fields=["batch", "nik"], name="import_row_nik"),
                    models.Index(fields=["batch", "resident_id"], name="import_row_resident"),
                ],
                "constraints": [models.UniqueConstraint(fields=("batch", "number"), name="import_row_once")],
            },
        ),
        migrations.CreateModel(
            name="ResidentExport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("working", "Sedang dibuat"),
                            ("ready", "Siap diunduh"),
                            ("failed", "Gagal dibuat"),
                            ("expired", "Sudah dihapus"),
                        ],
                        default="working",
                        max_length=10,
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("xlsx", "Excel, dapat diimpor lagi"),
                            ("csv", "CSV"),
                            ("pdf", "PDF untuk dicetak"),
                        ],
                        max_length=4,
                        verbose_name="bentuk",
                    ),
                ),
                ("hamlet", models.CharField(blank=True, default="", max_length=32, verbose_name="dusun")),
                (
                    "status",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="status dasar"),
                ),
                (
                    "whole_numbers",
                    models.BooleanField(default=False, verbose_name="NIK dan nomor KK lengkap"),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                (
                    "people",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="banyaknya orang"),
                ),
                ("path", models.CharField(blank=True, default="", max_length=100)),
                ("created_by", models.UUIDField(verbose_name="diminta oleh")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="diminta pada")),
                ("expires_at", models.DateTimeField(verbose_name="dihapus pada")),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
            ],
            options={
                "verbose_name": "unduhan penduduk",
                "verbose_name_plural": "unduhan penduduk",
                "indexes": [models.Index(fields=["created_by", "-created_at"], name="export_of_requester")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("area_code", models.F("village_id"))), name="export_in_village"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="export_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(("path", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="export_ready_has_a_file",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            sql="ALTER TABLE citizens_importbatch ENABLE ROW LEVEL SECURITY; CREATE POLICY reach ON citizens_importbatch USING (app_reaches_people(area_code)) WITH CHECK (app_reaches_people(area_code));",
            reverse_sql="DROP POLICY reach ON citizens_importbatch; ALTER TABLE citizens_importbatch DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL(
            sql="ALTER TABLE citizens_importrow ENABLE ROW LEVEL SECURITY; CREATE POLICY reach ON citizens_importrow USING (app_reaches_people(area_code)) WITH CHECK (app_reaches_people(area_code));",
            reverse_sql="DROP POLICY reach ON citizens_importrow; ALTER TABLE citizens_importrow DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL(
            sql="ALTER TABLE citizens_importchange ENABLE ROW LEVEL SECURITY; CREATE POLICY reach ON citizens_importchange USING (app_reaches_people(area_code)) WITH CHECK (app_reaches_people(area_code));",
            reverse_sql="DROP POLICY reach ON citizens_importchange; ALTER TABLE citizens_importchange DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL(
            sql="ALTER TABLE citizens_residentexport ENABLE ROW LEVEL SECURITY; CREATE POLICY reach ON citizens_residentexport USING (app_reaches_people(area_code)) WITH CHECK (app_reaches_people(area_code));",
            reverse_sql="DROP POLICY reach ON citizens_residentexport; ALTER TABLE citizens_residentexport DISABLE ROW LEVEL SECURITY;",
        ),
    ]
