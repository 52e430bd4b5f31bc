// Made by scripts/api-types.mjs from the OpenAPI description. Do not edit: blisko openapi | npm run api-types

export type AddressBody = {
  city?: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  postcode?: string;
  /** ISO 3166-2. */
  region?: string;
  street?: string;
};

export type AddressView = {
  city: string;
  country: string;
  postcode: string;
  street: string;
};

export type AlarmView = {
  at: string;
  days_before: number;
  /** Whether the moment has come and the case is still open. */
  raised: boolean;
};

/** Outlets by the smallest detour. */
export type AlongAnswer = {
  /** When the customer sets out, UTC. */
  at: string;
  /** `roads`, or `crow_flies` where times are estimates from straight lines. */
  basis: string;
  conditions?: StandingView | null;
  direct: DirectView;
  /** The change up to which the index had followed. */
  index_revision: number;
  outlets: AlongView[];
  roads?: RoadsView | null;
  /** Only the first 10,000 outlets that pass the other filters were asked for their hours. */
  search_truncated: boolean;
};

/** An outlet on the way; `travel_s`, `road_m` and `arrive_at` tell of the way there. */
export type AlongView = {
  /** In the outlet's zone. */
  arrive_at: string;
  /** `roads`, or `crow_flies` where the time is an estimate from the straight line. */
  basis: string;
  /** Farther than `max_distance_m`, and yet the nearest there is. */
  beyond_max_distance: boolean;
  /** WGS 84 geodesic, metres. */
  distance_m: number;
  /** The last moment to set out so that the stay fits in before closing. */
  leave_by?: string | null;
  /** At `at`. */
  now: HoursView;
  /** At `arrive_at`. */
  on_arrival: HoursView;
  /** If shut on arrival: the first moment at which the stay fits in. */
  opens_at?: string | null;
  outlet: OutletCard;
  /** How long the way by road is. */
  road_m?: number | null;
  sentence: Sentence;
  travel_s: number;
} & {
  /** How much longer the way is; less than nothing where the faster way is the longer one. */
  detour_m: number;
  /** How much later one arrives at the end, without the time at the outlet. */
  detour_s: number;
};

/** What an agent sends. */
export type AnswerBody = {
  /** `sms`, `email` or `chat`. */
  channel: string;
  customer_id?: string | null;
  /** `pl`, `cs` or `en`, for the page behind the link. */
  language: string;
  outlet_id: string;
  /** `answer` when absent. `marketing` goes only to a customer who has consented to offers by this channel, to their own number or address. */
  purpose?: string | null;
  /** A number or an address; the customer's own when empty. */
  recipient?: string;
  /** Said before the link; the outlet's name and address when empty. */
  text?: string;
  /** When the customer means to be there, RFC 3339; now when absent. It goes into the calendar file. */
  visit_at?: string | null;
};

/** What is going out. */
export type AnswerView = {
  channel: string;
  expires_at: string;
  /** Of the message in the outbox. */
  id: string;
  interaction_id: string;
  /** Empty for a chat. */
  recipient: string;
  text: string;
  /** Opens without signing in, and holds nothing personal. */
  url: string;
};

/** A key as an admin asks for it. */
export type ApiKeyBody = {
  /** RFC 3339; without it the key is good until it is revoked. */
  expires_at?: string | null;
  /** What it is for: `ERP, outlets in`. */
  name: string;
  /** Permissions: `outlets.read`, `imports.manage`, … */
  scopes: string[];
};

export type ApiKeyPage = {
  items: ApiKeyView[];
  /** Give this as `after` for the next page; absent on the last one. */
  next?: string | null;
};

export type ApiKeyView = {
  created_at: string;
  created_by?: string | null;
  expires_at?: string | null;
  id: string;
  /** Right to within ten minutes. */
  last_used_at?: string | null;
  name: string;
  /** The beginning of the key, to tell it from others. */
  prefix: string;
  revoked_at?: string | null;
  scopes: string[];
};

/** An appointment as it is written. */
export type AppointmentBody = {
  /** RFC 3339. The outlet must be open then, and as long as it lasts. */
  begins_at: string;
  customer_id: string;
  /** 5 to 480; 30 when absent. */
  minutes?: number;
  note?: string;
  outlet_id: string;
  /** Code of `GET /api/v1/services`; the outlet must offer it. */
  service?: string;
  /** `booked`, `kept`, `missed` or `cancelled`. */
  state?: string;
};

export type AppointmentPage = {
  /** In order of time. */
  items: AppointmentView[];
  next?: string | null;
};

export type AppointmentView = {
  /** RFC 3339. The outlet must be open then, and as long as it lasts. */
  begins_at: string;
  customer_id: string;
  /** 5 to 480; 30 when absent. */
  minutes?: number;
  note?: string;
  outlet_id: string;
  /** Code of `GET /api/v1/services`; the outlet must offer it. */
  service?: string;
  /** `booked`, `kept`, `missed` or `cancelled`. */
  state?: string;
} & {
  created_at: string;
  ends_at: string;
  id: string;
  updated_at: string;
  /** Also the `ETag`. */
  version: number;
};

export type AskedPriceView = {
  amount: number;
  /** Code of the price list or the promotion. */
  code: string;
  currency: string;
  valid_until?: string | null;
};

export type AuditPage = {
  items: AuditView[];
  /** Give this as `after` for the next page; absent on the last one. */
  next?: string | null;
};

/** Who changed what, when; the record before and after. */
export type AuditView = {
  action: string;
  actor_id?: string | null;
  /** `user`, `api_key` or `system`. */
  actor_kind: string;
  actor_name: string;
  after?: Record<string, unknown> | null;
  at: string;
  before?: Record<string, unknown> | null;
  entity: string;
  entity_id: string;
  id: string;
  request_id: string;
  revision: number;
};

/** What an outlet can take. */
export type BookingRulesBody = {
  /** Customers at a time, 0 to 200; with 0 the outlet takes no appointments. */
  at_once: number;
  /** How many at a time of single services, where fewer can be served. */
  services?: Record<string, number>;
  /** 5 to 480: slots are proposed in such steps from each opening on. */
  slot_minutes: number;
};

export type BookingRulesView = {
  /** Customers at a time, 0 to 200; with 0 the outlet takes no appointments. */
  at_once: number;
  /** How many at a time of single services, where fewer can be served. */
  services?: Record<string, number>;
  /** 5 to 480: slots are proposed in such steps from each opening on. */
  slot_minutes: number;
} & {
  /** Also the `ETag`; 0 while nobody has written any: then one customer each half an hour. */
  version: number;
};

/** A promise to call back. */
export type CallBackBody = {
  customer_id: string;
  /** RFC 3339. */
  due_at: string;
  note?: string;
};

/** One thing that a switchboard tells. */
export type CallEventBody = {
  /** Login name of the agent. */
  agent?: string;
  /** When it happened, RFC 3339; now when absent. */
  at?: string | null;
  /** The switchboard's own name for the call. */
  call_id: string;
  /** `inbound` or `outbound`. */
  direction?: string;
  /** `ringing`, `answered`, `held`, `transferred` or `ended`. */
  event: string;
  /** Its name for this event; with a signed message, `webhook-id` when absent. An event of a known name changes nothing. */
  event_id?: string | null;
  /** Our number that was called. */
  line?: string;
  /** The other end, in any notation; empty, or a word like `anonymous`, when it is withheld. */
  number?: string;
};

/** What became of an event. */
export type CallReceipt = {
  /** False when the event was told before: nothing has changed. */
  applied: boolean;
  /** Our own id of the call. */
  id: string;
  /** The revision under which the agent is told. */
  revision?: number | null;
  state: string;
};

/** A call as the agent has it on the screen. */
export type CallView = {
  answered_at?: string | null;
  began_at: string;
  /** Who it is: `none`, `one`, `many` or `withheld`. */
  caller: string;
  /** With `many`: who it may be; whoever had to do with us last comes first. */
  candidates: CustomerView[];
  card?: CustomerCardView | null;
  contact_id?: string | null;
  /** Of the number, as far as it is one of our market. */
  country?: string | null;
  customer_id?: string | null;
  direction: string;
  duration_s?: number | null;
  e164: string;
  ended_at?: string | null;
  extension: string;
  id: string;
  line: string;
  /** As people read it out; empty when it is withheld. */
  number: string;
  /** `ringing`, `answered`, `held`, `transferred`, `ended` or `missed`. */
  state: string;
  version: number;
  /** When the agent had written down what it was about. */
  wrapped_up_at?: string | null;
  /** False when the call has gone to somebody else: then there is no card. */
  yours: boolean;
};

