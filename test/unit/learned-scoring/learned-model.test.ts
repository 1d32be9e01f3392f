import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measure } from '../../../bench/scoring/measures.ts';
import { seededRandom } from '../../../bench/scoring/seeded-random.ts';
import {
  LEAST_OF_EACH,
  type LearnedModel,
  learnedModelSchema,
  learnModel,
} from '../../../lib/learned-scoring/learned-model.ts';
import { learnedScore } from '../../../lib/learned-scoring/learned-score.ts';
import { learnOutcomes, mergeCounts, NO_OUTCOMES, type Outcome } from '../../../lib/learned-scoring/outcome-counts.ts';
import { enoughOutcomes, leadsWith } from './outcomes.ts';

const counted = (outcomes: readonly Outcome[]) => learnOutcomes(NO_OUTCOMES, outcomes);

const modelOf = (outcomes: readonly Outcome[]): LearnedModel => {
  const learned = learnModel(counted(outcomes));
  if (learned.state !== 'ready') throw new Error('too few');
  return learned.model;
};

/** Leads of two sizes that differ, in so many columns that say the same. */
const repeated = (columns: number): Outcome[] => {
  const random = seededRandom(4);
  return Array.from({ length: 2000 }, () => {
    const large = random() < 0.5;
    const features = Object.fromEntries(
      Array.from({ length: columns }, (_, column) => [`column ${column}`, large ? 'large' : 'small']),
    );
    return { features, converted: random() < (large ? 0.3 : 0.1) };
  });
};

