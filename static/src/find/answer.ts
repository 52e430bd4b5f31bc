// The answer as the screen needs it; `readAnswer` makes it from the API's.

/** What a time is made of: the roads, or an estimate from the straight line. */
export type Basis = 'roads' | 'crow_flies';

export type OpenState = 'open' | 'closed' | 'unknown';

export interface Offer {
  id: string;
  code: string;
  name: string;
  kind: string;
  address: { street: string; postcode: string; city: string; country: string };
  phone: string;
  email: string;
  website: string;
  services: string[];
  /** Those that hold on the day that is asked about; `until` is a date, the last day. */
  promotions: { title: string; until: string }[];
  /** By road where `basis` says so, else straight. */
  distanceM: number;
  basis: Basis;
  travelS: number;
  /** RFC 3339 in the outlet's zone, like all times of an offer. */
  arriveAt: string;
  /** On arrival. */
  state: OpenState;
  /** When open on arrival: when it closes; not given when that is out of sight. */
  closesAt: string | undefined;
  leaveBy: string | undefined;
  /** State and reason in words. */
  sentence: string;
}

export interface Skipped {
  id: string;
  code: string;
  name: string;
  distanceM: number;
  basis: Basis;
  /** Not given where no way leads. */
  travelS: number | undefined;
  reason: string;
  sentence: string;
}

export interface Answer {
  /** UTC. */
  at: string;
  /** Of all that are offered. */
  basis: Basis | 'mixed';
  offered: Offer[];
  excluded: Skipped[];
  excludedTotal: number;
  truncated: boolean;
  /** `at` is in the outlet's zone. */
  nextOpening: { code: string; name: string; at: string } | undefined;
}
