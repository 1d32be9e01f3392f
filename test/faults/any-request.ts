import fc from 'fast-check';
import { api } from '../../lib/contract/api.ts';
import type { RouteDeclaration } from '../../lib/contract/route.ts';

/** The form under test takes the posts of this organisation and of this HubSpot form. */
export const OID = '00D000000000001';
export const GUID = '11111111-2222-4333-8444-555555555555';
/** Stands in everything that is sent, so that it is found wherever something of it stays. */
export const TRACE = 'trace-of-a-visitor';

/** A request as it goes over the wire. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const declared: readonly RouteDeclaration[] = Object.values(api).flatMap((module) => Object.values(module));
const PUBLIC = declared.filter(({ access }) => access === 'public');

/** Any text that HTTP lets a header have; the gateway refuses all others by itself. */
const headerText = fc
  .array(fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff })), { maxLength: 80 })
  .map((codes) => String.fromCharCode(...codes).trim());

const anyBytes = fc.uint8Array({ maxLength: 200 });

/** A piece of a path: bytes as they are written in one, percent signs that mean nothing, or something very long. */
const segment = fc.oneof(
  anyBytes.map((bytes) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')),
  fc.stringMatching(/^[A-Za-z0-9%._~:@!$&'()*+,;=-]{0,40}$/),
  fc.constantFrom('%', '%zz', '%00', '..', '.', '%2e%2e%2f', '%ff%fe', `${'x'.repeat(3000)}`),
);

const hostile = fc.constantFrom(
  '{"toString":1,"valueOf":1}',
  `${'['.repeat(9000)}${']'.repeat(9000)}`,
  '{"__proto__":{"a":1}}',
  '1e999',
  '"\\ud800"',
  'null',
);
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  hostile,
);

/** Names that no form here asks for, some of which mean something elsewhere. */
const otherName = fc.oneof(
  fc.constantFrom('_shown', '_proof', '_page', '_referrer', 'utm_source', 'gclid', 'retURL', 'fields', 'first_name'),
  fc.constantFrom('context', 'legalConsentOptions', '__proto__', 'constructor', 'toString', '', 'website_address'),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const anyName = fc.oneof(
  fc.constantFrom('email', 'name', 'phone', 'story', 'seats', 'start', 'plan', 'topics', 'partner', 'consent.terms'),
  otherName,
);

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('on', '2026-02-30', '1e9', 'Small', `${TRACE}@acme.example`, 'https://acme.example/\r\na:b', '日本'),
  // What a signed or solved thing may look like.
  json.map((value) => Buffer.from(value).toString('base64')),
);

const bytesOf = (value: string): Uint8Array => Buffer.from(value, 'utf8');

type Pair = readonly [name: string, value: string];

const encoded = (fields: readonly Pair[]): string =>
  fields.map((field) => field.map((part) => encodeURIComponent(part.toWellFormed())).join('=')).join('&');

const quoted = (fields: readonly Pair[]): Pair[] => fields.map(([key, value]) => [key, JSON.stringify(value)]);

/** Bodies with the type that belongs to them, of some fields and others. */
const bodiesOf = (given: readonly Pair[], name: fc.Arbitrary<string>) => {
  const fields = fc
    .array(fc.tuple(name, text), { maxLength: 8 })
    .map((more): Pair[] => [...given, ...more, ['note', TRACE]]);
  const values = fc.tuple(fields, fc.array(fc.tuple(name, json), { maxLength: 4 }));
  return fc.oneof(
    fields.map((all) => ({ type: 'application/x-www-form-urlencoded', body: bytesOf(encoded(all)) })),
    values.map(([all, more]) => {
      const members = [...quoted(all), ...more].map(([key, value]) => `${JSON.stringify(key)}:${value}`);
      return { type: 'application/json', body: bytesOf(`{${members.join(',')}}`) };
    }),
    fc.tuple(values, fc.option(json), fc.option(json)).map(([[all, more], context, legal]) => {
      const list = [...quoted(all), ...more].map(([key, value]) => `{"name":${JSON.stringify(key)},"value":${value}}`);
      const parts = [context && `"context":${context}`, legal && `"legalConsentOptions":${legal}`].filter(Boolean);
      return { type: 'application/json', body: bytesOf(`{${[`"fields":[${list.join(',')}]`, ...parts].join(',')}}`) };
    }),
    fields.map((all) => ({
      type: 'multipart/form-data; boundary=b',
      body: bytesOf(
        `${all.map(([key, value]) => `--b\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`).join('')}--b--\r\n`,
      ),
    })),
  );
};

/** What every form here takes, so that the rest of a body gets further than the check of its fields. */
const COMPLETE: readonly Pair[] = [
  ['email', `${TRACE}@acme.example`],
  ['name', TRACE],
  ['plan', 'Small'],
  ['consent.terms', 'on'],
  ['oid', OID],
];

const anyBody = fc.oneof(
  bodiesOf(COMPLETE, anyName),
  bodiesOf([], anyName),
  anyBytes.map((bytes) => ({ type: 'application/json', body: Buffer.concat([bytes, bytesOf(TRACE)]) })),
  json.map((value) => ({ type: 'application/json', body: bytesOf(value) })),
);

const otherType = fc.oneof(
  headerText,
  fc.constantFrom('application/x-www-form-urlencoded', 'multipart/form-data', 'multipart/form-data; boundary="', 'a/b'),
);

const headers = fc.dictionary(
  fc.constantFrom(
    ...['accept', 'origin', 'idempotency-key', 'if-none-match', 'if-match', 'referer', 'user-agent', 'cookie', 'host'],
    ...[
      'x-forwarded-for',
      'x-forwarded-proto',
      'x-origin-secret',
      'cloudfront-viewer-address',
      'authorization',
      'x-any',
    ],
  ),
  fc.oneof(headerText, fc.constantFrom('text/html', 'https://acme.example', '*', TRACE, '"1"')),
  { noNullPrototype: true },
);

/** A request of a public route: any bytes as its body, any type, any headers, and ids that are there or are anything. */
export const anyRequest = (formIds: readonly string[]): fc.Arbitrary<Sent> => {
  const id = fc.oneof(fc.constantFrom(...formIds, GUID), segment);
  const query = fc.option(fc.array(fc.tuple(anyName, text), { maxLength: 6 }));
  const place = fc.tuple(fc.constantFrom(...PUBLIC), id, id, query).map(([{ method, path }, first, second, search]) => {
    const ids = [first, second].values();
    const filled = path.replace(/\{\w+\}/g, () => ids.next().value ?? '');
    return { method, path: search ? `${filled}?${encoded(search)}`.slice(0, 6000) : filled };
  });
  return fc
    .tuple(place, anyBody, fc.option(otherType, { freq: 4 }), headers)
    .map(([{ method, path }, { type, body }, other, more]) => ({
      method,
      path,
      headers: { ...more, 'content-type': other ?? type },
      body: method === 'GET' ? new Uint8Array() : body,
    }));
};

/** A post that a form may take: its own fields are right, and everything else is anything. */
export const likelyPost = (formIds: readonly string[]): fc.Arbitrary<Sent> => {
  const path = fc.constantFrom(
    ...formIds.map((id) => `/v1/forms/${id}/submissions`),
    '/servlet/servlet.WebToLead',
    `/submissions/v3/integration/submit/1/${GUID}`,
  );
  return fc.tuple(path, bodiesOf(COMPLETE, otherName), headers).map(([to, { type, body }, more]) => ({
    method: 'POST',
    path: to,
    headers: { ...more, 'content-type': type },
    body,
  }));
};

const aPost = (path: string, type: string, body: string, more: Record<string, string> = {}): Sent => ({
  method: 'POST',
  path,
  headers: { ...more, 'content-type': type },
  body: bytesOf(body),
});

/** Requests that are always made: one for each kind of answer, and those that others stumble over. */
export const examplesFor = (formId: string): [Sent][] => {
  const capture = `/v1/forms/${formId}/submissions`;
  const email = `"email":"${TRACE}@acme.example"`;
  const form = 'application/x-www-form-urlencoded';
  const proof = (value: string) => Buffer.from(value).toString('base64');
  const deep = `${'['.repeat(9000)}${']'.repeat(9000)}`;
  return [
    aPost(capture, 'application/json', `{${email}}`),
    aPost(capture, 'application/json', `{${email},"partner":{"toString":1,"valueOf":1},"consent.terms":{"valueOf":1}}`),
    aPost(capture, 'application/json', `{${email},"constructor":"x","__proto__":"y","":"z","deep":${deep}}`),
    ...['null', '{"algorithm":"x"}', '{"salt":7,"algorithm":"SHA-256"}', '[]'].map((value) =>
      aPost(capture, 'application/json', `{${email},"_proof":"${proof(value)}","note":${JSON.stringify(value)}}`),
    ),
    aPost(capture, form, `email=${TRACE}%40acme.example&a=b`, { accept: 'text/html' }),
    aPost(capture, form, 'email=nobody', { accept: 'text/html' }),
    aPost(
      '/servlet/servlet.WebToLead',
      form,
      `oid=${OID}&email=${TRACE}%40acme.example&retURL=https://a.example/%0d%0aa:b%e6%97%a5`,
    ),
    aPost('/servlet/servlet.WebToLead', form, `oid=${'x'.repeat(3000)}&email=a%40b.example`),
    aPost(
      `/submissions/v3/integration/submit/1/${GUID}`,
      'application/json',
      `{"fields":[{"name":"email","value":"${TRACE}@acme.example"}]}`,
    ),
    aPost(`/submissions/v3/integration/submit/1/${'x'.repeat(3000)}`, 'application/json', '{"fields":[]}'),
    aPost(`/v1/forms/${'x'.repeat(3000)}/submissions`, 'application/json', '{}'),
    aPost(capture, 'application/json', '{'),
    aPost(capture, 'text/plain', TRACE),
    { method: 'GET', path: `/f/${formId}?faults=${'%25'.repeat(400)}`, headers: {}, body: new Uint8Array() },
  ].map((sent) => [sent]);
};
