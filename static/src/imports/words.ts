// The sentences of the import wizard.
import type { Problem } from '../api/client';
import type { ImportView } from '../api/types.gen';
import { i18n, type Language } from '../i18n/index.svelte';
import { FIELDS } from './fields';
import type { Duplicates, ImportKind, Step } from './wizard.svelte';
import { wizard } from './wizard.svelte';

export interface Words {
  title: string;
  lead: string;
  another: string;
  stepsLabel: string;
  step: Record<Step, string>;
  kindLabel: string;
  kind: Record<ImportKind, string>;
  drop: Record<ImportKind, string>;
  formats: Record<ImportKind, string>;
  browse: string;
  sending: string;
  recent: string;
  rows: (count: number) => string;
  columns: Record<'file' | 'kind' | 'rows' | 'state' | 'who' | 'when' | 'column' | 'samples' | 'field' | 'row' | 'problem', string>;
  state: Record<string, string>;
  mapTitle: string;
  leaveOut: string;
  twice: string;
  unsure: string;
  createServices: string;
  defaultCountry: string;
  noDefault: string;
  check: string;
  note: Record<string, string>;
  workHint: string;
  rowsOf: (done: string, total: string) => string;
  reviewTitle: string;
  failedWhole: string;
  duplicatesTitle: string;
  duplicates: Record<Duplicates, string>;
  apply: (count: string) => string;
  backToColumns: string;
  downloadBad: (count: string) => string;
  filterLabel: string;
  rowsTitle: string;
  filter: Record<string, string>;
  outcome: Record<string, string>;
  more: string;
  noRows: string;
  count: Record<string, string>;
  doneTitle: string;
  undoneTitle: string;
  undo: string;
  undoHint: string;
  own: string;
  failed: Record<string, string>;
  failedOther: string;
}

