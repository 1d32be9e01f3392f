import { problem } from '../../lib/contract/problem.ts';
import { toDocument } from '../../lib/forms/markup.ts';
import type { HttpResponse } from './problem-response.ts';

/** A problem as a plain page, for somebody who looks at a route that answers with pages. */
export const problemPage = (response: HttpResponse): HttpResponse => {
  const { title, detail } = problem.parse(JSON.parse(response.body));
  return {
    ...response,
    headers: {
      ...response.headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    },
    body: toDocument({ title, content: [['main', {}, ['h1', {}, title], ['p', {}, detail ?? '']]] }),
  };
};
