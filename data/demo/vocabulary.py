"""Words and habits of the invented company, by country: street names, outlet names, hours as people type them.

Streets are the commonest ones of each country, so an address here is plausible but not real. Czech
postcodes are those of each town's main post office.
"""

STREETS = {
    "PL": """Kościuszki|Mickiewicza|Piłsudskiego|Sienkiewicza|3 Maja|Dworcowa|Kolejowa|Słowackiego|Warszawska|Krakowska
        |Lipowa|Ogrodowa|Szkolna|Kopernika|Reymonta|Konopnickiej|Żeromskiego|Sobieskiego|Wojska Polskiego|Jana Pawła II
        |Długa|Szeroka|Grunwaldzka|Wrocławska|Poznańska|Gdańska|Zamkowa|Młyńska|Targowa|Handlowa|Fabryczna|Wolności
        |Chrobrego|Kazimierza Wielkiego|Moniuszki|Chopina|Prusa|Staszica|Kołłątaja|Kilińskiego|Narutowicza|Legionów
        |Powstańców|Armii Krajowej|Śląska|Łąkowa|Leśna|Parkowa|Wiejska|Rzemieślnicza""",
    "CZ": """Masarykova|Palackého|Husova|Komenského|Nádražní|Tyršova|Jiráskova|Žižkova|Smetanova|Dvořákova|Havlíčkova
        |Riegrova|Krátká|Dlouhá|Hlavní|Pražská|Brněnská|Sokolská|Školní|Zahradní|Lidická|Štefánikova|Purkyňova
        |Nerudova|Vrchlického|Jungmannova|Revoluční|Mostecká|Družstevní|Polní|Okružní|Příčná|Sadová|Luční""",
}
STREETS = {country: "".join(names.split("\n")).replace("  ", "").split("|") for country, names in STREETS.items()}

# What the outlet is called: {0} is the town, or the town and where in it.
NAMES = {
    "PL": {
        "store": "Meteor {0}",
        "branch": "Biuro obsługi Meteor {0}",
        "service_point": "Serwis Meteor {0}",
        "pickup_point": "Punkt odbioru {0}",
        "parcel_locker": "Automat {0}",
        "showroom": "Salon Meteor {0}",
        "warehouse": "Magazyn Meteor {0}",
    },
    "CZ": {
        "store": "Meteor {0}",
        "branch": "Zákaznické centrum Meteor {0}",
        "service_point": "Servis Meteor {0}",
        "pickup_point": "Výdejní místo {0}",
        "parcel_locker": "Výdejní box {0}",
        "showroom": "Showroom Meteor {0}",
        "warehouse": "Sklad Meteor {0}",
    },
    "DE": {
        "store": "Meteor {0}",
        "branch": "Meteor Kundenbüro {0}",
        "service_point": "Meteor Service {0}",
        "pickup_point": "Abholpunkt {0}",
        "parcel_locker": "Automat {0}",
        "showroom": "Meteor Showroom {0}",
        "warehouse": "Meteor Lager {0}",
    },
}

