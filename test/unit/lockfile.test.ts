import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.looseObject({
        version: z.string().optional(),
        resolved: z.string().optional(),
        optionalDependencies: z.record(z.string(), z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

/** Where Node looks for a package from a folder of the lockfile, the nearest place first. */
const placesOf = (path: string, name: string): string[] => {
  const steps = path === '' ? [] : path.split('/node_modules/');
  return steps.map((_, index) => `${steps.slice(0, steps.length - index).join('/node_modules/')}/node_modules/${name}`);
};

describe('the lockfile', () => {
  it('names every optional package of every other one, because `npm ci` refuses a lockfile that leaves one out', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => ![...placesOf(path, name), `node_modules/${name}`].some((place) => place in packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('holds no download addresses', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved?.startsWith('http'))).toEqual([]);
  });
});