/** Whom the agent has picked. */
export type CallerBody = {
  customer_id: string;
};

/** One answer. */
export type CandidateView = {
  /** A finer level was asked for and is not in the data. */
  coarser_than_asked: boolean;
  components: ComponentsView;
  /** 0 to 1; of answers that say 0.9, nine of ten are right. */
  confidence: number;
  /** The day of the data; empty where unknown. */
  data_date: string;
  /** Start and end of what the question named in the label, in UTF-16 units, as JavaScript counts. */
  highlights: number[][];
  /** The same for the same thing while its index is the same. */
  id: string;
  label: string;
  lat: number;
  /** `entrance`, `building`, `interpolated`, `poi`, `street`, `postcode`, `district`, `settlement`, `commune`, `county`, `region` or `country`. */
  level: string;
  lon: number;
  /** The right point is this near. */
  radius_m: number;
  /** `outlet`, `prg`, `ruian`, `openstreetmap`, `geonames`, `postcode_table`, or `outside:` and a name. */
  source: string;
  /** Words of the question that this answer leaves unexplained, as typed. */
  unmatched: string[];
};

/** A case as it is written. */
export type CaseBody = {
  customer_id: string;
  description?: string;
  /** `complaint` or `request`. */
  kind: string;
  /** When it reached us, RFC 3339; now when absent. A letter counts from the day on which it came. Stays as it is. */
  opened_at?: string | null;
  order_id?: string | null;
  outlet_id?: string | null;
  /** What was answered; needed to resolve it. */
  resolution?: string;
  /** `open`, `waiting`, `resolved` or `withdrawn`. */
  state?: string;
  subject: string;
};

export type CasePage = {
  /** Newest first. */
  items: CaseView[];
  next?: string | null;
};

/** A case as it is read. What the reader may not see is empty. */
export type CaseView = {
  customer_id: string;
  description?: string;
  /** `complaint` or `request`. */
  kind: string;
  /** When it reached us, RFC 3339; now when absent. A letter counts from the day on which it came. Stays as it is. */
  opened_at?: string | null;
  order_id?: string | null;
  outlet_id?: string | null;
  /** What was answered; needed to resolve it. */
  resolution?: string;
  /** `open`, `waiting`, `resolved` or `withdrawn`. */
  state?: string;
  subject: string;
} & {
  /** When people are told, before it is due. */
  alarms: AlarmView[];
  created_at: string;
  /** The end of that day where it counts. */
  due_at: string;
  /** The last day on which an answer is in time. */
  due_on: string;
  extension?: ExtensionView | null;
  id: string;
  number: string;
  overdue: boolean;
  resolved_at?: string | null;
  rule: DueRuleView;
  updated_at: string;
  /** Also the `ETag`. */
  version: number;
};

export type CauseCount = {
  cause: string;
  count: number;
};

export type ChangePasswordBody = {
  current_password: Password;
  /** At least 10 characters. */
  new_password: Password;
};

/** The data of a `change` event. */
export type ChangeView = {
  /** `outlet`, `service`, `customer`, `timeline` (of the customer of that id), `queue_item`, … */
  entity: string;
  entity_id: string;
  /** `create`, `update` or `delete`. */
  op: string;
  revision: number;
};

/** One possible reply. */
export type ChoiceView = {
  /** How many candidates it leaves. */
  candidates: number;
  /** Send it back as `reply` with the same question. */
  id: string;
  label: string;
};

/** A closed road: exactly one of the three. */
export type ClosureBody = {
  /** What it crosses and what it follows. */
  line?: number[][] | null;
  /** Longitude and latitude: the piece of road there. */
  point?: number[] | null;
  /** Of an OpenStreetMap way. */
  way_id?: number | null;
};

export type ColumnBody = number | string;

/** Parts of an address as the source writes them; what is not known is left out. */
export type ComponentsView = {
  city?: string;
  commune?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  county?: string;
  district?: string;
  house_number?: string;
  name?: string;
  postcode?: string;
  region?: string;
  street?: string;
};

/** Conditions of one question. Roads that are closed stay so; these come on top. */
export type ConditionsBody = {
  /** Areas that may not be entered, such as low-emission zones for this vehicle on this day: rings of longitude and latitude, at most 200. */
  closed_areas?: number[][][];
  /** At most 200. */
  closures?: ClosureBody[];
  /** Percent of the usual pace of who travels, 10 to 300, on all roads. */
  pace_percent?: number | null;
  /** Percent of the usual speed, 10 to 300, by class of road: the hour's traffic. */
  speed_percent?: SpeedPercent;
};

/** What a customer said about being written or called to. */
export type ConsentBody = {
  /** `phone`, `sms`, `email`, `letter` or `chat`. */
  channel: string;
  given: boolean;
  /** RFC 3339; now when absent. */
  said_at?: string | null;
  /** Where it was said: a form, a call, a branch. */
  source: string;
};

export type ConsentList = {
  /** Oldest first; the newest of a channel holds. */
  items: ConsentView[];
};

export type ConsentView = {
  channel: string;
  given: boolean;
  id: string;
  /** Login name or key of who wrote it down. */
  recorded_by: string;
  said_at: string;
  source: string;
};

/** A person at a company, as written. */
export type ContactBody = {
  contact_points?: ContactPointBody[];
  /** `pl`, `cs` or `en`. */
  language: string;
  name: string;
  note?: string;
  /** What the person does there. */
  position?: string;
};

export type ContactPage = {
  items: ContactView[];
  next?: string | null;
};

/** One way to reach somebody. */
export type ContactPointBody = {
  /** Digits that are dialled behind the number. */
  extension?: string;
  /** `phone`, `email` or `fax`. */
  kind: string;
  /** `main`, `private`, `work`, `billing`, `delivery` or `other`. */
  purpose?: string;
  valid_from?: string | null;
  valid_until?: string | null;
  /** In any notation; read back as E.164, or as an address in lower case. */
  value: string;
};

/** A person at a company, as read. */
export type ContactView = {
  contact_points?: ContactPointBody[];
  /** `pl`, `cs` or `en`. */
  language: string;
  name: string;
  note?: string;
  /** What the person does there. */
  position?: string;
} & {
  created_at: string;
  customer_id: string;
  id: string;
  updated_at: string;
  /** Also the `ETag`. */
  version: number;
};

export type CurrentCall = {
  call?: CallView | null;
};

/** Where a customer is. Written without `place`, the point is looked up; with it, the point is taken as it is. */
export type CustomerAddressBody = {
  city?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  place?: PlaceBody | null;
  postcode?: string;
  /** `main`, `private`, `work`, `billing`, `delivery` or `other`. */
  purpose?: string;
  /** ISO 3166-2. */
  region?: string;
  street?: string;
  /** As it was said or written; the parts may be empty then. */
  text?: string;
  valid_from?: string | null;
  valid_until?: string | null;
};

/** A customer as it is written. */
export type CustomerBody = {
  addresses?: CustomerAddressBody[];
  contact_points?: ContactPointBody[];
  /** The company's own fields: texts, numbers, true or false. */
  fields?: Record<string, unknown>;
  /** `person` or `company`. */
  kind: string;
  /** `pl`, `cs` or `en`. */
  language: string;
  name: string;
  /** What people call out; when empty, one is given. */
  number?: string;
  /** The user who looks after them. */
  owner_id?: string | null;
  preferred_outlet_id?: string | null;
  /** The company's own word; also the group that prices are made for. */
  segment?: string;
  /** `standard`, `silver`, `gold` or `platinum`. */
  value_tier?: string;
};

export type CustomerCardView = {
  /** The address of that place in one line. */
  address?: string | null;
  customer: CustomerView;
  /** The newest first. */
  open_cases: CaseView[];
  /** The newest first. */
  open_orders: OrderView[];
  place?: PlaceBody | null;
  /** The last five things that passed, newest first. */
  timeline: InteractionView[];
};

