/** What a PUT of a part came to: its ETag, or the HTTP status of the refusal; 0 when there was no answer. */
export type PutOutcome = { readonly etag: string } | { readonly status: number };

/** Puts a part where an address says; `onSent` hears how many of its bytes have left. */
export type PutPart = (
  url: string,
  part: Blob,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
) => Promise<PutOutcome>;

/** Milliseconds without an answer after which a part is taken for lost: 8 MiB within them is 0.1 Mbit/s. */
const PATIENCE = 10 * 60_000;

/** Puts a part by XMLHttpRequest, which, other than fetch, tells how much has been sent. */
export const putPart: PutPart = (url, part, signal, onSent) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const settle = (outcome: PutOutcome) => {
      signal.removeEventListener('abort', abort);
      if (signal.aborted) reject(signal.reason);
      else resolve(outcome);
    };
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => {
      const etag = request.getResponseHeader('etag');
      settle(request.status === 200 && etag ? { etag } : { status: request.status });
    };
    request.onerror = () => settle({ status: 0 });
    request.ontimeout = () => settle({ status: 0 });
    request.onabort = () => settle({ status: 0 });
    signal.addEventListener('abort', abort);
    request.open('PUT', url);
    request.timeout = PATIENCE;
    request.send(part);
  });