# Notations that importers meet, most frequent first. "staffed" is for everything that is not listed by kind.
HOURS = {
    "PL": {
        "store": [
            "Mo-Fr 09:00-19:00; Sa 10:00-16:00",
            "Mo-Sa 09:00-21:00; Su 10:00-20:00",
            "pn-pt 9-19, sob 9-15",
            "Pn–Pt 10.00–18.00, Sb 09.00–14.00",
            "pon.-pt. 9:00-18:00; sob. 10:00-15:00; niedz. nieczynne",
            "poniedziałek-piątek 9:00-19:00, sobota 10:00-16:00",
            "Mo-Fr 08:00-20:00; Sa 09:00-18:00; PH off",
            "pn - pt 8 - 17; sb 8 - 13",
        ],
        "pickup_point": ["Mo-Su 08:00-22:00", "codziennie 7-21", "Mo-Sa 08:00-20:00", "pn-sob 8-20"],
        "parcel_locker": ["24/7", "24/7", "całodobowo", "24h"],
        "staffed": ["Mo-Fr 08:00-16:00", "pn-pt 8-16", "Mo-Fr 10:00-18:00; Sa 10:00-14:00"],
    },
    "CZ": {
        "store": [
            "Mo-Su 09:00-20:00",
            "Po-Pá 8.00-17.00",
            "Po–Pá 9:00–18:00, So 9:00–12:00",
            "Mo-Fr 09:00-18:00; Sa 09:00-13:00; PH off",
            "pondělí–pátek 9–18, sobota 9–12, neděle zavřeno",
            "denně 9-20",
        ],
        "pickup_point": ["Mo-Sa 08:00-20:00", "Po-So 7-21", "Po-Pá 8:00-18:00"],
        "parcel_locker": ["24/7", "nonstop", "24/7"],
        "staffed": ["Po-Pá 8-16", "Mo-Fr 08:00-16:30", "Po-Čt 8:00-17:00, Pá 8:00-15:00"],
    },
    "DE": {
        "store": [
            "Mo-Sa 10:00-20:00",
            "Mo-Fr 09:00-19:00; Sa 09:00-18:00",
            "Mo–Fr 9–18 Uhr, Sa 9–13 Uhr",
            "Mo-Fr 09:00-18:00; Sa 09:00-14:00; PH off",
        ],
        "pickup_point": ["Mo-Sa 08:00-20:00", "Mo-Fr 08:00-18:00; Sa 08:00-13:00", "Mo-Sa 7-21 Uhr"],
        "parcel_locker": ["24/7"],
        "staffed": ["Mo-Fr 08:00-17:00", "Mo-Do 8-16 Uhr, Fr 8-14 Uhr"],
    },
}

# What no reader of hours can use: shown as "call us" and listed for the steward.
UNREADABLE_HOURS = {"PL": ["po telefonicznym umówieniu", "różnie, jak to na targu", ""], "CZ": ["dle dohody, volejte", ""]}

# Area codes with a subscriber part that is never given out (it begins with 0); Berlin keeps a block for films.
PHONES = {"PL": "+48 {area} 0{0:02} {1:02} {2:02}", "CZ": "+420 20{3} {0:03} {1:03}", "DE": "+49 30 23125 {0:03}"}

# GeoNames admin1 -> ISO 3166-2, telephone area of the region's capital.
REGIONS = {
    "PL": {
        "72": ("PL-02", 71), "73": ("PL-04", 52), "75": ("PL-06", 81), "76": ("PL-08", 68), "74": ("PL-10", 42),
        "77": ("PL-12", 12), "78": ("PL-14", 22), "79": ("PL-16", 77), "80": ("PL-18", 17), "81": ("PL-20", 85),
        "82": ("PL-22", 58), "83": ("PL-24", 32), "84": ("PL-26", 41), "85": ("PL-28", 89), "86": ("PL-30", 61),
        "87": ("PL-32", 91),
    },
    "CZ": {
        "52": ("CZ-10", 0), "88": ("CZ-20", 0), "79": ("CZ-31", 0), "87": ("CZ-32", 0), "81": ("CZ-41", 0),
        "89": ("CZ-42", 0), "83": ("CZ-51", 0), "82": ("CZ-52", 0), "86": ("CZ-53", 0), "80": ("CZ-63", 0),
        "78": ("CZ-64", 0), "84": ("CZ-71", 0), "90": ("CZ-72", 0), "85": ("CZ-80", 0),
    },
}

# GeoNames has these under an English or old name.
LOCAL_NAMES = {"Warsaw": "Warszawa", "Prague": "Praha", "Pilsen": "Plzeň", "Bielsko-Biala": "Bielsko-Biała",
               "Jastrzębie Zdrój": "Jastrzębie-Zdrój"}

