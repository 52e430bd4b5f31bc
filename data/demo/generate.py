#!/usr/bin/env python3
"""Invents the outlets of "Meteor", a household-appliance company that does not exist, at real places.

    python3 data/demo/generate.py

Reads data/base/*.csv and neubrandenburg_sites.csv, writes outlets_{pl,cz,neubrandenburg}.csv beside itself.
The same input gives the same files: run it after a change of vocabulary and commit both. One file per
country because the sources have different licences (see data/README.md). The product does not need Python.
"""

import csv
import math
import random
import unicodedata
from pathlib import Path

from vocabulary import (
    CZECH_POSTCODES, HOURS, LOCAL_NAMES, NAMES, NOT_TOWNS, PHONES, QUARTERS, REGIONS, STREETS, TOWN_CODES,
    UNREADABLE_HOURS,
)

HERE = Path(__file__).parent
COLUMNS = """code name kind status lon lat street postcode city region country time_zone opening_hours overrides
    trade_class floor_area_m2 services products promotions phone email website""".split()
ZONES = {"PL": "Europe/Warsaw", "CZ": "Europe/Prague", "DE": "Europe/Berlin"}
# One outlet for about 130,000 inhabitants; the largest towns have several, the others one.
TOWNS = {"PL": 115, "CZ": 52}
OUTLETS = {"PL": 285, "CZ": 115}
KINDS = {"store": 50, "parcel_locker": 19, "pickup_point": 14, "service_point": 9, "branch": 4, "showroom": 3,
         "warehouse": 1}
SERVICES = {
    "store": {"sale": 1, "returns": .85, "click_collect": .8, "installments": .7, "take_back": .6, "service": .25,
              "demonstration": .2, "coffee": .15, "parking": .5, "wheelchair": .8, "atm": .12, "ev_charging": .1},
    "showroom": {"sale": 1, "demonstration": 1, "installments": 1, "coffee": .9, "parking": .7, "wheelchair": 1,
                 "business": .5, "returns": .5},
    "service_point": {"service": 1, "returns": .5, "take_back": .9, "parking": .6, "wheelchair": .5, "parcel": .2},
    "pickup_point": {"parcel": 1, "click_collect": 1, "returns": .4, "wheelchair": .5, "parking": .3},
    "parcel_locker": {"parcel": 1, "click_collect": .9, "wheelchair": .6, "parking": .3},
    "branch": {"business": 1, "installments": 1, "returns": .3, "coffee": .5, "wheelchair": .9},
    "warehouse": {"take_back": 1, "business": .5, "parking": 1},
}
PRODUCTS = ["vento_kettles", "aero_vacuums", "frost_fridges", "lava_ovens", "onda_washers", "terra_coffee"]


def kilometres(a, b):
    """Between two (lon, lat); flat-earth is enough to keep towns apart."""
    east = (a[0] - b[0]) * 111.2 * math.cos(math.radians((a[1] + b[1]) / 2))
    return math.hypot(east, (a[1] - b[1]) * 111.2)


def read_places():
    with (HERE / "../base/places_pl_cz_geonames.csv").open(encoding="utf-8") as file:
        places = list(csv.DictReader(file))
    for place in places:
        place["name"] = LOCAL_NAMES.get(place["name"], place["name"])
        place["point"] = (float(place["lon"]), float(place["lat"]))
        place["population"] = int(place["population"])
    return sorted(places, key=lambda place: -place["population"])


def choose_towns(places, country):
    """The largest towns, no two nearer than 5 km but for Cieszyn and Český Těšín, which the border divides."""
    quarters = {name for names in QUARTERS.values() for name in names}
    towns = [place for place in places if place["name"] in ("Cieszyn", "Český Těšín") and place["country"] == country]
    for place in places:
        mine = place["country"] == country and place not in towns
        own = place["name"] not in NOT_TOWNS | quarters and "-" not in place["name"][12:] and "Rejon" not in place["name"]
        if mine and own and all(kilometres(place["point"], town["point"]) > 5 for town in towns):
            towns.append(place)
        if len(towns) == TOWNS[country]:
            return sorted(towns, key=lambda town: -town["population"])


