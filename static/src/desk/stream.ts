// The agent's stream of events. The browser reconnects by itself and says which event it saw last.
import type { CallView, ChangeView } from '../api/types.gen';

export type Line = 'connecting' | 'open' | 'lost';

interface Listener {
  onCall: (call: CallView) => void;
  onChange: (entity: string, id: string) => void;
  /** Events were missed: everything is to be read again. */
  onReset: () => void;
  onLine: (line: Line) => void;
}

/** A short hiccup of the network is nobody's business. */
const LOST_AFTER_MS = 1_500;

export function listen({ onCall, onChange, onReset, onLine }: Listener): EventSource {
  const source = new EventSource('/api/v1/events');
  let lost: ReturnType<typeof setTimeout> | undefined;
  source.addEventListener('open', () => {
    clearTimeout(lost);
    lost = undefined;
    onLine('open');
  });
  source.addEventListener('error', () => {
    lost ??= setTimeout(() => onLine('lost'), LOST_AFTER_MS);
  });
  source.addEventListener('call', ({ data }) => onCall(JSON.parse(data) as CallView));
  source.addEventListener('change', ({ data }) => {
    const { entity, entity_id } = JSON.parse(data) as ChangeView;
    onChange(entity, entity_id);
  });
  source.addEventListener('reset', onReset);
  return source;
}
