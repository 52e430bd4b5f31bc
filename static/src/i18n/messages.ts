// Every sentence of the interface, typed: a language that lacks one does not compile.
// Sentences with a number or a name are functions, so that each language puts it where it belongs.

export interface Messages {
  language: string;
  languageName: string;
  skipToContent: string;
  nav: { label: string; desk: string; find: string; admin: string; api: string; theme: string; shortcuts: string; account: string };
  theme: { auto: string; light: string; dark: string; switchTo: (theme: string) => string };
  account: { signOut: string; role: Record<string, string>; language: string };
  reports: {
    title: string;
    lead: string;
    filter: string;
    open: string;
    done: string;
    all: string;
    none: string;
    noneOpen: string;
    refused: string;
    number: (n: number) => string;
    goneOutlet: string;
    editOutlet: string;
    field: Record<string, string>;
    wantsAnswer: string;
    note: string;
    fix: string;
    reject: string;
    outcome: Record<string, string>;
    endedMeanwhile: string;
    answer: string;
    answerHint: string;
    /** What was shown at some moment. */
    then: {
      title: string;
      when: string;
      shown: string;
      now: string;
      since: (at: string) => string;
      same: string;
      unknown: string;
      shut: string;
      gone: string;
      never: string;
    };
    /** To whoever sent the report; `note` may be empty. */
    letter: {
      subject: (n: number, outlet: string) => string;
      fixed: (outlet: string, note: string) => string;
      rejected: (outlet: string, note: string) => string;
    };
  };
  signIn: {
    title: string;
    lead: string;
    name: string;
    password: string;
    submit: string;
    busy: string;
    wrong: string;
    tooMany: (seconds: number) => string;
    offline: string;
    demoHint: string;
    showPassword: string;
    hidePassword: string;
    /** On the button that leads to the OpenID provider. */
    with: (provider: string) => string;
    or: string;
    adminPassword: string;
    passwordClosed: (provider: string) => string;
    /** What went wrong on the way to the provider and back, by the word in the address. */
    trouble: Record<string, (provider: string) => string>;
  };
  ask: {
    title: string;
    where: string;
    placeholder: string;
    hint: string;
    nothingFound: string;
    point: string;
    clear: string;
    nearMe: string;
    nearMeDenied: string;
    when: string;
    now: string;
    at: string;
    dateTime: string;
    by: string;
    way: Record<'car' | 'foot' | 'bike', string>;
    open: string;
    openAny: string;
    openNow: string;
    openOnArrival: string;
    stay: string;
    minutes: (n: number) => string;
    services: string;
    kinds: string;
    more: (n: number) => string;
    less: string;
    reset: string;
    filters: string;
    suggestions: (n: number) => string;
  };
  kind: Record<string, string>;
  results: {
    title: (n: number) => string;
    near: (place: string) => string;
    basis: Record<'roads' | 'crow_flies' | 'mixed', string>;
    /** After a distance. */
    by: Record<'roads' | 'crow_flies', string>;
    startTitle: string;
    startText: string;
    examples: string;
    noneTitle: string;
    noneText: string;
    nextOpening: (outlet: string, when: string) => string;
    truncated: string;
    skipped: string;
    skippedMore: (n: number) => string;
    loading: string;
    failed: string;
    failedOffline: string;
    kept: string;
    retry: string;
    announced: (n: number, skipped: number) => string;
    showMore: string;
  };
  state: {
    arriveOpenUntil: (arrive: string, until: string) => string;
    arriveCloses: (arrive: string, closes: string) => string;
    aroundTheClock: string;
    leaveBy: (time: string) => string;
    tomorrow: (time: string) => string;
  };
  detail: {
    back: string;
    mail: string;
    website: string;
    address: string;
    copyAddress: string;
    copied: string;
    hours: string;
    noHours: string;
    closedThen: string;
    services: string;
    promotions: string;
    until: (date: string) => string;
    noPhone: string;
  };
  shortcuts: { title: string; close: string; rows: [string, string][] };
  api: {
    title: string;
    lead: string;
    conventions: string;
    document: string;
    parameters: string;
    body: string;
    responses: string;
    required: string;
    filter: string;
    tryGeocoder: string;
    noMatch: string;
    failed: string;
    version: (version: string) => string;
    example: string;
    name: string;
    type: string;
    meaning: string;
  };
  demoNotice: string;
  placesBy: string;
}
