import { describe, expect, it } from 'vitest';
import { corsHeaders, preflightHeaders } from '../../../lib/forms/allowed-origin.ts';
import { findForm } from '../../../lib/forms/form-repository.ts';
import { memoryTable } from '../memory-table.ts';
import { aForm } from './a-form.ts';

const form = aForm({ allowedOrigins: ['https://acme.example'] });

describe('the origins of a form', () => {
  it('let a page of an allowed origin read the answer, and say that it depends on the origin', () => {
    expect(corsHeaders(form, 'https://acme.example')).toEqual({
      'access-control-allow-origin': 'https://acme.example',
      vary: 'origin',
    });
  });

  it('let no other page read it, however similar its origin', () => {
    for (const origin of ['http://acme.example', 'https://acme.example.evil.example', 'null', '']) {
      expect(corsHeaders(form, origin)).toEqual({});
      expect(preflightHeaders(form, origin)).toEqual({});
    }
  });

  it('do not concern a caller that is no browser', () => {
    expect(corsHeaders(form, undefined)).toEqual({});
  });

  it('let any page post to an open form, with the headers that a post needs', () => {
    expect(preflightHeaders({ ...form, allowedOrigins: ['*'] }, 'https://any.example')).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, idempotency-key',
    });
  });
});

describe('the form of an id', () => {
  it('is there for "demo" in every installation, and undefined for none', async () => {
    expect(await findForm(memoryTable(), 'demo')).toMatchObject({ id: 'demo' });
    expect(await findForm(memoryTable(), 'gone')).toBeUndefined();
  });
});
