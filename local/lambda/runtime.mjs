// Runs inside each worker thread. Plain JavaScript, because stripping types costs every new worker 40 ms; the messages
// are typed in invocation.ts. Follows https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html and nodejs-context.html.
import { openSync, readFileSync, writeSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const { file, exportName, logFile, context } = workerData;

// Written at once instead of through the parent: a line is on disk even when this thread is killed right after.
const log = openSync(logFile, 'a');
const writeLog = (chunk, encoding, callback) => {
  writeSync(log, typeof chunk === 'string' ? chunk : Buffer.from(chunk));
  const done = typeof encoding === 'function' ? encoding : callback;
  if (done !== undefined) process.nextTick(done);
  return true;
};
process.stdout.write = writeLog;
process.stderr.write = writeLog;

const runtimeRequire = createRequire(import.meta.url);

/**
 * Loads a .js or .cjs file as CommonJS, whatever package.json lies above the assembly: a deployed bundle has none. Nor
 * does it find packages above its own folder: what was left out of a bundle must fail here as it does there. Uses what
 * Node's own loader uses, because compiling by node:vm knows no dynamic import.
 */
function loadCommonJs() {
  const module = new Module(file);
  module.filename = file;
  module.paths = [join(dirname(file), 'node_modules')];
  // The runtime in the cloud brings the AWS SDK and nothing else: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
  module.require = (name) => {
    try {
      return Module.prototype.require.call(module, name);
    } catch (error) {
      if (!name.startsWith('@aws-sdk/') || error.code !== 'MODULE_NOT_FOUND') throw error;
      return runtimeRequire(name);
    }
  };
  module._compile(readFileSync(file, 'utf8'), file, 'commonjs');
  return module.exports;
}

function describe(error) {
  if (error instanceof Error) return { errorType: error.name, message: error.message, stack: error.stack };
  return { errorType: typeof error, message: String(error), stack: undefined };
}

function report(error) {
  const { errorType, message, stack } = describe(error);
  writeLog(`${JSON.stringify({ level: 'ERROR', errorType, errorMessage: message, stack })}\n`);
  parentPort.postMessage({ kind: 'failure', errorType, message });
}

let handler;

parentPort.on('message', async ({ requestId, event, deadline }) => {
  try {
    const value = await handler(JSON.parse(event), {
      ...context,
      awsRequestId: requestId,
      functionVersion: '$LATEST',
      logGroupName: `/aws/lambda/${context.functionName}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    parentPort.postMessage({ kind: 'answer', json: JSON.stringify(value) ?? 'null' });
  } catch (error) {
    report(error);
  }
});

try {
  const exported = file.endsWith('.mjs') ? await import(pathToFileURL(file).href) : loadCommonJs();
  handler = exported[exportName];
  if (typeof handler !== 'function') throw new Error(`${file} exports no function ${exportName}`);
  parentPort.postMessage({ kind: 'ready' });
} catch (error) {
  report(error);
  parentPort.close();
}
