/** Conditions of writes did not hold; `labels` names the writes of the transaction, `label` the first of them. */
export class ConditionFailed extends Error {
  readonly label: string;
  readonly labels: readonly string[];
  constructor(labels: string | readonly string[], cause: unknown) {
    const all = typeof labels === 'string' ? [labels] : labels;
    super(`the condition of "${all[0]}" did not hold`, { cause });
    this.name = 'ConditionFailed';
    this.label = all[0] ?? '';
    this.labels = all;
  }
}

/** Two transactions met on an item, or the table was throttled: the same write may succeed a moment later. */
export class Contention extends Error {
  constructor(cause: unknown) {
    super('the write met another one', { cause });
    this.name = 'Contention';
  }
}

/** Whether a failed condition was that of the named write. */
export const failedOn = (error: unknown, label: string): boolean =>
  error instanceof ConditionFailed && error.label === label;

const THROTTLING = ['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'ThrottlingException'];

/** Whether the table, or the account, takes no more at the moment (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html). */
export const isThrottling = (error: unknown): boolean => error instanceof Error && THROTTLING.includes(error.name);
