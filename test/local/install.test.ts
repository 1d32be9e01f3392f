import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './fixture/fixture-run.ts';

function project() {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'local'));
  mkdirSync(join(folder, 'bin'));
  copyFileSync('local/install.mjs', join(folder, 'local', 'install.mjs'));
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  const executable = (name: string, script: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  // Stands in for npm: notes its arguments and makes node_modules, or fails.
  const npm = (exitCode = 0) =>
    executable('bin/npm', `echo "$@" >> npm.log; mkdir -p node_modules/.bin; exit ${exitCode}`);
  npm();
  return {
    npm,
    executable,
    lock: (text: string) => writeFileSync(join(folder, 'package-lock.json'), text),
    installs: () => {
      const log = join(folder, 'npm.log');
      return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
    },
    run: () => {
      const env = { PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` };
      return spawnSync(process.execPath, ['local/install.mjs'], { cwd: folder, env, encoding: 'utf8' });
    },
  };
}

test('packages are installed once, and again when the lock file changes', () => {
  const { run, installs, lock } = project();
  expect(run().stdout).toBe('Installing packages: nothing is installed yet\n');
  expect(run().stdout).toBe('');
  lock('{"changed":true}');
  expect(run().stdout).toContain('package-lock.json has changed');
  expect(installs()).toEqual(['ci --no-progress', 'ci --no-progress']);
});

test('a failed installation ends with 1 and is tried again', () => {
  const { run, npm, installs } = project();
  npm(1);
  expect(run().status).toBe(1);
  npm();
  expect(run().status).toBe(0);
  expect(installs()).toHaveLength(2);
});

test('a Node.js that is too old is refused in one line', () => {
  const { run, executable } = project();
  run();
  executable('node_modules/.bin/node', 'echo v20.1.0');
  const { status, stderr } = run();
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Node\.js 24 or later is needed, and this is v20\.1\.0: .*\n$/);
});
