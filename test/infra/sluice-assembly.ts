import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { z } from 'zod';
import { PROJECT_ROOT } from '../../infra/build.ts';
import { functionEntries } from '../../infra/function-entries.ts';
import { createSluiceApp } from '../../infra/sluice-app.ts';
import { readAssembly, type Stack } from '../../local/assembly/assembly.ts';
import { templateSchema } from '../../local/assembly/template.ts';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** The context that the CDK command line hands to the app. */
export const projectContext = (): Record<string, unknown> =>
  cdkJson.parse(JSON.parse(readFileSync(join(PROJECT_ROOT, 'cdk.json'), 'utf8'))).context;

/** Gives a folder with a bundle for each name that does nothing: a template does not depend on what is in them. */
export const writeEmptyBundles = (folder: string, names: readonly string[]): string => {
  for (const name of names) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'index.js'), `exports.handler = async () => '${name}';\n`);
  }
  return folder;
};

/** Runs something in a folder of its own, which is gone afterwards. */
export const inFolder = <T>(work: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-infra-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export interface Sluice {
  readonly app: App;
  readonly data: Stack;
  readonly service: Stack;
}

/** Synthesizes the app, with functions that do nothing, and gives its two stacks. */
export const synthesizeSluice = (context: Record<string, unknown> = {}): Sluice =>
  inFolder((folder) => {
    const bundles = writeEmptyBundles(join(folder, 'bundles'), Object.keys(functionEntries()));
    const outdir = join(folder, 'assembly');
    const app = createSluiceApp({ bundles, outdir, context: { ...projectContext(), ...context } });
    app.synth();
    const stacks = readAssembly(outdir);
    const named = (ending: string): Stack => {
      const found = stacks.find(({ name }) => name.endsWith(ending));
      if (found === undefined) throw new Error(`no stack's name ends in ${ending}`);
      return found;
    };
    return { app, data: named('Data'), service: named('Service') };
  });

const imported = z.strictObject({ 'Fn::ImportValue': z.string() });

/** Gives a stack as if it were one with the stack that it imports from: it names the resources of that one directly. */
export const withoutImports = (stack: Stack, from: Stack): Stack => {
  const exported = new Map(Object.values(from.template.Outputs).map(({ Export, Value }) => [Export?.Name, Value]));
  const text = JSON.stringify(stack.template, (_, value: unknown) => {
    const { success, data } = imported.safeParse(value);
    if (!success) return value;
    const name = data['Fn::ImportValue'];
    if (!exported.has(name)) throw new Error(`${from.name} exports no ${name}`);
    return exported.get(name);
  });
  return { ...stack, template: templateSchema.parse(JSON.parse(text)) };
};

export interface Found<T> {
  readonly id: string;
  readonly properties: T;
}

/** Gives the resources of a type with the properties that a test is about; one without them fails the test. */
export const resourcesOf = <T>({ template }: Stack, type: string, properties: z.ZodType<T>): readonly Found<T>[] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, properties: properties.parse(resource.Properties) }));

/** `{ Ref: id }` or `{ 'Fn::GetAtt': [id, attribute] }`, as the id that it points to. */
export const reference = z.union([
  z.strictObject({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform(({ 'Fn::GetAtt': [id] }) => id),
]);