/** A definition as it is written. */
export type CustomerFieldBody = {
  /** What may be chosen, where the kind is `choice`. */
  choices?: string[];
  /** Lower-case letters, digits and `_`; it never changes. */
  key: string;
  /** `text`, `number`, `date`, `choice` or `yes_no`. */
  kind: string;
  label: LocalizedBody;
  /** The smaller, the earlier it is shown. */
  position?: number;
  /** A customer cannot be written without it. */
  required?: boolean;
  /** Roles that see it besides admins; everybody who sees own fields of customers when empty. */
  visible_to?: string[];
};

export type CustomerFieldList = {
  /** In the order in which they are shown. */
  items: CustomerFieldView[];
};

/** A definition as it is read. */
export type CustomerFieldView = {
  /** What may be chosen, where the kind is `choice`. */
  choices?: string[];
  /** Lower-case letters, digits and `_`; it never changes. */
  key: string;
  /** `text`, `number`, `date`, `choice` or `yes_no`. */
  kind: string;
  label: LocalizedBody;
  /** The smaller, the earlier it is shown. */
  position?: number;
  /** A customer cannot be written without it. */
  required?: boolean;
  /** Roles that see it besides admins; everybody who sees own fields of customers when empty. */
  visible_to?: string[];
} & {
  /** Also the `ETag`. */
  version: number;
};

export type CustomerPage = {
  items: CustomerView[];
  /** Give this as `after` for the next page; absent on the last one. */
  next?: string | null;
};

export type CustomerSearchAnswer = {
  /** `memory`, or `database` where only names and numbers were looked at and no slips were forgiven. */
  basis: string;
  /** The likeliest first. */
  items: CustomerView[];
};

/** A customer as it is read. What the reader may not see is empty. */
export type CustomerView = {
  addresses?: CustomerAddressBody[];
  contact_points?: ContactPointBody[];
  /** The company's own fields: texts, numbers, true or false. */
  fields?: Record<string, unknown>;
  /** `person` or `company`. */
  kind: string;
  /** `pl`, `cs` or `en`. */
  language: string;
  name: string;
  /** What people call out; when empty, one is given. */
  number?: string;
  /** The user who looks after them. */
  owner_id?: string | null;
  preferred_outlet_id?: string | null;
  /** The company's own word; also the group that prices are made for. */
  segment?: string;
  /** `standard`, `silver`, `gold` or `platinum`. */
  value_tier?: string;
} & {
  /** The newest word for each channel; channels that are missing were never asked about. */
  consents: ConsentView[];
  created_at: string;
  id: string;
  nearest_outlet?: NearestOutletView | null;
  updated_at: string;
  /** Also the `ETag`. */
  version: number;
};

/** The way without a stop. */
export type DirectView = {
  road_m?: number | null;
  travel_s: number;
};

export type DueRuleView = {
  /** Where it is written; empty for a rule of another version of the service. */
  basis: string;
  days?: number | null;
  id: string;
  version: number;
};

/** Somebody who may be the same customer. */
export type DuplicateView = {
  customer: CustomerView;
  /** What the score is the sum of. */
  reasons: LikenessView[];
  /** 0 to 1; from 0.5 on a person should look. */
  score: number;
};

export type Duplicates = {
  /** Most alike first. */
  items: DuplicateView[];
};

export type ExcludedCard = {
  city: string;
  code: string;
  country: string;
  id: string;
  lat: number;
  lon: number;
  name: string;
};

/** An outlet left out, and why. */
export type ExcludedView = {
  /** `unreachable`, `inactive`, `other_kind`, `other_country`, `no_service`, `hours_unknown`, `legal_closure`, `public_holiday`, `override_closure`, `closes_before_arrival`, `closed` or `closes_before_stay`; where several hold, the first in this order. */
  code: string;
  distance_m: number;
  hours?: HoursView | null;
  /** With `no_service`: what is wanted and not there. */
  missing_services?: string[];
  opens_at?: string | null;
  outlet: ExcludedCard;
  road_m?: number | null;
  sentence: Sentence;
  /** Nothing with `unreachable`. */
  travel_s?: number | null;
};

export type ExtensionView = {
  /** Where it is written. */
  basis: string;
  until: string;
};

export type Feature = {
  geometry: Record<string, unknown>;
  id: string;
  /** Links of OGC API Features. */
  links?: Record<string, unknown>[] | null;
  properties: Record<string, unknown>;
  type: string;
};

export type FeatureCollection = Record<string, unknown> & {
  bbox?: number[] | null;
  features: Feature[];
  type: string;
};

/** A point that was found, or put by a person. */
export type FoundPointView = {
  confidence: number;
  data_date: string;
  label: string;
  lat: number;
  /** `manual` where a person has put it; else as in answers of the geocoder. */
  level: string;
  lon: number;
  radius_m: number;
  source: string;
};

/** What was found, best first. */
export type GeocodeAnswer = {
  candidates: CandidateView[];
  /** The search stopped at its limit of work; there may be better ones. */
  cut_short: boolean;
  missing?: MissingView | null;
  point?: TypedPointView | null;
  question?: QuestionView | null;
};

/** What is the same for all rows, and the rows. */
export type GeocodeBatch = {
  /** Only these countries: ISO 3166-1 alpha-2, separated by commas. */
  countries?: string | null;
  lat?: number | null;
  /** Candidates per row, 1 to 50; 1 when absent. Rows times limit at most 30,000. */
  limit?: number | null;
  /** Where the rows are, degrees east: orders what fits equally well. */
  lon?: number | null;
  /** 1 to 10,000. */
  rows: GeocodeRow[];
};

/** One answer per row, in order. */
export type GeocodeBatchAnswer = {
  answers: GeocodeRowAnswer[];
};

/** One address: `q`, or parts of an address. */
export type GeocodeRow = {
  city?: string;
  country?: string;
  county?: string;
  district?: string;
  house_number?: string;
  /** Comes back with the answer; at most 100 characters. */
  id?: string | null;
  postcode?: string;
  q?: string | null;
  region?: string;
  street?: string;
};

/** The answer to one row. */
export type GeocodeRowAnswer = {
  candidates: CandidateView[];
  /** The search stopped at its limit of work; there may be better ones. */
  cut_short: boolean;
  missing?: MissingView | null;
  point?: TypedPointView | null;
  question?: QuestionView | null;
} & {
  id?: string | null;
};

/** How a point was found, or not. */
export type GeocodeView = {
  /** How often it was looked for. */
  attempts: number;
  /** Why a person should look; absent when nobody needs to. */
  cause?: string | null;
  created_at: string;
  found?: FoundPointView | null;
  /** The import that brought it, and the row of the file. */
  import_id?: string | null;
  import_row?: number | null;
  /** The address as it was asked for. */
  raw_text: string;
  /** `good`, `open`, `accepted` or `manual`. */
  state: string;
  updated_at: string;
};

/** Who gets an item. */
export type HandOverBody = {
  user_id: string;
};

/** What the hours mean. */
export type HoursPreview = {
  days: PreviewDay[];
  /** The same hours in OSM syntax. */
  normalized?: string | null;
  /** What to do about hours that cannot be read, or a caution about ones that can. */
  problem?: string | null;
  /** `false`: nobody can tell when the outlet is open; customers are told to call. */
  readable: boolean;
  /** Whether the text in `same_as` means the same on each of 398 days, exceptions and trade law aside. */
  same?: boolean | null;
};

/** Hours as somebody writes them, and where they would hold. */
export type HoursPreviewBody = {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** 1 to 396; 60 when absent. */
  days?: number | null;
  floor_area_m2?: number | null;
  /** The first day; today there when absent. */
  from?: string | null;
  opening_hours: string;
  overrides?: OverrideBody[];
  /** ISO 3166-2; empty where unknown. */
  region?: string;
  /** Another text of hours, to learn whether it means the same. */
  same_as?: string | null;
  /** IANA name; the zone of the country when absent. */
  time_zone?: string | null;
  /** How trade law sees the outlet; `retail` when absent. */
  trade_class?: string | null;
};

/** Open or not, until when, and why. */
export type HoursView = {
  /** When open: when it closes; absent where that is not in sight. */
  closes_at?: string | null;
  /** When the state next becomes another one. */
  next_change?: string | null;
  /** `regular`, `override`, `public_holiday` or `legal_closure`. */
  reason: string;
  reason_text?: Sentence | null;
  /** Code of the rule of law or of the holiday. */
  rule?: string | null;
  /** `open`, `closed` or `unknown`. */
  state: string;
};

