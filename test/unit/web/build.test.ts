import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from '../../../web/build.ts';

/** What a phone on a poor line should have to load before the first page, in bytes after gzip. */
const FIRST_LOAD = 60_000;

describe('the built client', () => {
  let outDir: string;
  let page: string;

  beforeAll(async () => {
    outDir = mkdtempSync(join(tmpdir(), 'sluice-web-'));
    await buildWeb({ outDir });
    page = readFileSync(join(outDir, 'index.html'), 'utf8');
  });
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));

  const referenced = () => [...page.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, address]) => String(address));

  it('has no script or style inside the page, as its content security policy demands', () => {
    expect(page).toContain("script-src 'self'");
    expect(page).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/);
  });

  it('has every file that the page asks for', () => {
    const files = readdirSync(join(outDir, 'assets'));
    expect(referenced().length).toBeGreaterThan(2);
    for (const address of referenced()) expect(files).toContain(address.replace('/assets/', ''));
  });

  it('clears away what an earlier build left, and only that', async () => {
    const before = readdirSync(join(outDir, 'assets'));
    writeFileSync(join(outDir, 'assets', 'stale-00000000.js'), '');
    await buildWeb({ outDir });
    expect(readdirSync(join(outDir, 'assets'))).toEqual(before);
    expect(readdirSync(outDir).toSorted()).toEqual(['assets', 'index.html']);
  });

  it('has no source maps, so that no path of the machine that built it gets out', () => {
    expect(readdirSync(join(outDir, 'assets')).filter((file) => file.endsWith('.map'))).toEqual([]);
  });

  it('loads less than 60 kB of script before the first page', () => {
    const scripts = referenced().filter((address) => address.endsWith('.js'));
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(readFileSync(join(outDir, script))).length, 0);
    expect(bytes).toBeLessThan(FIRST_LOAD);
  });
});
