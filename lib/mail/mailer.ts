import { BadRequestException, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';

export interface Mail {
  /** One address. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** The same for readers that show HTML. */
  readonly html?: string;
}

/** Sends single mails. */
export interface Mailer {
  /** Hands a mail over for delivery. Errors: `MailRefused` when it can never be sent; anything else may pass. */
  send(mail: Mail): Promise<void>;
}

/** The service will not take this mail however often it is asked, for example because of the form of its address. */
export class MailRefused extends Error {
  constructor(cause: unknown) {
    super('the mail was refused', { cause });
    this.name = 'MailRefused';
  }
}

/** The SDK's settings: one retry, and some ten seconds in all, so that a worker's run has time for it. */
const PATIENCE = {
  maxAttempts: 2,
  // Without the last setting the SDK only warns of a request that takes too long, and waits on.
  requestHandler: { connectionTimeout: 1000, requestTimeout: 4000, throwOnRequestTimeout: true },
};

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });

/**
 * Opens the way out through SES, in the name of one sender. Whoever waits too long for its answer may send the same mail twice.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export const openMailer = (from: string, client = new SESv2Client(PATIENCE)): Mailer => ({
  send: async ({ to, subject, text, html }) => {
    try {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [to] },
          Content: {
            Simple: {
              Subject: utf8(subject),
              Body: { Text: utf8(text), ...(html !== undefined && { Html: utf8(html) }) },
            },
          },
        }),
      );
    } catch (error) {
      throw error instanceof BadRequestException ? new MailRefused(error) : error;
    }
  },
});