def share_out(towns, total):
    """How many outlets each town gets: one each, the rest by population."""
    weights = [town["population"] for town in towns]
    rest = total - len(towns)
    exact = [rest * weight / sum(weights) for weight in weights]
    counts = [1 + int(share) for share in exact]
    by_remainder = sorted(range(len(towns)), key=lambda i: exact[i] % 1, reverse=True)
    for i in by_remainder[: total - sum(counts)]:
        counts[i] += 1
    return counts


class Postcodes:
    """The nearest postcode of the same locality. Points of the Polish list are those of streets or localities."""

    def __init__(self):
        with (HERE / "../base/postal_pl.csv").open(encoding="utf-8") as file:
            self.polish = {}
            for row in csv.DictReader(file):
                self.polish.setdefault(row["locality"], []).append((float(row["lon"]), float(row["lat"]), row["code"]))

    def find(self, country, town, point):
        if country == "CZ":
            return CZECH_POSTCODES.get(town, "")
        near = [entry for entry in self.polish.get(town, []) if kilometres(entry[:2], point) < 15]
        return min(near, key=lambda entry: kilometres(entry[:2], point))[2] if near else ""


class Codes:
    """Gives every outlet its code: `MT-`, three letters of the town, two digits."""

    def __init__(self):
        self.of_town, self.taken, self.last = {}, set(TOWN_CODES.values()), {}

    def next(self, town):
        letters = TOWN_CODES.get(town) or self.of_town.get(town) or self.invent(town)
        self.of_town[town] = letters
        self.last[letters] = self.last.get(letters, 0) + 1
        return f"MT-{letters}-{self.last[letters]:02}"

    def invent(self, town):
        plain = unicodedata.normalize("NFKD", town.replace("ł", "l").replace("Ł", "L"))
        plain = "".join(c for c in plain.upper() if "A" <= c <= "Z")
        for third in range(2, len(plain)):
            for second in range(1, third):
                letters = plain[0] + plain[second] + plain[third]
                if letters not in self.taken:
                    self.taken.add(letters)
                    return letters
        raise ValueError(f"no free code for {town}")


def sites(places, country, dice):
    """(kind, town, quarter or street or "", point): where the outlets of a country stand."""
    towns = choose_towns(places, country)
    kinds, weights = list(KINDS), list(KINDS.values())
    for town, count in zip(towns, share_out(towns, OUTLETS[country])):
        quarters = [p for p in places if p["name"] in QUARTERS.get(town["name"], []) and p["country"] == country
                    and kilometres(p["point"], town["point"]) < 16]
        streets = dice.sample([s for s in STREETS[country] if s[:5] != town["name"][:5]], count)
        for i in range(count):
            kind = "store" if i == 0 else dice.choices(kinds, weights)[0]
            if i == 0:
                yield kind, town, "", streets[i], jitter(town["point"], 0.4, dice)
            elif i <= len(quarters):
                yield kind, town, quarters[i - 1]["name"], streets[i], jitter(quarters[i - 1]["point"], 0.5, dice)
            else:
                spread = 0.5 + (town["population"] / 100_000) ** 0.5
                yield kind, town, streets[i], streets[i], jitter(town["point"], spread, dice)


def jitter(point, spread_km, dice):
    """A point some kilometres away, as far as a town reaches."""
    away, bearing = spread_km * (0.3 + dice.random()), dice.random() * 2 * math.pi
    north = away * math.cos(bearing) / 111.2
    east = away * math.sin(bearing) / (111.2 * math.cos(math.radians(point[1])))
    return point[0] + east, point[1] + north


def fill_in(row, dice):
    """What follows from kind and country: hours, law, size, services, contact."""
    country, kind = row["country"], row["kind"]
    habits = HOURS[country].get("store" if kind == "showroom" else kind, HOURS[country]["staffed"])
    row["opening_hours"] = dice.choices(habits, [0.75**i for i in range(len(habits))])[0]
    row["time_zone"] = ZONES[country]
    row["status"] = "active"
    row["trade_class"] = trade_class(row, dice)
    low, high = {"store": (90, 1400), "showroom": (150, 600), "warehouse": (2000, 9000)}.get(kind, (25, 180))
    row["floor_area_m2"] = "" if kind == "parcel_locker" else int(dice.uniform(low, high) / 10) * 10
    offered = SERVICES[kind]
    row["services"] = "|".join(sorted(code for code, chance in offered.items() if dice.random() < chance))
    sells = kind in ("store", "showroom")
    row["products"] = "|".join(sorted(dice.sample(PRODUCTS, dice.randint(3, 6)))) if sells else ""
    row["overrides"] = row["promotions"] = ""
    row["email"] = f"{row['code'].lower()}@meteor.example"
    row["website"] = f"https://meteor.example/{row['code'].lower()}"


