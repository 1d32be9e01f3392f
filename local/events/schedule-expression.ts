/** Gives the first moment after the given one at which a schedule is due; undefined when there is none any more. */
export type NextRun = (after: Date) => Date | undefined;

export type ScheduleExpression = { kind: 'rate'; everyMs: number } | { kind: 'calendar'; next: NextRun };

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Range {
  from: number;
  to: number;
  names?: readonly string[];
}

/** Gives all values that one field of a cron expression allows. */
function readField(field: string, range: Range): ReadonlySet<number> {
  const number = (text: string) => {
    const named = range.names?.indexOf(text.toUpperCase()) ?? -1;
    const value = named >= 0 ? named + 1 : Number(text);
    if (!Number.isInteger(value) || value < range.from || value > range.to) {
      throw new Error(`${field} is not between ${range.from} and ${range.to}`);
    }
    return value;
  };
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [span = '', step] = part.split('/');
    const [low = '', high] = span.split('-');
    const isAny = span === '*' || span === '?';
    const start = isAny ? range.from : number(low);
    const end = isAny || (high === undefined && step !== undefined) ? range.to : number(high ?? low);
    const stride = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(stride) || stride < 1) throw new Error(`${part} has no step`);
    for (let value = start; value <= end; value += stride) values.add(value);
  }
  return values;
}

const daysInMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const weekday = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;

type DayTest = (year: number, month: number, day: number) => boolean;

function readDayOfMonth(field: string): DayTest {
  if (field === 'L') return (year, month, day) => day === daysInMonth(year, month);
  const nearest = /^(\d+)W$/.exec(field);
  if (nearest !== null) {
    const wanted = Number(nearest[1]);
    return (year, month, day) => {
      const distance = [0, -1, 1, -2, 2].find((offset) => {
        const candidate = wanted + offset;
        const inMonth = candidate >= 1 && candidate <= daysInMonth(year, month);
        return inMonth && ![1, 7].includes(weekday(year, month, candidate));
      });
      return distance !== undefined && day === wanted + distance;
    };
  }
  const days = readField(field, { from: 1, to: 31 });
  return (_, __, day) => days.has(day);
}

function readDayOfWeek(field: string): DayTest {
  const numbered = /^(\w+)#([1-5])$/.exec(field);
  const last = /^(\w+)L$/.exec(field);
  const name = numbered?.[1] ?? last?.[1];
  const days = readField(field === 'L' ? '7' : (name ?? field), { from: 1, to: 7, names: dayNames });
  return (year, month, day) => {
    if (!days.has(weekday(year, month, day))) return false;
    if (numbered !== null) return Math.ceil(day / 7) === Number(numbered[2]);
    return last === null || day + 7 > daysInMonth(year, month);
  };
}

function readCron(text: string): NextRun {
  const fields = text.trim().split(/\s+/);
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6) throw new Error(`it has ${fields.length} fields instead of six`);
  const allowed = {
    minutes: [...readField(minutes, { from: 0, to: 59 })].sort((a, b) => a - b),
    hours: [...readField(hours, { from: 0, to: 23 })].sort((a, b) => a - b),
    months: readField(month, { from: 1, to: 12, names: monthNames }),
    years: readField(year, { from: 1970, to: 2199 }),
  };
  const isDayOfMonth = readDayOfMonth(dayOfMonth);
  const isDayOfWeek = readDayOfWeek(dayOfWeek);
  return (after) => {
    const day = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate()));
    for (; day.getUTCFullYear() <= 2199; day.setUTCDate(day.getUTCDate() + 1)) {
      const [y, m, d] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
      if (!allowed.years.has(y) || !allowed.months.has(m)) continue;
      if (!isDayOfMonth(y, m, d) || !isDayOfWeek(y, m, d)) continue;
      for (const hour of allowed.hours) {
        for (const minute of allowed.minutes) {
          const moment = new Date(Date.UTC(y, m - 1, d, hour, minute));
          if (moment > after) return moment;
        }
      }
    }
    return undefined;
  };
}

/**
 * Reads `rate(5 minutes)`, `cron(0 12 * * ? *)` or `at(2026-01-31T12:00:00)`, in UTC; any other text is an error.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function readScheduleExpression(expression: string): ScheduleExpression {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  const everyMs = Number(rate?.[1]) * (unitMs[rate?.[2] ?? ''] ?? 0);
  if (rate !== null && everyMs > 0) return { kind: 'rate', everyMs };
  const cron = /^cron\((.*)\)$/.exec(expression)?.[1];
  if (cron !== undefined) {
    try {
      return { kind: 'calendar', next: readCron(cron) };
    } catch (error) {
      throw new Error(`The schedule ${expression} is not understood`, { cause: error });
    }
  }
  const at = new Date(`${/^at\((.*)\)$/.exec(expression)?.[1]}Z`);
  if (Number.isNaN(at.getTime())) throw new Error(`The schedule ${expression} is not understood`);
  return { kind: 'calendar', next: (after) => (at > after ? at : undefined) };
}
