// The sentences of the admin's frame and of the parts that its pages share.
import { i18n, type Language } from '../i18n/index.svelte';
import type { PageId } from './pages';

export interface Words {
  area: string;
  menu: string;
  group: Record<'data' | 'people', string>;
  page: Record<PageId, string>;
  refused: string;
  refusedText: (page: string) => string;
  absent: string;
  absentText: string;
  home: string;
  failed: string;
  retry: string;
  loading: string;
  more: string;
  close: string;
  cancel: string;
  save: string;
  saving: string;
  saved: string;
  undo: string;
  copy: string;
  copied: string;
  yes: string;
  no: string;
  notifications: string;
  problem: Record<string, string>;
}

const WORDS: Record<Language, Words> = {
  pl: {
    area: 'Zarządzanie',
    menu: 'Strony zarządzania',
    group: { data: 'Dane', people: 'Dostęp' },
    page: { home: 'Przegląd', outlets: 'Placówki', imports: 'Importy', repair: 'Do naprawy', reports: 'Zgłoszenia', fields: 'Własne pola', users: 'Użytkownicy', keys: 'Klucze API', audit: 'Historia zmian' },
    refused: 'Ta strona nie jest dla Twojej roli',
    refusedText: (page) => `„${page}” widzą osoby, którym administrator dał do tego prawo. Jeśli jej potrzebujesz, poproś go o zmianę roli.`,
    absent: 'Nie ma takiej strony',
    absentText: 'Adres jest stary albo ma literówkę.',
    home: 'Do przeglądu',
    failed: 'Serwer nie odpowiada. To, co wpisano, zostało na miejscu.',
    retry: 'Spróbuj ponownie',
    loading: 'Wczytywanie…',
    more: 'Pokaż więcej',
    close: 'Zamknij',
    cancel: 'Anuluj',
    save: 'Zapisz',
    saving: 'Zapisywanie…',
    saved: 'Zapisano.',
    undo: 'Cofnij',
    copy: 'Kopiuj',
    copied: 'Skopiowano',
    yes: 'tak',
    no: 'nie',
    notifications: 'Powiadomienia',
    problem: {
      required: 'Wypełnij to pole.',
      too_long: 'To za długi tekst.',
      format: 'Tego zapisu nie da się użyć.',
      unknown_value: 'Wybierz wartość z listy.',
      out_of_range: 'Wartość jest poza dozwolonym zakresem.',
      order: 'Koniec jest przed początkiem.',
      control_characters: 'Tekst zawiera niewidoczne znaki.',
    },
  },
  cs: {
    area: 'Správa',
    menu: 'Stránky správy',
    group: { data: 'Data', people: 'Přístup' },
    page: { home: 'Přehled', outlets: 'Pobočky', imports: 'Importy', repair: 'K opravě', reports: 'Hlášení', fields: 'Vlastní pole', users: 'Uživatelé', keys: 'Klíče API', audit: 'Historie změn' },
    refused: 'Tato stránka není pro vaši roli',
    refusedText: (page) => `Stránku „${page}“ vidí ti, kterým k tomu správce dal právo. Pokud ji potřebujete, požádejte ho o změnu role.`,
    absent: 'Taková stránka není',
    absentText: 'Adresa je stará, nebo je v ní překlep.',
    home: 'Na přehled',
    failed: 'Server neodpovídá. Co jste napsali, zůstalo na místě.',
    retry: 'Zkusit znovu',
    loading: 'Načítá se…',
    more: 'Zobrazit další',
    close: 'Zavřít',
    cancel: 'Zrušit',
    save: 'Uložit',
    saving: 'Ukládá se…',
    saved: 'Uloženo.',
    undo: 'Vrátit',
    copy: 'Kopírovat',
    copied: 'Zkopírováno',
    yes: 'ano',
    no: 'ne',
    notifications: 'Oznámení',
    problem: {
      required: 'Vyplňte toto pole.',
      too_long: 'Text je příliš dlouhý.',
      format: 'Tento zápis nelze použít.',
      unknown_value: 'Vyberte hodnotu ze seznamu.',
      out_of_range: 'Hodnota je mimo povolený rozsah.',
      order: 'Konec je před začátkem.',
      control_characters: 'V textu jsou neviditelné znaky.',
    },
  },
  en: {
    area: 'Admin',
    menu: 'Admin pages',
    group: { data: 'Data', people: 'Access' },
    page: { home: 'Overview', outlets: 'Outlets', imports: 'Imports', repair: 'Repair', reports: 'Reports', fields: 'Own fields', users: 'Users', keys: 'API keys', audit: 'History' },
    refused: 'This page is not for your role',
    refusedText: (page) => `“${page}” is for people to whom an administrator gave the right. If you need it, ask for another role.`,
    absent: 'There is no such page',
    absentText: 'The address is old, or has a typing mistake in it.',
    home: 'To the overview',
    failed: 'The server does not answer. What you typed is still here.',
    retry: 'Try again',
    loading: 'Loading…',
    more: 'Show more',
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',
    saving: 'Saving…',
    saved: 'Saved.',
    undo: 'Undo',
    copy: 'Copy',
    copied: 'Copied',
    yes: 'yes',
    no: 'no',
    notifications: 'Notifications',
    problem: {
      required: 'Fill this in.',
      too_long: 'This text is too long.',
      format: 'This cannot be used as written.',
      unknown_value: 'Choose a value from the list.',
      out_of_range: 'The value is out of range.',
      order: 'The end is before the start.',
      control_characters: 'The text has invisible characters in it.',
    },
  },
};

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}