describe('what is learned', () => {
  it('is no score but what is missing, until there are enough leads of each end', () => {
    const few = counted(leadsWith({ size: 'large' }, 1000, LEAST_OF_EACH - 1));
    expect(learnModel(few)).toEqual({ state: 'not-enough-data', converted: 39, other: 961, least: 40 });
    expect(learnModel(learnOutcomes(few, leadsWith({}, 1, 1))).state).toBe('ready');
  });

  it('is plain data that survives being stored', () => {
    fc.assert(
      fc.property(enoughOutcomes, (outcomes) => {
        const model = modelOf(outcomes);
        expect(learnedModelSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
      }),
      { numRuns: 30 },
    );
  });

  it('depends neither on the order of outcomes nor on how they were sharded', () => {
    fc.assert(
      fc.property(enoughOutcomes, fc.nat(80), (outcomes, cut) => {
        const shards = mergeCounts(counted(outcomes.slice(cut)), counted(outcomes.slice(0, cut)));
        expect(learnModel(shards)).toStrictEqual(learnModel(counted(outcomes)));
      }),
      { numRuns: 30 },
    );
  });

  it('foretells the base rate where nothing tells leads apart', () => {
    const { probability, score } = learnedScore(modelOf(leadsWith({ size: 'large' }, 1000, 200)), { size: 'large' });
    expect(probability).toBeCloseTo(0.2, 3);
    expect(score).toBe(50);
  });

  it('foretells as many conversions as there were', () => {
    const outcomes = repeated(3);
    const model = modelOf(outcomes);
    const foretold = outcomes.reduce((sum, { features }) => sum + learnedScore(model, features).probability, 0);
    const converted = outcomes.filter((outcome) => outcome.converted).length;
    expect(Math.abs(foretold / converted - 1)).toBeLessThan(0.03);
  });

  it.each([1, 2, 5])('is as sure as it may be when %i columns say the same', (columns) => {
    const outcomes = repeated(columns);
    const model = modelOf(outcomes);
    const share = (size: string) => {
      const leads = outcomes.filter(({ features }) => features['column 0'] === size);
      return leads.filter(({ converted }) => converted).length / leads.length;
    };
    const foretold = (size: string) =>
      learnedScore(
        model,
        Object.fromEntries(Array.from({ length: columns }, (_, column) => [`column ${column}`, size])),
      ).probability;
    expect(Math.abs(foretold('large') - share('large'))).toBeLessThan(0.025);
    expect(Math.abs(foretold('small') - share('small'))).toBeLessThan(0.025);
  });

  it('weighs two things alike that matter alike, though one of them is told three times', () => {
    const random = seededRandom(5);
    const outcomes = Array.from({ length: 4000 }, () => {
      const size = random() < 0.5 ? 'large' : 'small';
      const colour = random() < 0.5 ? 'red' : 'blue';
      const logOdds = -1.5 + (size === 'large' ? 1 : 0) + (colour === 'red' ? 1 : 0);
      return {
        features: { size, staff: size, rooms: size, colour },
        converted: random() < 1 / (1 + Math.exp(-logOdds)),
      };
    });
    const { contributions } = modelOf(outcomes);
    const gap = (feature: string, high: string, low: string) =>
      (contributions[`${feature}=${high}`] ?? 0) - (contributions[`${feature}=${low}`] ?? 0);
    const size = ['size', 'staff', 'rooms'].reduce((sum, feature) => sum + gap(feature, 'large', 'small'), 0);
    expect(Math.abs(size - 1)).toBeLessThan(0.25);
    expect(Math.abs(gap('colour', 'red', 'blue') - 1)).toBeLessThan(0.25);
  });

  it('is no surer than it was right about leads that it had not seen', () => {
    // Few leads and many columns of chance: the more a model believes itself, the worse it does on the next leads.
    const random = seededRandom(6);
    const someLeads = (leads: number): Outcome[] =>
      Array.from({ length: leads }, () => {
        const size = random() < 0.5 ? 'large' : 'small';
        const chance = Array.from({ length: 25 }, (_, column) => [
          `chance ${column}`,
          String(Math.floor(4 * random())),
        ]);
        return {
          features: { size, ...Object.fromEntries(chance) },
          converted: random() < (size === 'large' ? 0.6 : 0.3),
        };
      });
    const next = Array.from({ length: 10 }, () => {
      const model = modelOf(someLeads(200));
      return someLeads(1000).map(({ features, converted }) => ({
        probability: learnedScore(model, features).probability,
        converted,
      }));
    });
    const { ece } = measure(next.flat());
    expect(ece).toBeLessThan(0.055);
  });

  it('holds back what many columns say that all hint at one thing', () => {
    const random = seededRandom(7);
    const someLeads = (leads: number): Outcome[] =>
      Array.from({ length: leads }, () => {
        const business = random() < 0.5;
        const hints = Array.from({ length: 12 }, (_, column) => [
          `hint ${column}`,
          String(random() < 0.85 ? business : !business),
        ]);
        return { features: Object.fromEntries(hints), converted: random() < (business ? 0.7 : 0.2) };
      });
    const next = Array.from({ length: 10 }, () => {
      const model = modelOf(someLeads(160));
      return someLeads(1000).map(({ features, converted }) => ({
        probability: learnedScore(model, features).probability,
        converted,
      }));
    });
    expect(measure(next.flat()).ece).toBeLessThan(0.066);
  });

  it('says the more for a value the more of its leads converted', () => {
    const contributionAt = (converted: number) =>
      modelOf([...leadsWith({ size: 'large' }, 100, converted), ...leadsWith({ size: 'small' }, 300, 60)])
        .contributions['size=large'] ?? 0;
    const steps = [25, 30, 40, 50, 60, 80].map(contributionAt);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(new Set(steps).size).toBe(steps.length);
  });

  it('takes less from a value that is rare', () => {
    const random = seededRandom(9);
    const rest = Array.from({ length: 600 }, () => ({ features: { form: 'c' }, converted: random() < 0.2 }));
    const { contributions } = modelOf([
      ...rest,
      ...leadsWith({ form: 'rare' }, 4, 3),
      ...leadsWith({ form: 'frequent' }, 200, 150),
    ]);
    const [rare = 0, frequent = 0] = [contributions['form=rare'], contributions['form=frequent']];
    expect(rare).toBeGreaterThan(0);
    expect(rare).toBeLessThan(frequent / 2);
  });
});