export type ImportColumn = {
  /** From 0. */
  column: number;
  /** How sure the proposal is, from 0 to 100; absent once a person has decided. */
  confidence?: number | null;
  /** Absent when the column is left out. */
  field?: string | null;
  name: string;
};

/** Rows by what they do, or did. */
export type ImportCountsView = {
  bad: number;
  create: number;
  /** Rows whose record gets its point from its address. */
  geocoded: number;
  /** Rows whose address could not be placed surely: their outlets wait in the repair queue. */
  held: number;
  /** Good rows whose opening hours nobody can read yet; they are kept as typed. */
  hours_unread: number;
  /** Rows that undoing left alone, because the outlet was changed since. */
  kept: number;
  /** Rows about customers who seem to be there and are to be left out. */
  skipped: number;
  unchanged: number;
  undone: number;
  /** Rows about customers whose address was not found: they go in without a point. */
  unplaced: number;
  update: number;
  /** Good rows with a warning. */
  warned: number;
};

export type ImportNoteView = {
  code: string;
  message: string;
};

export type ImportPage = {
  /** Newest first. */
  items: ImportView[];
  /** Give this as `after` for the next page; absent on the last one. */
  next?: string | null;
};

export type ImportRowPage = {
  items: ImportRowView[];
  /** Give this as `after` for the next page; absent on the last one. */
  next?: number | null;
};

/** One row of the file and what became of it. */
export type ImportRowView = {
  cells: string[];
  /** Also whom a row that is left out seems to be about. */
  customer_id?: string | null;
  /** `create`, `update`, `unchanged`, `held`, `skipped`, `bad`, `undone` or `kept`; absent before the check. */
  outcome?: string | null;
  outlet_id?: string | null;
  problems: RowProblemView[];
  /** As a spreadsheet numbers it. */
  row: number;
};

/** An import without its rows. */
export type ImportView = {
  /** The columns of the file with the fields they are given to. */
  columns: ImportColumn[];
  counts: ImportCountsView;
  create_services: boolean;
  created_at: string;
  created_by: string;
  /** Values for rows that have none of their own, by field. */
  defaults: Record<string, string>;
  delimiter?: string;
  /** What becomes of rows about customers who seem to be there: `skip`, `update` or `create`. */
  duplicates: string;
  /** What the text was read as; absent for workbooks. */
  encoding?: string;
  /** Why applying failed as a whole; nothing was written then. */
  failure?: string;
  /** The fields that a column may be given to. */
  fields: string[];
  file_name: string;
  /** `csv`, `xlsx`, `geojson` or `vcard`. */
  format: string;
  id: string;
  /** `outlets` or `customers`. */
  kind: string;
  notes: ImportNoteView[];
  /** The last change that applying or undoing wrote. */
  revision?: number | null;
  /** Rows worked on, while the state is `checking`, `applying` or `undoing`. */
  rows_done?: number | null;
  rows_total: number;
  sheet?: string;
  /** `uploaded`, `checking`, `checked`, `applying`, `applied`, `failed`, `undoing` or `undone`. */
  state: string;
  updated_at: string;
};

/** An interaction as it is written. Four fields suffice: `customer_id`, `channel`, `direction`, `body`. */
export type InteractionBody = {
  /** Who did it for us; whoever writes it down when absent. */
  agent_id?: string | null;
  /** RFC 3339; now when absent. */
  at?: string | null;
  /** Where the scan or the file lies. */
  attachment?: string;
  body?: string;
  case_id?: string | null;
  /** `phone`, `fax`, `email`, `letter`, `in_person`, `web_form`, `chat`, `sms` or `video`. */
  channel: string;
  contact_id?: string | null;
  /** Absent until somebody knows who it was. */
  customer_id?: string | null;
  /** `inbound` or `outbound`. */
  direction: string;
  duration_s?: number | null;
  order_id?: string | null;
  /** How it ended, in the company's own word. What came in writing and has none waits in the queue. */
  outcome?: string;
  outlet_id?: string | null;
  place?: PointBody | null;
  subject?: string;
};

/** An interaction as it is read. What the reader may not see is empty. */
export type InteractionView = {
  /** Who did it for us; whoever writes it down when absent. */
  agent_id?: string | null;
  /** RFC 3339; now when absent. */
  at?: string | null;
  /** Where the scan or the file lies. */
  attachment?: string;
  body?: string;
  case_id?: string | null;
  /** `phone`, `fax`, `email`, `letter`, `in_person`, `web_form`, `chat`, `sms` or `video`. */
  channel: string;
  contact_id?: string | null;
  /** Absent until somebody knows who it was. */
  customer_id?: string | null;
  /** `inbound` or `outbound`. */
  direction: string;
  duration_s?: number | null;
  order_id?: string | null;
  /** How it ended, in the company's own word. What came in writing and has none waits in the queue. */
  outcome?: string;
  outlet_id?: string | null;
  place?: PointBody | null;
  subject?: string;
} & {
  /** The call that it is the line of. */
  call_id?: string | null;
  created_at: string;
  id: string;
  updated_at: string;
  /** Also the `ETag`. */
  version: number;
};

/** A thing that one sees where one turns. */
export type LandmarkView = {
  /** `roundabout`, `station`, `church`, `square`, `city_gate`, `town_hall`, `filling_station`, `supermarket`, `fast_food`, `shopping_centre`, `hospital`, `fire_station`, `school`, `theatre`, `cinema`, `museum`, `stadium`, `post_office`, `police`, `library`, `cemetery`, `hotel`, `bank`, `pharmacy` or `council_office`. */
  kind: string;
  lat: number;
  lon: number;
  /** As it is on the sign. */
  name: string;
  /** `at` the turn, `passed` just before it, or `ahead` of it straight on. */
  position: string;
  /** `left` or `right` of who comes to the turn; absent where it is on both sides. */
  side?: string | null;
};

export type LegView = {
  distance_m: number;
  duration_s: number;
  /** The way in one breath, to be read aloud; present with the steps. */
  spoken?: string;
  /** Present when steps were asked for and there are roads. */
  steps?: StepView[];
};

export type LikenessView = {
  /** `same_phone`, `same_email`, `same_name`, `name_sounds_alike`, `same_house`, `same_street` or `other_kind`. */
  code: string;
  weight: number;
};

/** A text in three languages; Czech and English fall back to Polish. */
export type LocalizedBody = {
  cs?: string;
  en?: string;
  pl: string;
};

export type LosingAnswer = {
  /** Whoever loses most first; before all others those who are left without any outlet. */
  items: LosingCustomer[];
  mode: string;
  /** How many customers go there today; `items` may be fewer. */
  total: number;
};

export type LosingCustomer = {
  /** To the outlet that closes. */
  before_s: number;
  customer_id: string;
  /** How much longer that takes. */
  extra_s?: number | null;
  name: string;
  next?: NextOutlet | null;
  number: string;
};

/** What the columns mean. */
export type MappingBody = {
  /** Field to column: its position from 0, or its name. */
  columns: Record<string, ColumnBody>;
  /** Add services that the vocabulary lacks instead of refusing their rows. */
  create_services?: boolean;
  /** Field to the value for rows that have none. */
  defaults?: Record<string, string>;
  /** What becomes of rows about customers who seem to be there: `skip` (when absent), `update` or `create`. */
  duplicates?: string | null;
};

export type MatrixRequest = {
  conditions?: ConditionsBody | null;
  /** When one sets out, RFC 3339 with a zone; now when absent. Decides which kept conditions hold. */
  depart?: string | null;
  /** The origins when absent. Origins times destinations at most 1,000,000; fewer for callers without `roads.plan`. */
  destinations?: number[][] | null;
  /** `car`, `foot` or `bike`; `car` when absent. */
  mode?: string | null;
  /** 1 to 10,000 places, each longitude and latitude. */
  origins: number[][];
  /** How far from a road a place may be, 1 to 20000; 2000 when absent. */
  snap_radius_m?: number | null;
  /** The class of the vehicle, as kept conditions name it. */
  vehicle?: string | null;
};

