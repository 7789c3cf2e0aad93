"""Names of countries, for papers and rosters. The list of their codes is in the schema of plans."""

from collections.abc import Mapping

from kvcheck.language.text import Text

COUNTRIES: Mapping[str, Text] = {
    "AT": Text("Austria", "오스트리아"),
    "CA": Text("Canada", "캐나다"),
    "CH": Text("Switzerland", "스위스"),
    "CN": Text("China", "중국"),
    "CZ": Text("Czechia", "체코"),
    "DE": Text("Germany", "독일"),
    "ES": Text("Spain", "스페인"),
    "FR": Text("France", "프랑스"),
    "GB": Text("the United Kingdom", "영국"),
    "HU": Text("Hungary", "헝가리"),
    "ID": Text("Indonesia", "인도네시아"),
    "IN": Text("India", "인도"),
    "IT": Text("Italy", "이탈리아"),
    "JP": Text("Japan", "일본"),
    "KR": Text("the Republic of Korea", "대한민국"),
    "MX": Text("Mexico", "멕시코"),
    "MY": Text("Malaysia", "말레이시아"),
    "NL": Text("the Netherlands", "네덜란드"),
    "PH": Text("the Philippines", "필리핀"),
    "PL": Text("Poland", "폴란드"),
    "SG": Text("Singapore", "싱가포르"),
    "TH": Text("Thailand", "태국"),
    "TW": Text("Taiwan", "대만"),
    "US": Text("the United States", "미국"),
    "VN": Text("Vietnam", "베트남"),
}
"""Formal names of the countries that plans of Korean makers name most; of another one the code is printed."""

SHORT: Mapping[str, Text] = {**COUNTRIES, "KR": Text("Korea", "한국")}
"""Names as they stand in a table."""


def alone(name: Text) -> Text:
    """The name of a country as it stands by itself, in parentheses, after a colon or in a table."""
    return Text(name.en.removeprefix("the "), name.ko)
