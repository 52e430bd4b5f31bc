// What the fields of a file are called.
import type { Language } from '../i18n/index.svelte';

type Label = Record<Language, string>;

const label = (pl: string, cs: string, en: string): Label => ({ pl, cs, en });

const ADDRESS: Record<string, Label> = {
  street: label('Ulica', 'Ulice', 'Street'),
  house_number: label('Numer domu', 'Číslo domu', 'House number'),
  postcode: label('Kod pocztowy', 'PSČ', 'Postcode'),
  city: label('Miejscowość', 'Obec', 'Town'),
  country: label('Kraj', 'Země', 'Country'),
  lon: label('Długość geograficzna', 'Zeměpisná délka', 'Longitude'),
  lat: label('Szerokość geograficzna', 'Zeměpisná šířka', 'Latitude'),
};

export const FIELDS: Record<'outlets' | 'customers', Record<string, Label>> = {
  outlets: {
    ...ADDRESS,
    code: label('Kod placówki', 'Kód pobočky', 'Outlet code'),
    name: label('Nazwa', 'Název', 'Name'),
    kind: label('Rodzaj', 'Druh', 'Kind'),
    status: label('Stan', 'Stav', 'Status'),
    point: label('Współrzędne w jednej komórce', 'Souřadnice v jedné buňce', 'Coordinates in one cell'),
    region: label('Województwo', 'Kraj (region)', 'Region'),
    time_zone: label('Strefa czasowa', 'Časové pásmo', 'Time zone'),
    opening_hours: label('Godziny otwarcia', 'Otevírací doba', 'Opening hours'),
    overrides: label('Wyjątki od godzin', 'Výjimky z hodin', 'Exceptions to the hours'),
    trade_class: label('Klasa handlu', 'Třída obchodu', 'Trade class'),
    floor_area_m2: label('Powierzchnia', 'Plocha', 'Floor area'),
    services: label('Usługi', 'Služby', 'Services'),
    products: label('Produkty', 'Produkty', 'Products'),
    promotions: label('Promocje', 'Akce', 'Promotions'),
    phone: label('Telefon', 'Telefon', 'Phone'),
    email: label('E-mail', 'E-mail', 'E-mail'),
    website: label('Strona internetowa', 'Webová stránka', 'Website'),
  },
  customers: {
    ...ADDRESS,
    number: label('Numer klienta', 'Číslo zákazníka', 'Customer number'),
    name: label('Nazwa lub imię i nazwisko', 'Název nebo jméno a příjmení', 'Name'),
    given_name: label('Imię', 'Jméno', 'Given name'),
    family_name: label('Nazwisko', 'Příjmení', 'Family name'),
    company: label('Firma', 'Firma', 'Company'),
    contact_name: label('Osoba kontaktowa', 'Kontaktní osoba', 'Contact person'),
    kind: label('Osoba czy firma', 'Osoba, nebo firma', 'Person or company'),
    phone: label('Telefon', 'Telefon', 'Phone'),
    phone_2: label('Drugi telefon', 'Druhý telefon', 'Second phone'),
    phone_3: label('Trzeci telefon', 'Třetí telefon', 'Third phone'),
    fax: label('Faks', 'Fax', 'Fax'),
    email: label('E-mail', 'E-mail', 'E-mail'),
    email_2: label('Drugi e-mail', 'Druhý e-mail', 'Second e-mail'),
    address: label('Cały adres w jednej komórce', 'Celá adresa v jedné buňce', 'Whole address in one cell'),
    language: label('Język', 'Jazyk', 'Language'),
    segment: label('Segment', 'Segment', 'Segment'),
    value_tier: label('Poziom wartości', 'Úroveň hodnoty', 'Value tier'),
    owner: label('Opiekun', 'Kdo se stará', 'Owner'),
    preferred_outlet: label('Ulubiona placówka (kod)', 'Oblíbená pobočka (kód)', 'Preferred outlet (code)'),
    note: label('Notatka', 'Poznámka', 'Note'),
    consent_phone: label('Zgoda: telefon', 'Souhlas: telefon', 'Consent: phone'),
    consent_sms: label('Zgoda: SMS', 'Souhlas: SMS', 'Consent: SMS'),
    consent_email: label('Zgoda: e-mail', 'Souhlas: e-mail', 'Consent: e-mail'),
    consent_letter: label('Zgoda: list', 'Souhlas: dopis', 'Consent: letter'),
    consent_chat: label('Zgoda: czat', 'Souhlas: chat', 'Consent: chat'),
    consent_source: label('Źródło zgody', 'Zdroj souhlasu', 'Source of consent'),
    consent_date: label('Data zgody', 'Datum souhlasu', 'Date of consent'),
  },
};