/** Times and distances, one row for an origin. */
export type MatrixView = {
  /** `roads`, `outside:osrm`, `outside:valhalla`, `crow_flies`, or `mixed`: then cells of the places listed below are straight lines, all others roads. */
  basis: string;
  conditions?: StandingView | null;
  /** Numbers of destinations off the roads. */
  crow_flies_destinations: number[];
  /** Numbers of origins off the roads. */
  crow_flies_origins: number[];
  /** Metres; null where no way leads there. */
  distances_m: ((number | null)[])[];
  /** Seconds; null where no way leads there. */
  durations_s: ((number | null)[])[];
  mode: string;
  /** True when a router of others should have answered and did not: then it is straight lines instead. */
  outside_router_failed?: boolean;
  roads?: RoadsView | null;
};

/** Who is signed in, what they may do, and what their pages need. */
export type Me = {
  /** Whether one's own telephone may be made to ring, see `simulate_call`. */
  can_simulate_calls: boolean;
  /** To be sent as `X-CSRF-Token` with every request that changes something. */
  csrf_token: string;
  /** When the session ends whatever happens. */
  expires_at: string;
  /** Without a request for this long, it ends earlier. */
  idle_limit_s: number;
  permissions: string[];
  user: UserView;
};

/** An address as it should have been. */
export type MendedAddress = {
  city: string;
  postcode?: string;
  street?: string;
};

/** Who goes into whom. */
export type MergeBody = {
  duplicate_id: string;
};

export type MergePage = {
  /** Newest first. */
  items: MergeView[];
  next?: string | null;
};

export type MergeView = {
  duplicate_id: string;
  id: string;
  merged_at: string;
  merged_by: string;
  survivor_id: string;
  /** Until then it can be taken back. */
  undo_until: string;
  undone_at?: string | null;
};

export type MergedView = {
  customer: CustomerView;
  merge: MergeView;
};

/** What is not in the data. */
export type MissingView = {
  /** As it was asked for; empty for `everything`. */
  text: string;
  /** `settlement`, `street`, `house_number` or `everything`. */
  what: string;
};

/** The nearest outlets, and why not the nearer ones. */
export type NearestAnswer = {
  /** When the customer sets out, UTC. */
  at: string;
  /** What travel times are made of: `roads`; `crow_flies`, an estimate from the straight line; or `mixed`, and each outlet says which. */
  basis: string;
  /** When nothing is offered: the filters that are to blame. */
  blocking_filters: string[];
  conditions?: StandingView | null;
  /** The question most likely has longitude and latitude the wrong way round. */
  coordinates_look_swapped?: boolean;
  /** Nearer than the last one offered, and left out; in the same order. */
  excluded: ExcludedView[];
  /** How many were left out; `excluded` lists at most `excluded_limit` of them. */
  excluded_total: number;
  /** The change up to which the index had followed. */
  index_revision: number;
  next_opening?: NextOpeningView | null;
  /** By distance, or by travel time with `mode`. */
  outlets: NearestView[];
  /** Only the nearest 10,000 outlets that pass the other filters were asked for their hours. */
  search_truncated: boolean;
};

export type NearestBatch = {
  /** At most 1,000; k and excluded_limit of all together at most 60,000. */
  queries: NearestQuery[];
};

/** What the bytes of a batch's answer say; they are put together from those of its answers. */
export type NearestBatchAnswer = {
  /** In the order of the questions. */
  answers: NearestAnswer[];
};

export type NearestOutletView = {
  code: string;
  distance_m: number;
  name: string;
  outlet_id: string;
};

export type NearestQuery = {
  /** When the customer sets out, RFC 3339 with a zone; now when absent. */
  at?: string | null;
  /** ISO 3166-1 alpha-2, separated by commas; any of them. */
  countries?: string | null;
  /** How many of the outlets left out are listed, 0 to 1000; 10 when absent. */
  excluded_limit?: number | null;
  /** How many outlets, 1 to 1000; 10 when absent. */
  k?: number | null;
  /** Kinds of outlets, separated by commas; any of them. */
  kinds?: string | null;
  /** The language of the sentences, `pl`, `cs` or `en`; `all` when absent. One is quicker than all. */
  lang?: string | null;
  /** Degrees north, WGS 84. */
  lat: number;
  /** Degrees east, WGS 84. */
  lon: number;
  /** Beyond it only the very nearest outlet is offered, and marked. */
  max_distance_m?: number | null;
  /** `car`, `foot` or `bike`: in the order of travel time by road. In the order of the straight line when absent. */
  mode?: string | null;
  /** `any`, `now` or `on_arrival`; `any` when absent. */
  open?: string | null;
  /** Codes of services, separated by commas; all of them must be there. */
  services?: string | null;
  /** How long the outlet must stay open from then on. */
  stay_minutes?: number | null;
  /** Travel time in seconds where the caller knows better than an estimate. */
  travel_s?: number | null;
  /** Speed of the straight-line estimate, km/h; by car that of the settings, by bike 14, on foot 4.8 when absent. */
  travel_speed?: number | null;
  /** The class of the vehicle, as kept conditions of roads name it; with `mode`. */
  vehicle?: string | null;
};

/** An outlet to go to. */
export type NearestView = {
  /** In the outlet's zone. */
  arrive_at: string;
  /** `roads`, or `crow_flies` where the time is an estimate from the straight line. */
  basis: string;
  /** Farther than `max_distance_m`, and yet the nearest there is. */
  beyond_max_distance: boolean;
  /** WGS 84 geodesic, metres. */
  distance_m: number;
  /** The last moment to set out so that the stay fits in before closing. */
  leave_by?: string | null;
  /** At `at`. */
  now: HoursView;
  /** At `arrive_at`. */
  on_arrival: HoursView;
  /** If shut on arrival: the first moment at which the stay fits in. */
  opens_at?: string | null;
  outlet: OutletCard;
  /** How long the way by road is. */
  road_m?: number | null;
  sentence: Sentence;
  travel_s: number;
};

export type NewApiKey = {
  api_key: ApiKeyView;
  /** The whole key, to be sent as `Authorization: Bearer …`. It is not shown again. */
  secret: string;
};

export type NewUserBody = {
  password?: Password | null;
  user: UserBody;
};

export type NextOpeningView = {
  /** The first moment at which the stay fits in, in the outlet's zone. */
  at: string;
  distance_m: number;
  outlet: ExcludedCard;
  sentence: Sentence;
};

export type NextOutlet = {
  code: string;
  distance_m: number;
  name: string;
  outlet_id: string;
  travel_s: number;
};

export type OnRoadView = {
  distance_m: number;
  lat: number;
  lon: number;
  /** Empty where the road has no name. */
  street: string;
};

/** An order as it is written. */
export type OrderBody = {
  /** ISO 4217. */
  currency: string;
  customer_id: string;
  lines: OrderLineBody[];
  note?: string;
  /** When empty, one is given. */
  number?: string;
  outlet_id?: string | null;
  /** RFC 3339; now when absent. */
  placed_at?: string | null;
  promised_on?: string | null;
  /** `new`, `confirmed`, `ready`, `shipped`, `delivered`, `cancelled` or `returned`. */
  state?: string;
};

export type OrderLineBody = {
  name?: string;
  /** The company's own code. */
  product: string;
  quantity: number;
  /** For one, in minor units: 1999 is 19,99. */
  unit_amount: number;
};

export type OrderPage = {
  /** Newest first. */
  items: OrderView[];
  next?: string | null;
};

/** An order as it is read. */
export type OrderView = {
  /** ISO 4217. */
  currency: string;
  customer_id: string;
  lines: OrderLineBody[];
  note?: string;
  /** When empty, one is given. */
  number?: string;
  outlet_id?: string | null;
  /** RFC 3339; now when absent. */
  placed_at?: string | null;
  promised_on?: string | null;
  /** `new`, `confirmed`, `ready`, `shipped`, `delivered`, `cancelled` or `returned`. */
  state?: string;
} & {
  created_at: string;
  id: string;
  /** All lines together, in minor units. */
  total_amount: number;
  updated_at: string;
  /** Also the `ETag`. */
  version: number;
};

export type OutboxPage = {
  /** Newest first. */
  items: OutboxView[];
  next?: string | null;
};

