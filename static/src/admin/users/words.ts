// The sentences of the page about users.
import { i18n, type Language } from '../../i18n/index.svelte';
import { plural } from '../../i18n/plural';

type Count = ReturnType<typeof plural>;
type UserField = 'login_name' | 'display_name' | 'role' | 'language' | 'disabled';

export interface Words {
  lead: string;
  add: string;
  search: string;
  anyRole: string;
  state: Record<'active' | 'disabled' | 'all', string>;
  stateLabel: string;
  account: Record<'active' | 'disabled', string>;
  count: (n: number) => string;
  none: string;
  columns: Record<'name' | 'role' | 'language' | 'seen' | 'state', string>;
  field: Record<UserField, string>;
  loginHint: string;
  may: string;
  neverSeen: string;
  seen: (when: string) => string;
  you: string;
  create: string;
  created: (name: string) => string;
  password: string;
  passwordHint: string;
  access: string;
  signOut: string;
  signedOut: (name: string) => string;
  newPassword: string;
  newPasswordHint: string;
  deactivate: string;
  activate: string;
  deactivated: (name: string) => string;
  activated: (name: string) => string;
  notOwn: string;
  history: string;
  problem: Record<string, string>;
}

const [pl, cs, en] = (['pl', 'cs', 'en'] as const).map(plural) as [Count, Count, Count];

