// Offers: marketing, so only by the channels to which the customer has consented, and said why where not.
import { date } from '../i18n/format';
import { i18n, type Language } from '../i18n/index.svelte';
import type { Choice } from './choices';
import { desk } from './desk.svelte';
import { nearby } from './nearby.svelte';
import { w, wordsOf } from './words';

const CHANNELS = ['sms', 'email', 'chat'] as const;
type Channel = (typeof CHANNELS)[number];
/** Which contact point a channel reaches; a chat is answered where it is. */
const REACHES: Record<Channel, string | undefined> = { sms: 'phone', email: 'email', chat: undefined };

const consentOn = (channel: Channel) => desk.customer?.consents.find((consent) => consent.channel === channel);
const pointFor = (channel: Channel) => desk.customer?.contact_points?.find(({ kind }) => kind === REACHES[channel])?.value;

/** Why nothing may be offered by this channel; nothing where it may. */
function obstacle(channel: Channel): string | undefined {
  const consent = consentOn(channel);
  if (!consent) return w().offer.never;
  if (!consent.given) return w().offer.refused(date(consent.said_at, i18n.language));
  return REACHES[channel] && !pointFor(channel) ? w().offer.noPoint : undefined;
}

/** Whether there is any channel by which something may be offered. */
export const mayOffer = (): boolean => CHANNELS.some((channel) => !obstacle(channel));

/** Why the button for offers is not to be pressed, in words. */
export function whyNoOffer(): string | undefined {
  if (!mayOffer()) return w().offer.whyNot;
  return nearby.current ? undefined : w().offer.noOutlet;
}

/** Every channel with its consent; those without are there too, with the reason. */
export function offerChoices(): Choice[] {
  return CHANNELS.map((channel) => {
    const [consent, why] = [consentOn(channel), obstacle(channel)];
    const given = consent && w().offer.given(date(consent.said_at, i18n.language), consent.source);
    return { label: w().send[channel], detail: why ?? given, disabled: !!why, perform: () => offer(channel) };
  });
}

/** The outlet with its promotions, in the language of the customer. */
async function offer(channel: Channel): Promise<void> {
  const [outlet, customer] = [nearby.current, desk.customer];
  if (!outlet || !customer) return;
  const language = customer.language ?? i18n.language;
  const promotions = outlet.promotions.map(({ title }) => title).join(', ');
  const text = wordsOf(language as Language).offer.text(outlet.name, promotions);
  const body = { channel, purpose: 'marketing', outlet_id: outlet.id, customer_id: customer.id, language, text };
  const sent = await desk.send<{ recipient: string }>('POST', '/api/v1/answers', body);
  if (sent) desk.tell(w().offer.sent(sent.recipient || w().send.chat));
}
