import django.contrib.postgres.constraints
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("citizens", "0009_everybody_at_once"),
        ("villages", "0003_official_mandate"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="MatchingRun",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("day", models.DateField(verbose_name="keadaan tanggal")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu"),
                            ("running", "Berjalan"),
                            ("done", "Selesai"),
                            ("failed", "Gagal"),
                        ],
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "asked_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="diminta oleh"),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="diminta pada")),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai pada")),
                ("families", models.PositiveIntegerField(default=0, verbose_name="keluarga")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="kedudukan yang berubah")),
            ],
            options={
                "verbose_name": "pemadanan",
                "verbose_name_plural": "pemadanan",
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="kode")),
                ("name", models.CharField(max_length=120, verbose_name="nama program")),
                ("short_name", models.CharField(max_length=30, verbose_name="nama singkat")),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("state", "Pemerintah pusat"),
                            ("province", "Provinsi"),
                            ("regency", "Kabupaten"),
                            ("village", "Desa"),
                        ],
                        max_length=10,
                        verbose_name="penanggung jawab",
                    ),
                ),
                ("fund", models.CharField(max_length=60, verbose_name="sumber dana")),
                (
                    "unit",
                    models.CharField(
                        choices=[("family", "Keluarga"), ("person", "Orang")],
                        max_length=10,
                        verbose_name="diberikan kepada",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="untuk apa"),
                ),
                (
                    "bit",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        help_text="Tempat program di dalam ringkasan tiap keluarga.",
                        unique=True,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="ditutup sejak")),
            ],
            options={
                "verbose_name": "program bantuan",
                "verbose_name_plural": "program bantuan",
                "ordering": ["bit"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("bit__lte", 62)), name="programme_bit_fits")
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "component",
                    models.CharField(blank=True, default="", max_length=40, verbose_name="komponen"),
                ),
                ("area_code", models.CharField(max_length=32, verbose_name="kode wilayah terkecil")),
                ("starts_on", models.DateField(verbose_name="sejak")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="sampai")),
                (
                    "end_reason",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="sebab berakhir"),
                ),
                (
                    "card",
                    models.CharField(blank=True, default="", max_length=40, verbose_name="nomor kepesertaan"),
                ),
                ("source", models.CharField(max_length=80, verbose_name="sumber")),
                (
                    "recorded_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="dicatat oleh"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
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
                        help_text="Orang yang menerima; pada program keluarga boleh kosong.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="citizens.resident",
                        verbose_name="penerima",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="assistance.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "kepesertaan",
                "verbose_name_plural": "kepesertaan",
                "indexes": [models.Index(fields=["village", "programme"], name="enrolment_village")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="enrolment_ends_after_its_beginning",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="enrolment_area_in_its_village",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("programme", "family", "resident", "component"),
                        name="enrolled_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Coverage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entitled", models.IntegerField(default=0, verbose_name="berhak")),
                ("enrolled", models.IntegerField(default=0, verbose_name="menerima")),
                ("gap", models.IntegerField(default=0, verbose_name="berhak tetapi tidak menerima")),
                ("unentitled", models.IntegerField(default=0, verbose_name="menerima tetapi tidak berhak")),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="villages.region"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assistance.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "cakupan",
                "verbose_name_plural": "cakupan",
                "constraints": [
                    models.UniqueConstraint(fields=("village", "programme"), name="one_coverage_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        editable=False,
                        help_text="Nomor orangnya, atau nomor keluarganya.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("entitled", models.BigIntegerField(default=0)),
                ("enrolled", models.BigIntegerField(default=0)),
                ("decile", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "clashes",
                    models.BooleanField(
                        default=False, help_text="Menerima dua bantuan yang tidak boleh rangkap."
                    ),
                ),
                (
                    "bare",
                    models.BooleanField(
                        default=False, help_text="Berhak atas sesuatu, keluarganya tidak menerima apa pun."
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="citizens.family",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="citizens.resident",
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
                "verbose_name": "kedudukan",
                "verbose_name_plural": "kedudukan",
                "indexes": [
                    models.Index(fields=["village", "family"], name="standing_village"),
                    models.Index(
                        condition=models.Q(("resident__isnull", False)),
                        fields=["resident"],
                        name="standing_resident",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("id", models.F("family")), ("resident__isnull", True)),
                            models.Q(("id", models.F("resident")), ("resident__isnull", False)),
                            _connector="OR",
                        ),
                        name="standing_of_a_family_or_a_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Rancangan"), ("published", "Berlaku")],
                        default="draft",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="berlaku sejak")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("article", models.CharField(max_length=200, verbose_name="dasar hukum")),
                ("rule", models.JSONField(verbose_name="syarat")),
                (
                    "amount",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="besar bantuan (Rp)"),
                ),
                (
                    "in_kind",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="bantuan bukan uang"
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[
                            ("once", "sekali"),
                            ("month", "tiap bulan"),
                            ("quarter", "tiap triwulan"),
                            ("year", "tiap tahun"),
                        ],
                        max_length=10,
                        verbose_name="diberikan",
                    ),
                ),
                (
                    "components",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Bagian bantuan dengan besar sendiri.",
                        verbose_name="komponen",
                    ),
                ),
                ("documents", models.JSONField(blank=True, default=list, verbose_name="berkas yang diminta")),
                (
                    "quota_per_village",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="kuota tiap desa"),
                ),
                (
                    "written_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="disusun oleh"),
                ),
                (
                    "published_by_name",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="diberlakukan oleh"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diberlakukan pada"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="assistance.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "ketentuan program",
                "verbose_name_plural": "ketentuan program",
                "ordering": ["programme", "-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="terms_end_after_their_beginning",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="terms_published_at_some_time",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state", "published")),
                        expressions=[
                            ("programme", "="),
                            (
                                models.Func(
                                    "valid_from", "valid_until", models.Value("[]"), function="daterange"
                                ),
                                "&&",
                            ),
                        ],
                        name="one_terms_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VillageFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Keluarga"),
                            (1, "Keluarga desil 1"),
                            (2, "Keluarga desil 2"),
                            (3, "Keluarga desil 3"),
                            (4, "Keluarga desil 4"),
                            (5, "Keluarga desil 5"),
                            (6, "Keluarga desil 6"),
                            (7, "Keluarga desil 7"),
                            (8, "Keluarga desil 8"),
                            (9, "Keluarga desil 9"),
                            (10, "Keluarga desil 10"),
                            (11, "Keluarga dengan bantuan rangkap"),
                            (12, "Keluarga berhak yang tidak menerima apa pun"),
                        ]
                    ),
                ),
                ("value", models.IntegerField(default=0)),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="villages.region"
                    ),
                ),
            ],
            options={
                "verbose_name": "angka desa",
                "verbose_name_plural": "angka desa",
                "constraints": [
                    models.UniqueConstraint(fields=("village", "measure"), name="one_figure_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="VillageQuota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("places", models.PositiveIntegerField(verbose_name="kuota")),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotas",
                        to="assistance.terms",
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
                "verbose_name": "kuota desa",
                "constraints": [
                    models.UniqueConstraint(fields=("terms", "village"), name="one_quota_a_village")
                ],
            },
        ),
        migrations.CreateModel(
            name="Welfare",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32, verbose_name="kode wilayah terkecil")),
                ("decile", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="desil")),
                (
                    "income",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="penghasilan keluarga sebulan (Rp)"
                    ),
                ),
                (
                    "lost_livelihood",
                    models.BooleanField(blank=True, null=True, verbose_name="kehilangan mata pencaharian"),
                ),
                (
                    "housing",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Milik sendiri"), (2, "Sewa/kontrak"), (3, "Menumpang/bebas sewa")],
                        null=True,
                        verbose_name="status rumah",
                    ),
                ),
                (
                    "unfit_house",
                    models.BooleanField(blank=True, null=True, verbose_name="rumah tidak layak huni"),
                ),
                (
                    "electricity",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="daya listrik (VA)"),
                ),
                (
                    "farmland",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="luas lahan tani (m²)"),
                ),
                ("source", models.CharField(max_length=80, verbose_name="sumber")),
                ("valid_from", models.DateField(verbose_name="keadaan sejak")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="digantikan pada")),
                (
                    "recorded_by_name",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="dicatat oleh"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "family",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.family",
                        verbose_name="keluarga",
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
                "verbose_name": "data kesejahteraan",
                "verbose_name_plural": "data kesejahteraan",
                "indexes": [
                    models.Index(fields=["village"], name="welfare_village"),
                    models.Index(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=["family"],
                        name="welfare_now",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decile__range", (1, 10))), name="welfare_decile_1_to_10"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="welfare_ends_after_its_beginning",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            django.db.models.functions.text.Concat(models.F("area_code"), models.Value(".")),
                            django.db.models.functions.text.Concat(models.F("village_id"), models.Value(".")),
                            function="starts_with",
                            output_field=models.BooleanField(),
                        ),
                        name="welfare_area_in_its_village",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("family", "="),
                            (models.Func("valid_from", "valid_until", function="daterange"), "&&"),
                        ],
                        name="one_welfare_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disbursement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32, verbose_name="kode wilayah terkecil")),
                ("period", models.DateField(verbose_name="periode")),
                ("amount", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="jumlah (Rp)")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Direncanakan"),
                            ("paid", "Sudah disalurkan"),
                            ("failed", "Gagal disalurkan"),
                            ("returned", "Dikembalikan"),
                        ],
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="disalurkan pada")),
                ("note", models.CharField(blank=True, default="", max_length=200, verbose_name="keterangan")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="citizens.family"
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disbursements",
                        to="assistance.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "penyaluran",
                "verbose_name_plural": "penyaluran",
                "indexes": [models.Index(fields=["village", "period"], name="disbursement_village")],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "period"), name="one_disbursement_a_period"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "paid"), _negated=True),
                            ("paid_on__isnull", False),
                            _connector="OR",
                        ),
                        name="disbursement_paid_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyCoverage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="bulan")),
                ("measure", models.PositiveSmallIntegerField(null=True)),
                ("entitled", models.IntegerField(default=0)),
                ("enrolled", models.IntegerField(default=0)),
                ("gap", models.IntegerField(default=0)),
                ("unentitled", models.IntegerField(default=0)),
                ("value", models.IntegerField(default=0)),
                (
                    "village",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assistance.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "cakupan bulanan",
                "verbose_name_plural": "cakupan bulanan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "month", "programme", "measure"),
                        name="one_month_each",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("measure__isnull", False), ("programme__isnull", True)),
                            models.Q(("measure__isnull", True), ("programme__isnull", False)),
                            _connector="OR",
                        ),
                        name="month_of_a_programme_or_a_measure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_component", models.CharField(blank=True, default="", max_length=40)),
                ("second_component", models.CharField(blank=True, default="", max_length=40)),
                ("article", models.CharField(max_length=200, verbose_name="dasar hukum")),
                ("valid_from", models.DateField(verbose_name="berlaku sejak")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assistance.programme",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assistance.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "larangan rangkap",
                "verbose_name_plural": "larangan rangkap",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "first_component", "second", "second_component", "valid_from"),
                        name="one_exclusion_a_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first", models.F("second")), _negated=True),
                            models.Q(("first_component", models.F("second_component")), _negated=True),
                            _connector="OR",
                        ),
                        name="exclusion_of_two",
                    ),
                ],
            },
        ),
    ]
