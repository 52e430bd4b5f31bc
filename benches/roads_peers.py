"""Blisko beside OSRM and Valhalla over HTTP: the same extract, the same machine, the same questions, one run.

Each server is asked for routes between random pairs of places and for tables, one request at a time over one kept-alive
connection, snapping and JSON included; the answers are read to the end. Printed are medians in milliseconds, and how
often the three agree. Needs nothing but Python; see docs/PERFORMANCE.md for how the servers are started.

    python3 benches/roads_peers.py --blisko http://127.0.0.1:8080 --osrm http://127.0.0.1:5000 \
        --valhalla http://127.0.0.1:8002 --box -8.69,41.13,-8.56,41.18
"""
import argparse
import http.client
import json
import random
import statistics
import time
from urllib.parse import urlsplit


class Server:
    def __init__(self, url, headers=None):
        parts = urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=120)
        self.connection.connect()
        self.headers = headers or {}

    def ask(self, method, path, body=None):
        """Milliseconds and the bytes of the answer."""
        headers = dict(self.headers)
        if body is not None:
            headers['content-type'] = 'application/json'
        for last in (False, True):
            begun = time.perf_counter()
            try:
                self.connection.request(method, path, body, headers)
                response = self.connection.getresponse()
                data = response.read()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                # Some servers end a connection after so many requests: that is not timed.
                self.connection.close()
                if last:
                    raise
                self.connection.connect()
        took = (time.perf_counter() - begun) * 1000
        if response.status != 200:
            raise RuntimeError(f'{response.status}: {data[:200]}')
        return took, data


def osrm_text(places):
    return ';'.join(f'{lon:.6f},{lat:.6f}' for lon, lat in places)


def valhalla_places(places):
    return [{'lon': lon, 'lat': lat} for lon, lat in places]


class OsrmDialect:
    def __init__(self, server):
        self.server = server

    def route(self, places):
        took, data = self.server.ask('GET', f'/route/v1/driving/{osrm_text(places)}?overview=full&geometries=polyline6&steps=false')
        return took, json.loads(data)['routes'][0]['duration']

    def table(self, places):
        took, data = self.server.ask('GET', f'/table/v1/driving/{osrm_text(places)}')
        return took, len(data)


class Valhalla:
    def __init__(self, server):
        self.server = server

    def route(self, places):
        question = {'locations': valhalla_places(places), 'costing': 'auto', 'directions_type': 'none'}
        took, data = self.server.ask('POST', '/route', json.dumps(question))
        return took, json.loads(data)['trip']['summary']['time']

    def table(self, places):
        question = {'sources': valhalla_places(places), 'targets': valhalla_places(places), 'costing': 'auto'}
        took, data = self.server.ask('POST', '/sources_to_targets', json.dumps(question))
        return took, len(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('blisko', 'osrm', 'valhalla'):
        parser.add_argument(f'--{name}')
    parser.add_argument('--key', help='API key of Blisko with roads.plan')
    parser.add_argument('--box', required=True, help='west,south,east,north')
    parser.add_argument('--routes', type=int, default=500)
    parser.add_argument('--tables', default='10,100,1000')
    parser.add_argument('--valhalla-table-max', type=int, default=100)
    parser.add_argument('--seed', type=int, default=5)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    west, south, east, north = map(float, args.box.split(','))
    place = lambda: (chance.uniform(west, east), chance.uniform(south, north))
    key = {'authorization': f'Bearer {args.key}'} if args.key else {}
    peers = {}
    if args.blisko:
        peers['blisko'] = OsrmDialect(Server(args.blisko, key))
    if args.osrm:
        peers['osrm'] = OsrmDialect(Server(args.osrm))
    if args.valhalla:
        peers['valhalla'] = Valhalla(Server(args.valhalla))
    pairs = [(place(), place()) for _ in range(args.routes)]
    durations = {}
    for name, peer in peers.items():
        times, durations[name] = [], {}
        for number, pair in enumerate(pairs):
            try:
                took, seconds = peer.route(pair)
            except RuntimeError:
                continue
            times.append(took)
            durations[name][number] = seconds
        print(json.dumps({'case': 'route', 'server': name, 'answered': len(times), 'median_ms': round(statistics.median(times), 3),
                          'p99_ms': round(sorted(times)[len(times) * 99 // 100], 3)}), flush=True)
    for name in peers:
        both = [number for number in durations[name] if number in durations.get('blisko', {}) and durations[name][number] > 30]
        if name != 'blisko' and both:
            ratios = sorted(durations['blisko'][number] / durations[name][number] for number in both)
            print(json.dumps({'case': 'time_ratio', 'blisko_to': name, 'pairs': len(both), 'median': round(statistics.median(ratios), 3),
                              'within_25_percent': round(sum(abs(ratio - 1) <= 0.25 for ratio in ratios) / len(ratios), 3)}), flush=True)
    for side in map(int, args.tables.split(',')):
        places = [place() for _ in range(side)]
        for name, peer in peers.items():
            if name == 'valhalla' and side > args.valhalla_table_max:
                continue
            times = []
            for _ in range(3 if side >= 1000 else 10):
                took, size = peer.table(places)
                times.append(took)
            print(json.dumps({'case': f'table_{side}x{side}', 'server': name, 'median_ms': round(statistics.median(times), 2), 'bytes': size}), flush=True)


if __name__ == '__main__':
    main()
