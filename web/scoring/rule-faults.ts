import { ApiProblem } from '../api/problem.ts';
import { figureOf, type RuleDraft, type ScoringDraft, valuesOf } from './scoring-draft.ts';

/** The faults of a rule by the path of the input that they concern, such as `when.0.value`. */
export type RuleFaults = ReadonlyMap<string, string>;

const isWhole = (text: string, least: number, most: number): boolean => {
  const figure = figureOf(text);
  return Number.isInteger(figure) && figure >= least && figure <= most;
};

const POINTS = 100;

/** What a rule lacks before it is put among the others. The API looks at the rest. */
export const faultsOfRule = ({ label, points, when, most, after, halfLifeDays }: RuleDraft): RuleFaults => {
  const faults = new Map<string, string>();
  if (label.trim() === '') faults.set('label', 'A rule has a name, which people read as the reason of a score.');
  if (!isWhole(points, -POINTS, POINTS) || figureOf(points) === 0)
    faults.set('points', 'A whole number from −100 to 100, but not 0.');
  when.forEach(({ op, value, from, to }, place) => {
    const path = `when.${place}`;
    if (op === 'range' && from.trim() === '' && to.trim() === '')
      faults.set(`${path}.from`, 'A range has a beginning or an end.');
    if (op === 'range' && from.trim() !== '' && Number.isNaN(figureOf(from))) faults.set(`${path}.from`, 'A figure.');
    if (op === 'range' && to.trim() !== '' && Number.isNaN(figureOf(to))) faults.set(`${path}.to`, 'A figure.');
    if (op !== 'range' && op !== 'exists' && valuesOf(value).length === 0)
      faults.set(op === 'in' ? `${path}.values` : `${path}.value`, 'Say what it is compared with.');
  });
  if (most.trim() !== '' && !isWhole(most, 1, 100)) faults.set('most', 'A whole number from 1 to 100, or nothing.');
  if (after.trim() !== '' && !isWhole(after, 1, 9)) faults.set('after', 'A whole number from 1 to 9, or nothing.');
  if (halfLifeDays.trim() !== '' && !(figureOf(halfLifeDays) >= 1 && figureOf(halfLifeDays) <= 3650))
    faults.set('halfLifeDays', 'Days from 1 to 3650, or nothing.');
  return faults;
};

/** The faults that the API found in the rule at a place of the set. */
export const refusedOfRule = (fields: ReadonlyMap<string, string>, place: number): RuleFaults => {
  const start = `set.rules.${place}.`;
  return new Map(
    [...fields].flatMap(([path, message]) => (path.startsWith(start) ? [[path.slice(start.length), message]] : [])),
  );
};

const WHOLE = 'A whole number from 0 to 100.';

/** What the limits and grades lack before anybody is asked, told as the API tells what it refuses. */
export const refusalOfLimits = ({ threshold, fitCap, engagementCap, grades }: ScoringDraft): ApiProblem | undefined => {
  const errors = [
    ...(isWhole(threshold, 1, POINTS) ? [] : [{ path: 'set.threshold', message: 'A whole number from 1 to 100.' }]),
    ...(isWhole(fitCap, 0, POINTS) ? [] : [{ path: 'set.caps.fit', message: WHOLE }]),
    ...(isWhole(engagementCap, 0, POINTS) ? [] : [{ path: 'set.caps.engagement', message: WHOLE }]),
    ...grades.flatMap(({ grade, from }, place) => [
      ...(grade.trim() === '' ? [{ path: `set.grades.${place}.grade`, message: 'A grade has a name.' }] : []),
      ...(isWhole(from, 0, POINTS) ? [] : [{ path: `set.grades.${place}.from`, message: WHOLE }]),
    ]),
  ];
  if (errors.length === 0) return undefined;
  return new ApiProblem(422, 'invalid-fields', 'Some of it cannot be taken. It says why beside each.', { errors });
};
