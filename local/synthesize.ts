import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export interface SynthesisOptions {
  /** Runs the CDK app, e.g. `['node', 'infra/app.ts']`; `node` is the one that runs this process. */
  command: string[];
  /** Files and folders that the result depends on. */
  inputs: string[];
  /** Where the cloud assembly is wanted. */
  outDir: string;
  env?: Record<string, string>;
}

const stampName = '.synthesis-stamp';

const cdkConfigSchema = z.looseObject({ context: z.record(z.string(), z.unknown()).default({}) });

/** What the CDK's own command line always asks an app for, and the context of cdk.json. */
function readContext(): Record<string, unknown> {
  const config = existsSync('cdk.json')
    ? cdkConfigSchema.parse(JSON.parse(readFileSync('cdk.json', 'utf8')))
    : undefined;
  return {
    'aws:cdk:enable-path-metadata': true,
    'aws:cdk:enable-asset-metadata': true,
    'aws:cdk:bundling-stacks': ['**'],
    ...config?.context,
  };
}

function filesOf(input: string): string[] {
  if (!statSync(input).isDirectory()) return [input];
  return readdirSync(input, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .flatMap((entry) => filesOf(join(input, entry.name)))
    .sort();
}

function fingerprint(options: SynthesisOptions, context: Record<string, unknown>): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([process.version, options.command, options.env ?? {}, context]));
  for (const file of options.inputs.flatMap(filesOf)) {
    const content = readFileSync(file);
    hash.update(`\n${file}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function hasStamp(folder: string, stamp: string): boolean {
  const file = join(folder, stampName);
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

async function runApp(options: SynthesisOptions, folder: string, context: Record<string, unknown>): Promise<void> {
  const [program = 'node', ...rest] = options.command;
  const child = spawn(program === 'node' ? process.execPath : program, rest, {
    env: { ...process.env, ...options.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  if (code !== 0 || !existsSync(join(folder, 'manifest.json'))) {
    throw new Error(`${options.command.join(' ')} made no cloud assembly (exit code ${code}):\n${output.trim()}`);
  }
}

/**
 * Gives the cloud assembly of a CDK app, synthesized only when one of its inputs has changed since the last time. What a
 * failed or interrupted synthesis leaves behind is never taken for a result. A failing app rejects with its output.
 */
export async function synthesize(options: SynthesisOptions): Promise<{ assembly: string; cached: boolean }> {
  const outDir = resolve(options.outDir);
  const context = readContext();
  const stamp = fingerprint(options, context);
  if (hasStamp(outDir, stamp)) return { assembly: outDir, cached: true };
  const fresh = `${outDir}.new-${randomUUID()}`;
  try {
    await runApp(options, fresh, context);
    writeFileSync(join(fresh, stampName), stamp);
    rmSync(outDir, { recursive: true, force: true });
    try {
      renameSync(fresh, outDir);
    } catch (error) {
      // Somebody else put the same assembly there in the meantime.
      if (!hasStamp(outDir, stamp)) throw error;
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return { assembly: outDir, cached: false };
}