/** A message of the outbox. */
export type OutboxView = {
  /** Tries so far. */
  attempts: number;
  /** `sms`, `email` or `chat`. */
  channel: string;
  created_at: string;
  customer_id?: string | null;
  /** Why it was not sent so far: `no_sender` (nothing is configured that sends by this channel), `no_consent` (the customer has refused it, or never allowed an offer), `expired`, `refused` or `unavailable`. */
  failure?: string | null;
  id: string;
  /** When it is tried next; only while it waits. */
  next_try_at?: string | null;
  /** `answer` or `marketing`. */
  purpose: string;
  /** Absent for those who see no contact points. */
  recipient?: string | null;
  sent_at?: string | null;
  /** `waiting`, `sending`, `sent`, `failed` or `cancelled`. */
  state: string;
  /** Absent for those who see no contact points. */
  text?: string | null;
};

/** An outlet as it is written. */
export type OutletBody = {
  address: AddressBody;
  /** The company's own code, unique. */
  code: string;
  email?: string;
  floor_area_m2?: number | null;
  /** `store`, `branch`, `service_point`, `pickup_point`, `parcel_locker`, `showroom` or `warehouse`. */
  kind: string;
  /** Degrees north, WGS 84. */
  lat: number;
  /** Degrees east, WGS 84. */
  lon: number;
  name: string;
  /** As people write it; best in OSM notation. Kept verbatim. */
  opening_hours?: string;
  overrides?: OverrideBody[];
  phone?: string;
  products?: string[];
  promotions?: PromotionBody[];
  /** Codes of `GET /api/v1/services`. */
  services?: string[];
  /** `planned`, `active`, `temporarily_closed` or `closed`. */
  status?: string;
  /** IANA name; when absent, the zone of the country. */
  time_zone?: string | null;
  /** How trade law sees the outlet: `retail`, `owner_serves`, `petrol_station`, `pharmacy`, …, `not_retail`. */
  trade_class?: string;
  website?: string;
};

/** The facts of an outlet that a card shows. */
export type OutletCard = {
  address: AddressView;
  code: string;
  /** ISO 4217; where the outlet's country decides. */
  currency: string;
  email: string;
  id: string;
  kind: string;
  lat: number;
  lon: number;
  name: string;
  phone: string;
  /** Valid on the day that is asked about. */
  promotions: PromotionView[];
  services: string[];
  status: string;
  time_zone: string;
  website: string;
};

export type OutletPage = {
  items: OutletView[];
  /** Give this as `after` for the next page; absent on the last one. */
  next?: string | null;
};

/** What an agent heard. */
export type OutletReportBody = {
  /** During which call it was heard. */
  call_id?: string | null;
  /** `hours`, `address`, `phone`, `services`, `promotions` or `other`. */
  field: string;
  outlet_id: string;
  /** What is wrong, at most 1,000 characters. */
  text: string;
};

export type OutletReportPage = {
  /** Newest first. */
  items: OutletReportView[];
  /** Give this as `after` for the next page; absent on the last one. */
  next?: number | null;
};

/** What a customer says is wrong. */
export type OutletReportView = {
  /** During which call an agent reported it. */
  call_id?: string | null;
  created_at: string;
  /** Empty when no answer is wanted, and after the report is resolved. */
  email: string;
  /** `hours`, `address`, `phone`, `services`, `promotions` or `other`. */
  field: string;
  id: string;
  /** The language of the reporter. */
  language: string;
  /** What the reporter was told. */
  number: number;
  /** `fixed` or `rejected`. */
  outcome?: string | null;
  outlet?: ReportedOutletView | null;
  outlet_id: string;
  resolution?: string | null;
  resolved_at?: string | null;
  resolved_by?: string | null;
  text: string;
};

/** A stored outlet. */
export type OutletView = {
  address: AddressBody;
  /** The company's own code, unique. */
  code: string;
  email?: string;
  floor_area_m2?: number | null;
  /** `store`, `branch`, `service_point`, `pickup_point`, `parcel_locker`, `showroom` or `warehouse`. */
  kind: string;
  /** Degrees north, WGS 84. */
  lat: number;
  /** Degrees east, WGS 84. */
  lon: number;
  name: string;
  /** As people write it; best in OSM notation. Kept verbatim. */
  opening_hours?: string;
  overrides?: OverrideBody[];
  phone?: string;
  products?: string[];
  promotions?: PromotionBody[];
  /** Codes of `GET /api/v1/services`. */
  services?: string[];
  /** `planned`, `active`, `temporarily_closed` or `closed`. */
  status?: string;
  /** IANA name; when absent, the zone of the country. */
  time_zone?: string | null;
  /** How trade law sees the outlet: `retail`, `owner_serves`, `petrol_station`, `pharmacy`, …, `not_retail`. */
  trade_class?: string;
  website?: string;
} & {
  created_at: string;
  id: string;
  updated_at: string;
  /** Grows by one with every write; the `ETag` is this number in quotes. */
  version: number;
};

/** Dates on which the regular hours do not hold; both belong to the span. */
export type OverrideBody = {
  from: string;
  /** Hours of these days, `10:00-14:00`; `null` for closed. */
  hours?: string | null;
  reason?: string;
  until: string;
};

/** A password on its way in. It prints as `***`. */
export type Password = string;

export type PermissionView = {
  /** `outlets.write`: what roles and the scopes of keys are made of. */
  code: string;
  /** What it lets one do, in English. */
  meaning: string;
};

/** Where the outlet is. */
export type PinBody = {
  /** Degrees north, WGS 84. */
  lat: number;
  /** Degrees east, WGS 84. */
  lon: number;
};

/** A point, and how it was found. Only `lon` and `lat` are needed: then a person has put it there. */
export type PlaceBody = {
  /** 0 to 1. */
  confidence?: number;
  /** The day of the data; empty where unknown. */
  data_date?: string;
  /** What was found, in one line. */
  label?: string;
  /** Degrees north, WGS 84. */
  lat: number;
  /** `manual`, `entrance`, `building`, `interpolated`, `street`, `settlement`, … */
  level?: string;
  /** Degrees east, WGS 84. */
  lon: number;
  /** The address is within this distance of the point. */
  radius_m?: number;
  source?: string;
};

export type PointBody = {
  lat: number;
  lon: number;
};

export type Policies = {
  /** By kind; the country's own before those of everywhere. */
  items: PolicyView[];
};

export type PolicyBody = {
  /** ISO 3166-1; empty for everywhere. */
  country?: string;
  /** `returns`, `warranty`, `delivery`, `payment` or `other`. */
  kind: string;
  text: LocalizedBody;
  title: LocalizedBody;
  /** The first day of purchases for which it holds. */
  valid_from: string;
  valid_until?: string | null;
};

export type PolicyView = {
  /** ISO 3166-1; empty for everywhere. */
  country?: string;
  /** `returns`, `warranty`, `delivery`, `payment` or `other`. */
  kind: string;
  text: LocalizedBody;
  title: LocalizedBody;
  /** The first day of purchases for which it holds. */
  valid_from: string;
  valid_until?: string | null;
} & {
  code: string;
};

export type PresenceView = {
  /** Without another word for this long, one is taken to have left. */
  forgotten_after_s: number;
  /** The others, the longest there first. */
  others: PresentView[];
};

export type PresentView = {
  name: string;
  since: string;
  user_id: string;
};

/** One day by the calendar of the place. */
export type PreviewDay = {
  date: string;
  holiday?: Sentence | null;
  open: PreviewSpan[];
  /** `override`, `public_holiday` or `legal_closure`, where one of them changed the day. */
  reason?: string | null;
  reason_text?: Sentence | null;
  /** Code of the rule of law or of the holiday that changed the day. */
  rule?: string | null;
  /** On Polish Sundays: whether shops may trade. */
  trading_sunday?: boolean | null;
  /** When nobody knows. */
  unknown: PreviewSpan[];
};

/** Minutes after the midnight of the day; a night shift ends beyond 1440. */
export type PreviewSpan = {
  from_minute: number;
  until_minute: number;
};

export type PriceAnswer = {
  /** In the order of the question. */
  items: QuoteView[];
  on: string;
};

export type PriceBody = {
  amount: number;
  product: string;
  valid_from: string;
  /** The last day; open when absent. */
  valid_until?: string | null;
};

