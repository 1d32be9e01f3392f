import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Stack } from '../assembly/assembly.ts';
import { type ResolvedResource, type ResourceView, readProperties } from '../assembly/resources.ts';

/** A function as the template declares it. */
export interface FunctionDefinition {
  /** CDK logical id; `<stack>-<logical id>` where two stacks have the same one. */
  id: string;
  /** Construct path, a readable name. */
  path: string;
  name: string;
  arn: string;
  /** Absolute path of the module that has the handler. */
  file: string;
  /** Name of the exported handler. */
  exportName: string;
  timeoutMs: number;
  memoryMb: number;
  /** ReservedConcurrentExecutions; undefined when nothing is reserved. */
  reservedConcurrency: number | undefined;
  environment: Readonly<Record<string, string>>;
}

// Defaults (3 s, 128 MB): https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
const functionSchema = z.looseObject({
  Code: z.looseObject({ S3Key: z.string().optional(), ZipFile: z.string().optional() }),
  Handler: z.string(),
  Runtime: z.string().startsWith('nodejs'),
  PackageType: z.literal('Zip').optional(),
  Layers: z.array(z.unknown()).max(0, 'layers are not run locally').optional(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z.looseObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
});

const endings = ['.js', '.cjs', '.mjs'];

function codeFolder(code: { S3Key?: string; ZipFile?: string }, stack: Stack, id: string, dataDir: string): string {
  if (code.ZipFile !== undefined) {
    const folder = join(dataDir, 'code', id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.js'), code.ZipFile);
    return folder;
  }
  const hash = code.S3Key?.replace(/^.*\//, '').replace(/\.[a-z]+$/, '') ?? '';
  const folder = stack.assets.get(hash);
  if (folder === undefined) throw new Error(`The code of function ${stack.name}/${id} is not an asset of the assembly`);
  return folder;
}

/** Code that is not there or is not Node.js is an error. */
function readFunction(resource: ResolvedResource, stack: Stack, id: string, dataDir: string): FunctionDefinition {
  const properties = readProperties(resource, functionSchema);
  const dot = properties.Handler.lastIndexOf('.');
  const base = join(codeFolder(properties.Code, stack, id, dataDir), properties.Handler.slice(0, dot));
  const ending = endings.find((candidate) => existsSync(base + candidate));
  if (ending === undefined) throw new Error(`Function ${stack.name}/${id}: no ${base}${endings.join(' or ')}`);
  return {
    id,
    path: resource.path,
    name: resource.ref,
    arn: resource.arn ?? '',
    file: base + ending,
    exportName: properties.Handler.slice(dot + 1),
    timeoutMs: properties.Timeout * 1000,
    memoryMb: properties.MemorySize,
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    environment: { ...properties.Environment?.Variables, _HANDLER: properties.Handler },
  };
}

/** Gives all functions of the template; inline code is written into the data folder first. */
export function readFunctions(view: ResourceView, stacks: readonly Stack[], dataDir: string): FunctionDefinition[] {
  const taken = new Set<string>();
  return view.ofType('AWS::Lambda::Function').map((resource) => {
    const stack = stacks.find(({ name }) => name === resource.stack);
    if (stack === undefined) throw new Error(`There is no stack ${resource.stack}`);
    const id = taken.has(resource.logicalId) ? `${resource.stack}-${resource.logicalId}` : resource.logicalId;
    taken.add(id);
    return readFunction(resource, stack, id, dataDir);
  });
}
