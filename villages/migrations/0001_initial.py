import django.db.models.deletion
import uuid6
from django.db import migrations, models

import villages.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=32, primary_key=True, serialize=False, verbose_name="kode wilayah"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nama")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("province", "Provinsi"),
                            ("regency", "Kabupaten"),
                            ("district", "Kecamatan"),
                            ("village", "Desa/Kelurahan"),
                            ("hamlet", "Dusun/Lingkungan"),
                            ("rw", "RW"),
                            ("rt", "RT"),
                        ],
                        max_length=10,
                        verbose_name="tingkat",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("", "-"), ("desa", "Desa"), ("kelurahan", "Kelurahan")],
                        default="",
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "postal_code",
                    models.CharField(blank=True, default="", max_length=5, verbose_name="kode pos"),
                ),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                (
                    "area_km2",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=9, null=True, verbose_name="luas (km²)"
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(default="Asia/Jakarta", max_length=40, verbose_name="zona waktu"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "indexes": [models.Index(fields=["level"], name="region_level")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            ("code__startswith", models.F("parent_id")),
                            _connector="OR",
                        ),
                        name="region_code_continues_its_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "village"), _negated=True),
                            models.Q(("kind", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="village_is_desa_or_kelurahan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VillageProfile",
            fields=[
                (
                    "region",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="profile",
                        serialize=False,
                        to="villages.region",
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="alamat kantor"),
                ),
                ("phone", models.CharField(blank=True, default="", max_length=30, verbose_name="telepon")),
                ("email", models.EmailField(blank=True, default="", max_length=254, verbose_name="surel")),
                ("website", models.URLField(blank=True, default="", verbose_name="laman")),
                (
                    "letterhead_lines",
                    models.JSONField(
                        blank=True,
                        default=villages.models.default_letterhead,
                        verbose_name="baris tambahan kop surat",
                    ),
                ),
                (
                    "number_format",
                    models.CharField(
                        default="{kode}/{nomor:03}/{kode_desa}/{bulan_romawi}/{tahun}",
                        max_length=80,
                        verbose_name="format nomor surat",
                    ),
                ),
                (
                    "register_mode",
                    models.CharField(
                        choices=[
                            ("one", "Satu urutan nomor untuk semua surat"),
                            ("per_code", "Urutan nomor sendiri untuk setiap kode klasifikasi"),
                        ],
                        default="one",
                        max_length=10,
                        verbose_name="penomoran",
                    ),
                ),
                ("arms", models.CharField(blank=True, default="", max_length=100, verbose_name="lambang")),
            ],
        ),
        migrations.CreateModel(
            name="OpeningHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(verbose_name="hari")),
                ("opens", models.TimeField(verbose_name="buka")),
                ("closes", models.TimeField(verbose_name="tutup")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opening_hours",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "opens"],
                "constraints": [
                    models.UniqueConstraint(fields=("region", "weekday", "opens"), name="opening_hours_once"),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="opening_hours_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))), name="opening_hours_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Official",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("head", "Kepala Desa / Lurah"),
                            ("secretary", "Sekretaris"),
                            ("subdistrict_head", "Camat"),
                            ("section_head", "Kepala Seksi / Kaur"),
                        ],
                        max_length=20,
                        verbose_name="jabatan",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nama")),
                ("title", models.CharField(max_length=80, verbose_name="sebutan jabatan")),
                (
                    "prefix",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="a.n., Plt., Plh., Pj.",
                        max_length=10,
                        verbose_name="atas nama",
                    ),
                ),
                ("nip", models.CharField(blank=True, default="", max_length=18, verbose_name="NIP")),
                (
                    "rank",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="pangkat/golongan"),
                ),
                ("term_start", models.DateField(verbose_name="mulai menjabat")),
                ("term_end", models.DateField(blank=True, null=True, verbose_name="akhir jabatan")),
                ("user_id", models.UUIDField(blank=True, null=True, verbose_name="akun")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officials",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "ordering": ["region_id", "position", "-term_start"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("term_end__isnull", True),
                            ("term_end__gte", models.F("term_start")),
                            _connector="OR",
                        ),
                        name="official_term_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(verbose_name="tanggal")),
                ("name", models.CharField(max_length=120, verbose_name="hari libur")),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holidays",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "ordering": ["date"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("date", "region"), name="holiday_once", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
