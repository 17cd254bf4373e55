"""A resident's data in English, for letters that embassies and employers abroad read."""

from collections.abc import Mapping
from datetime import date

from citizens.models import Resident

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEX = {1: "Male", 2: "Female"}
RELIGION = {
    1: "Islam",
    2: "Christian (Protestant)",
    3: "Catholic",
    4: "Hindu",
    5: "Buddhist",
    6: "Confucian",
    7: "Belief in One Supreme God",
}
MARITAL_STATUS = {1: "Single", 2: "Married", 3: "Divorced", 4: "Widowed"}
CITIZENSHIP = {1: "Indonesian", 2: "Foreign national", 3: "Dual citizenship"}
RELATION = {
    1: "Head of family",
    2: "Husband",
    3: "Wife",
    4: "Child",
    5: "Child-in-law",
    6: "Grandchild",
    7: "Parent",
    8: "Parent-in-law",
    9: "Relative",
    10: "Domestic helper",
    11: "Other",
}
EDUCATION = {
    1: "Not in school",
    2: "Primary school not completed",
    3: "Primary school",
    4: "Junior secondary school",
    5: "Senior secondary school",
    6: "Diploma I/II",
    7: "Diploma III",
    8: "Bachelor's degree",
    9: "Master's degree",
    10: "Doctorate",
}
OCCUPATION = dict(
    enumerate(
        (
            "Not employed",
            "Homemaker",
            "Student",
            "Retired",
            "Civil servant",
            "Indonesian National Armed Forces",
            "Indonesian National Police",
            "Commerce",
            "Farmer/planter",
            "Livestock farmer",
            "Fisher",
            "Industry",
            "Construction",
            "Transport",
            "Private-sector employee",
            "Employee of a state-owned enterprise",
            "Employee of a regional enterprise",
            "Contract employee",
            "Casual labourer",
            "Farm labourer",
            "Fishery labourer",
            "Livestock labourer",
            "Domestic worker",
            "Barber",
            "Electrician",
            "Mason",
            "Carpenter",
            "Shoe repairer",
            "Welder/blacksmith",
            "Tailor",
            "Dental technician",
            "Make-up artist",
            "Dressmaker",
            "Hairdresser",
            "Mechanic",
            "Artist",
            "Traditional healer",
            "Traditional birth attendant",
            "Fashion designer",
            "Translator",
            "Imam",
            "Protestant minister",
            "Catholic priest",
            "Journalist",
            "Islamic preacher",
            "Cook",
            "Event promoter",
            "Member of the House of Representatives",
            "Member of the Regional Representative Council",
            "Member of the Audit Board",
            "President",
            "Vice President",
            "Justice of the Constitutional Court",
            "Cabinet minister",
            "Ambassador",
            "Governor",
            "Vice governor",
            "Regent",
            "Vice regent",
            "Mayor",
            "Vice mayor",
            "Member of a provincial council",
            "Member of a regency or city council",
            "Lecturer",
            "Teacher",
            "Pilot",
            "Lawyer",
            "Notary",
            "Architect",
            "Accountant",
            "Consultant",
            "Physician",
            "Midwife",
            "Nurse",
            "Pharmacist",
            "Psychiatrist/psychologist",
            "Television presenter",
            "Radio presenter",
            "Seafarer",
            "Researcher",
            "Driver",
            "Broker",
            "Spiritual practitioner",
            "Trader",
            "Village official",
            "Village head",
            "Nun",
            "Self-employed",
            "Other",
        ),
        start=1,
    )
)


def english_date(day: date) -> str:
    """ "12 March 1987"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def english_values(printed: Mapping[str, str], resident: Resident, on: date) -> dict[str, str]:
    """The values that a letter prints of a resident, with all that are words in English.

    Args: printed: the Indonesian values (`citizens.formatting.print_values`), which stay where they are names and
    numbers; on: the day of the letter, for the age.
    """
    birth_date = english_date(resident.birth_date)
    years = resident.age_on(on)
    return {
        **printed,
        "tempat_tanggal_lahir": f"{resident.birth_place}, {birth_date}",
        "tanggal_lahir": birth_date,
        "jenis_kelamin": _word(SEX, resident.sex, printed["jenis_kelamin"]),
        "agama": _word(RELIGION, resident.religion, printed["agama"]),
        "status_perkawinan": _word(MARITAL_STATUS, resident.marital_status, printed["status_perkawinan"]),
        "pekerjaan": _word(OCCUPATION, resident.occupation, printed["pekerjaan"]),
        "pendidikan": _word(EDUCATION, resident.education, printed["pendidikan"]),
        "kewarganegaraan": _word(CITIZENSHIP, resident.citizenship, printed["kewarganegaraan"]),
        "hubungan": _word(RELATION, resident.relation, printed["hubungan"]),
        "umur": f"{years} years" if years > 1 else "1 year" if years == 1 else "under 1 year",
    }


def _word(words: Mapping[int, str], code: int, otherwise: str) -> str:
    """The English word of a code; a code that the lists got later keeps its Indonesian label."""
    return words.get(code, otherwise)
