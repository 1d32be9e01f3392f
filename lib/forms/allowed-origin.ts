import type { Form } from './form.ts';

/** A day: how long a browser may remember a preflight's answer, in seconds. */
const REMEMBER = 86_400;

/** The CORS headers of a form's answer to a page of that origin; none when the form does not allow it. */
export const corsHeaders = (form: Form, origin: string | undefined): Record<string, string> => {
  if (origin === undefined) return {};
  const any = form.allowedOrigins.includes('*');
  if (!any && !form.allowedOrigins.includes(origin)) return {};
  return { 'access-control-allow-origin': any ? '*' : origin, vary: 'origin' };
};

/** What a preflight adds for an allowed origin. */
export const preflightHeaders = (form: Form, origin: string | undefined): Record<string, string> => {
  const headers = corsHeaders(form, origin);
  if (!('access-control-allow-origin' in headers)) return headers;
  return {
    ...headers,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type, idempotency-key',
    'access-control-max-age': String(REMEMBER),
  };
};
