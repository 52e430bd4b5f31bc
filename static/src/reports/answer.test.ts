import { expect, test } from 'vitest';
import { answerDraft } from './answer';

const ended = { number: 7, language: 'cs', outlet: 'Meteor Brno', outcome: 'fixed', note: 'Nové číslo je 555.' };

test('the letter is in the language of the reporter and has the note', () => {
  const draft = new URL(answerDraft('anna@example.com', ended));
  expect(draft.pathname).toBe('anna%40example.com');
  expect(draft.searchParams.get('subject')).toContain('č. 7');
  expect(draft.searchParams.get('body')).toContain('Nové číslo je 555.');
});

test('what stands in a note or an address adds no other field to the letter', () => {
  const draft = new URL(answerDraft('a?bcc=x@y.z', { ...ended, note: 'x&bcc=y@z.cz' }));
  expect([...draft.searchParams.keys()]).toEqual(['subject', 'body']);
});
