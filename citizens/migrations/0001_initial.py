import datetime

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
        ("villages", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Family",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=16, null=True, unique=True, verbose_name="nomor KK"
                    ),
                ),
                ("area_code", models.CharField(max_length=32, verbose_name="kode wilayah terkecil")),
                ("address", models.CharField(blank=True, default="", max_length=200, verbose_name="alamat")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="dicatat pada")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="diubah pada")),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="families",
                        to="villages.region",
                        verbose_name="desa/kelurahan",
                    ),
                ),
            ],
            options={
                "verbose_name": "keluarga",
                "verbose_name_plural": "keluarga",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[0-9]{16}$")),
                        name="family_number_has_16_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="family_area_in_its_village",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resident",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "nik",
                    models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name="NIK"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nama lengkap")),
                (
                    "sex",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Laki-laki"), (2, "Perempuan")], verbose_name="jenis kelamin"
                    ),
                ),
                ("birth_place", models.CharField(max_length=60, verbose_name="tempat lahir")),
                ("birth_date", models.DateField(verbose_name="tanggal lahir")),
                (
                    "religion",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Islam"),
                            (2, "Kristen"),
                            (3, "Katolik"),
                            (4, "Hindu"),
                            (5, "Buddha"),
                            (6, "Khonghucu"),
                            (7, "Kepercayaan terhadap Tuhan YME/Lainnya"),
                        ],
                        verbose_name="agama",
                    ),
                ),
                (
                    "education",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Tidak/Belum Sekolah"),
                            (2, "Belum Tamat SD/Sederajat"),
                            (3, "Tamat SD/Sederajat"),
                            (4, "SLTP/Sederajat"),
                            (5, "SLTA/Sederajat"),
                            (6, "Diploma I/II"),
                            (7, "Akademi/Diploma III/Sarjana Muda"),
                            (8, "Diploma IV/Strata I"),
                            (9, "Strata II"),
                            (10, "Strata III"),
                        ],
                        verbose_name="pendidikan",
                    ),
                ),
                (
                    "occupation",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Belum/Tidak Bekerja"),
                            (2, "Mengurus Rumah Tangga"),
                            (3, "Pelajar/Mahasiswa"),
                            (4, "Pensiunan"),
                            (5, "Pegawai Negeri Sipil (PNS)"),
                            (6, "Tentara Nasional Indonesia (TNI)"),
                            (7, "Kepolisian RI (Polri)"),
                            (8, "Perdagangan"),
                            (9, "Petani/Pekebun"),
                            (10, "Peternak"),
                            (11, "Nelayan/Perikanan"),
                            (12, "Industri"),
                            (13, "Konstruksi"),
                            (14, "Transportasi"),
                            (15, "Karyawan Swasta"),
                            (16, "Karyawan BUMN"),
                            (17, "Karyawan BUMD"),
                            (18, "Karyawan Honorer"),
                            (19, "Buruh Harian Lepas"),
                            (20, "Buruh Tani/Perkebunan"),
                            (21, "Buruh Nelayan/Perikanan"),
                            (22, "Buruh Peternakan"),
                            (23, "Pembantu Rumah Tangga"),
                            (24, "Tukang Cukur"),
                            (25, "Tukang Listrik"),
                            (26, "Tukang Batu"),
                            (27, "Tukang Kayu"),
                            (28, "Tukang Sol Sepatu"),
                            (29, "Tukang Las/Pandai Besi"),
                            (30, "Tukang Jahit"),
                            (31, "Tukang Gigi"),
                            (32, "Penata Rias"),
                            (33, "Penata Busana"),
                            (34, "Penata Rambut"),
                            (35, "Mekanik"),
                            (36, "Seniman"),
                            (37, "Tabib"),
                            (38, "Paraji"),
                            (39, "Perancang Busana"),
                            (40, "Penterjemah"),
                            (41, "Imam Masjid"),
                            (42, "Pendeta"),
                            (43, "Pastor"),
                            (44, "Wartawan"),
                            (45, "Ustadz/Mubaligh"),
                            (46, "Juru Masak"),
                            (47, "Promotor Acara"),
                            (48, "Anggota DPR-RI"),
                            (49, "Anggota DPD"),
                            (50, "Anggota BPK"),
                            (51, "Presiden"),
                            (52, "Wakil Presiden"),
                            (53, "Anggota Mahkamah Konstitusi"),
                            (54, "Anggota Kabinet Kementerian"),
                            (55, "Duta Besar"),
                            (56, "Gubernur"),
                            (57, "Wakil Gubernur"),
                            (58, "Bupati"),
                            (59, "Wakil Bupati"),
                            (60, "Walikota"),
                            (61, "Wakil Walikota"),
                            (62, "Anggota DPRD Provinsi"),
                            (63, "Anggota DPRD Kabupaten/Kota"),
                            (64, "Dosen"),
                            (65, "Guru"),
                            (66, "Pilot"),
                            (67, "Pengacara"),
                            (68, "Notaris"),
                            (69, "Arsitek"),
                            (70, "Akuntan"),
                            (71, "Konsultan"),
                            (72, "Dokter"),
                            (73, "Bidan"),
                            (74, "Perawat"),
                            (75, "Apoteker"),
                            (76, "Psikiater/Psikolog"),
                            (77, "Penyiar Televisi"),
                            (78, "Penyiar Radio"),
                            (79, "Pelaut"),
                            (80, "Peneliti"),
                            (81, "Sopir"),
                            (82, "Pialang"),
                            (83, "Paranormal"),
                            (84, "Pedagang"),
                            (85, "Perangkat Desa"),
                            (86, "Kepala Desa"),
                            (87, "Biarawati"),
                            (88, "Wiraswasta"),
                            (89, "Lainnya"),
                        ],
                        verbose_name="pekerjaan",
                    ),
                ),
                (
                    "marital_status",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Belum Kawin"), (2, "Kawin"), (3, "Cerai Hidup"), (4, "Cerai Mati")],
                        verbose_name="status perkawinan",
                    ),
                ),
                (
                    "relation",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Kepala Keluarga"),
                            (2, "Suami"),
                            (3, "Istri"),
                            (4, "Anak"),
                            (5, "Menantu"),
                            (6, "Cucu"),
                            (7, "Orang Tua"),
                            (8, "Mertua"),
                            (9, "Famili Lain"),
                            (10, "Pembantu"),
                            (11, "Lainnya"),
                        ],
                        verbose_name="hubungan dalam keluarga",
                    ),
                ),
                (
                    "blood_group",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "A"),
                            (2, "B"),
                            (3, "AB"),
                            (4, "O"),
                            (5, "A+"),
                            (6, "A-"),
                            (7, "B+"),
                            (8, "B-"),
                            (9, "AB+"),
                            (10, "AB-"),
                            (11, "O+"),
                            (12, "O-"),
                            (13, "Tidak Tahu"),
                        ],
                        default=13,
                        verbose_name="golongan darah",
                    ),
                ),
                (
                    "citizenship",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "WNI"), (2, "WNA"), (3, "Dua Kewarganegaraan")],
                        default=1,
                        verbose_name="kewarganegaraan",
                    ),
                ),
                (
                    "disability",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Disabilitas Fisik"),
                            (2, "Disabilitas Netra"),
                            (3, "Disabilitas Rungu/Wicara"),
                            (4, "Disabilitas Mental/Jiwa"),
                            (5, "Disabilitas Fisik dan Mental"),
                            (6, "Disabilitas Lainnya"),
                            (7, "Bukan Penyandang Disabilitas"),
                        ],
                        default=7,
                        verbose_name="disabilitas",
                    ),
                ),
                ("area_code", models.CharField(max_length=32, verbose_name="kode wilayah terkecil")),
                (
                    "address",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Hanya bila berbeda dari alamat KK.",
                        max_length=200,
                        verbose_name="alamat",
                    ),
                ),
                (
                    "phone",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="nomor telepon"),
                ),
                ("email", models.EmailField(blank=True, default="", max_length=254, verbose_name="surel")),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Hidup"),
                            (2, "Meninggal"),
                            (3, "Pindah"),
                            (4, "Hilang"),
                            (6, "Pergi"),
                            (9, "Tidak Valid"),
                        ],
                        default=1,
                        verbose_name="status dasar",
                    ),
                ),
                (
                    "father_name",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="nama ayah"),
                ),
                (
                    "mother_name",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="nama ibu"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="dicatat pada")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="diubah pada")),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="citizens.family",
                        verbose_name="keluarga",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residents",
                        to="villages.region",
                        verbose_name="desa/kelurahan",
                    ),
                ),
            ],
            options={
                "verbose_name": "penduduk",
                "verbose_name_plural": "penduduk",
                "indexes": [
                    models.Index(
                        fields=["area_code"], name="resident_area", opclasses=["varchar_pattern_ops"]
                    ),
                    models.Index(
                        models.F("village"),
                        django.db.models.functions.comparison.Collate(
                            django.db.models.functions.text.Lower("name"), "C"
                        ),
                        models.F("id"),
                        name="resident_village_name",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        models.F("village"),
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Lower("name"), name="gin_trgm_ops"
                        ),
                        name="resident_name_fragments",
                    ),
                    models.Index(
                        condition=models.Q(("phone", ""), _negated=True),
                        fields=["phone"],
                        name="resident_phone",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nik__regex", "^[0-9]{16}$")), name="resident_nik_has_16_digits"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="resident_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("birth_date__gte", datetime.date(1900, 1, 1))),
                        name="resident_born_since_1900",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="resident_area_in_its_village",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("relation", 1), ("status", 1)),
                        fields=("family",),
                        name="family_has_one_head",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__range", (1, 2))), name="resident_sex_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("religion__range", (1, 7))), name="resident_religion_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("education__range", (1, 10))), name="resident_education_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("occupation__range", (1, 89))), name="resident_occupation_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("marital_status__range", (1, 4))),
                        name="resident_marital_status_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("relation__range", (1, 11))), name="resident_relation_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("blood_group__range", (1, 13))),
                        name="resident_blood_group_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("citizenship__range", (1, 3))), name="resident_citizenship_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("disability__range", (1, 7))), name="resident_disability_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", (1, 2, 3, 4, 6, 9))), name="resident_status_listed"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="family",
            name="head",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="headed_family",
                to="citizens.resident",
                verbose_name="kepala keluarga",
            ),
        ),
    ]