const WORDS: Record<Language, Words> = {
  pl: {
    lead: 'Kto może się zalogować i co widzi. Zmiana roli działa od następnego kliknięcia tej osoby.',
    add: 'Nowy użytkownik',
    search: 'Imię, nazwisko albo login',
    anyRole: 'Każda rola',
    state: { active: 'Aktywni', disabled: 'Wyłączeni', all: 'Wszyscy' },
    stateLabel: 'Stan',
    account: { active: 'aktywne', disabled: 'wyłączone' },
    count: (n) => pl(n, { one: `${n} osoba`, few: `${n} osoby`, other: `${n} osób` }),
    none: 'Nikt nie pasuje. Zmień słowa albo filtr.',
    columns: { name: 'Osoba', role: 'Rola', language: 'Język', seen: 'Ostatnio', state: 'Konto' },
    field: { login_name: 'Login', display_name: 'Imię i nazwisko', role: 'Rola', language: 'Język', disabled: 'Wyłączone' },
    loginHint: 'Małe litery a–z, cyfry i znaki . _ - + @; może to być adres e-mail.',
    may: 'Ta rola może:',
    neverSeen: 'jeszcze nigdy',
    seen: (when) => `ostatnio ${when}`,
    you: 'to Ty',
    create: 'Utwórz i pokaż hasło',
    created: (name) => `Konto gotowe: ${name}`,
    password: 'Hasło na pierwsze logowanie',
    passwordHint: 'Przekaż je bezpieczną drogą. Po zamknięciu okna nikt go już nie zobaczy.',
    access: 'Dostęp',
    signOut: 'Wyloguj wszędzie',
    signedOut: (name) => `${name}: wszystkie sesje zakończone.`,
    newPassword: 'Nowe hasło',
    newPasswordHint: 'Stare przestaje działać od razu, otwarte sesje się kończą.',
    deactivate: 'Wyłącz konto',
    activate: 'Włącz konto',
    deactivated: (name) => `Konto wyłączone: ${name}`,
    activated: (name) => `Konto włączone: ${name}`,
    notOwn: 'Własnego konta nie można wyłączyć: poproś innego administratora.',
    history: 'Historia zmian tej osoby',
    problem: {
      duplicate_login_name: 'Taki login ma już ktoś inny.',
      last_admin: 'Musi zostać ktoś, kto zarządza użytkownikami. Najpierw daj tę rolę innej osobie.',
      own_account: 'Własnego konta nie można wyłączyć: poproś innego administratora.',
      exceeds_own_permissions: 'Nie można dać komuś praw, których się samemu nie ma.',
    },
  },
  cs: {
    lead: 'Kdo se může přihlásit a co uvidí. Změna role platí od dalšího kliknutí té osoby.',
    add: 'Nový uživatel',
    search: 'Jméno, příjmení nebo přihlašovací jméno',
    anyRole: 'Každá role',
    state: { active: 'Aktivní', disabled: 'Vypnutí', all: 'Všichni' },
    stateLabel: 'Stav',
    account: { active: 'aktivní', disabled: 'vypnutý' },
    count: (n) => cs(n, { one: `${n} osoba`, few: `${n} osoby`, other: `${n} osob` }),
    none: 'Nikdo neodpovídá. Změňte slova nebo filtr.',
    columns: { name: 'Osoba', role: 'Role', language: 'Jazyk', seen: 'Naposledy', state: 'Účet' },
    field: { login_name: 'Přihlašovací jméno', display_name: 'Jméno a příjmení', role: 'Role', language: 'Jazyk', disabled: 'Vypnuto' },
    loginHint: 'Malá písmena a–z, číslice a znaky . _ - + @; může to být e-mailová adresa.',
    may: 'Tato role může:',
    neverSeen: 'ještě nikdy',
    seen: (when) => `naposledy ${when}`,
    you: 'to jste vy',
    create: 'Vytvořit a ukázat heslo',
    created: (name) => `Účet je hotový: ${name}`,
    password: 'Heslo pro první přihlášení',
    passwordHint: 'Předejte ho bezpečnou cestou. Po zavření okna už ho nikdo neuvidí.',
    access: 'Přístup',
    signOut: 'Odhlásit všude',
    signedOut: (name) => `${name}: všechna přihlášení skončila.`,
    newPassword: 'Nové heslo',
    newPasswordHint: 'Staré hned přestane platit a přihlášení skončí.',
    deactivate: 'Vypnout účet',
    activate: 'Zapnout účet',
    deactivated: (name) => `Účet vypnutý: ${name}`,
    activated: (name) => `Účet zapnutý: ${name}`,
    notOwn: 'Vlastní účet nelze vypnout: požádejte jiného správce.',
    history: 'Historie změn této osoby',
    problem: {
      duplicate_login_name: 'Toto přihlašovací jméno už někdo má.',
      last_admin: 'Musí zůstat někdo, kdo spravuje uživatele. Nejdřív dejte tuto roli někomu jinému.',
      own_account: 'Vlastní účet nelze vypnout: požádejte jiného správce.',
      exceeds_own_permissions: 'Nelze dát někomu práva, která sami nemáte.',
    },
  },
  en: {
    lead: 'Who may sign in, and what they see. A new role holds from that person’s next click.',
    add: 'New user',
    search: 'Name or login name',
    anyRole: 'Any role',
    state: { active: 'Active', disabled: 'Disabled', all: 'All' },
    stateLabel: 'State',
    account: { active: 'active', disabled: 'disabled' },
    count: (n) => en(n, { one: `${n} person`, other: `${n} people` }),
    none: 'Nobody matches. Change the words or the filter.',
    columns: { name: 'Person', role: 'Role', language: 'Language', seen: 'Last here', state: 'Account' },
    field: { login_name: 'Login name', display_name: 'Full name', role: 'Role', language: 'Language', disabled: 'Disabled' },
    loginHint: 'Small letters a–z, digits and . _ - + @; it may be an e-mail address.',
    may: 'This role may:',
    neverSeen: 'never yet',
    seen: (when) => `last here ${when}`,
    you: 'that is you',
    create: 'Create and show the password',
    created: (name) => `The account is ready: ${name}`,
    password: 'Password for the first sign-in',
    passwordHint: 'Hand it over by a safe way. Once this window is closed nobody sees it again.',
    access: 'Access',
    signOut: 'Sign out everywhere',
    signedOut: (name) => `${name}: every session has ended.`,
    newPassword: 'New password',
    newPasswordHint: 'The old one stops working at once, and open sessions end.',
    deactivate: 'Disable account',
    activate: 'Enable account',
    deactivated: (name) => `Account disabled: ${name}`,
    activated: (name) => `Account enabled: ${name}`,
    notOwn: 'Nobody disables their own account: ask another administrator.',
    history: 'What this person changed',
    problem: {
      duplicate_login_name: 'Somebody else has this login name.',
      last_admin: 'Somebody must be left who manages users. Give another person this role first.',
      own_account: 'Nobody disables their own account: ask another administrator.',
      exceeds_own_permissions: 'Nobody can grant rights that they do not have themselves.',
    },
  },
};

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}
