import { parseArgs } from 'node:util';
import { writeSample } from './scoring/sample-file.ts';

// Writes a labelled CSV of invented leads, for a bench without one's own data:
// node bench/scoring-sample.ts <file> [--rows 6000] [--seed 1]

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string', default: '6000' }, seed: { type: 'string', default: '1' } },
});

const [path] = positionals;
const rows = Number(values.rows);
const seed = Number(values.seed);
if (path === undefined || !Number.isInteger(rows) || rows < 1 || !Number.isInteger(seed)) {
  process.stderr.write('usage: node bench/scoring-sample.ts <file> [--rows <number>] [--seed <number>]\n');
  process.exit(2);
}

await writeSample(path, rows, seed);
process.stdout.write(
  `SYNTHETIC: ${rows} invented leads (seed ${seed}) written; the column to predict is "converted".\n`,
);
