// The company's services, asked for once: codes and names in three languages.
import { request } from '../api/client';
import type { ServiceBody, ServiceList } from '../api/types.gen';
import { i18n } from '../i18n/index.svelte';

class Vocabulary {
  services = $state.raw<ServiceBody[]>([]);

  async load(): Promise<void> {
    this.services = (await request<ServiceList>('/api/v1/services')).services;
  }

  /** The name in the language in use; Polish where there is none, the code where nothing is known. */
  name(code: string): string {
    const names = this.services.find((service) => service.code === code)?.name;
    return names?.[i18n.language] || names?.pl || code;
  }
}

export const vocabulary = new Vocabulary();
