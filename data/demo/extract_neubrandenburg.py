#!/usr/bin/env python3
"""Looks up the addresses of the demo outlets in an OpenStreetMap extract of Neubrandenburg.

    pip install osmium
    python3 data/demo/extract_neubrandenburg.py neubrandenburg.osm.pbf

Writes data/demo/neubrandenburg_sites.csv, which generate.py reads. The output is derived from
OpenStreetMap and stays under the ODbL 1.0; that is why it is a file of its own. Run once: the
product does not need the extract, nor this script, nor Python.
"""

import csv
import sys
from pathlib import Path

import osmium

# Kind, short name, street, house number: chosen by hand, one or two for each quarter of the town.
SITES = [
    ("store", "Bethanien-Center", "Mirabellenstraße", "2"),
    ("store", "Turmstraße", "Turmstraße", "18"),
    ("store", "Reitbahnviertel", "Reitbahnweg", "31"),
    ("store", "Oststadt", "Juri-Gagarin-Ring", "27"),
    ("store", "Südstadt", "Clara-Zetkin-Straße", "20"),
    ("store", "Petrosawodsker Straße", "Petrosawodsker Straße", "12"),
    ("store", "Lindenstraße", "Lindenstraße", "63"),
    ("store", "Treptower Straße", "Treptower Straße", "25"),
    ("store", "Demminer Straße", "Demminer Straße", "50"),
    ("store", "Burg Stargard", "Bahnhofstraße", "10"),
    ("showroom", "Marktplatz", "Marktplatz", "2"),
    ("branch", "Friedrich-Engels-Ring", "Friedrich-Engels-Ring", "52"),
    ("branch", "Stargarder Straße", "Stargarder Straße", "14"),
    ("service_point", "Fritz-Reuter-Straße", "Fritz-Reuter-Straße", "12"),
    ("service_point", "Ihlenfelder Straße", "Ihlenfelder Straße", "116"),
    ("service_point", "Neustrelitzer Straße", "Neustrelitzer Straße", "99"),
    ("pickup_point", "Neutorstraße", "Neutorstraße", "30"),
    ("pickup_point", "Weitin", "Am Dorfteich", "1"),
    ("pickup_point", "Salvador-Allende-Straße", "Salvador-Allende-Straße", "22"),
    ("pickup_point", "Lindenberg Süd", "Robinienstraße", "123"),
    ("pickup_point", "Kranichstraße", "Kranichstraße", "17"),
    ("parcel_locker", "Broda", "Rostocker Straße", "6"),
    ("parcel_locker", "Datzeberg", "Rasgrader Straße", "4"),
    ("parcel_locker", "Fritscheshof", "Wismutstraße", "30"),
    ("parcel_locker", "Bahnhof", "Am Bahnhof", "3"),
    ("parcel_locker", "Sponholzer Straße", "Sponholzer Straße", "49"),
    ("parcel_locker", "Cölpiner Straße", "Cölpiner Straße", "44"),
    ("parcel_locker", "Max-Adrion-Straße", "Max-Adrion-Straße", "27"),
    ("parcel_locker", "Carlshöhe", "Kiesseestraße", "16"),
    ("warehouse", "Warliner Straße", "Warliner Straße", "6"),
]


class Addresses(osmium.SimpleHandler):
    """Every address: (street, number) -> (city, postcode, lon, lat); of two, the one whose city sorts last."""

    def __init__(self):
        super().__init__()
        self.found = {}

    def node(self, node):
        self.keep(node.tags, [node.location])

    def way(self, way):
        self.keep(way.tags, [n.location for n in way.nodes if n.location.valid()])

    def keep(self, tags, corners):
        if "addr:street" not in tags or "addr:housenumber" not in tags or not corners:
            return
        lon = sum(corner.lon for corner in corners) / len(corners)
        lat = sum(corner.lat for corner in corners) / len(corners)
        key = (tags["addr:street"], tags["addr:housenumber"])
        entry = (tags.get("addr:city", ""), tags.get("addr:postcode", ""), lon, lat)
        if key not in self.found or entry > self.found[key]:
            self.found[key] = entry


def main(extract):
    addresses = Addresses()
    addresses.apply_file(extract, locations=True)
    target = Path(__file__).with_name("neubrandenburg_sites.csv")
    with target.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["kind", "name", "street", "number", "postcode", "city", "lon", "lat"])
        for kind, name, street, number in SITES:
            city, postcode, lon, lat = addresses.found[(street, number)]
            out.writerow([kind, name, street, number, postcode, city, f"{lon:.5f}", f"{lat:.5f}"])
    print(f"{target}: {len(SITES)} sites")


if __name__ == "__main__":
    main(sys.argv[1])
