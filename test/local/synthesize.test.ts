import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { synthesize } from '../../local/synthesize.ts';
import { temporaryFolder } from './fixture/fixture-run.ts';

// Stands in for a CDK app: writes what its input says, and fails or writes half when told to.
const app = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const input = readFileSync(process.argv[2], 'utf8');
const out = process.env.CDK_OUTDIR;
mkdirSync(out, { recursive: true });
if (input === 'half') process.exit(0);
writeFileSync(join(out, 'manifest.json'), JSON.stringify({ input, extra: process.env.EXTRA, context: JSON.parse(process.env.CDK_CONTEXT_JSON) }));
if (input === 'broken') throw new Error('broken on purpose');
`;

function workshop() {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'app.mjs'), app);
  const input = join(folder, 'src', 'input.txt');
  const outDir = join(folder, 'out');
  return {
    folder,
    outDir,
    write: (text: string) => writeFileSync(input, text),
    result: () => JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8')),
    run: (env: Record<string, string> = {}) =>
      synthesize({ command: ['node', join(folder, 'app.mjs'), input], inputs: [join(folder, 'src')], outDir, env }),
  };
}

test('an app is synthesized once for the same inputs and again when one changes', async () => {
  const { write, run, result, outDir } = workshop();
  write('one');
  expect(await run()).toEqual({ assembly: outDir, cached: false });
  expect(await run()).toEqual({ assembly: outDir, cached: true });
  write('two');
  expect((await run()).cached).toBe(false);
  expect(result().input).toBe('two');
  expect((await run({ EXTRA: 'x' })).cached).toBe(false);
  expect(result().extra).toBe('x');
});

test('the app gets the context that the command line of the CDK would give it', async () => {
  const { write, run, result } = workshop();
  write('one');
  await run();
  expect(result().context).toMatchObject({ 'aws:cdk:enable-path-metadata': true });
});

test.each(['broken', 'half'])(
  'a %s synthesis rejects with its output and leaves the last good one alone',
  async (how) => {
    const { write, run, result, folder } = workshop();
    write('good');
    await run();
    write(how);
    await expect(run()).rejects.toThrow(how === 'broken' ? 'broken on purpose' : 'made no cloud assembly');
    expect(result().input).toBe('good');
    await expect(run()).rejects.toThrow('made no cloud assembly');
    expect(readdirSync(folder).sort()).toEqual(['app.mjs', 'out', 'src']);
  },
);

test('what an interrupted synthesis left behind is not taken for a result', async () => {
  const { write, run, outDir } = workshop();
  write('one');
  mkdirSync(outDir);
  writeFileSync(join(outDir, 'manifest.json'), '{"half":');
  expect((await run()).cached).toBe(false);
});

test('two that start at the same time both get a good assembly', async () => {
  const { write, run, result, outDir } = workshop();
  write('same');
  await Promise.all([run(), run(), run()]);
  expect(result().input).toBe('same');
  expect(existsSync(outDir)).toBe(true);
});
