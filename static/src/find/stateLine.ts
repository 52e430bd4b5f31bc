// The line under an outlet's name: open when the customer gets there, and until when. For anything else the
// server's own sentence is shown, which names the law, the holiday or the exception.
import type { IconName } from '../components/icons';
import * as format from '../i18n/format';
import type { Messages } from '../i18n/messages';
import type { Offer } from './answer';

export interface StateLine {
  tone: 'ok' | 'warn' | 'danger' | 'off';
  icon: IconName;
  text: string;
}

/** Closing within this time of arrival is said as a warning: an hour is what an errand with a queue takes. */
const SOON_MINUTES = 60;

export function stateLine(offer: Offer, messages: Messages, language: string): StateLine {
  const words = messages.state;
  if (offer.state === 'unknown') return { tone: 'off', icon: 'circleHelp', text: capitalised(offer.sentence) };
  if (offer.state === 'closed') return { tone: 'danger', icon: 'circleX', text: capitalised(offer.sentence) };
  if (!offer.closesAt) return { tone: 'ok', icon: 'circleCheck', text: words.aroundTheClock };
  const arrive = format.clock(offer.arriveAt);
  const closes = closing(offer.closesAt, offer.arriveAt, messages, language);
  if (minutesBetween(offer.arriveAt, offer.closesAt) <= SOON_MINUTES) {
    return { tone: 'warn', icon: 'clock', text: words.arriveCloses(arrive, closes) };
  }
  return { tone: 'ok', icon: 'circleCheck', text: words.arriveOpenUntil(arrive, closes) };
}

/** `20:00` on the same day, `jutro 9:00`, `pon. 9:00` within a week, else `9 gru 9:00`. Both in one zone. */
export function moment(at: string, from: string, messages: Messages, language: string): string {
  const days = format.daysBetween(from, at);
  const time = format.clock(at);
  if (days === 0) return time;
  if (days === 1) return messages.state.tomorrow(time);
  const day = days < 7 ? format.weekday(at, language) : format.date(at, language, from);
  return `${day} ${time}`;
}

/** Midnight ends the evening before: open until 24:00, not until tomorrow 00:00. */
function closing(at: string, from: string, messages: Messages, language: string): string {
  const midnight = format.clock(at) === '00:00' && format.daysBetween(from, at) === 1;
  return midnight ? '24:00' : moment(at, from, messages, language);
}

function minutesBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