const WORDS: Record<Language, Words> = {
  pl: {
    title: 'Importy',
    lead: 'Wczytaj placówki lub klientów z pliku. Zanim cokolwiek się zmieni, zobaczysz, co zrobi każdy wiersz; każdy import można cofnąć.',
    another: 'Inny plik',
    stepsLabel: 'Kroki importu',
    step: { file: 'Plik', columns: 'Kolumny', review: 'Sprawdzenie', work: 'Sprawdzenie', done: 'Gotowe' },
    kindLabel: 'Co jest w pliku',
    kind: { outlets: 'Placówki', customers: 'Klienci' },
    drop: { outlets: 'Upuść tu plik z placówkami', customers: 'Upuść tu plik z klientami' },
    formats: { outlets: 'CSV, XLSX lub GeoJSON. Kodowanie i separator rozpoznajemy sami.', customers: 'CSV, XLSX lub książka adresowa vCard (.vcf). Kodowanie i separator rozpoznajemy sami.' },
    browse: 'Wybierz plik',
    sending: 'Wysyłanie…',
    recent: 'Ostatnie importy',
    rows: (count) => `${number(count)} ${plural(count, 'wiersz', 'wiersze', 'wierszy')}`,
    columns: { file: 'Plik', kind: 'Co', rows: 'Wiersze', state: 'Stan', who: 'Kto', when: 'Kiedy', column: 'Kolumna w pliku', samples: 'Przykłady', field: 'Znaczenie', row: 'Wiersz', problem: 'Uwagi' },
    state: { uploaded: 'wczytany', checking: 'Sprawdzanie', checked: 'sprawdzony', applying: 'Importowanie', applied: 'zaimportowany', failed: 'nieudany', undoing: 'Cofanie', undone: 'cofnięty' },
    mapTitle: 'Co znaczą kolumny',
    leaveOut: 'pomiń',
    twice: 'To pole wybrano dwa razy.',
    unsure: 'Tak nam się wydaje: sprawdź.',
    createServices: 'Dodaj usługi, których jeszcze nie ma w słowniku',
    defaultCountry: 'Kraj wszystkich wierszy',
    noDefault: 'nie podano',
    check: 'Sprawdź wiersze',
    note: { mapping_reused: 'Taki plik już był: użyliśmy jego przypisania kolumn.', no_header: 'Żaden wiersz nie nazywa kolumn: powiedz, co która zawiera.', rows_skipped: 'Wiersze nad tabelą pominięto.', country_assumed: 'Kraju nie podano; wynika z kodów pocztowych.', other_sheets: 'Skoroszyt ma jeszcze inne arkusze; wczytano pierwszy z danymi.' },
    workHint: 'Można zamknąć tę stronę: praca trwa na serwerze.',
    rowsOf: (done, total) => `${done} z ${total} wierszy`,
    reviewTitle: 'Co zrobi ten import',
    failedWhole: 'Import się nie udał i nic nie zapisano. Spróbuj ponownie.',
    duplicatesTitle: 'Klienci, którzy wyglądają na już zapisanych',
    duplicates: { skip: 'pomiń', update: 'uzupełnij istniejących', create: 'dodaj jako nowych' },
    apply: (count) => `Importuj (${count})`,
    backToColumns: 'Zmień kolumny',
    downloadBad: (count) => `Pobierz błędne wiersze (${count})`,
    filterLabel: 'Które wiersze',
    rowsTitle: 'Wiersze pliku',
    filter: { bad: 'Błędne', skipped: 'Pominięte', held: 'Do naprawy', unplaced: 'Bez miejsca', kept: 'Zostawione', create: 'Nowe', update: 'Zmienione', all: 'Wszystkie' },
    outcome: { create: 'nowy', update: 'zmiana', unchanged: 'bez zmian', skipped: 'pominięty', held: 'do naprawy', bad: 'błędny', undone: 'cofnięty', kept: 'zostawiony' },
    more: 'Pokaż więcej',
    noRows: 'Nie ma takich wierszy.',
    count: { create: 'nowych', update: 'zmienionych', unchanged: 'bez zmian', skipped: 'pominiętych', held: 'do naprawy', geocoded: 'z miejscem z adresu', unplaced: 'bez miejsca', hours_unread: 'nieczytelne godziny', bad: 'błędnych', undone: 'cofniętych', kept: 'zostawionych' },
    doneTitle: 'Zaimportowano',
    undoneTitle: 'Import cofnięto',
    undo: 'Cofnij import',
    undoHint: 'Cofnięcie usuwa to, co import dodał, i przywraca to, co zmienił. Rekordy, które ktoś zmienił później, zostają.',
    own: 'własne pole',
    failed: { unreachable: 'Serwer nie odpowiada. Plik i wybór kolumn zostały na miejscu.', upload_too_large: 'Plik jest za duży: podziel go.', unreadable_file: 'Tego pliku nie da się odczytać jako tabeli.', no_rows: 'Plik ma nagłówek, ale żadnych wierszy.', upload_broken_off: 'Wysyłanie się urwało: wyślij plik jeszcze raz.', import_running: 'Ten import jest właśnie w toku.', too_many_imports: 'Trwa kilka importów naraz: spróbuj za chwilę.', wrong_import_state: 'W tym stanie importu to niemożliwe: odśwież stronę.', import_not_found: 'Nie ma takiego importu.', invalid_body: 'Przypisanie kolumn jest niepełne: wskaż kolumnę z kodem placówki albo nazwą klienta.' },
    failedOther: 'Nie udało się. Spróbuj ponownie.',
  },
  cs: {
    title: 'Importy',
    lead: 'Načtěte pobočky nebo zákazníky ze souboru. Než se cokoli změní, uvidíte, co udělá každý řádek; každý import lze vrátit.',
    another: 'Jiný soubor',
    stepsLabel: 'Kroky importu',
    step: { file: 'Soubor', columns: 'Sloupce', review: 'Kontrola', work: 'Kontrola', done: 'Hotovo' },
    kindLabel: 'Co je v souboru',
    kind: { outlets: 'Pobočky', customers: 'Zákazníci' },
    drop: { outlets: 'Sem přetáhněte soubor s pobočkami', customers: 'Sem přetáhněte soubor se zákazníky' },
    formats: { outlets: 'CSV, XLSX nebo GeoJSON. Kódování a oddělovač poznáme sami.', customers: 'CSV, XLSX nebo adresář vCard (.vcf). Kódování a oddělovač poznáme sami.' },
    browse: 'Vybrat soubor',
    sending: 'Odesílá se…',
    recent: 'Poslední importy',
    rows: (count) => `${number(count)} ${plural(count, 'řádek', 'řádky', 'řádků')}`,
    columns: { file: 'Soubor', kind: 'Co', rows: 'Řádky', state: 'Stav', who: 'Kdo', when: 'Kdy', column: 'Sloupec v souboru', samples: 'Příklady', field: 'Význam', row: 'Řádek', problem: 'Poznámky' },
    state: { uploaded: 'načtený', checking: 'Kontroluje se', checked: 'zkontrolovaný', applying: 'Importuje se', applied: 'importovaný', failed: 'nezdařený', undoing: 'Vrací se', undone: 'vrácený' },
    mapTitle: 'Co znamenají sloupce',
    leaveOut: 'vynechat',
    twice: 'Toto pole je vybráno dvakrát.',
    unsure: 'Tak se nám to zdá: ověřte.',
    createServices: 'Přidat služby, které ve slovníku ještě nejsou',
    defaultCountry: 'Země všech řádků',
    noDefault: 'neuvedena',
    check: 'Zkontrolovat řádky',
    note: { mapping_reused: 'Takový soubor už tu byl: použili jsme jeho přiřazení sloupců.', no_header: 'Žádný řádek nepojmenovává sloupce: řekněte, co který obsahuje.', rows_skipped: 'Řádky nad tabulkou byly vynechány.', country_assumed: 'Země není uvedena; plyne z poštovních čísel.', other_sheets: 'Sešit má ještě jiné listy; načten byl první s daty.' },
    workHint: 'Stránku můžete zavřít: práce běží na serveru.',
    rowsOf: (done, total) => `${done} z ${total} řádků`,
    reviewTitle: 'Co tento import udělá',
    failedWhole: 'Import se nezdařil a nic nebylo zapsáno. Zkuste to znovu.',
    duplicatesTitle: 'Zákazníci, kteří tu podle všeho už jsou',
    duplicates: { skip: 'vynechat', update: 'doplnit stávající', create: 'přidat jako nové' },
    apply: (count) => `Importovat (${count})`,
    backToColumns: 'Změnit sloupce',
    downloadBad: (count) => `Stáhnout chybné řádky (${count})`,
    filterLabel: 'Které řádky',
    rowsTitle: 'Řádky souboru',
    filter: { bad: 'Chybné', skipped: 'Vynechané', held: 'K opravě', unplaced: 'Bez místa', kept: 'Ponechané', create: 'Nové', update: 'Změněné', all: 'Všechny' },
    outcome: { create: 'nový', update: 'změna', unchanged: 'beze změny', skipped: 'vynechaný', held: 'k opravě', bad: 'chybný', undone: 'vrácený', kept: 'ponechaný' },
    more: 'Zobrazit další',
    noRows: 'Takové řádky nejsou.',
    count: { create: 'nových', update: 'změněných', unchanged: 'beze změny', skipped: 'vynechaných', held: 'k opravě', geocoded: 's místem z adresy', unplaced: 'bez místa', hours_unread: 'nečitelné hodiny', bad: 'chybných', undone: 'vrácených', kept: 'ponechaných' },
    doneTitle: 'Importováno',
    undoneTitle: 'Import je vrácen',
    undo: 'Vrátit import',
    undoHint: 'Vrácení smaže, co import přidal, a obnoví, co změnil. Záznamy, které někdo změnil později, zůstanou.',
    own: 'vlastní pole',
    failed: { unreachable: 'Server neodpovídá. Soubor i výběr sloupců zůstaly na místě.', upload_too_large: 'Soubor je příliš velký: rozdělte ho.', unreadable_file: 'Tento soubor nelze přečíst jako tabulku.', no_rows: 'Soubor má záhlaví, ale žádné řádky.', upload_broken_off: 'Odesílání se přerušilo: pošlete soubor znovu.', import_running: 'Na tomto importu se právě pracuje.', too_many_imports: 'Běží několik importů najednou: zkuste to za chvíli.', wrong_import_state: 'V tomto stavu importu to nejde: obnovte stránku.', import_not_found: 'Takový import není.', invalid_body: 'Přiřazení sloupců není úplné: určete sloupec s kódem pobočky nebo se jménem zákazníka.' },
    failedOther: 'Nezdařilo se. Zkuste to znovu.',
  },
  en: {
    title: 'Imports',
    lead: 'Bring in outlets or customers from a file. Before anything changes you see what each row would do, and every import can be taken back.',
    another: 'Another file',
    stepsLabel: 'Steps of the import',
    step: { file: 'File', columns: 'Columns', review: 'Check', work: 'Check', done: 'Done' },
    kindLabel: 'What is in the file',
    kind: { outlets: 'Outlets', customers: 'Customers' },
    drop: { outlets: 'Drop a file of outlets here', customers: 'Drop a file of customers here' },
    formats: { outlets: 'CSV, XLSX or GeoJSON. Encoding and delimiter are found out.', customers: 'CSV, XLSX or a vCard address book (.vcf). Encoding and delimiter are found out.' },
    browse: 'Choose a file',
    sending: 'Sending…',
    recent: 'Recent imports',
    rows: (count) => `${number(count)} ${count === 1 ? 'row' : 'rows'}`,
    columns: { file: 'File', kind: 'What', rows: 'Rows', state: 'State', who: 'Who', when: 'When', column: 'Column of the file', samples: 'Samples', field: 'Meaning', row: 'Row', problem: 'Notes' },
    state: { uploaded: 'uploaded', checking: 'Checking', checked: 'checked', applying: 'Importing', applied: 'imported', failed: 'failed', undoing: 'Undoing', undone: 'undone' },
    mapTitle: 'What the columns mean',
    leaveOut: 'leave out',
    twice: 'This field is chosen twice.',
    unsure: 'This is our guess: have a look.',
    createServices: 'Add services that the vocabulary lacks',
    defaultCountry: 'Country of all rows',
    noDefault: 'not given',
    check: 'Check the rows',
    note: { mapping_reused: 'There was a file like this: its columns are used again.', no_header: 'No row names the columns: say what each of them holds.', rows_skipped: 'Rows above the table were left out.', country_assumed: 'No column names the country; it follows from the postcodes.', other_sheets: 'The workbook has other sheets; the first with data was read.' },
    workHint: 'You may close this page: the server goes on.',
    rowsOf: (done, total) => `${done} of ${total} rows`,
    reviewTitle: 'What this import will do',
    failedWhole: 'The import failed and nothing was written. Try again.',
    duplicatesTitle: 'Customers who seem to be there already',
    duplicates: { skip: 'leave out', update: 'add to those who are there', create: 'add as new ones' },
    apply: (count) => `Import (${count})`,
    backToColumns: 'Change columns',
    downloadBad: (count) => `Download bad rows (${count})`,
    filterLabel: 'Which rows',
    rowsTitle: 'Rows of the file',
    filter: { bad: 'Bad', skipped: 'Left out', held: 'To repair', unplaced: 'Without a place', kept: 'Kept', create: 'New', update: 'Changed', all: 'All' },
    outcome: { create: 'new', update: 'change', unchanged: 'unchanged', skipped: 'left out', held: 'to repair', bad: 'bad', undone: 'undone', kept: 'kept' },
    more: 'Show more',
    noRows: 'There are no such rows.',
    count: { create: 'new', update: 'changed', unchanged: 'unchanged', skipped: 'left out', held: 'to repair', geocoded: 'placed by address', unplaced: 'without a place', hours_unread: 'unreadable hours', bad: 'bad', undone: 'undone', kept: 'kept' },
    doneTitle: 'Imported',
    undoneTitle: 'The import is undone',
    undo: 'Undo the import',
    undoHint: 'Undoing deletes what the import added and puts back what it changed. Records that somebody changed since stay.',
    own: 'own field',
    failed: { unreachable: 'The server does not answer. The file and the columns are still here.', upload_too_large: 'The file is too large: split it.', unreadable_file: 'This file cannot be read as a table.', no_rows: 'The file has a header but no rows.', upload_broken_off: 'The upload broke off: send the file again.', import_running: 'This import is being worked on.', too_many_imports: 'Several imports are running: try again soon.', wrong_import_state: 'This cannot be done in this state: reload the page.', import_not_found: 'There is no such import.', invalid_body: 'The columns are not complete: say which holds the code of the outlet, or the name of the customer.' },
    failedOther: 'That failed. Try again.',
  },
};

