// A field of an outlet as people read it, for the choice between mine and theirs.
import { vocabulary } from '../../find/vocabulary.svelte';
import { t } from '../../i18n/index.svelte';
import type { Body } from './outlet.svelte';
import { w } from './words';

export function spoken(field: keyof Body, body: Body): string {
  switch (field) {
    case 'kind':
      return t().kind[body.kind] ?? body.kind;
    case 'status':
      return w().status[body.status] ?? body.status;
    case 'trade_class':
      return w().tradeClass[body.trade_class] ?? body.trade_class;
    case 'services':
      return body.services.map((code) => vocabulary.name(code)).join(', ');
    case 'address':
      return Object.values(body.address).filter(Boolean).join(', ');
    case 'overrides':
      return body.overrides.map(({ from, until, hours, reason }) => [`${from} – ${until}`, hours, reason].filter(Boolean).join(' ')).join('\n');
    case 'promotions':
      return body.promotions.map(({ title }) => title.pl).join(', ');
    default:
      return String(body[field] ?? '');
  }
}
