import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where DynamoDB comes from: an engine that already runs, or a program to start. */
export type EngineSource = { endpoint: string } | { program: string };

/** Picks DYNAMODB_ENDPOINT, then DYNOXIDE_BIN, then the package for this platform; throws one line that names all three. */
export function findDynamoDb(env: NodeJS.ProcessEnv): EngineSource {
  if (env.DYNAMODB_ENDPOINT) {
    if (!URL.canParse(env.DYNAMODB_ENDPOINT)) {
      throw new Error(`DYNAMODB_ENDPOINT is no URL: ${env.DYNAMODB_ENDPOINT}`);
    }
    return { endpoint: env.DYNAMODB_ENDPOINT };
  }
  if (env.DYNOXIDE_BIN) {
    if (!existsSync(env.DYNOXIDE_BIN)) throw new Error(`DYNOXIDE_BIN names no file: ${env.DYNOXIDE_BIN}`);
    return { program: env.DYNOXIDE_BIN };
  }
  const packageName = `@dynoxide/${process.platform}-${process.arch}`;
  const program = programOf(packageName);
  if (program !== undefined) return { program };
  throw new Error(
    `no DynamoDB engine for ${process.platform}-${process.arch}: set DYNAMODB_ENDPOINT to the address of a running one ` +
      `(e.g. http://127.0.0.1:8000 of DynamoDB Local with -sharedDb), or DYNOXIDE_BIN to a dynoxide program, or install ${packageName}`,
  );
}

function programOf(packageName: string): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
    const program = join(dirname(manifest), process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
    return existsSync(program) ? program : undefined;
  } catch {
    // An optional dependency: not being there is an answer, and the caller says what to do.
    return undefined;
  }
}
