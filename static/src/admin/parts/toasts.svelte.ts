// Short words about what was done, with a way back for eight seconds.

export interface Toast {
  id: number;
  text: string;
  danger: boolean;
  undo: (() => void) | undefined;
}

const SHOWN_MS = 8_000;

class Toasts {
  shown = $state.raw<Toast[]>([]);
  #count = 0;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Says `text`; with `undo` it can be taken back. */
  tell(text: string, { undo, danger = false }: { undo?: () => void; danger?: boolean } = {}): void {
    const toast = { id: ++this.#count, text, danger, undo };
    this.shown = [...this.shown.slice(-2), toast];
    this.rest(toast.id);
  }

  dismiss(id: number): void {
    this.hold(id);
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }

  /** Does not go away while somebody reads it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  rest(id: number): void {
    this.hold(id);
    this.#timers.set(id, setTimeout(() => this.dismiss(id), SHOWN_MS));
  }
}

export const toasts = new Toasts();
