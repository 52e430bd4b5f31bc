// The company's own fields of customers, in the order in which cards show them.
import { request } from '../../api/client';
import type { CustomerFieldBody, CustomerFieldList, CustomerFieldView } from '../../api/types.gen';

/** Room between two neighbours, so that one field can be put between them without writing the others. */
const STEP = 10;

const pathOf = (key: string) => `/api/v1/customer-fields/${encodeURIComponent(key)}`;

export function bodyOf({ version: _, ...body }: CustomerFieldView): CustomerFieldBody {
  return body;
}

class Fields {
  items = $state.raw<CustomerFieldView[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');

  async load(): Promise<void> {
    try {
      this.items = (await request<CustomerFieldList>('/api/v1/customer-fields')).items;
      this.state = 'ready';
    } catch {
      this.state = 'failed';
    }
  }

  async create(body: CustomerFieldBody): Promise<void> {
    const position = Math.max(0, ...this.items.map((field) => field.position ?? 0)) + STEP;
    await request('/api/v1/customer-fields', { method: 'POST', body: { ...body, position } });
    await this.load();
  }

  async change(field: CustomerFieldView, body: CustomerFieldBody): Promise<void> {
    await request(pathOf(field.key), { method: 'PUT', ifMatch: field.version, body });
    await this.load();
  }

  async remove(field: CustomerFieldView): Promise<void> {
    await request(pathOf(field.key), { method: 'DELETE', ifMatch: field.version });
    await this.load();
  }

  /** One place up (-1) or down (1). Where two have one position, all are numbered anew. */
  async move(field: CustomerFieldView, by: -1 | 1): Promise<void> {
    const order = [...this.items];
    const from = order.indexOf(field);
    const other = order[from + by];
    if (!other) return;
    [order[from], order[from + by]] = [other, field];
    for (const [place, each] of order.entries()) {
      const position = (place + 1) * STEP;
      if (each.position === position) continue;
      await request(pathOf(each.key), { method: 'PUT', ifMatch: each.version, body: { ...bodyOf(each), position } });
    }
    await this.load();
  }
}

export const fields = new Fields();
