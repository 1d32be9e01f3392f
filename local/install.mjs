// Runs before anything is installed, on any Node.js from 20 on: plain JavaScript without dependencies.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const neededNode = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.install-stamp');
const windows = process.platform === 'win32';

function fail(line) {
  console.error(line);
  process.exit(1);
}

/** Says why an installation is needed; undefined when it is not. */
function reasonToInstall(lockHash) {
  if (!existsSync(modules)) return 'nothing is installed yet';
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
  return stamp === lockHash ? undefined : 'package-lock.json has changed since the last installation';
}

const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const reason = reasonToInstall(lockHash);
if (reason !== undefined) {
  console.log(`Installing packages: ${reason}`);
  const { status } = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-progress'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  });
  if (status !== 0) fail('npm ci failed: see above');
  writeFileSync(stampFile, lockHash);
}

const bundled = join(modules, '.bin', windows ? 'node.cmd' : 'node');
const version = existsSync(bundled)
  ? execFileSync(bundled, ['--version'], { encoding: 'utf8', shell: windows }).trim()
  : process.version;
if (Number(/^v(\d+)\./.exec(version)?.[1]) < neededNode) {
  fail(
    `Node.js ${neededNode} or later is needed, and this is ${version}: there is no package of it for this machine, please install it`,
  );
}