export type PriceListBody = {
  /** ISO 3166-1; empty for everywhere. */
  country?: string;
  /** ISO 4217. */
  currency: string;
  name?: string;
  /** Absent for every outlet of the country. */
  outlet_id?: string | null;
  /** At most 5,000; keep those of the last month: the lowest of thirty days is asked of them. */
  prices: PriceBody[];
  /** Group of customers; empty for everybody. */
  segment?: string;
};

export type PriceListView = {
  code: string;
  country: string;
  currency: string;
  name: string;
  outlet_id?: string | null;
  segment: string;
  version: number;
};

export type PriceLists = {
  items: PriceListView[];
};

export type PricePromotionBody = {
  amount: number;
  country?: string;
  currency: string;
  outlet_id?: string | null;
  product: string;
  segment?: string;
  title: LocalizedBody;
  valid_from: string;
  valid_until: string;
};

/** The body of every answer with a 4xx or 5xx status (RFC 9457). */
export type Problem = {
  code: string;
  detail: string;
  errors?: ProblemError[];
  /** The path of the request. */
  instance: string;
  /** Of a slot that is taken: when the next ones begin, RFC 3339. */
  next_free?: string[];
  /** The same as in the `x-request-id` header and in the log. */
  request_id: string;
  status: number;
  title: string;
  /** `urn:blisko:problem:` and the code. */
  type: string;
};

/** One part of the request to mend. */
export type ProblemError = {
  code: string;
  message: string;
  /** Name of the query parameter, path part or header. */
  parameter?: string | null;
  /** JSON pointer into the body: `/overrides/0/until`. */
  pointer?: string | null;
};

export type PromotionBody = {
  title: LocalizedBody;
  valid_from: string;
  /** The last day on which the promotion holds. */
  valid_until: string;
};

export type PromotionQuoteView = {
  amount: number;
  /** Code of the price list or the promotion. */
  code: string;
  currency: string;
  valid_until?: string | null;
} & {
  /** The lowest price of the thirty days before the promotion began (Directive 98/6/EC, article 6a). */
  lowest_30_days_amount?: number | null;
};

export type PromotionView = {
  title: Title;
  valid_until: string;
};

export type ProviderView = {
  /** What people call it. */
  name: string;
  /** Where its button leads; a path in `next` is where one goes after that. */
  path: string;
};

/** What to ask the customer. */
export type QuestionView = {
  /** `country`, `region`, `county`, `commune`, `city`, `district` or `postcode`. */
  about: string;
  choices: ChoiceView[];
};

export type QueueCustomerView = {
  id: string;
  name: string;
  number: string;
  value_tier: string;
};

export type QueueItemView = {
  customer?: QueueCustomerView | null;
  due_at: string;
  id: string;
  /** `complaint`, `missed_call`, `call_back`, `message` or `request`. */
  kind: string;
  note: string;
  overdue: boolean;
  /** Why it stands where it stands: "complaint due in 3 h". */
  reason: LocalizedBody;
  /** The case (complaint, request), call (missed_call) or interaction (message) that waits. */
  subject_id: string;
  taken?: TakenView | null;
  version: number;
  waiting_since: string;
};

export type QueueView = {
  /** The service's clock: how long somebody has waited is told by it, whatever the reader's clock says. */
  at: string;
  /** In the order in which they are due; then by the customer's value, then by kind. */
  items: QueueItemView[];
  /** How many wait in all. */
  total: number;
};

/** What a product costs. */
export type QuoteView = {
  price?: AskedPriceView | null;
  product: string;
  promotion?: PromotionQuoteView | null;
};

export type ReachedAnswer = {
  /** The nearest first. */
  items: ReachedCustomer[];
  minutes: number;
  mode: string;
  /** How many customers are within reach; `items` may be fewer. */
  total: number;
};

export type ReachedCustomer = {
  /** `roads`, or `crow_flies` for a customer whom no road is near. */
  basis: string;
  customer_id: string;
  distance_m: number;
  name: string;
  number: string;
  travel_s: number;
};

/** How far memory has followed the database. */
export type Readiness = {
  /** The change up to which the index in memory has followed. */
  applied: number;
  /** Outlets in the index. */
  outlets: number;
  /** The newest committed change; `null` when the database does not answer. */
  revision?: number | null;
  /** `ready` when the database answers, else `unavailable`. */
  status: string;
  /** Telephone systems that are listened to. */
  telephones: TelephoneView[];
  version: string;
};

/** A page of the queue. */
export type RepairList = {
  /** Of the whole queue; causes without repairs are left out. */
  causes: CauseCount[];
  /** Oldest first. */
  items: RepairView[];
  /** Give this as `after` for the next page; absent on the last one. */
  next?: string | null;
};

/** Something that waits for a person. */
export type RepairView = {
  address: AddressBody;
  code: string;
  geocode: GeocodeView;
  /** Not an outlet yet: it becomes one when it has a point. */
  is_held: boolean;
  kind: string;
  lat?: number | null;
  /** Where the outlet is now; absent while it is held. */
  lon?: number | null;
  name: string;
  /** The outlet's, also when it is held and no outlet yet. */
  outlet_id: string;
};

/** What became of the repairs of a request, in its order. */
export type RepairedList = {
  items: RepairedView[];
};

export type RepairedView = {
  /** With `still_open`. */
  cause?: string | null;
  outlet_id: string;
  /** `done`, `still_open`, `nothing_to_accept` or `not_waiting`. */
  result: string;
};

export type RepairsBody = {
  /** 1 to 500 repairs. */
  ids: string[];
};

/** One moment by two records: as it was known then, and as it is known now. */
export type ReplayView = {
  as_of: string;
  at: string;
  now?: ToldView | null;
  /** Whether both tell the same state until the same time. */
  same: boolean;
  then?: ToldView | null;
};

/** The outlet that a report is about, by what people call it. */
export type ReportedOutletView = {
  city: string;
  code: string;
  name: string;
};

export type ResolutionBody = {
  /** `fixed`: the data is mended; `rejected`: it was right. `fixed` when absent. */
  outcome?: string;
  /** What was done about it; at most 1,000 characters. */
  resolution?: string;
};

export type RetryBody = {
  address?: MendedAddress | null;
  /** 1 to 500 repairs; exactly one with `address`. */
  ids: string[];
};

/** What is left out holds for all: every mode, vehicle, person, day and hour. */
export type RoadConditionBody = {
  conditions: ConditionsBody;
  /** The first and the last day, in `time_zone`. */
  from?: string | null;
  /** From and until on each of these days; over midnight where the second is the earlier one. */
  hours?: string | null;
  /** `car`, `foot`, `bike`. */
  modes?: string[];
  name: string;
  /** A user's id: holds only for what this person asks. */
  person?: string | null;
  /** IANA; UTC when absent. */
  time_zone?: string | null;
  until?: string | null;
  /** Classes of vehicles in your own words; it holds for questions that name one of them as `vehicle`. */
  vehicles?: string[];
  /** 1 is Monday, 7 Sunday. */
  weekdays?: number[];
};

export type RoadConditionList = {
  /** The oldest first, at most 200. */
  items: RoadConditionView[];
};

export type RoadConditionView = {
  conditions: ConditionsBody;
  /** The first and the last day, in `time_zone`. */
  from?: string | null;
  /** From and until on each of these days; over midnight where the second is the earlier one. */
  hours?: string | null;
  /** `car`, `foot`, `bike`. */
  modes?: string[];
  name: string;
  /** A user's id: holds only for what this person asks. */
  person?: string | null;
  /** IANA; UTC when absent. */
  time_zone?: string | null;
  until?: string | null;
  /** Classes of vehicles in your own words; it holds for questions that name one of them as `vehicle`. */
  vehicles?: string[];
  /** 1 is Monday, 7 Sunday. */
  weekdays?: number[];
} & {
  id: string;
};

/** The roads that an answer is made of. */
export type RoadsView = {
  region: string;
  /** Names the data; another one after the region was built anew. */
  version: string;
};

export type RoleList = {
  permissions: PermissionView[];
  roles: RoleView[];
};

export type RoleView = {
  permissions: string[];
  /** `agent`, `manager`, `rep`, `steward`, `admin` or `analyst`. */
  role: string;
};

