// From the API's answer to the screen's; the only file that knows the API's field names of "nearest".
import type { ExcludedView, NearestAnswer, NearestView, Sentence } from '../api/types.gen';
import type { Language } from '../i18n/index.svelte';
import type { Answer, Basis, Offer, OpenState, Skipped } from './answer';

export function readAnswer(told: NearestAnswer, language: Language): Answer {
  const next = told.next_opening;
  return {
    at: told.at,
    basis: told.basis as Answer['basis'],
    offered: told.outlets.map((view) => readOffer(view, language)),
    excluded: told.excluded.map((view) => readSkipped(view, language)),
    excludedTotal: told.excluded_total,
    truncated: told.search_truncated,
    nextOpening: next ? { code: next.outlet.code, name: next.outlet.name, at: next.at } : undefined,
  };
}

function readOffer(view: NearestView, language: Language): Offer {
  const { outlet, on_arrival: hours } = view;
  return {
    id: outlet.id,
    code: outlet.code,
    name: outlet.name,
    kind: outlet.kind,
    address: outlet.address,
    phone: outlet.phone,
    email: outlet.email,
    website: outlet.website,
    services: outlet.services,
    promotions: outlet.promotions.map(({ title, valid_until }) => ({ title: say(title, language), until: valid_until })),
    distanceM: view.road_m ?? view.distance_m,
    basis: view.basis as Basis,
    travelS: view.travel_s,
    arriveAt: view.arrive_at,
    state: hours.state as OpenState,
    closesAt: hours.closes_at ?? undefined,
    leaveBy: view.leave_by ?? undefined,
    sentence: say(view.sentence, language),
  };
}

function readSkipped(view: ExcludedView, language: Language): Skipped {
  return {
    id: view.outlet.id,
    code: view.outlet.code,
    name: view.outlet.name,
    distanceM: view.road_m ?? view.distance_m,
    basis: view.road_m == null ? 'crow_flies' : 'roads',
    travelS: view.travel_s ?? undefined,
    reason: view.code,
    sentence: say(view.sentence, language),
  };
}

function say(sentence: Sentence, language: Language): string {
  return sentence[language] || sentence.pl || '';
}
