import pytest

from citizens import code_lists

ALL = {name: value for name, value in vars(code_lists).items() if isinstance(value, code_lists.CodeList)}


@pytest.mark.parametrize("name", ALL)
def test_every_name_label_and_code_is_found_again(name: str) -> None:
    listed = ALL[name]
    for code, official, label in zip(listed.codes, listed.names, listed.labels, strict=True):
        if name != "BLOOD_GROUP":
            assert listed.find(official) == listed.find(label.upper()) == code
        assert listed.find(str(code)) == code
        assert listed.label(code) == label


def test_blood_groups_keep_their_sign() -> None:
    assert [code_lists.BLOOD_GROUP.find(text) for text in ("A", "A+", "A-", "AB", "AB-", "O+")] == [
        1,
        5,
        6,
        3,
        10,
        11,
    ]


def test_what_the_list_does_not_have_is_not_found() -> None:
    assert code_lists.STATUS.find("5") is None
    assert code_lists.RELIGION.find("") is None
    assert code_lists.OCCUPATION.find("Astronaut") is None


def test_the_official_numbers_of_entries() -> None:
    assert {name: len(listed.codes) for name, listed in ALL.items()} == {
        "SEX": 2,
        "RELIGION": 7,
        "EDUCATION": 10,
        "OCCUPATION": 89,
        "MARITAL_STATUS": 4,
        "RELATION": 11,
        "CITIZENSHIP": 3,
        "BLOOD_GROUP": 13,
        "DISABILITY": 7,
        "STATUS": 6,
        "CURRENT_EDUCATION": 18,
        "INSURANCE": 5,
        "ID_CARD": 8,
        "RESIDENCE": 2,
    }


def test_labels_read_as_people_write_them() -> None:
    assert code_lists.OCCUPATION.label(20) == "Buruh Tani/Perkebunan"
    assert code_lists.OCCUPATION.label(5) == "Pegawai Negeri Sipil (PNS)"
    assert code_lists.MARITAL_STATUS.label(1) == "Belum Kawin"
