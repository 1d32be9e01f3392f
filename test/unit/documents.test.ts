import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PROJECT_ROOT } from '../../infra/build.ts';
import { resourcesOf, synthesizeSluice } from '../infra/sluice-assembly.ts';

const read = (file: string): string => readFileSync(join(PROJECT_ROOT, file), 'utf8');

const documents = globSync('**/*.md', {
  cwd: PROJECT_ROOT,
  exclude: (path) => /(^|[\\/])(\.|node_modules|cdk\.out)/.test(path),
}).map((file) => file.replaceAll('\\', '/'));

/** A document without its blocks of code, where `#` and brackets mean other things. */
const proseOf = (file: string): string => read(file).replace(/^( *)```[\s\S]*?^\1```$/gm, '');

/** The anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');

/** All anchors of a document; a heading that comes again gets a number. */
const anchorsOf = (file: string): Set<string> => {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(file).matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = anchorOf(heading);
    let unique = anchor;
    for (let again = 1; anchors.has(unique); again += 1) unique = `${anchor}-${again}`;
    anchors.add(unique);
  }
  return anchors;
};

/** Where the relative links of a document lead, pictures included. */
const linksOf = (file: string): string[] =>
  [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

const isBroken = (file: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : join(dirname(file), path);
  if (!existsSync(join(PROJECT_ROOT, target))) return true;
  return anchor !== undefined && !anchorsOf(target).has(anchor);
};

/** The folders whose files documents name by their path. */
const FOLDERS = ['.ci', 'bench', 'demo', 'docs', 'functions', 'infra', 'lib', 'local', 'test', 'web'];

/** The paths of files and folders that a document names in backticks; `<…>` stands for any name, and `#` starts an export. */
const pathsIn = (file: string): string[] =>
  [...proseOf(file).matchAll(/`([^`\n]+)`/g)]
    .map(([, text = '']) => text.split('#')[0] ?? '')
    .filter((text) => FOLDERS.includes(text.split('/')[0] ?? '') && /^[\w.-]+\/[\w./*<>-]*$/.test(text));

const exists = (path: string): boolean => globSync(path.replaceAll(/<[^>]+>/g, '*'), { cwd: PROJECT_ROOT }).length > 0;

describe('the documents', () => {
  it('are there', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/api.md']));
  });

  it.each(documents)('%s links to documents, sections and pictures that exist', (file) => {
    expect(linksOf(file).filter((link) => isBroken(file, link))).toEqual([]);
  });

  it.each(documents)('%s names files that exist', (file) => {
    expect([...new Set(pathsIn(file))].filter((path) => !exists(path))).toEqual([]);
  });
});

describe('the runbook', () => {
  const sections = read('docs/operations.md').split(/^### /m).slice(1);
  const alarms = resourcesOf(
    synthesizeSluice().service,
    'AWS::CloudWatch::Alarm',
    z.object({ AlarmDescription: z.string() }),
  ).map(({ properties }) => properties.AlarmDescription.split('docs/operations.md#')[1] ?? '');

  it('has a section for every alarm, and none for an alarm that is not there', () => {
    expect(sections.map((section) => section.split('\n')[0]).sort()).toEqual([...alarms].sort());
  });

  it.each(alarms)('says what %s means, what to look at, what to do and when that is done', (alarm) => {
    const section = sections.find((text) => text.startsWith(`${alarm}\n`));
    for (const part of ['**Means:**', '**Look at:**', '**Do:**', '**Done when:**']) expect(section).toContain(part);
  });
});
