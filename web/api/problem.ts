const PREFIX = 'urn:sluice:problem:';

/** What to say when the gateway itself refuses: its own body says too little for a person. */
const GATEWAY_WORDS: Readonly<Record<number, string>> = {
  401: 'You are signed out.',
  403: 'Your role does not allow this.',
  404: 'This is not here.',
  413: 'That is too large to send.',
  429: 'Too many requests at once. Try again in a moment.',
  503: 'Sluice is not answering at the moment. Try again in a moment.',
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textIn = (body: unknown, name: string): string | undefined => {
  const value = isObject(body) ? body[name] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** Messages by the path of the field, the first one for each; paths are given with or without a leading `body.`. */
const fieldMessages = (body: unknown): ReadonlyMap<string, string> => {
  const messages = new Map<string, string>();
  const errors = isObject(body) ? body.errors : undefined;
  for (const error of Array.isArray(errors) ? errors : []) {
    const path = textIn(error, 'path')?.replace(/^body\./, '');
    const message = textIn(error, 'message');
    if (path !== undefined && message !== undefined && !messages.has(path)) messages.set(path, message);
  }
  return messages;
};

/** A refused or failed call: RFC 9457 problem, the gateway's own refusal, or no answer at all (status 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** The stable code of the problem, for example `lead-exists`; `gateway` or `unreachable` where there is none. */
  readonly code: string;
  /** The message for each field that was refused, by its path. */
  readonly fields: ReadonlyMap<string, string>;
  readonly body: unknown;

  constructor(status: number, code: string, message: string, body: unknown, cause?: unknown) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.fields = fieldMessages(body);
    this.body = body;
  }

  static unreachable(cause: unknown): ApiProblem {
    return new ApiProblem(0, 'unreachable', 'Sluice cannot be reached. Check the connection.', undefined, cause);
  }

  /** A text that the problem carries beside the standard members, for example `leadId`. */
  extra(name: string): string | undefined {
    return textIn(this.body, name);
  }

  /** Whether the same call may succeed a little later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Reads a refusal, whoever wrote its body. */
export const problemFrom = async (response: Response): Promise<ApiProblem> => {
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy on the way may answer in HTML; the status says enough.
    body = undefined;
  }
  const type = textIn(body, 'type');
  if (type?.startsWith(PREFIX)) {
    const message = textIn(body, 'detail') ?? textIn(body, 'title') ?? 'This was refused.';
    return new ApiProblem(response.status, type.slice(PREFIX.length), message, body);
  }
  const message = GATEWAY_WORDS[response.status] ?? 'Something went wrong on the server.';
  return new ApiProblem(response.status, 'gateway', message, body);
};

/** What to tell a person about any error. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiProblem ? error.message : 'Something went wrong in this page.';
