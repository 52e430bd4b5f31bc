// Notes that are not saved yet, by customer. They survive a reload, and never leave this browser.

const PREFIX = 'blisko.draft.';

export class Drafts {
  get(customer: string): string {
    try {
      return sessionStorage.getItem(PREFIX + customer) ?? '';
    } catch {
      return '';
    }
  }

  set(customer: string, note: string): void {
    try {
      if (note.trim()) sessionStorage.setItem(PREFIX + customer, note);
      else sessionStorage.removeItem(PREFIX + customer);
    } catch {
      // Without storage a draft lasts as long as the page.
    }
  }
}
