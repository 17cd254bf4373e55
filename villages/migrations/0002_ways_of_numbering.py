from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("villages", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="villageprofile",
            name="register_mode",
            field=models.CharField(
                choices=[
                    ("one", "Satu urutan nomor untuk semua surat"),
                    ("per_code", "Urutan nomor sendiri untuk setiap kode klasifikasi"),
                    ("per_kind", "Urutan nomor sendiri untuk setiap jenis surat"),
                    ("common", "Satu urutan nomor bersama surat masuk"),
                ],
                default="one",
                max_length=10,
                verbose_name="penomoran",
            ),
        ),
    ]
