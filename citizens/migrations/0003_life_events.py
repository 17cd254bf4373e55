import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("citizens", "0002_reach_and_search"),
        ("villages", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, serialize=False)),
                ("number", models.CharField(blank=True, max_length=16, null=True, verbose_name="nomor KK")),
                ("area_code", models.CharField(max_length=32, verbose_name="kode wilayah terkecil")),
                ("address", models.CharField(blank=True, default="", max_length=200, verbose_name="alamat")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="lintang rumah"
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="bujur rumah"
                    ),
                ),
                (
                    "closed_on",
                    models.DateField(
                        blank=True,
                        help_text="Tidak ada lagi anggota yang tinggal di sini.",
                        null=True,
                        verbose_name="tutup sejak",
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="citizens.resident",
                        verbose_name="kepala keluarga",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="citizens.family",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.region",
                        verbose_name="desa/kelurahan",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pgh_obj", "pgh_created_at"], name="family_history_by_day")],
            },
        ),
        migrations.CreateModel(
            name="LifeEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("birth", "Lahir"),
                            ("death", "Meninggal"),
                            ("move_in", "Pindah datang"),
                            ("move_out", "Pindah keluar"),
                            ("marriage", "Kawin"),
                            ("divorce", "Cerai"),
                            ("head_change", "Ganti kepala keluarga"),
                            ("family_split", "Pisah KK"),
                            ("correction", "Pembetulan data"),
                            ("entry", "Pencatatan pertama"),
                            ("merge", "Penggabungan data ganda"),
                        ],
                        max_length=12,
                        verbose_name="peristiwa",
                    ),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("happened_on", models.DateField(verbose_name="tanggal peristiwa")),
                (
                    "document",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="nomor dokumen"),
                ),
                ("note", models.CharField(blank=True, default="", max_length=500, verbose_name="keterangan")),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="rincian")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="dicatat pada")),
                ("recorded_by_name", models.CharField(max_length=160, verbose_name="dicatat oleh")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="dibatalkan pada")),
                (
                    "voided_by_name",
                    models.CharField(blank=True, default="", max_length=160, verbose_name="dibatalkan oleh"),
                ),
                (
                    "void_reason",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="alasan pembatalan"
                    ),
                ),
                (
                    "family_after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.family",
                        verbose_name="keluarga sesudahnya",
                    ),
                ),
                (
                    "family_before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.family",
                        verbose_name="keluarga semula",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="life_events",
                        to="citizens.resident",
                        verbose_name="penduduk",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "peristiwa kependudukan",
                "ordering": ["-happened_on", "-id"],
                "indexes": [
                    models.Index(
                        models.F("village"),
                        models.OrderBy(models.F("happened_on"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="life_event_book",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="life_event_area_in_village",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "happened_on__lte",
                                models.Func(
                                    models.F("recorded_at"),
                                    output_field=models.DateField(),
                                    template="(%(expressions)s AT TIME ZONE 'Asia/Jayapura')::date",
                                ),
                            )
                        ),
                        name="life_event_not_ahead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("void_reason", ""), ("voided_at__isnull", True), ("voided_by_name", "")
                            ),
                            models.Q(
                                ("voided_at__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                                models.Q(("voided_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="life_event_voided_with_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "death"), ("voided_at__isnull", True)),
                        fields=("resident",),
                        name="life_event_one_death",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "birth"), ("voided_at__isnull", True)),
                        fields=("resident",),
                        name="life_event_one_birth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventChange",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("created", models.BooleanField(default=False, verbose_name="baris baru")),
                ("before", models.JSONField(default=dict, verbose_name="sebelumnya")),
                ("after", models.JSONField(default=dict, verbose_name="sesudahnya")),
                (
                    "family",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.family",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.resident",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="citizens.lifeevent",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resident__isnull", True), ("family__isnull", True), _connector="XOR"
                        ),
                        name="event_change_of_one_row",
                    ),
                    models.UniqueConstraint(fields=("event", "resident"), name="event_changes_resident_once"),
                    models.UniqueConstraint(fields=("event", "family"), name="event_changes_family_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("birth", "Lahir"),
                            ("death", "Meninggal"),
                            ("move_in", "Pindah datang"),
                            ("move_out", "Pindah keluar"),
                            ("marriage", "Kawin"),
                            ("divorce", "Cerai"),
                            ("head_change", "Ganti kepala keluarga"),
                            ("family_split", "Pisah KK"),
                            ("correction", "Pembetulan data"),
                            ("entry", "Pencatatan pertama"),
                            ("merge", "Penggabungan data ganda"),
                        ],
                        max_length=12,
                        verbose_name="peristiwa",
                    ),
                ),
                ("area_code", models.CharField(max_length=32)),
                (
                    "source",
                    models.CharField(
                        choices=[("letter", "Surat yang terbit"), ("village", "Desa asal")],
                        max_length=10,
                        verbose_name="sumber",
                    ),
                ),
                ("source_key", models.CharField(max_length=80)),
                (
                    "reference",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="nomor surat"),
                ),
                ("data", models.JSONField(default=dict, verbose_name="isian")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="diusulkan pada")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai pada")),
                ("settled_by_name", models.CharField(blank=True, default="", max_length=160)),
                (
                    "dismissal",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="alasan tidak dicatat"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="citizens.resident",
                        verbose_name="penduduk",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="citizens.lifeevent",
                    ),
                ),
            ],
            options={
                "verbose_name": "usulan peristiwa",
                "ordering": ["created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["village", "created_at"],
                        name="proposal_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="proposal_area_in_village",
                    ),
                    models.UniqueConstraint(fields=("source", "source_key"), name="proposal_once_per_source"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dismissal", ""), ("event__isnull", True), ("settled_at__isnull", True)
                            ),
                            models.Q(
                                ("settled_at__isnull", False),
                                models.Q(("event__isnull", True), ("dismissal", ""), _connector="XOR"),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_settled_by_event_or_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResidentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, serialize=False)),
                ("nik", models.CharField(blank=True, max_length=16, null=True, verbose_name="NIK")),
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
                    "residence",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Penduduk Tetap"), (2, "Penduduk Sementara")],
                        db_default=1,
                        default=1,
                        verbose_name="status kependudukan",
                    ),
                ),
                (
                    "resident_since",
                    models.DateField(blank=True, null=True, verbose_name="tinggal di desa sejak"),
                ),
                (
                    "current_education",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Belum Masuk TK/Kelompok Bermain"),
                            (2, "Sedang TK/Kelompok Bermain"),
                            (3, "Tidak Pernah Sekolah"),
                            (4, "Sedang SD/Sederajat"),
                            (5, "Tidak Tamat SD/Sederajat"),
                            (6, "Sedang SLTP/Sederajat"),
                            (7, "Sedang SLTA/Sederajat"),
                            (8, "Sedang D-1/Sederajat"),
                            (9, "Sedang D-2/Sederajat"),
                            (10, "Sedang D-3/Sederajat"),
                            (11, "Sedang S-1/Sederajat"),
                            (12, "Sedang S-2/Sederajat"),
                            (13, "Sedang S-3/Sederajat"),
                            (14, "Sedang SLB A/Sederajat"),
                            (15, "Sedang SLB B/Sederajat"),
                            (16, "Sedang SLB C/Sederajat"),
                            (17, "Tidak Dapat Membaca dan Menulis Huruf Latin/Arab"),
                            (18, "Tidak Sedang Sekolah"),
                        ],
                        null=True,
                        verbose_name="pendidikan yang sedang ditempuh",
                    ),
                ),
                (
                    "id_card",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Belum Wajib KTP"),
                            (2, "Belum Rekam"),
                            (3, "Sudah Rekam"),
                            (4, "KTP Sudah Dicetak"),
                            (5, "Siap Cetak"),
                            (6, "KTP Dikirim"),
                            (7, "Dikirim untuk Dicetak"),
                            (8, "KTP Sudah Diterima"),
                        ],
                        null=True,
                        verbose_name="status KTP-el",
                    ),
                ),
                (
                    "insurance",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Tidak/Belum Punya"),
                            (2, "BPJS Penerima Bantuan Iuran"),
                            (3, "BPJS Non Penerima Bantuan Iuran"),
                            (4, "BPJS Bantuan Daerah"),
                            (99, "Asuransi Lainnya"),
                        ],
                        null=True,
                        verbose_name="jaminan kesehatan",
                    ),
                ),
                ("chronically_ill", models.BooleanField(blank=True, null=True, verbose_name="sakit menahun")),
                ("pregnant", models.BooleanField(blank=True, null=True, verbose_name="sedang hamil")),
                (
                    "birth_certificate",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=60,
                        verbose_name="nomor akta kelahiran",
                    ),
                ),
                (
                    "marriage_certificate",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=60,
                        verbose_name="nomor akta/buku nikah",
                    ),
                ),
                ("married_on", models.DateField(blank=True, null=True, verbose_name="tanggal perkawinan")),
                (
                    "divorce_certificate",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=60,
                        verbose_name="nomor akta perceraian",
                    ),
                ),
                ("divorced_on", models.DateField(blank=True, null=True, verbose_name="tanggal perceraian")),
                (
                    "passport",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Hanya bagi warga negara asing.",
                        max_length=20,
                        verbose_name="nomor paspor",
                    ),
                ),
                (
                    "passport_until",
                    models.DateField(blank=True, null=True, verbose_name="paspor berlaku sampai"),
                ),
                (
                    "stay_permit",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Hanya bagi warga negara asing.",
                        max_length=30,
                        verbose_name="nomor KITAS/KITAP",
                    ),
                ),
                (
                    "father_name",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="nama ayah"),
                ),
                (
                    "father_nik",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=16, verbose_name="NIK ayah"
                    ),
                ),
                (
                    "mother_name",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="nama ibu"),
                ),
                (
                    "mother_nik",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=16, verbose_name="NIK ibu"
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="citizens.family",
                        verbose_name="keluarga",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="citizens.resident",
                        verbose_name="digabung ke",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="citizens.resident",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.region",
                        verbose_name="desa/kelurahan",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["pgh_obj", "pgh_created_at"], name="resident_history_by_day")
                ],
            },
        ),
        migrations.AddField(
            model_name="family",
            name="closed_on",
            field=models.DateField(
                blank=True,
                help_text="Tidak ada lagi anggota yang tinggal di sini.",
                null=True,
                verbose_name="tutup sejak",
            ),
        ),
        migrations.AddField(
            model_name="family",
            name="latitude",
            field=models.DecimalField(
                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="lintang rumah"
            ),
        ),
        migrations.AddField(
            model_name="family",
            name="longitude",
            field=models.DecimalField(
                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="bujur rumah"
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="birth_certificate",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=60, verbose_name="nomor akta kelahiran"
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="chronically_ill",
            field=models.BooleanField(blank=True, null=True, verbose_name="sakit menahun"),
        ),
        migrations.AddField(
            model_name="resident",
            name="current_education",
            field=models.PositiveSmallIntegerField(
                blank=True,
                choices=[
                    (1, "Belum Masuk TK/Kelompok Bermain"),
                    (2, "Sedang TK/Kelompok Bermain"),
                    (3, "Tidak Pernah Sekolah"),
                    (4, "Sedang SD/Sederajat"),
                    (5, "Tidak Tamat SD/Sederajat"),
                    (6, "Sedang SLTP/Sederajat"),
                    (7, "Sedang SLTA/Sederajat"),
                    (8, "Sedang D-1/Sederajat"),
                    (9, "Sedang D-2/Sederajat"),
                    (10, "Sedang D-3/Sederajat"),
                    (11, "Sedang S-1/Sederajat"),
                    (12, "Sedang S-2/Sederajat"),
                    (13, "Sedang S-3/Sederajat"),
                    (14, "Sedang SLB A/Sederajat"),
                    (15, "Sedang SLB B/Sederajat"),
                    (16, "Sedang SLB C/Sederajat"),
                    (17, "Tidak Dapat Membaca dan Menulis Huruf Latin/Arab"),
                    (18, "Tidak Sedang Sekolah"),
                ],
                null=True,
                verbose_name="pendidikan yang sedang ditempuh",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="divorce_certificate",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=60, verbose_name="nomor akta perceraian"
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="divorced_on",
            field=models.DateField(blank=True, null=True, verbose_name="tanggal perceraian"),
        ),
        migrations.AddField(
            model_name="resident",
            name="father_nik",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=16, verbose_name="NIK ayah"
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="id_card",
            field=models.PositiveSmallIntegerField(
                blank=True,
                choices=[
                    (1, "Belum Wajib KTP"),
                    (2, "Belum Rekam"),
                    (3, "Sudah Rekam"),
                    (4, "KTP Sudah Dicetak"),
                    (5, "Siap Cetak"),
                    (6, "KTP Dikirim"),
                    (7, "Dikirim untuk Dicetak"),
                    (8, "KTP Sudah Diterima"),
                ],
                null=True,
                verbose_name="status KTP-el",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="insurance",
            field=models.PositiveSmallIntegerField(
                blank=True,
                choices=[
                    (1, "Tidak/Belum Punya"),
                    (2, "BPJS Penerima Bantuan Iuran"),
                    (3, "BPJS Non Penerima Bantuan Iuran"),
                    (4, "BPJS Bantuan Daerah"),
                    (99, "Asuransi Lainnya"),
                ],
                null=True,
                verbose_name="jaminan kesehatan",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="marriage_certificate",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=60, verbose_name="nomor akta/buku nikah"
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="married_on",
            field=models.DateField(blank=True, null=True, verbose_name="tanggal perkawinan"),
        ),
        migrations.AddField(
            model_name="resident",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="citizens.resident",
                verbose_name="digabung ke",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="mother_nik",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=16, verbose_name="NIK ibu"
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="passport",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Hanya bagi warga negara asing.",
                max_length=20,
                verbose_name="nomor paspor",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="passport_until",
            field=models.DateField(blank=True, null=True, verbose_name="paspor berlaku sampai"),
        ),
        migrations.AddField(
            model_name="resident",
            name="pregnant",
            field=models.BooleanField(blank=True, null=True, verbose_name="sedang hamil"),
        ),
        migrations.AddField(
            model_name="resident",
            name="residence",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "Penduduk Tetap"), (2, "Penduduk Sementara")],
                db_default=1,
                default=1,
                verbose_name="status kependudukan",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="resident_since",
            field=models.DateField(blank=True, null=True, verbose_name="tinggal di desa sejak"),
        ),
        migrations.AddField(
            model_name="resident",
            name="stay_permit",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Hanya bagi warga negara asing.",
                max_length=30,
                verbose_name="nomor KITAS/KITAP",
            ),
        ),
        migrations.AddIndex(
            model_name="family",
            index=models.Index(fields=["area_code"], name="family_area", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(fields=["birth_date", "sex"], name="resident_birth"),
        ),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="resident_merged",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="family",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."area_code" IS DISTINCT FROM (NEW."area_code") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."head_id" IS DISTINCT FROM (NEW."head_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                    func='INSERT INTO "citizens_familyhistory" ("address", "area_code", "closed_on", "head_id", "id", "latitude", "longitude", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "village_id") VALUES (OLD."address", OLD."area_code", OLD."closed_on", OLD."head_id", OLD."id", OLD."latitude", OLD."longitude", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."village_id"); RETURN NULL;',
                    hash="7763ef4070e87a55e4591b57ce2e65df487c5cf7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_faf44",
                    table="citizens_family",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="family",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "citizens_familyhistory" ("address", "area_code", "closed_on", "head_id", "id", "latitude", "longitude", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "village_id") VALUES (OLD."address", OLD."area_code", OLD."closed_on", OLD."head_id", OLD."id", OLD."latitude", OLD."longitude", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."village_id"); RETURN NULL;',
                    hash="9997b31bbf4316936c7f07a8ca98627097c16c15",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e17de",
                    table="citizens_family",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resident",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."area_code" IS DISTINCT FROM (NEW."area_code") OR OLD."birth_certificate" IS DISTINCT FROM (NEW."birth_certificate") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."birth_place" IS DISTINCT FROM (NEW."birth_place") OR OLD."blood_group" IS DISTINCT FROM (NEW."blood_group") OR OLD."chronically_ill" IS DISTINCT FROM (NEW."chronically_ill") OR OLD."citizenship" IS DISTINCT FROM (NEW."citizenship") OR OLD."current_education" IS DISTINCT FROM (NEW."current_education") OR OLD."disability" IS DISTINCT FROM (NEW."disability") OR OLD."divorce_certificate" IS DISTINCT FROM (NEW."divorce_certificate") OR OLD."divorced_on" IS DISTINCT FROM (NEW."divorced_on") OR OLD."education" IS DISTINCT FROM (NEW."education") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."family_id" IS DISTINCT FROM (NEW."family_id") OR OLD."father_name" IS DISTINCT FROM (NEW."father_name") OR OLD."father_nik" IS DISTINCT FROM (NEW."father_nik") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."id_card" IS DISTINCT FROM (NEW."id_card") OR OLD."insurance" IS DISTINCT FROM (NEW."insurance") OR OLD."marital_status" IS DISTINCT FROM (NEW."marital_status") OR OLD."marriage_certificate" IS DISTINCT FROM (NEW."marriage_certificate") OR OLD."married_on" IS DISTINCT FROM (NEW."married_on") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."mother_name" IS DISTINCT FROM (NEW."mother_name") OR OLD."mother_nik" IS DISTINCT FROM (NEW."mother_nik") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nik" IS DISTINCT FROM (NEW."nik") OR OLD."occupation" IS DISTINCT FROM (NEW."occupation") OR OLD."passport" IS DISTINCT FROM (NEW."passport") OR OLD."passport_until" IS DISTINCT FROM (NEW."passport_until") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."pregnant" IS DISTINCT FROM (NEW."pregnant") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."religion" IS DISTINCT FROM (NEW."religion") OR OLD."residence" IS DISTINCT FROM (NEW."residence") OR OLD."resident_since" IS DISTINCT FROM (NEW."resident_since") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."stay_permit" IS DISTINCT FROM (NEW."stay_permit") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                    func='INSERT INTO "citizens_residenthistory" ("address", "area_code", "birth_certificate", "birth_date", "birth_place", "blood_group", "chronically_ill", "citizenship", "current_education", "disability", "divorce_certificate", "divorced_on", "education", "email", "family_id", "father_name", "father_nik", "id", "id_card", "insurance", "marital_status", "marriage_certificate", "married_on", "merged_into_id", "mother_name", "mother_nik", "name", "nik", "occupation", "passport", "passport_until", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pregnant", "relation", "religion", "residence", "resident_since", "sex", "status", "stay_permit", "village_id") VALUES (OLD."address", OLD."area_code", OLD."birth_certificate", OLD."birth_date", OLD."birth_place", OLD."blood_group", OLD."chronically_ill", OLD."citizenship", OLD."current_education", OLD."disability", OLD."divorce_certificate", OLD."divorced_on", OLD."education", OLD."email", OLD."family_id", OLD."father_name", OLD."father_nik", OLD."id", OLD."id_card", OLD."insurance", OLD."marital_status", OLD."marriage_certificate", OLD."married_on", OLD."merged_into_id", OLD."mother_name", OLD."mother_nik", OLD."name", OLD."nik", OLD."occupation", OLD."passport", OLD."passport_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."phone", OLD."pregnant", OLD."relation", OLD."religion", OLD."residence", OLD."resident_since", OLD."sex", OLD."status", OLD."stay_permit", OLD."village_id"); RETURN NULL;',
                    hash="f8dc9eef36ba2998e231297170de661cf6ac5b8c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5fef8",
                    table="citizens_resident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resident",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "citizens_residenthistory" ("address", "area_code", "birth_certificate", "birth_date", "birth_place", "blood_group", "chronically_ill", "citizenship", "current_education", "disability", "divorce_certificate", "divorced_on", "education", "email", "family_id", "father_name", "father_nik", "id", "id_card", "insurance", "marital_status", "marriage_certificate", "married_on", "merged_into_id", "mother_name", "mother_nik", "name", "nik", "occupation", "passport", "passport_until", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pregnant", "relation", "religion", "residence", "resident_since", "sex", "status", "stay_permit", "village_id") VALUES (OLD."address", OLD."area_code", OLD."birth_certificate", OLD."birth_date", OLD."birth_place", OLD."blood_group", OLD."chronically_ill", OLD."citizenship", OLD."current_education", OLD."disability", OLD."divorce_certificate", OLD."divorced_on", OLD."education", OLD."email", OLD."family_id", OLD."father_name", OLD."father_nik", OLD."id", OLD."id_card", OLD."insurance", OLD."marital_status", OLD."marriage_certificate", OLD."married_on", OLD."merged_into_id", OLD."mother_name", OLD."mother_nik", OLD."name", OLD."nik", OLD."occupation", OLD."passport", OLD."passport_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."phone", OLD."pregnant", OLD."relation", OLD."religion", OLD."residence", OLD."resident_since", OLD."sex", OLD."status", OLD."stay_permit", OLD."village_id"); RETURN NULL;',
                    hash="080a4b2e37b91509a8ebc93374ecf8e5a4d75998",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_df6f8",
                    table="citizens_resident",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="family",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                    _connector="OR",
                ),
                name="family_place_has_both_coordinates",
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(("father_nik", ""), ("father_nik__regex", "^[0-9]{16}$"), _connector="OR"),
                name="resident_father_nik_has_16_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(("mother_nik", ""), ("mother_nik__regex", "^[0-9]{16}$"), _connector="OR"),
                name="resident_mother_nik_has_16_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("citizenship", 1), _negated=True),
                    models.Q(("passport", ""), ("passport_until__isnull", True), ("stay_permit", "")),
                    _connector="OR",
                ),
                name="resident_passport_of_foreigners_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(
                        ("nik__isnull", True),
                        ("status", 9),
                        models.Q(("merged_into", models.F("id")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="resident_merged_is_a_tombstone",
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(("residence__range", (1, 2))), name="resident_residence_listed"
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(("current_education__range", (1, 18))),
                name="resident_current_education_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(("id_card__range", (1, 8))), name="resident_id_card_listed"
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(("insurance__in", (1, 2, 3, 4, 99))), name="resident_insurance_listed"
            ),
        ),
    ]
