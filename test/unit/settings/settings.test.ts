import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { remembered } from '../../../lib/settings/remembered.ts';
import { readSettings, type SettingsKind, writeSettings } from '../../../lib/settings/settings-repository.ts';
import { ADA, AT } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const COLOURS: SettingsKind<string[]> = { name: 'colours', schema: z.array(z.string()), initial: ['grey'] };
const change = (value: string[]) => ({ value, by: ADA, at: AT });

describe('a setting', () => {
  it('is what holds before anybody set it, as version 0', async () => {
    expect(await readSettings(memoryTable(), COLOURS)).toEqual({ version: 0, value: ['grey'] });
  });

  it('is kept in every version, with who set it and when', async () => {
    const table = memoryTable();
    expect(await writeSettings(table, COLOURS, 0, change(['red']))).toEqual({ version: 1, value: ['red'] });
    expect(await writeSettings(table, COLOURS, 1, change(['blue']))).toEqual({ version: 2, value: ['blue'] });
    expect(await readSettings(table, COLOURS)).toEqual({ version: 2, value: ['blue'] });
    expect(table.ofType('settings-version')).toMatchObject([
      { version: 1, value: ['red'], by: ADA, at: AT },
      { version: 2, value: ['blue'], by: ADA, at: AT },
    ]);
  });

  it('is set by one of two who started from the same version', async () => {
    const table = memoryTable();
    for (const version of [0, 1]) {
      const outcomes = await Promise.allSettled([
        writeSettings(table, COLOURS, version, change(['red'])),
        writeSettings(table, COLOURS, version, change(['blue'])),
      ]);
      expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'version-mismatch' } }]);
      expect((await readSettings(table, COLOURS)).value).toEqual(['red']);
    }
    await expect(writeSettings(table, COLOURS, 7, change([]))).rejects.toMatchObject({ code: 'version-mismatch' });
  });

  it('is an error, and no silent default, when it has another shape', async () => {
    const table = memoryTable();
    await writeSettings(table, COLOURS, 0, change(['red']));
    await expect(readSettings(table, { ...COLOURS, schema: z.array(z.string().max(1)) })).rejects.toThrow();
  });
});

describe('what is remembered', () => {
  const aMemory = (look: (key: string) => Promise<string>) => {
    const clock = { now: 0 };
    const asked: string[] = [];
    const memory = remembered(
      100,
      (key) => {
        asked.push(key);
        return look(key);
      },
      () => clock.now,
    );
    return { clock, asked, memory };
  };

  it('is looked up once by key and lifetime, also by those who ask at the same time', async () => {
    const { clock, asked, memory } = aMemory(async (key) => `${key}!`);
    expect(await Promise.all([memory('a'), memory('a'), memory('b')])).toEqual(['a!', 'a!', 'b!']);
    clock.now = 99;
    await memory('a');
    expect(asked).toEqual(['a', 'b']);
    clock.now = 100;
    await memory('a');
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('is no failure: the next one who asks looks again', async () => {
    let broken = true;
    const { memory } = aMemory(async () => {
      if (broken) throw new Error('no table');
      return 'there';
    });
    await expect(memory('a')).rejects.toThrow('no table');
    broken = false;
    expect(await memory('a')).toBe('there');
  });

  it('is forgotten when there are too many keys', async () => {
    const { asked, memory } = aMemory(async (key) => key);
    for (let key = 0; key <= 500; key += 1) await memory(String(key));
    await memory('0');
    expect(asked.filter((key) => key === '0')).toHaveLength(2);
  });
});