def trade_class(row, dice):
    if row["kind"] in ("parcel_locker", "service_point", "branch", "warehouse"):
        return "not_retail"
    if row["street"].startswith(("Dworcowa", "Nádražní", "ul. Dworcowa")):
        return "railway_station"
    small = row["kind"] == "pickup_point" or row["small_town"]
    return "owner_serves" if small and dice.random() < 0.5 else "retail"


def phone(country, area, dice):
    digits = [dice.randint(0, 99) for _ in range(3)]
    if country != "PL":
        digits = [dice.randint(0, 999) for _ in range(3)]
    return PHONES[country].format(*digits, dice.randint(0, 9), area=area)


def outlets_of(country, places, codes, postcodes, dice):
    rows = []
    for kind, town, where, street, point in sites(places, country, dice):
        region, area = REGIONS[country][town["admin1"]]
        prefix = "" if country == "CZ" or street[0].isdigit() else "ul. "
        row = {
            "code": codes.next(town["name"]), "kind": kind, "lon": f"{point[0]:.5f}", "lat": f"{point[1]:.5f}",
            "name": NAMES[country][kind].format(f"{town['name']} {where}".strip()),
            "street": f"{prefix}{street} {dice.randint(1, 98)}",
            "postcode": postcodes.find(country, town["name"], point), "city": town["name"], "region": region,
            "country": country, "phone": phone(country, area, dice), "small_town": town["population"] < 60_000,
        }
        fill_in(row, dice)
        rows.append(row)
    return rows


def outlets_of_neubrandenburg(codes, dice):
    rows = []
    with (HERE / "neubrandenburg_sites.csv").open(encoding="utf-8") as file:
        for site in csv.DictReader(file):
            row = {
                "code": codes.next("Neubrandenburg"), "kind": site["kind"], "lon": site["lon"], "lat": site["lat"],
                "name": NAMES["DE"][site["kind"]].format(site["name"]), "street": f"{site['street']} {site['number']}",
                "postcode": site["postcode"], "city": site["city"], "region": "DE-MV", "country": "DE",
                "phone": phone("DE", 30, dice), "small_town": False,
            }
            fill_in(row, dice)
            rows.append(row)
    return rows


def add_the_odd_ones(rows, dice):
    """A few of each thing that goes wrong in real lists: unread hours, closed, planned, no telephone."""
    stores = [row for row in rows if row["kind"] == "store" and row["small_town"]]
    odd = iter(dice.sample(stores, 16))
    for text in UNREADABLE_HOURS[rows[0]["country"]]:
        next(odd)["opening_hours"] = text
    for status in ["temporarily_closed"] * 4 + ["planned"] * 3 + ["closed"] * 3:
        next(odd)["status"] = status
    for row in odd:
        row["phone"] = ""


def fix_the_known_ones(rows):
    """Cieszyn and Český Těšín: the same shop on both banks of the Olza, as the tests know them."""
    for row in rows:
        if row["code"] == "MT-CIE-01":
            row.update(lon="18.63230", lat="49.74970", floor_area_m2=450, opening_hours="Mo-Sa 09:00-19:00",
                       trade_class="retail", status="active")
        if row["code"] == "MT-CTE-01":
            row.update(lon="18.62620", lat="49.74600", floor_area_m2=900, opening_hours="Mo-Su 09:00-20:00",
                       trade_class="retail", status="active")


def write(name, rows):
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    print(f"{name}: {len(rows)} outlets")


def main():
    dice, codes, postcodes, places = random.Random(2018), Codes(), Postcodes(), read_places()
    polish = outlets_of("PL", places, codes, postcodes, dice)
    czech = outlets_of("CZ", places, codes, postcodes, dice)
    german = outlets_of_neubrandenburg(codes, dice)
    for rows in (polish, czech):
        add_the_odd_ones(rows, dice)
        fix_the_known_ones(rows)
    write("outlets_pl.csv", polish)
    write("outlets_cz.csv", czech)
    write("outlets_neubrandenburg.csv", german)


if __name__ == "__main__":
    main()
