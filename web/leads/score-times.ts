const startOfDay = (at: Date): Date => new Date(at.getFullYear(), at.getMonth(), at.getDate());

const two = (figure: number): string => String(figure).padStart(2, '0');

/** The calendar day of a moment where the person is, as an input for days has it. */
export const dayOf = (iso: string): string => {
  const at = new Date(iso);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};

/** The moment just before another. */
export const justBefore = (iso: string): string => new Date(new Date(iso).getTime() - 1).toISOString();

/**
 * The end of a calendar day where the person is, but not before the lead came in; nothing for today and later, which is the score of now, and
 * for what is no day.
 */
export const endOfDay = (day: string, { createdAt, now }: { createdAt: string; now: number }): string | undefined => {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day.split('-').map(Number);
  const next = new Date(year, month - 1, date + 1).getTime();
  if (Number.isNaN(next) || next > startOfDay(new Date(now)).getTime()) return undefined;
  return new Date(Math.max(next - 1, new Date(createdAt).getTime())).toISOString();
};
