import { seededRandom } from './seeded-random.ts';

/** A row of the invented CSV. */
export type SampleLead = Readonly<Record<string, string | number>>;

type Random = () => number;

const pick = <T>(random: Random, weighted: readonly (readonly [T, number])[], otherwise: T): T => {
  let left = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of weighted) {
    left -= weight;
    if (left < 0) return value;
  }
  return otherwise;
};

/** Normally distributed (Box and Muller). */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Names of which the first are common and the last are rare, as campaigns and forms are. */
const longTail = (name: string, length: number): readonly (readonly [string, number])[] =>
  Array.from({ length }, (_, index) => [`${name}-${index + 1}`, 1 / (index + 1)] as const);

const SOURCES = [
  ['form', 60],
  ['import', 30],
  ['rep', 10],
] as const;
const FORMS = longTail('form', 15);
const CAMPAIGNS = longTail('campaign', 60);
const SENIORITIES = [
  ['none', 35],
  ['member', 30],
  ['manager', 20],
  ['director', 10],
  ['chief', 5],
] as const;
const DEPARTMENTS = [
  ['none', 35],
  ['sales', 12],
  ['technology', 18],
  ['purchasing', 8],
  ['finance', 7],
  ['students', 20],
] as const;
const INDUSTRIES = [
  ['software', 25],
  ['industry', 20],
  ['retail', 20],
  ['public', 10],
  ['health', 15],
  ['farming', 4],
  ['mining', 1],
] as const;

const WEIGHTS: Readonly<Record<string, number>> = {
  member: 0.1,
  manager: 0.6,
  director: 1,
  chief: 1.2,
  purchasing: 0.9,
  technology: 0.4,
  students: -1.6,
  software: 0.5,
  public: -0.5,
  mining: 1.5,
  import: -0.7,
  rep: 0.9,
  mobile: 0.3,
  landline: 0.5,
};

const weightOf = (value: string): number => WEIGHTS[value] ?? 0;

const sampleLead = (
  random: Random,
  form: ReadonlyMap<string, number>,
  campaign: ReadonlyMap<string, number>,
): SampleLead => {
  // One hidden trait moves several columns at once, so that they tell much of the same twice: somebody who writes for a company.
  const business = random() < 0.55;
  const address = pick(
    random,
    business
      ? [
          ['company', 85],
          ['free', 14],
          ['disposable', 1],
        ]
      : [
          ['company', 10],
          ['free', 82],
          ['disposable', 8],
        ],
    'free',
  );
  const companyNamed = random() < (business ? 0.9 : 0.15);
  const phone = pick(
    random,
    business
      ? [
          ['none', 40],
          ['mobile', 25],
          ['landline', 35],
        ]
      : [
          ['none', 70],
          ['mobile', 28],
          ['landline', 2],
        ],
    'none',
  );
  const source = pick(random, SOURCES, 'form');
  const formName = source === 'form' ? pick(random, FORMS, 'form-1') : 'none';
  const campaignName = source === 'form' ? pick(random, CAMPAIGNS, 'campaign-1') : 'none';
  const seniority = business ? pick(random, SENIORITIES, 'none') : 'none';
  const department = pick(
    random,
    business
      ? DEPARTMENTS
      : [
          ['none', 75],
          ['students', 25],
        ],
    'none',
  );
  const industry = companyNamed ? pick(random, INDUSTRIES, 'retail') : 'unknown';
  const employees = companyNamed ? Math.max(1, Math.round(Math.exp(3.5 + 1.6 * normal(random)))) : '';
  const pages = Math.max(0, Math.round(Math.exp(1 + 0.8 * normal(random)) - 1));
  const minutes = Math.round(10 * pages * Math.exp(0.4 * normal(random))) / 10;
  const message = source === 'form' && random() < 0.2 + 0.03 * Math.min(10, pages);
  const large = typeof employees === 'number' && employees > 100;

  const logOdds =
    -3.8 +
    (business ? 1.1 : 0) +
    (address === 'disposable' ? -2 : 0) +
    weightOf(seniority) +
    weightOf(department) +
    weightOf(industry) +
    weightOf(source) +
    weightOf(phone) +
    (form.get(formName) ?? 0) +
    (campaign.get(campaignName) ?? 0) +
    0.45 * Math.log1p(pages) +
    (message ? 0.7 : 0) +
    // What no sum of columns can say: a chief counts for more in a small company, a large one wants to hear from purchasing.
    (seniority === 'chief' && !large ? 0.8 : 0) +
    (department === 'purchasing' && large ? 0.9 : 0) +
    0.7 * normal(random);
  const converted = random() < 1 / (1 + Math.exp(-logOdds));

  return {
    source,
    form: formName,
    campaign: campaignName,
    address,
    company_named: companyNamed ? 'yes' : 'no',
    phone,
    seniority,
    department,
    industry,
    employees,
    pages,
    minutes,
    message: message ? 'yes' : 'no',
    // Columns that say nothing.
    weekday: pick(
      random,
      [
        ['mon', 1],
        ['tue', 1],
        ['wed', 1],
        ['thu', 1],
        ['fri', 1],
        ['sat', 1],
        ['sun', 1],
      ],
      'mon',
    ),
    lucky_number: Math.floor(100 * random()),
    converted: converted ? 1 : 0,
  };
};

/**
 * Invented leads with the troubles of real ones: columns that tell the same twice, long tails of rare values, effects that hold only together, columns
 * that say nothing, and chance. About one in six converts. The same seed gives the same leads.
 */
export function* sampleLeads(rows: number, seed: number): Generator<SampleLead> {
  const random = seededRandom(seed);
  const effects = (names: readonly (readonly [string, number])[], spread: number): Map<string, number> =>
    new Map(names.map(([name]) => [name, spread * normal(random)]));
  const form = effects(FORMS, 0.5);
  const campaign = effects(CAMPAIGNS, 0.5);
  for (let row = 0; row < rows; row += 1) yield sampleLead(random, form, campaign);
}
