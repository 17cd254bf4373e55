import django.db.models.deletion
import django.db.models.expressions
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("citizens", "0002_reach_and_search"),
        ("letters", "0003_electronic_signatures"),
        ("villages", "0002_ways_of_numbering"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncomingLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("sender", models.CharField(max_length=160, verbose_name="pengirim")),
                ("sender_number", models.CharField(max_length=120, verbose_name="nomor surat")),
                ("date", models.DateField(verbose_name="tanggal surat")),
                ("received_on", models.DateField(verbose_name="diterima tanggal")),
                ("subject", models.CharField(max_length=300, verbose_name="isi singkat")),
                (
                    "classification",
                    models.CharField(blank=True, default="", max_length=30, verbose_name="kode klasifikasi"),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("biasa", "Biasa"),
                            ("segera", "Segera"),
                            ("sangat_segera", "Sangat segera"),
                        ],
                        default="biasa",
                        max_length=14,
                        verbose_name="derajat",
                    ),
                ),
                (
                    "secrecy",
                    models.CharField(
                        choices=[("biasa", "Biasa"), ("terbatas", "Terbatas"), ("rahasia", "Rahasia")],
                        default="biasa",
                        max_length=10,
                        verbose_name="sifat",
                    ),
                ),
                ("recorded_by_name", models.CharField(max_length=120, verbose_name="dicatat oleh")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="dicatat")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [models.Index(fields=["village", "-received_on", "-id"], name="incoming_recent")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("area_code", models.F("village_id"))), name="incoming_of_village"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_on__gte", models.F("date"))),
                        name="incoming_after_its_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disposition",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("instruction", models.CharField(max_length=500, verbose_name="isi disposisi")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="batas waktu")),
                ("given_by_name", models.CharField(max_length=160, verbose_name="dari")),
                ("given_at", models.DateTimeField(auto_now_add=True, verbose_name="diberikan")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "incoming",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispositions",
                        to="letters.incomingletter",
                    ),
                ),
            ],
            options={
                "ordering": ["given_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("instruction", ""), _negated=True), name="disposition_says_what"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DispositionTask",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=160, verbose_name="diteruskan kepada")),
                ("user_id", models.UUIDField(blank=True, null=True, verbose_name="akun")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="batas waktu")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai")),
                ("report", models.CharField(blank=True, default="", max_length=500, verbose_name="laporan")),
                (
                    "reported_by",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="dilaporkan oleh"),
                ),
                (
                    "disposition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="letters.disposition",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.official"
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
                "ordering": ["disposition", "name"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["village", "due_on"],
                        name="disposition_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("disposition", "official"), name="disposition_once_an_official"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("area_code", models.F("village_id"))), name="task_of_village"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            models.Q(("report", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="done_task_has_a_report",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfflineKey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=4, unique=True)),
                ("public_key", models.TextField()),
                ("private_key", models.TextField()),
                ("is_current", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("is_current",),
                        name="one_current_offline_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("classification", models.CharField(max_length=30, verbose_name="kode klasifikasi")),
                ("date", models.DateField(verbose_name="tanggal surat")),
                ("addressee", models.CharField(max_length=160, verbose_name="ditujukan kepada")),
                ("subject", models.CharField(max_length=300, verbose_name="isi singkat")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="dicatat")),
                (
                    "letter_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="letters.lettertype",
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
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PrintLog",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("printed_by_name", models.CharField(max_length=120, verbose_name="dicetak oleh")),
                ("printed_at", models.DateTimeField(auto_now_add=True, verbose_name="dicetak")),
                ("copies", models.PositiveSmallIntegerField(verbose_name="rangkap")),
                ("purpose", models.CharField(max_length=120, verbose_name="keperluan")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prints",
                        to="letters.letter",
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["printed_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("copies__gte", 1), ("copies__lte", 99)),
                        name="print_copies_in_range",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                ("register", models.CharField(max_length=60, verbose_name="buku register")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("first", models.PositiveIntegerField(verbose_name="nomor pertama")),
                ("last", models.PositiveIntegerField(verbose_name="nomor terakhir")),
                ("date", models.DateField(verbose_name="tanggal")),
                (
                    "classification",
                    models.CharField(blank=True, default="", max_length=30, verbose_name="kode klasifikasi"),
                ),
                (
                    "kind_code",
                    models.CharField(blank=True, default="", max_length=40, verbose_name="jenis surat"),
                ),
                ("number_format", models.CharField(max_length=80, verbose_name="format nomor")),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                ("reserved_by", models.CharField(max_length=120, verbose_name="dicadangkan oleh")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="dicadangkan")),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["village", "-created_at"], name="reservation_recent")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="reservation_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("area_code", models.F("village_id"))),
                        name="reservation_of_village",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="reservation_for_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("area_code", models.CharField(max_length=32)),
                (
                    "direction",
                    models.CharField(
                        choices=[("out", "Keluar"), ("in", "Masuk")], max_length=3, verbose_name="arah"
                    ),
                ),
                ("register", models.CharField(max_length=60, verbose_name="buku register")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("sequence", models.PositiveIntegerField(verbose_name="nomor urut")),
                ("date", models.DateField(verbose_name="tanggal")),
                ("number", models.CharField(max_length=120, verbose_name="nomor")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="dibatalkan")),
                (
                    "void_reason",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="alasan batal"),
                ),
                (
                    "voided_by",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="dibatalkan oleh"),
                ),
                (
                    "party",
                    models.CharField(blank=True, default="", max_length=160, verbose_name="kepada atau dari"),
                ),
                (
                    "subject",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="isi singkat"),
                ),
                ("content", models.TextField(blank=True, default="", verbose_name="isi")),
                (
                    "incoming",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="letters.incomingletter",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="letters.letter",
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="letters.paperletter",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
                (
                    "reservation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="letters.reservation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["village", "direction", "year", "register", "sequence"], name="register_book"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("incoming", None), ("letter", None), ("paper", None), ("voided_at", None)
                        ),
                        fields=["village", "year"],
                        name="register_reserved",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "register", "year", "sequence"), name="register_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("area_code", models.F("village_id"))),
                        name="register_entry_of_village",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sequence__gte", 1)), name="register_entry_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("incoming", None),
                                ("letter__isnull", False),
                                ("paper", None),
                                ("reservation", None),
                                ("voided_at", None),
                            ),
                            models.Q(
                                ("incoming", None),
                                ("letter", None),
                                ("paper__isnull", False),
                                ("voided_at", None),
                            ),
                            models.Q(
                                ("incoming__isnull", False),
                                ("letter", None),
                                ("paper", None),
                                ("reservation", None),
                                ("voided_at", None),
                            ),
                            models.Q(
                                ("incoming", None),
                                ("letter", None),
                                ("paper", None),
                                ("reservation__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="register_number_has_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("voided_at__isnull", True),
                            models.Q(("void_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="register_void_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("direction", "in"), ("incoming__isnull", False)),
                            models.Q(("direction", "out"), ("incoming", None)),
                            _connector="OR",
                        ),
                        name="register_direction_of_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("counter", "Diambil di loket"),
                            ("courier", "Diantar"),
                            ("post", "Pos atau kurir"),
                            ("email", "Surel atau pesan"),
                        ],
                        max_length=8,
                        verbose_name="cara",
                    ),
                ),
                ("sent_on", models.DateField(verbose_name="tanggal kirim")),
                ("receiver", models.CharField(max_length=120, verbose_name="nama penerima")),
                (
                    "relation",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="hubungan dengan pemegang surat"
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=200, verbose_name="keterangan")),
                (
                    "signature",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="tanda tangan penerima"
                    ),
                ),
                ("handed_by_name", models.CharField(max_length=120, verbose_name="diserahkan oleh")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "handed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="letters.registerentry",
                    ),
                ),
            ],
            options={
                "ordering": ["created_at", "id"],
                "indexes": [models.Index(fields=["sent_on"], name="handover_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("receiver", ""), _negated=True),
                        name="handover_names_the_receiver",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama berkas")),
                ("content_type", models.CharField(max_length=60)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=120)),
                ("uploaded_by_name", models.CharField(max_length=120, verbose_name="diunggah oleh")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="letters.registerentry",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["created_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("entry", "sha256"), name="scan_once")],
            },
        ),
        migrations.AddField(
            model_name="registercounter",
            name="first_number",
            field=models.PositiveIntegerField(db_default=1, verbose_name="nomor pertama"),
        ),
        migrations.AddField(
            model_name="registercounter",
            name="start_reason",
            field=models.CharField(blank=True, db_default="", max_length=300, verbose_name="alasan"),
        ),
        migrations.AddField(
            model_name="registercounter",
            name="started_by",
            field=models.CharField(blank=True, db_default="", max_length=120, verbose_name="dicatat oleh"),
        ),
        migrations.AddField(
            model_name="request",
            name="replacement_reason",
            field=models.CharField(
                blank=True, db_default="", max_length=300, verbose_name="alasan penggantian"
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacements",
                to="letters.letter",
                verbose_name="mengganti surat",
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="register",
            field=models.CharField(max_length=60, verbose_name="buku register"),
        ),
        migrations.AlterField(
            model_name="registercounter",
            name="register",
            field=models.CharField(max_length=60),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(
                    ("replaced_by", None), ("revoked_at", None), ("valid_until__isnull", False)
                ),
                fields=["valid_until", "village"],
                name="letter_expiry",
            ),
        ),
        migrations.AddConstraint(
            model_name="registercounter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_number", 1),
                    models.Q(("first_number__gt", 1), models.Q(("start_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="register_begins_later_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="registercounter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "last_number__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("first_number"), "-", models.Value(1)
                        ),
                    )
                ),
                name="register_counter_from_its_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["rejected", "cancelled"]), _negated=True),
                fields=("replaces",),
                name="one_replacement_at_a_time",
            ),
        ),
    ]
