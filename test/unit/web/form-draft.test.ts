import { describe, expect, it } from 'vitest';
import { contentOf, draftOf, originTyped } from '../../../web/forms/form-draft.ts';
import { contentOfForm } from '../../../web/forms/form-edit.ts';
import { aWebForm } from './a-web-form.ts';

const content = contentOfForm(aWebForm());
const draft = draftOf(content);

describe('a form as texts to edit', () => {
  it('says the same when nothing was typed', () => {
    expect(contentOf(draft)).toEqual(content);
  });

  it('says the same for a form that any page may post and that has every setting', () => {
    const full = contentOfForm(
      aWebForm({
        allowedOrigins: ['*'],
        thankYou: { text: 'Thanks.', redirect: 'https://example.com/thanks' },
        dropIn: { webToLeadOid: '00D000000000062', hubspotFormGuid: '7f6a0e5c-0000-4000-8000-000000000001' },
      }),
    );
    expect(contentOf(draftOf(full))).toEqual(full);
  });

  it('leaves out what was emptied', () => {
    const emptied = contentOf({ ...draft, thanks: ' ', campaign: '', tags: [] });
    expect(emptied.thankYou).toEqual({});
    expect(emptied.defaults).toEqual({});
  });

  it('drops the values of a field that is no list any more, and asks nobody for a hidden one', () => {
    const fields = draft.fields.map((field) => ({ ...field, kind: 'hidden' as const, required: true }));
    for (const field of contentOf({ ...draft, fields }).fields) {
      expect(field.options).toBeUndefined();
      expect(field.required).toBe(false);
    }
  });

  it('takes a figure that is none to the API as no number', () => {
    expect(contentOf({ ...draft, minimumSeconds: '' }).spam.minimumSeconds).toBeNaN();
    expect(contentOf({ ...draft, perMinute: '60' }).spam.perMinute).toBe(60);
  });

  it('makes origins of addresses as people copy them, each once', () => {
    const origins = 'https://www.example.com/contact?x=1\nwww.example.com\n\nhttp://localhost:8080/';
    expect(contentOf({ ...draft, origins }).allowedOrigins).toEqual([
      'https://www.example.com',
      'http://localhost:8080',
    ]);
    expect(originTyped('no address')).toBe('no address');
  });
});