/** The same as `GET`, for long lists. */
export type RouteRequest = {
  conditions?: ConditionsBody | null;
  /** When one sets out, RFC 3339 with a zone; now when absent. Decides which kept conditions hold. */
  depart?: string | null;
  /** `geojson`, `polyline6` or `none`; `geojson` when absent. */
  geometry?: string | null;
  lang?: string | null;
  /** `car`, `foot` or `bike`; `car` when absent. */
  mode?: string | null;
  /** 2 to 100 stops, each longitude and latitude. */
  places: number[][];
  snap_radius_m?: number | null;
  steps?: boolean | null;
  /** The class of the vehicle, as kept conditions name it. */
  vehicle?: string | null;
};

/** The fastest way. */
export type RouteView = {
  /** `roads`, `outside:osrm` or `outside:valhalla`, or `crow_flies` for the straight line times 1.3. */
  basis: string;
  conditions?: StandingView | null;
  distance_m: number;
  duration_s: number;
  /** A GeoJSON LineString, or a polyline with six decimals. */
  geometry?: unknown;
  /** From each stop to the next. */
  legs: LegView[];
  mode: string;
  /** True when a router of others should have answered and did not: then it is the straight line instead. */
  outside_router_failed?: boolean;
  roads?: RoadsView | null;
  stops: StopView[];
};

export type RowProblemView = {
  code: string;
  /** From 0; absent when the row as a whole is meant. */
  column?: number | null;
  column_name?: string | null;
  /** What to do, in English, with what stands in the row. */
  message: string;
  /** The same in three languages, in fewer words. */
  sentences: LocalizedBody;
  /** A warning does not stop the row. */
  warning: boolean;
};

/** One sentence in each language asked for. */
export type Sentence = {
  cs?: string;
  en?: string;
  pl?: string;
};

/** A service of the company's vocabulary. */
export type ServiceBody = {
  code: string;
  name: LocalizedBody;
};

export type ServiceList = {
  services: ServiceBody[];
};

export type SessionList = {
  items: SessionView[];
};

export type SessionView = {
  /** Where the sign-in came from; empty when nobody knows. */
  address: string;
  created_at: string;
  /** Whether this is the session that asks. */
  current: boolean;
  expires_at: string;
  id: string;
  /** Right to within a minute. */
  last_seen_at: string;
  /** What the browser said of itself when it signed in. */
  user_agent: string;
};

export type SetPasswordBody = {
  password?: Password | null;
};

export type SharedValues = {
  /** Numbers and addresses that several customers have: ask for `GET /api/v1/customers?reached_at=` each. */
  items: string[];
  next?: string | null;
};

export type SignInBody = {
  login_name: string;
  password: Password;
};

/** How people sign in here. */
export type SignInWays = {
  /** `everybody`, or `admins` where the others go to the provider. */
  password: string;
  provider?: ProviderView | null;
};

/** Where a person goes to sign out at the OpenID provider too. */
export type SignedOut = {
  continue_at: string;
};

/** Who calls whom. */
export type SimulatedCallBody = {
  /** Login name; the caller's own when absent. Somebody else's needs `calls.report`. */
  agent?: string | null;
  /** In any notation; `anonymous` for a withheld number. Some customer's when absent. */
  number?: string | null;
  /** Until the agent answers, 0 to 600. */
  ring_s?: number;
  /** Until somebody hangs up, 0 to 600. */
  talk_s?: number;
};

export type SlotList = {
  /** Free ones, in order of time. */
  items: SlotView[];
  /** How long an appointment in these slots is. */
  minutes: number;
};

export type SlotView = {
  begins_at: string;
  ends_at: string;
};

/** Where on the road a point is. */
export type SnapView = {
  /** From the point asked for. */
  distance_m: number;
  lat: number;
  lon: number;
  mode: string;
  roads: RoadsView;
  /** Empty where the road has no name. */
  street: string;
};

export type SpeedPercent = {
  /** Residential and other small streets. */
  minor?: number | null;
  motorway?: number | null;
  /** Service roads, tracks, paths. */
  other?: number | null;
  primary?: number | null;
  secondary?: number | null;
  tertiary?: number | null;
  trunk?: number | null;
};

/** The kept conditions that an answer was given under. */
export type StandingView = {
  /** The oldest first. */
  names: string[];
  /** The change up to which they were read. */
  revision: number;
};

export type StepView = {
  /** Degrees to the right, negative to the left, for `turn`. */
  angle?: number | null;
  distance_m: number;
  duration_s: number;
  /** For `roundabout`; 0 where the journey ends on it. */
  exit?: number | null;
  landmark?: LandmarkView | null;
  lat: number;
  lon: number;
  /** `depart`, `turn`, `continue`, `roundabout` or `ferry`: what is done at the beginning. */
  maneuver: string;
  /** Empty where the road has no name. */
  street: string;
};

/** A stop as it was asked for, and where on the road it is. */
export type StopView = {
  lat: number;
  lon: number;
  on_road?: OnRoadView | null;
};

export type TakenView = {
  at: string;
  name: string;
  /** When it goes back by itself. */
  return_at: string;
  user_id: string;
};

/** How it is with a telephone system. One that is away is no reason to take the server out of service. */
export type TelephoneView = {
  live_calls: number;
  /** As in the configuration. */
  name: string;
  since: string;
  /** `connecting`, `connected`, `refused` or `unreachable`. */
  state: string;
  /** `asterisk` or `freeswitch`. */
  system: string;
};

/** All archives. */
export type TilesetList = {
  items: TilesetView[];
};

/** One archive. */
export type TilesetView = {
  /** `vector` or `raster`. */
  kind?: string | null;
  max_zoom?: number | null;
  min_zoom?: number | null;
  name: string;
  /** Why the newest file is not served; the one before it may still be. */
  problem?: string | null;
  size_bytes?: number | null;
  /** `serving`, or `refused` when there is none that could be. */
  status: string;
  /** The TileJSON of what is served. */
  tilejson?: string | null;
  /** Changes with the content; part of the addresses of tiles. */
  version?: string | null;
};

export type Timeline = {
  /** Newest first. */
  items: InteractionView[];
  /** Give this as `after` for what was before; absent at the beginning of the history. */
  next?: string | null;
};

/** What a promotion is called, in each language; where one is missing, in another one. */
export type Title = {
  cs: string;
  en: string;
  pl: string;
};

/** What one record tells about the moment. */
export type ToldView = {
  hours?: HoursView | null;
  outlet: OutletView;
  sentence?: Sentence | null;
  /** Since when the outlet was known so; absent where that was before the audit began. */
  since?: string | null;
};

/** A text that was a pair of coordinates. */
export type TypedPointView = {
  lat: number;
  lon: number;
  /** Longitude seems to have been written first; latitude is expected first in text. */
  was_swapped: boolean;
};

/** A user as an admin writes it. */
export type UserBody = {
  disabled?: boolean;
  /** The login name when empty. */
  display_name?: string;
  /** `pl`, `cs` or `en`. */
  language: string;
  /** A name or an e-mail address: a-z, digits and . _ - + @. Upper case is taken as lower case. */
  login_name: string;
  /** `agent`, `manager`, `rep`, `steward`, `admin` or `analyst`. */
  role: string;
};

export type UserPage = {
  items: UserView[];
  /** Give this as `after` for the next page; absent on the last one. */
  next?: string | null;
};

export type UserView = {
  created_at: string;
  disabled: boolean;
  display_name: string;
  id: string;
  language: string;
  /** Right to within a minute; absent for somebody who has never signed in. */
  last_seen_at?: string | null;
  login_name: string;
  role: string;
  updated_at: string;
  /** Grows by one with every write; the `ETag`. */
  version: number;
};

export type UserWithPassword = {
  /** Only when it was made here. It is not shown again. */
  generated_password?: string | null;
  user: UserView;
};

/** What the agent writes down when the call is over. */
export type WrapUpBody = {
  /** When absent, whom the number or the agent has named. */
  customer_id?: string | null;
  note?: string;
  /** The company's own word: `returns`, `sold`. */
  outcome: string;
  /** The outlet that was named. */
  outlet_id?: string | null;
  subject?: string;
};

/** That something was written. */
export type WrittenView = {
  code: string;
  /** Also the `ETag`. */
  version: number;
};
