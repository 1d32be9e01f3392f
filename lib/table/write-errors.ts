/** A write's condition did not hold; `label` names the write of the transaction. */
export class ConditionFailed extends Error {
  readonly label: string;
  constructor(label: string, cause: unknown) {
    super(`the condition of "${label}" did not hold`, { cause });
    this.name = 'ConditionFailed';
    this.label = label;
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
