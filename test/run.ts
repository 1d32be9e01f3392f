import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** The steps of `npm test`, in order; the permissions come last because they judge what the integration tests recorded. */
const STEPS: readonly { readonly name: string; readonly command: readonly [string, ...string[]] }[] = [
  { name: 'lint and layers', command: ['biome', 'check', '.'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'rules, templates and runtime', command: ['vitest', 'run', '--project', 'unit', '--project', 'local'] },
  { name: 'the whole stack', command: ['vitest', 'run', '--project', 'integration'] },
  { name: 'the client in a browser', command: ['vitest', 'run', '--project', 'browser'] },
  { name: 'permissions', command: ['vitest', 'run', '--project', 'permissions'] },
];

const run = ([program, ...args]: readonly [string, ...string[]]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });

const wanted = process.argv.slice(2);
const steps = wanted.length === 0 ? STEPS : STEPS.filter(({ name }) => wanted.some((word) => name.includes(word)));
if (steps.length === 0) {
  process.stderr.write(`No step is called that. The steps are: ${STEPS.map(({ name }) => name).join('; ')}\n`);
  process.exit(1);
}

if (wanted.length === 0) rmSync('.build/recordings', { recursive: true, force: true });
for (const { name, command } of steps) {
  const start = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  const code = await run(command);
  if (code !== 0) {
    process.stderr.write(`\n${name}: failed. Run this step alone with: npm test -- "${name}"\n0 passed, 1 failed\n`);
    process.exit(code);
  }
  process.stdout.write(`${name}: passed in ${((Date.now() - start) / 1000).toFixed(0)} s\n`);
}
process.stdout.write(`\n${steps.length} passed, 0 failed\n`);
