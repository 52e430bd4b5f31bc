// The only place that talks to the server. Paths are relative: the interface is served by the server it asks.

/** One part of the request to mend: `pointer` into the body, or the name of a `parameter`. */
export interface ProblemError {
  pointer?: string;
  parameter?: string;
  code: string;
  message: string;
}

/** A refusal, as RFC 9457 tells it; `status` 0 when the server could not be reached at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly retryAfterS: number | undefined = undefined,
    /** Which parts of the request are to be mended. */
    readonly errors: ProblemError[] = [],
  ) {
    super(detail);
  }

  get unreachable(): boolean {
    return this.status === 0;
  }
}

export interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: URLSearchParams;
  body?: unknown;
  /** The version that is changed: it must still be the newest. */
  ifMatch?: number;
  signal?: AbortSignal;
  /** Goes out even when the page is leaving. */
  keepalive?: boolean;
}

/** What requests know of the session: the token that unsafe ones carry, and what to do when it has ended. */
interface SessionLink {
  csrfToken: string;
  ended: () => void;
}

let session: SessionLink | undefined;

/** From now on requests belong to this session. */
export function useSession(link: SessionLink | undefined): void {
  session = link;
}

/** Asks the server. Rejects with a `Problem`, or with the `AbortError` of `signal`. */
export async function request<T>(path: string, options: Options = {}): Promise<T> {
  const { method = 'GET', query, body, ifMatch, signal, keepalive } = options;
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (method !== 'GET' && session) headers.set('x-csrf-token', session.csrfToken);
  if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`);
  const address = query?.size ? `${path}?${query}` : path;
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  if (keepalive) init.keepalive = true;
  const response = await reach(address, init);
  if (response.status === 401) session?.ended();
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Sends a file as it is. Rejects as `request` does. */
export async function upload<T>(path: string, file: File, query: URLSearchParams): Promise<T> {
  const headers = new Headers({ accept: 'application/json', 'content-type': 'application/octet-stream' });
  if (session) headers.set('x-csrf-token', session.csrfToken);
  const response = await reach(`${path}?${query}`, { method: 'POST', headers, body: file, credentials: 'same-origin' });
  if (response.status === 401) session?.ended();
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, 'unreachable', 'The server does not answer.');
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const told: { code?: string; detail?: string; errors?: ProblemError[] } = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get('retry-after')) || undefined;
  return new Problem(response.status, told.code ?? 'unknown', told.detail ?? response.statusText, wait, told.errors);
}
