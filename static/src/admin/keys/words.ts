// The sentences of the page about API keys.
import { i18n, type Language } from '../../i18n/index.svelte';

export interface Words {
  lead: string;
  add: string;
  none: string;
  showAll: string;
  columns: Record<'name' | 'scopes' | 'used' | 'expires' | 'state', string>;
  neverUsed: string;
  used: (when: string) => string;
  noExpiry: string;
  state: Record<'valid' | 'expired' | 'revoked', string>;
  revoke: string;
  revokeTitle: (name: string) => string;
  revokeText: string;
  revoked: (name: string) => string;
  name: string;
  nameHint: string;
  expires: string;
  expiry: Record<'never' | 'month' | 'quarter' | 'year' | 'date', string>;
  scopesLabel: string;
  scopesHint: string;
  create: string;
  created: (name: string) => string;
  secret: string;
  secretHint: string;
  problem: Record<string, string>;
}

const WORDS: Record<Language, Words> = {
  pl: {
    lead: 'Klucze, którymi inne programy pytają Blisko. Każdy ma tylko te prawa, które mu dasz.',
    add: 'Nowy klucz',
    none: 'Nie ma ważnych kluczy.',
    showAll: 'Pokaż też unieważnione i wygasłe',
    columns: { name: 'Do czego', scopes: 'Prawa', used: 'Ostatnio użyty', expires: 'Ważny do', state: 'Stan' },
    neverUsed: 'jeszcze nigdy',
    used: (when) => `użyty ${when}`,
    noExpiry: 'do unieważnienia',
    state: { valid: 'Ważny', expired: 'Wygasł', revoked: 'Unieważniony' },
    revoke: 'Unieważnij',
    revokeTitle: (name) => `Unieważnić klucz „${name}”?`,
    revokeText: 'Program, który go używa, od razu straci dostęp. Tego nie da się cofnąć.',
    revoked: (name) => `Klucz unieważniony: ${name}`,
    name: 'Do czego jest klucz',
    nameHint: 'Na przykład: ERP, placówki co noc.',
    expires: 'Ważny',
    expiry: { never: 'do unieważnienia', month: '30 dni', quarter: '90 dni', year: 'rok', date: 'do dnia…' },
    scopesLabel: 'Prawa',
    scopesHint: 'Im mniej, tym bezpieczniej.',
    create: 'Utwórz i pokaż klucz',
    created: (name) => `Klucz gotowy: ${name}`,
    secret: 'Cały klucz',
    secretHint: 'Wklej go od razu do programu. Po zamknięciu okna nikt go już nie zobaczy.',
    problem: { api_key_not_found: 'Ten klucz jest już unieważniony.', exceeds_own_permissions: 'Nie można dać kluczowi praw, których się samemu nie ma.' },
  },
  cs: {
    lead: 'Klíče, kterými se Blisko ptají jiné programy. Každý má jen ta práva, která mu dáte.',
    add: 'Nový klíč',
    none: 'Platné klíče tu nejsou.',
    showAll: 'Zobrazit i zrušené a prošlé',
    columns: { name: 'K čemu', scopes: 'Práva', used: 'Naposledy použit', expires: 'Platí do', state: 'Stav' },
    neverUsed: 'ještě nikdy',
    used: (when) => `použit ${when}`,
    noExpiry: 'do zrušení',
    state: { valid: 'Platný', expired: 'Prošlý', revoked: 'Zrušený' },
    revoke: 'Zrušit',
    revokeTitle: (name) => `Zrušit klíč „${name}“?`,
    revokeText: 'Program, který ho používá, hned ztratí přístup. Vrátit to nejde.',
    revoked: (name) => `Klíč zrušen: ${name}`,
    name: 'K čemu klíč je',
    nameHint: 'Například: ERP, pobočky každou noc.',
    expires: 'Platí',
    expiry: { never: 'do zrušení', month: '30 dní', quarter: '90 dní', year: 'rok', date: 'do dne…' },
    scopesLabel: 'Práva',
    scopesHint: 'Čím méně, tím bezpečněji.',
    create: 'Vytvořit a ukázat klíč',
    created: (name) => `Klíč je hotový: ${name}`,
    secret: 'Celý klíč',
    secretHint: 'Vložte ho hned do programu. Po zavření okna už ho nikdo neuvidí.',
    problem: { api_key_not_found: 'Tento klíč je už zrušený.', exceeds_own_permissions: 'Nelze dát klíči práva, která sami nemáte.' },
  },
  en: {
    lead: 'Keys with which other software asks Blisko. Each has only the rights that you give it.',
    add: 'New key',
    none: 'There are no valid keys.',
    showAll: 'Show revoked and expired ones too',
    columns: { name: 'For what', scopes: 'Rights', used: 'Last used', expires: 'Valid until', state: 'State' },
    neverUsed: 'never yet',
    used: (when) => `used ${when}`,
    noExpiry: 'until revoked',
    state: { valid: 'Valid', expired: 'Expired', revoked: 'Revoked' },
    revoke: 'Revoke',
    revokeTitle: (name) => `Revoke the key “${name}”?`,
    revokeText: 'The software that uses it loses its access at once. This cannot be undone.',
    revoked: (name) => `Key revoked: ${name}`,
    name: 'What the key is for',
    nameHint: 'For example: ERP, outlets every night.',
    expires: 'Valid',
    expiry: { never: 'until revoked', month: '30 days', quarter: '90 days', year: 'a year', date: 'until…' },
    scopesLabel: 'Rights',
    scopesHint: 'The fewer, the safer.',
    create: 'Create and show the key',
    created: (name) => `The key is ready: ${name}`,
    secret: 'The whole key',
    secretHint: 'Paste it into the software now. Once this window is closed nobody sees it again.',
    problem: { api_key_not_found: 'This key has been revoked already.', exceeds_own_permissions: 'Nobody can give a key rights that they do not have themselves.' },
  },
};

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}
