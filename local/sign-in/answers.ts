import type { IncomingMessage, ServerResponse } from 'node:http';
import { messagePage, PAGE_HEADERS } from './login-page.ts';

// A sign-in form or a call of the user pool's API is a few hundred bytes.
const BODY_LIMIT = 64 * 1024;

/** The body of a request as text; throws when it is larger than any form or call here can be. */
export async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error('the request body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function sendPage(answer: ServerResponse, status: number, html: string): void {
  answer.writeHead(status, PAGE_HEADERS);
  answer.end(html);
}

export function sendMessage(answer: ServerResponse, status: number, title: string, text: string): void {
  sendPage(answer, status, messagePage(title, text));
}

export function sendJson(
  answer: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  answer.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  answer.end(JSON.stringify(body));
}