function number(count: number): string {
  return new Intl.NumberFormat(i18n.language).format(count);
}

/** Polish and Czech tell one, few and many apart. */
function plural(count: number, one: string, few: string, many: string): string {
  const rule = new Intl.PluralRules(i18n.language).select(count);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}

/** The words of the language of the screen, with what needs its numbers and names. */
export function w() {
  const words = WORDS[i18n.language];
  return {
    ...words,
    number,
    apply: (count: number) => words.apply(number(count)),
    downloadBad: (count: number) => words.downloadBad(number(count)),
    rowsOf: (done: number, total: number) => words.rowsOf(number(done), number(total)),
    countryName: (code: string) => new Intl.DisplayNames([i18n.language], { type: 'region' }).of(code) ?? code,
    fileFacts: (view: ImportView) =>
      [words.kind[view.kind as ImportKind], view.format.toUpperCase(), view.encoding, words.rows(view.rows_total)].filter(Boolean).join(', '),
  };
}

/** What a field is called; the company's own ones by their label. */
export function fieldLabel(view: ImportView, field: string): string {
  const own = wizard.own.get(field);
  if (own) return `${own[i18n.language] || own.pl} (${WORDS[i18n.language].own})`;
  return FIELDS[view.kind as ImportKind]?.[field]?.[i18n.language] ?? field;
}

export function failed(problem: Problem): string {
  const words = WORDS[i18n.language];
  return words.failed[problem.code] ?? (i18n.language === 'en' && problem.message ? problem.message : words.failedOther);
}
