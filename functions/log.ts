/** One line of JSON, which CloudWatch Logs Insights reads by field. Never a whole event, body or item: ids, codes and counts only. */
const write = (
  level: 'INFO' | 'ERROR',
  message: string,
  fields: Readonly<Record<string, string | number | boolean | undefined>>,
): void => {
  process.stdout.write(`${JSON.stringify({ level, message, timestamp: new Date().toISOString(), ...fields })}\n`);
};

/** What of an error may be logged: its name, its code and where it was thrown, but no message of a library, which may quote input. */
const describe = (error: unknown): Record<string, string | undefined> => {
  if (!(error instanceof Error)) return { error: typeof error };
  const cause = error.cause instanceof Error ? error.cause.name : undefined;
  // The stack repeats the message, whose lines may look like places in the code; what follows it are the places.
  const { message, stack: whole = '' } = error;
  const stack = whole
    .slice(whole.includes(message) ? whole.indexOf(message) + message.length : 0)
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 8)
    .join('\n');
  return { error: error.name, code: 'code' in error ? String(error.code) : undefined, cause, stack };
};

export const logInfo = (message: string, fields: Record<string, string | number | boolean | undefined> = {}): void =>
  write('INFO', message, fields);

export const logError = (
  message: string,
  error: unknown,
  fields: Record<string, string | number | undefined> = {},
): void => write('ERROR', message, { ...fields, ...describe(error) });
