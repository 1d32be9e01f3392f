import type { Form } from '../forms/form.ts';
import type { Table } from '../table/table.ts';
import { addressPrefix } from './address-prefix.ts';
import type { Allowance } from './allowance.ts';
import { judgeFillTime } from './fill-time.ts';
import { readProof } from './proof-of-work.ts';
import { RESERVED_FIELDS } from './reserved-fields.ts';
import { spendProof } from './spent-proof-repository.ts';
import type { Suspicion } from './suspicion.ts';

export interface Judge {
  readonly table: Table;
  readonly allowance: Allowance;
  /** The installation's signing secret; read once an instance. */
  readonly secret: () => Promise<Buffer>;
}

interface Post {
  readonly submissionId: string;
  readonly form: Form;
  readonly posted: Readonly<Record<string, unknown>>;
  /** The viewer's address. */
  readonly address: string;
}

const textIn = (posted: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = posted[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Whether the post carries the solution of a challenge of this form that nobody used before. */
const hasProof = async (
  { table, secret }: Judge,
  { submissionId, form, posted }: Post,
  now: number,
): Promise<boolean> => {
  const signature = await readProof(await secret(), form.id, textIn(posted, RESERVED_FIELDS.proof));
  return signature !== undefined && (await spendProof(table, signature, submissionId, now));
};

/**
 * Why a post is a suspect; none for most. Work is asked for only under pressure (or where the form always wants it), and a solved challenge makes up for
 * the form's limit.
 */
export const judgePost = async (judge: Judge, post: Post, now: number): Promise<Suspicion[]> => {
  const { form, posted } = post;
  const { spam } = form;
  const suspicions: Suspicion[] = [];
  if (textIn(posted, RESERVED_FIELDS.honeypot) !== undefined) suspicions.push('honeypot');

  const shown = textIn(posted, RESERVED_FIELDS.fillTime);
  if (shown !== undefined || spam.tokenRequired) {
    const fault = judgeFillTime(await judge.secret(), shown, { formId: form.id, ...spam }, now);
    if (fault) suspicions.push(fault);
  }

  const prefix = addressPrefix(post.address);
  if (!(await judge.allowance(`address:${form.id}:${prefix}`, spam.perAddressPerMinute)))
    suspicions.push('address-limit');

  const underPressure = !(await judge.allowance(`form:${form.id}`, spam.perMinute));
  const mustProve = spam.proofOfWork === 'always' || (underPressure && spam.proofOfWork === 'under-pressure');
  if (mustProve && !(await hasProof(judge, post, now))) suspicions.push('no-proof');
  else if (underPressure && spam.proofOfWork === 'off') suspicions.push('form-limit');
  return suspicions;
};
