import { describe, expect, test } from 'vitest';
import { cs } from '../i18n/cs';
import { en } from '../i18n/en';
import { pl } from '../i18n/pl';
import type { Offer } from './answer';
import { moment, stateLine } from './stateLine';

const offer = (part: Partial<Offer>): Offer => ({
  id: '1',
  code: 'MT-CIE-01',
  name: 'Meteor Cieszyn',
  kind: 'store',
  address: { street: '', postcode: '', city: 'Cieszyn', country: 'PL' },
  phone: '',
  email: '',
  website: '',
  services: [],
  promotions: [],
  distanceM: 712,
  basis: 'crow_flies',
  travelS: 84,
  arriveAt: '2026-11-30T14:13:00+01:00',
  state: 'open',
  closesAt: '2026-11-30T20:00:00+01:00',
  leaveBy: undefined,
  sentence: '',
  ...part,
});

describe('the line under the name', () => {
  test('says when one is there and until when it is open, in each language', () => {
    expect(stateLine(offer({}), pl, 'pl').text).toBe('Na miejscu 14:13, otwarte do 20:00');
    expect(stateLine(offer({}), cs, 'cs').text).toBe('Na místě 14:13, otevřeno do 20:00');
    expect(stateLine(offer({}), en, 'en').text).toBe('There at 14:13, open until 20:00');
  });

  test('warns when it closes within an hour of arrival', () => {
    const line = stateLine(offer({ closesAt: '2026-11-30T15:00:00+01:00' }), pl, 'pl');
    expect(line).toMatchObject({ tone: 'warn', text: 'Na miejscu 14:13, zamyka 15:00' });
  });

  test('says midnight as the end of the day', () => {
    const line = stateLine(offer({ closesAt: '2026-12-01T00:00:00+01:00' }), pl, 'pl');
    expect(line.text).toBe('Na miejscu 14:13, otwarte do 24:00');
  });

  test('says round the clock when no closing is in sight', () => {
    expect(stateLine(offer({ closesAt: undefined }), pl, 'pl').text).toBe('Czynne całą dobę');
  });

  test('leaves the reason to the server when it is closed', () => {
    const line = stateLine(offer({ state: 'closed', sentence: 'zamknięte, niedziela niehandlowa' }), pl, 'pl');
    expect(line).toMatchObject({ tone: 'danger', text: 'Zamknięte, niedziela niehandlowa' });
  });
});

describe('a moment seen from another', () => {
  const from = '2026-11-30T14:13:00+01:00';
  test.each([
    ['2026-11-30T20:00:00+01:00', '20:00'],
    ['2026-12-01T09:00:00+01:00', 'jutro 09:00'],
    ['2026-12-03T09:00:00+01:00', 'czw. 09:00'],
    ['2026-12-09T09:00:00+01:00', '9 gru 09:00'],
    ['2027-01-04T09:00:00+01:00', '4 sty 2027 09:00'],
  ])('%s is said as %s', (at, said) => {
    expect(moment(at, from, pl, 'pl')).toBe(said);
  });
});
