import fc from 'fast-check';
import { LEAD_FACTS } from '../../../lib/scoring/condition-contract.ts';
import { ENGAGEMENT_FACTS, type ScoringSet, scoringSet } from '../../../lib/scoring/scoring-contract.ts';

const text = fc.constantFrom('demo', 'guide', 'acme', 'Head', 'sales', 'reply', 'submission', 'company', 'a');

const conditionOn = (facts: readonly string[]) => {
  const fact = fc.constantFrom(...facts);
  const not = fc.boolean();
  return fc.oneof(
    fc.record({ fact, op: fc.constant('exists'), not }),
    fc.record({ fact, op: fc.constantFrom('equals', 'contains', 'prefix'), value: text, not }),
    fc.record({ fact, op: fc.constant('in'), values: fc.array(text, { minLength: 1, maxLength: 3 }), not }),
    fc.record({ fact, op: fc.constant('range'), from: fc.integer({ min: 0, max: 10 }), not }),
  );
};

const points = fc.integer({ min: -100, max: 100 }).filter((given) => given !== 0);
const label = fc.constantFrom('One', 'Another');

const fitRule = fc.record({
  label,
  points,
  group: fc.constant('fit'),
  when: fc.array(conditionOn(LEAD_FACTS), { minLength: 1, maxLength: 3 }),
});

const engagementRule = fc.record(
  {
    label,
    points,
    group: fc.constant('engagement'),
    when: fc.array(conditionOn(ENGAGEMENT_FACTS), { minLength: 1, maxLength: 2 }),
    most: fc.integer({ min: 1, max: 5 }),
    after: fc.integer({ min: 1, max: 3 }),
    halfLifeDays: fc.integer({ min: 1, max: 100 }),
  },
  { requiredKeys: ['label', 'points', 'group', 'when'] },
);

/** Sets of scoring rules as the contract takes them. */
export const scoringSets: fc.Arbitrary<ScoringSet> = fc
  .record({
    rules: fc.array(fc.oneof(fitRule, engagementRule), { maxLength: 12 }),
    fit: fc.integer({ min: 0, max: 100 }),
    engagement: fc.integer({ min: 0, max: 100 }),
    threshold: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ rules, threshold, ...caps }) =>
    scoringSet.parse({
      rules: rules.map((rule, index) => ({ id: `rule-${index}`, ...rule })),
      caps,
      grades: [
        { grade: 'A', from: 60 },
        { grade: 'B', from: 30 },
        { grade: 'C', from: 0 },
      ],
      threshold,
    }),
  );
