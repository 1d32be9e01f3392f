import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { EMBED, PROJECT_ROOT } from '../../../infra/build.ts';
import { bundleEmbed } from '../../../infra/embed-bundle.ts';
import { embeddedForm, embedScript } from '../../../lib/forms/embed-script.ts';
import { aForm, aFormOfEveryKind } from './a-form.ts';

describe('the embed script', () => {
  let bundle: string;
  beforeAll(async () => {
    bundle = await bundleEmbed(join(PROJECT_ROOT), EMBED);
  });

  it('has at most 8 KB gzipped with a form of ten fields and two consents', () => {
    const form = aFormOfEveryKind();
    expect(form.fields).toHaveLength(10);
    expect(gzipSync(embedScript(bundle, form)).length).toBeLessThanOrEqual(8 * 1024);
  });

  it('is one expression that leaves no name behind', () => {
    const script = embedScript('(SLUICE_FORM=>{globalThis.seen=SLUICE_FORM})\n', aForm());
    expect(script).toMatch(/^\(SLUICE_FORM=>\{.*\}\)\(\{.*\}\);\n$/);
    expect(bundle).toMatch(/^\(SLUICE_FORM=>\{[\s\S]*\}\)\n?$/);
  });

  it('uses nothing that a strict content security policy forbids', () => {
    expect(bundle).not.toMatch(
      /\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.style[.=]|cssText|setAttribute\("on/,
    );
  });

  it('tells nothing of how posts are judged, of who may post, or of what happens to them', () => {
    const told = JSON.stringify(
      embeddedForm({
        ...aForm({ name: 'internal name', allowedOrigins: ['https://secret-launch.example'] }),
        defaults: { campaign: 'internal campaign', tags: ['internal-tag'] },
        dropIn: { webToLeadOid: '00D000000000062' },
      }),
    );
    expect(told).not.toMatch(/internal|secret-launch|00D000000000062|minimumSeconds|perMinute|feeds/);
  });

  it('sends visitors on over https alone', () => {
    expect(embeddedForm(aForm({ thankYou: { redirect: 'https://shop.example/' } })).thankYou.redirect).toBe(
      'https://shop.example/',
    );
    expect(embeddedForm(aForm({ thankYou: { redirect: 'http://shop.example/' } })).thankYou).toEqual({
      text: 'Thank you.',
    });
  });
});