# Codes that everybody in the company knows by heart; the others are made from the name.
TOWN_CODES = {
    "Warszawa": "WAW", "Kraków": "KRK", "Łódź": "LDZ", "Wrocław": "WRO", "Poznań": "POZ", "Gdańsk": "GDA",
    "Szczecin": "SZZ", "Bydgoszcz": "BZG", "Lublin": "LUB", "Katowice": "KTW", "Białystok": "BIA", "Cieszyn": "CIE",
    "Český Těšín": "CTE", "Praha": "PRG", "Brno": "BRN", "Ostrava": "OSR", "Plzeň": "PLZ", "Neubrandenburg": "NBG",
}

CZECH_POSTCODES = """Praha=110 00|Brno=602 00|Ostrava=702 00|Plzeň=301 00|Liberec=460 01|Olomouc=779 00
    |České Budějovice=370 01|Hradec Králové=500 02|Ústí nad Labem=400 01|Pardubice=530 02|Zlín=760 01|Havířov=736 01
    |Kladno=272 01|Most=434 01|Opava=746 01|Frýdek-Místek=738 01|Karviná=733 01|Jihlava=586 01|Teplice=415 01
    |Děčín=405 02|Karlovy Vary=360 01|Chomutov=430 01|Jablonec nad Nisou=466 01|Mladá Boleslav=293 01
    |Prostějov=796 01|Přerov=750 02|Česká Lípa=470 01|Třebíč=674 01|Třinec=739 61|Tábor=390 01|Znojmo=669 02
    |Příbram=261 01|Cheb=350 02|Kolín=280 02|Trutnov=541 01|Písek=397 01|Kroměříž=767 01|Orlová=735 14|Vsetín=755 01
    |Šumperk=787 01|Uherské Hradiště=686 01|Břeclav=690 02|Hodonín=695 01|Český Těšín=737 01|Litoměřice=412 01
    |Havlíčkův Brod=580 01|Nový Jičín=741 01|Litvínov=436 01|Chrudim=537 01|Krnov=794 01|Sokolov=356 01
    |Strakonice=386 01|Valašské Meziříčí=757 01|Klatovy=339 01|Kopřivnice=742 21|Jindřichův Hradec=377 01
    |Kutná Hora=284 01|Bohumín=735 81|Vyškov=682 01|Žďár nad Sázavou=591 01|Jirkov=431 11|Mělník=276 01|Náchod=547 01
    |Blansko=678 01|Beroun=266 01|Otrokovice=765 02|Louny=440 01|Žatec=438 01|Bruntál=792 01|Uherský Brod=688 01"""
CZECH_POSTCODES = dict(pair.strip().split("=") for pair in CZECH_POSTCODES.split("|"))

# Quarters that GeoNames lists as places of their own; a city's further outlets stand there.
QUARTERS = {
    "Warszawa": """Mokotów|Praga Południe|Ursynów|Wola|Bielany|Targówek|Bemowo|Praga Północ|Ochota|Żoliborz|Ursus|Włochy
        |Wilanów|Rembertów|Wawer""",
    "Wrocław": "Psie Pole|Krzyki|Nadodrze|Gaj|Ołbin|Biskupin|Kozanów",
    "Gdańsk": "Wrzeszcz|Chełm|Nowy Port|Siedlce|Letnica",
    "Praha": """Žižkov|Smíchov|Holešovice|Karlín|Dejvice|Letňany|Chodov|Stodůlky|Černý Most|Vršovice|Nusle|Libeň|Modřany
        |Zličín""",
    "Brno": "Královo Pole|Líšeň|Bystrc|Židenice|Bohunice|Slatina",
}
QUARTERS = {city: "".join(names.split("\n")).replace("  ", "").split("|") for city, names in QUARTERS.items()}

# Places of the list that are no towns of their own, or stand at a wrong point.
NOT_TOWNS = {
    "Białołeka", "Śródmieście", "Fordon", "Bieńczyce", "Kabaty", "Gierłoż", "Grzegórzki", "Starý Bohumín", "Rumia",
    "Staré Strašnice", "Záběhlice", "Krč", "Nové Město", "Kobylisy", "Hlubočepy", "Řepy", "Háje", "Michle",
    "Královské Vinohrady", "Brno střed", "Psie Pole Zawidawie", "Ujeścisko-Łostowice", "Wrzeszcz Dolny",
}
