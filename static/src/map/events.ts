// Listeners by name of event.
import type { MapEvents } from './interface';

type Listeners = { [Name in keyof MapEvents]?: Set<(detail: MapEvents[Name]) => void> };

export class Events {
  private readonly listeners: Listeners = {};

  on<Name extends keyof MapEvents>(name: Name, listen: (detail: MapEvents[Name]) => void): () => void {
    const all = (this.listeners[name] ??= new Set() as Listeners[Name])!;
    all.add(listen);
    return () => void all.delete(listen);
  }

  tell<Name extends keyof MapEvents>(name: Name, detail: MapEvents[Name]): void {
    for (const listen of [...(this.listeners[name] ?? [])]) listen(detail);
  }

  clear(): void {
    for (const all of Object.values(this.listeners)) all.clear();
  }
}
