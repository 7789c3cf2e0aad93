"""Names of the states of the US, as people write them for the two letters of a plan."""

from collections.abc import Mapping

STATES: Mapping[str, str] = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO",
    "Connecticut": "CT", "Delaware": "DE", "District of Columbia": "DC", "Florida": "FL", "Georgia": "GA",
    "Guam": "GU", "Hawaii": "HI", "Idaho": "ID", "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS",
    "Kentucky": "KY", "Louisiana": "LA", "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI",
    "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO", "Montana": "MT", "Nebraska": "NE", "Nevada": "NV",
    "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY", "North Carolina": "NC",
    "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK", "Oregon": "OR", "Pennsylvania": "PA", "Puerto Rico": "PR",
    "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD", "Tennessee": "TN", "Texas": "TX",
    "Utah": "UT", "Vermont": "VT", "Virginia": "VA", "Washington": "WA", "West Virginia": "WV", "Wisconsin": "WI",
    "Wyoming": "WY", "조지아": "GA", "조지아주": "GA",
    "미시간": "MI", "미시간주": "MI",
    "테네시": "TN", "테네시주": "TN",
    "켄터키": "KY", "켄터키주": "KY", "오하이오": "OH", "오하이오주": "OH", "인디애나": "IN", "인디애나주": "IN",
    "애리조나": "AZ", "애리조나주": "AZ", "텍사스": "TX", "텍사스주": "TX", "앨라배마": "AL", "앨라배마주": "AL",
    "캘리포니아": "CA", "캘리포니아주": "CA", "뉴욕": "NY", "뉴욕주": "NY",
    "펜실베이니아": "PA", "펜실베이니아주": "PA",
    "노스캐롤라이나": "NC", "사우스캐롤라이나": "SC", "버지니아": "VA", "일리노이": "IL", "루이지애나": "LA",
    "미시시피": "MS", "캔자스": "KS", "네바다": "NV", "뉴저지": "NJ", "워싱턴": "WA",
}  # fmt: skip
