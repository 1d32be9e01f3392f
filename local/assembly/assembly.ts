import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Template, templateSchema } from './template.ts';

export interface Stack {
  name: string;
  template: Template;
  /** Absolute path of each file asset's source, by asset hash. */
  assets: ReadonlyMap<string, string>;
}

const manifestSchema = z.looseObject({
  artifacts: z
    .record(z.string(), z.looseObject({ type: z.string(), properties: z.record(z.string(), z.unknown()).default({}) }))
    .default({}),
});
const stackPropertiesSchema = z.looseObject({ templateFile: z.string(), stackName: z.string().optional() });
const nestedPropertiesSchema = z.looseObject({ directoryName: z.string() });
const assetPropertiesSchema = z.looseObject({ file: z.string() });
const assetManifestSchema = z.looseObject({
  files: z.record(z.string(), z.looseObject({ source: z.looseObject({ path: z.string().optional() }) })).default({}),
});

function readJson<T>(file: string, schema: z.ZodType<T>): T {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`The cloud assembly is incomplete: ${file} cannot be read`, { cause: error });
  }
  const result = schema.safeParse(parsed);
  if (!result.success) {
    throw new Error(`The cloud assembly is not understood: ${file}: ${z.prettifyError(result.error)}`);
  }
  return result.data;
}

/** Gives all stacks of a synthesized cloud assembly, those of its CDK stages included; an unreadable one is an error. */
export function readAssembly(folder: string): Stack[] {
  const manifestFile = join(folder, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new Error(`${folder} is not a cloud assembly: it has no manifest.json`);
  }
  const artifacts = Object.entries(readJson(manifestFile, manifestSchema).artifacts);
  const assets = new Map<string, string>();
  for (const [, artifact] of artifacts) {
    if (artifact.type !== 'cdk:asset-manifest') continue;
    const { file } = assetPropertiesSchema.parse(artifact.properties);
    for (const [hash, { source }] of Object.entries(readJson(join(folder, file), assetManifestSchema).files)) {
      if (source.path !== undefined) assets.set(hash, join(folder, source.path));
    }
  }
  const stacks: Stack[] = [];
  for (const [id, artifact] of artifacts) {
    if (artifact.type === 'aws:cloudformation:stack') {
      const properties = stackPropertiesSchema.parse(artifact.properties);
      const template = readJson(join(folder, properties.templateFile), templateSchema);
      stacks.push({ name: properties.stackName ?? id, template, assets });
    }
    if (artifact.type === 'cdk:cloud-assembly') {
      stacks.push(...readAssembly(join(folder, nestedPropertiesSchema.parse(artifact.properties).directoryName)));
    }
  }
  return stacks;
}
