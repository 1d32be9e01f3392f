import { SluiceError } from '../errors.ts';
import type { Form } from '../forms/form.ts';
import { type Mailer, MailRefused } from '../mail/mailer.ts';
import { mayMail } from '../mail/may-mail.ts';
import type { Submission } from '../submissions/submission-entity.ts';
import type { Table } from '../table/table.ts';
import { confirmationMail } from './confirmation-mail.ts';
import { confirmationToken } from './confirmation-token.ts';
import { consentedWordings } from './consented-wordings.ts';

export interface ConfirmationDesk {
  readonly table: Table;
  /** None where no mail is set up. */
  readonly mailer: Mailer | undefined;
  readonly secret: () => Promise<Buffer>;
  /** What the link begins with, without a slash at the end. */
  readonly publicUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told when an address can never get mail; what was ticked then stays pending. */
  readonly onUnreachable: (submissionId: string) => void;
}

/**
 * Asks the person behind a submission by mail to confirm what they ticked; repeated, it asks again. Errors: `mail-not-set-up`, and those of sending, after which
 * the submission is to be tried again.
 */
export const askToConfirm = async (
  { table, mailer, secret, publicUrl, now, onUnreachable }: ConfirmationDesk,
  submission: Submission,
  form: Form,
  email: string,
): Promise<void> => {
  if (!mailer) throw new SluiceError('upstream', 'mail-not-set-up', 'No mail can be sent: there is no sender.');
  // Whoever types a stranger's address again and again does not get us to write to it again and again.
  if (!(await mayMail(table, email, now()))) return;
  const { token, expires } = confirmationToken(await secret(), submission.id, now());
  const mail = confirmationMail({
    to: email,
    formName: form.name,
    wordings: consentedWordings(form, submission),
    receivedAt: submission.receivedAt,
    expires,
    link: `${publicUrl}/confirm/${token}`,
  });
  try {
    await mailer.send(mail);
  } catch (error) {
    // A lead is one all the same when no mail can be sent to its address.
    if (!(error instanceof MailRefused)) throw error;
    onUnreachable(submission.id);
  }
};
